"""What came of what was agreed: contributions, obligations, risks."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.models import Equipment
from partnerships import services
from partnerships.api.safeguards import ClaimsMixin
from partnerships.filters import ContributionFilter, ObligationFilter, RiskFilter
from partnerships.models import Contribution, Obligation, Risk, RiskFigure, RiskReview
from partnerships.selectors import with_parties


class RemarkedSerializer(serializers.Serializer):
    """What the other side should know."""

    remark = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class DeliverSerializer(RemarkedSerializer):
    """When it was delivered."""

    delivered_on = serializers.DateField()


class DoneSerializer(RemarkedSerializer):
    """When it was done."""

    done_on = serializers.DateField()


class AnswerSerializer(RemarkedSerializer):
    """Accepted, or refused with a reason in `remark`."""

    is_accepted = serializers.BooleanField()


@extend_schema_field(OpenApiTypes.INT)
class EquipmentField(serializers.PrimaryKeyRelatedField):
    """A piece of equipment that the actor may see."""

    def get_queryset(self) -> QuerySet[Equipment]:
        return Equipment.objects.visible_to(self.context["request"].actor)


class LinkedEquipmentSerializer(serializers.Serializer):
    """A piece of equipment by its id."""

    equipment = EquipmentField()


class ContributionSerializer(serializers.ModelSerializer):
    """A contribution; party and owners by the keys of the agreement's parties."""

    party = serializers.CharField(source="party.key", allow_null=True, read_only=True, default=None)
    value = serializers.DecimalField(max_digits=19, decimal_places=2, read_only=True)
    equipment = serializers.SerializerMethodField()

    class Meta:
        model = Contribution
        fields = (
            "id",
            "agreement",
            "key",
            "party",
            "outside_source",
            "kind",
            "name",
            "value",
            "valuation_by",
            "valued_on",
            "owner_during",
            "owner_at_exit",
            "due_on",
            "depreciation_years",
            "state",
            "remark",
            "equipment",
        )

    def get_equipment(self, contribution: Contribution) -> list[int]:
        return [link.equipment_id for link in contribution.equipment_links.all()]


class ObligationSerializer(serializers.ModelSerializer):
    """An obligation; debtor and creditor by the keys of the agreement's parties."""

    debtor = serializers.CharField(source="debtor.key", read_only=True)
    creditor = serializers.CharField(source="creditor.key", read_only=True)
    is_late = serializers.BooleanField(allow_null=True, read_only=True)

    class Meta:
        model = Obligation
        fields = (
            "id",
            "agreement",
            "key",
            "debtor",
            "creditor",
            "title",
            "criteria",
            "due_on",
            "answer_days",
            "silence",
            "is_milestone",
            "state",
            "done_on",
            "is_late",
            "remark",
        )


class RiskReviewSerializer(serializers.ModelSerializer):
    """A judgement of a risk."""

    reviewed_by = serializers.UUIDField(source="reviewed_by.public_id", read_only=True)

    class Meta:
        model = RiskReview
        fields = ("id", "occurred_on", "likelihood", "impact", "note", "reviewed_by")
        read_only_fields = ("occurred_on",)


class RiskFigureSerializer(serializers.ModelSerializer):
    """The watched figure on a day, and whether it is past the threshold."""

    value = serializers.DecimalField(max_digits=14, decimal_places=2)
    reported_by = serializers.UUIDField(source="reported_by.public_id", read_only=True)

    class Meta:
        model = RiskFigure
        fields = ("id", "occurred_on", "value", "is_alarm", "reported_by")
        read_only_fields = ("is_alarm",)


class RiskSerializer(serializers.ModelSerializer):
    """A risk as agreed, the reviews since, and the score of the last one."""

    owner = serializers.CharField(source="owner.key", allow_null=True, read_only=True, default=None)
    score = serializers.IntegerField(read_only=True)
    reviews = serializers.SerializerMethodField()

    class Meta:
        model = Risk
        fields = (
            "id",
            "agreement",
            "key",
            "category",
            "cause",
            "likelihood",
            "impact",
            "owner",
            "response",
            "protection",
            "review_days",
            "watched",
            "threshold",
            "side",
            "source",
            "score",
            "reviews",
        )

    @extend_schema_field(RiskReviewSerializer(many=True))
    def get_reviews(self, risk: Risk) -> list[dict[str, Any]]:
        standing = [review for review in risk.reviews.all() if review.superseded_at is None]
        return list(RiskReviewSerializer(sorted(standing, key=lambda row: (row.occurred_on, row.pk)), many=True).data)


