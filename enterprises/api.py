"""API of this room: the register for everyone signed in, yearly facts for their owner."""

from contextlib import suppress
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ListedViewSet, ReadViewSet
from core import clock
from enterprises import services
from enterprises.filters import EnterpriseFilter, EnterprisePostFilter, EnterpriseStatusFilter, EnterpriseYearFilter
from enterprises.models import Enterprise, EnterprisePost, EnterpriseStatus, EnterpriseYear, ExternalId
from enterprises.selectors import own_enterprise
from enterprises.services.merging import survivor_of
from enterprises.services.statuses import require_of_region

AMOUNTS = ("revenue", "total_assets", "research_spend", "payroll", "lowest_grade_pay", "training_spend")


class ExternalIdSerializer(serializers.ModelSerializer):
    """How another register names the enterprise."""

    class Meta:
        model = ExternalId
        fields = ["scheme", "value", "is_ended"]


class EnterpriseSerializer(serializers.ModelSerializer):
    """An enterprise of the register; region and industry by code."""

    id = serializers.UUIDField(source="organisation.public_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)
    name_en = serializers.CharField(source="organisation.name_en", read_only=True)
    region = serializers.CharField(source="organisation.region.code", default=None, allow_null=True, read_only=True)
    industry = serializers.CharField(source="industry.full_code", default=None, allow_null=True, read_only=True)
    external_ids = ExternalIdSerializer(many=True, read_only=True)

    class Meta:
        model = Enterprise
        fields = [
            "id",
            "name",
            "name_en",
            "credit_code",
            "legal_representative",
            "region",
            "industry",
            "size_class",
            "is_above_scale",
            "website",
            "external_ids",
        ]


@extend_schema_field(OpenApiTypes.UUID)
class EnterpriseField(serializers.SlugRelatedField):
    """An enterprise by its public id."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("queryset", Enterprise.objects.select_related("organisation"))
        super().__init__(slug_field="organisation__public_id", **kwargs)

    def to_representation(self, enterprise: Enterprise) -> str:
        return str(enterprise.organisation.public_id)


class IdentifySerializer(serializers.Serializer):
    """Body of POST /enterprises/{public_id}/identify/."""

    scheme = serializers.SlugField(max_length=30)
    value = serializers.CharField(max_length=60)


class MergeSerializer(serializers.Serializer):
    """Body of POST /enterprises/{public_id}/merge/: the enterprise that goes, and why the two are one."""

    merged = EnterpriseField()
    reason = serializers.CharField(max_length=200)


class EnterpriseViewSet(ListedViewSet):
    """The register of enterprises, by public id. The id of a merged one leads on to the one that took it over."""

    model = Enterprise
    queryset = Enterprise.objects.all()
    serializer_class = EnterpriseSerializer
    filterset_class = EnterpriseFilter
    lookup_field = "organisation__public_id"
    lookup_url_kwarg = "public_id"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Enterprise]:
        rows = Enterprise.objects.standing().select_related("organisation__region", "industry")
        return rows.prefetch_related("external_ids").order_by("organisation__name", "pk")

    def get_object(self) -> Enterprise:
        survivor = None
        with suppress(ValidationError):  # no id at all: missing like any other
            survivor = survivor_of(self.kwargs["public_id"])
        if survivor is not None:
            self.kwargs["public_id"] = survivor.organisation.public_id
        return super().get_object()

    def retrieve(self, request: Request, public_id: UUID) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=IdentifySerializer, responses=EnterpriseSerializer)
    @action(detail=True, methods=["post"])
    def identify(self, request: Request, public_id: UUID) -> Response:
        """Say how another register names the enterprise."""
        enterprise = self.get_object()
        self.actor.require("identify_enterprise")
        services.add_external_id(actor=self.actor, enterprise=enterprise, **self.sent(IdentifySerializer))
        return self.answer(enterprise)

    @extend_schema(request=MergeSerializer, responses=EnterpriseSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, public_id: UUID) -> Response:
        """Let this enterprise keep everything of another that is the same one."""
        enterprise = self.get_object()
        self.actor.require("merge_enterprises")
        sent = self.sent(MergeSerializer)
        services.merge_enterprises(
            actor=self.actor, survivor=enterprise, merged=sent["merged"], reason=sent["reason"], on=clock.today()
        )
        return self.answer(enterprise)


class EnterpriseStatusSerializer(serializers.ModelSerializer):
    """A status of the register: its source and its validity, both days included."""

    enterprise = EnterpriseField(queryset=Enterprise.objects.standing())
    last_on = serializers.DateField(required=False, allow_null=True)

    class Meta:
        model = EnterpriseStatus
        fields = ["id", "enterprise", "status", "source", "from_on", "last_on"]


class StatusEndSerializer(serializers.Serializer):
    """Body of POST /enterprise-statuses/{id}/end/: a day before its first says that it never held."""

    last_on = serializers.DateField()


class EnterpriseStatusViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Who is above scale, leads or is recognised. Recorded by the operator, or by the authority of the region."""

    model = EnterpriseStatus
    queryset = EnterpriseStatus.objects.all()
    serializer_class = EnterpriseStatusSerializer
    filterset_class = EnterpriseStatusFilter

    def get_queryset(self) -> QuerySet[EnterpriseStatus]:
        return EnterpriseStatus.objects.standing().select_related("enterprise__organisation").order_by("-from_on", "pk")

    def perform_create(self, serializer: EnterpriseStatusSerializer) -> None:
        serializer.instance = services.record_enterprise_status(actor=self.actor, **serializer.validated_data)

    @extend_schema(request=StatusEndSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Say until when a status held."""
        row = self.get_object()
        require_of_region(self.actor, "record_enterprise_status", row.enterprise)
        services.end_enterprise_status(actor=self.actor, status=row, **self.sent(StatusEndSerializer))
        return Response(status=204)


class EnterpriseYearSerializer(serializers.ModelSerializer):
    """A year of one's own enterprise. Amounts in yuan as text with two decimals."""

    revenue = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    total_assets = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    research_spend = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    payroll = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    lowest_grade_pay = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)
    training_spend = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)

    class Meta:
        model = EnterpriseYear
        fields = ["id", "year", "staff_count", *AMOUNTS, "occurred_on", "recorded_at"]
        read_only_fields = ["occurred_on", "recorded_at"]


class EnterpriseYearViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Yearly facts of one's own enterprise, as they stand; a new one for the same year supersedes."""

    model = EnterpriseYear
    serializer_class = EnterpriseYearSerializer
    filterset_class = EnterpriseYearFilter

    def get_queryset(self) -> QuerySet[EnterpriseYear]:
        return super().get_queryset().current().order_by("-year", "pk")

    def perform_create(self, serializer: EnterpriseYearSerializer) -> None:
        enterprise = own_enterprise(self.actor, "record_enterprise_year")
        serializer.instance = services.record_enterprise_year(
            actor=self.actor, enterprise=enterprise, on=clock.today(), **serializer.validated_data
        )


class EnterprisePostSerializer(serializers.ModelSerializer):
    """A post of a year of one's own enterprise; the wage in yuan a month, as text with two decimals."""

    monthly_wage = serializers.DecimalField(max_digits=19, decimal_places=2, required=False, allow_null=True)

    class Meta:
        model = EnterprisePost
        fields = ["id", "year", "post", "staff_count", "monthly_wage", "occurred_on", "recorded_at"]
        read_only_fields = ["occurred_on", "recorded_at"]


class EnterprisePostViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Posts of one's own enterprise by year, as they stand; a new row for the same post and year supersedes."""

    model = EnterprisePost
    serializer_class = EnterprisePostSerializer
    filterset_class = EnterprisePostFilter

    def get_queryset(self) -> QuerySet[EnterprisePost]:
        return super().get_queryset().current().order_by("-year", "post", "pk")

    def perform_create(self, serializer: EnterprisePostSerializer) -> None:
        serializer.instance = services.record_enterprise_post(
            actor=self.actor,
            enterprise=own_enterprise(self.actor, "record_enterprise_year"),
            on=clock.today(),
            **serializer.validated_data,
        )

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def strike(self, request: Request, pk: str) -> Response:
        """Take back a post that was recorded by mistake."""
        services.strike_enterprise_post(actor=self.actor, post=self.get_object())
        return Response(status=204)


routes: list[tuple[str, type, str]] = [
    ("enterprises", EnterpriseViewSet, "enterprise"),
    ("enterprise-statuses", EnterpriseStatusViewSet, "enterprise-status"),
    ("enterprise-posts", EnterprisePostViewSet, "enterprise-post"),
    ("enterprise-years", EnterpriseYearViewSet, "enterprise-year"),
]
