"""Yearly returns."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.models import Evidence
from accounts.viewsets import ReadViewSet
from core import clock
from institutions import selectors
from institutions.filters.returns import AnnualReturnFilter
from institutions.models import AnnualReturn
from institutions.returns import lines_of
from institutions.services import returns as services
from reference.models import FigureCode


class ReturnLineSerializer(serializers.Serializer):
    """A figure as it stands, beside last year's; `change_percent` is empty where last year's is missing or 0."""

    figure = serializers.CharField()
    value = serializers.DecimalField(max_digits=20, decimal_places=4)
    last_year = serializers.DecimalField(max_digits=20, decimal_places=4, allow_null=True)
    change_percent = serializers.DecimalField(max_digits=20, decimal_places=2, allow_null=True)
    is_flagged = serializers.BooleanField()
    change_reason = serializers.CharField(allow_blank=True)
    evidence = serializers.UUIDField(allow_null=True)


class AnnualReturnSerializer(serializers.ModelSerializer):
    """A return with the figures entered. `year` is taken when it is started."""

    college = serializers.CharField(source="college.school_code", read_only=True)
    figures = serializers.SerializerMethodField()

    class Meta:
        model = AnnualReturn
        fields = [
            "id",
            "college",
            "year",
            "state",
            "reporter_label",
            "filed_on",
            "verifier_label",
            "verified_on",
            "returned_because",
            "figures",
        ]
        read_only_fields = [
            "state",
            "reporter_label",
            "filed_on",
            "verifier_label",
            "verified_on",
            "returned_because",
        ]

    @extend_schema_field(ReturnLineSerializer(many=True))
    def get_figures(self, annual: AnnualReturn) -> Any:
        lines = lines_of(annual, actor=self.context["request"].actor, on=clock.today())
        shown = [
            {
                "figure": line.code.code,
                "value": line.figure.value,
                "last_year": line.base,
                "change_percent": line.percent,
                "is_flagged": line.is_flagged,
                "change_reason": line.figure.change_reason,
                "evidence": line.evidence.public_id if line.evidence is not None else None,
            }
            for line in lines
            if line.figure is not None
        ]
        return ReturnLineSerializer(shown, many=True).data


class ReturnHeadSerializer(AnnualReturnSerializer):
    """A return in a list: without its figures."""

    class Meta(AnnualReturnSerializer.Meta):
        fields = [name for name in AnnualReturnSerializer.Meta.fields if name != "figures"]

    figures = None


class NewFigureSerializer(serializers.Serializer):
    """A figure by its code; evidence by public id, of the files that one sees."""

    figure = serializers.SlugRelatedField(
        slug_field="code", queryset=FigureCode.objects.filter(subject=FigureCode.Subject.COLLEGE)
    )
    value = serializers.DecimalField(max_digits=20, decimal_places=4, min_value=0)
    change_reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    evidence = serializers.SlugRelatedField(
        slug_field="public_id", queryset=Evidence.objects.none(), required=False, allow_null=True, default=None
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["evidence"].queryset = Evidence.objects.visible_to(request.actor)
        return fields


class SendBackSerializer(serializers.Serializer):
    """What has to be corrected."""

    reason = serializers.CharField(max_length=2000)


class AnnualReturnViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Yearly returns: list, read, start, enter figures, file, verify, send back."""

    model = AnnualReturn
    serializer_class = AnnualReturnSerializer
    filterset_class = AnnualReturnFilter

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return ReturnHeadSerializer if self.action == "list" else AnnualReturnSerializer

    def get_queryset(self) -> QuerySet[AnnualReturn]:
        return super().get_queryset().select_related("college__organisation__region").order_by("pk")

    def perform_create(self, serializer: AnnualReturnSerializer) -> None:
        college = selectors.own_college(self.actor, "report_return")
        year = serializer.validated_data["year"]
        annual = services.start_return(actor=self.actor, college=college, year=year, on=clock.today())
        serializer.instance = self.get_queryset().get(pk=annual.pk)

    @extend_schema(request=NewFigureSerializer, responses=AnnualReturnSerializer)
    @action(detail=True, methods=["post"])
    def figures(self, request: Request, pk: str | None = None) -> Response:
        """Enter or correct a figure."""
        annual, said = self.get_object(), self.sent(NewFigureSerializer)
        services.put_figure(actor=self.actor, annual_return=annual, on=clock.today(), **said)
        return self.answer(annual)

    @extend_schema(request=None, responses=AnnualReturnSerializer)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str | None = None) -> Response:
        """Hand the return in."""
        annual = self.get_object()
        return self.answer(services.file_return(actor=self.actor, annual_return=annual, on=clock.today()))

    @extend_schema(request=None, responses=AnnualReturnSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str | None = None) -> Response:
        """Confirm what somebody else filed."""
        annual = self.get_object()
        return self.answer(services.verify_return(actor=self.actor, annual_return=annual, on=clock.today()))

    @extend_schema(request=SendBackSerializer, responses=AnnualReturnSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str | None = None) -> Response:
        """Return it for correction."""
        annual, said = self.get_object(), self.sent(SendBackSerializer)
        sent = services.send_back_return(actor=self.actor, annual_return=annual, reason=said["reason"])
        return self.answer(sent)