class ContributionViewSet(ReadViewSet):
    """Contributions to the agreements that the actor may see."""

    model = Contribution
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Contribution]:
        return (
            super()
            .get_queryset()
            .select_related("agreement", "party")
            .prefetch_related("equipment_links")
            .order_by("-pk")
        )

    @extend_schema(request=DeliverSerializer, responses=ContributionSerializer)
    @action(detail=True, methods=["post"])
    def deliver(self, request: Request, pk: str | None = None) -> Response:
        """Report it as delivered, by who gives it."""
        data = self.sent(DeliverSerializer)
        row = services.deliver_contribution(actor=self.actor, contribution=self.get_object(), on=clock.today(), **data)
        return self.answer(row)

    @extend_schema(request=AnswerSerializer, responses=ContributionSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def respond(self, request: Request, pk: str | None = None) -> Response:
        """Accept or refuse it, by who receives it."""
        data = self.sent(AnswerSerializer)
        row = services.answer_contribution(actor=self.actor, contribution=self.get_object(), on=clock.today(), **data)
        return self.answer(row)

    @extend_schema(request=LinkedEquipmentSerializer, responses=ContributionSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def equipment(self, request: Request, pk: str | None = None) -> Response:
        """Name the piece of equipment that it became, by the keeper."""
        row, piece = self.get_object(), self.sent(LinkedEquipmentSerializer)["equipment"]
        services.link_equipment(actor=self.actor, contribution=row, equipment=piece)
        return self.answer(row)


class ObligationViewSet(ReadViewSet):
    """Obligations under the agreements that the actor may see."""

    model = Obligation
    serializer_class = ObligationSerializer
    filterset_class = ObligationFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Obligation]:
        return with_parties(super().get_queryset()).select_related("agreement").order_by("due_on", "pk")

    @extend_schema(request=DoneSerializer, responses=ObligationSerializer)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: str | None = None) -> Response:
        """Report it done, by its debtor."""
        data = self.sent(DoneSerializer)
        return self.answer(
            services.report_done(actor=self.actor, obligation=self.get_object(), on=clock.today(), **data)
        )

    @extend_schema(request=AnswerSerializer, responses=ObligationSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    def respond(self, request: Request, pk: str | None = None) -> Response:
        """Accept or refuse it, by its creditor."""
        data = self.sent(AnswerSerializer)
        row = services.answer_obligation(actor=self.actor, obligation=self.get_object(), on=clock.today(), **data)
        return self.answer(row)


class RiskViewSet(ClaimsMixin, ReadViewSet):
    """Risks of the agreements that the actor may see."""

    model = Risk
    serializer_class = RiskSerializer
    filterset_class = RiskFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Risk]:
        rows = super().get_queryset().select_related("agreement", "owner")
        return rows.prefetch_related("reviews__reviewed_by").order_by("-pk")

    @extend_schema(request=RiskFigureSerializer, responses={201: RiskFigureSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def figures(self, request: Request, pk: str | None = None) -> Response:
        """Report how high the watched figure is; past the threshold all parties are told."""
        risk, data = self.get_object(), self.sent(RiskFigureSerializer)
        figure = services.report_figure(actor=self.actor, risk=risk, on=clock.today(), **data)
        return Response(RiskFigureSerializer(figure).data, status=201)

    @extend_schema(request=RiskReviewSerializer, responses={201: RiskSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def reviews(self, request: Request, pk: str | None = None) -> Response:
        """Judge it again."""
        risk, data = self.get_object(), self.sent(RiskReviewSerializer)
        services.review_risk(actor=self.actor, risk=risk, on=clock.today(), **data)
        return self.answer(risk, status=201)
