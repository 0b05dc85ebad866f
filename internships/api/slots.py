"""Internship slots."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError as ModelValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.models import TrainingBase
from internships import services
from internships.filters import SlotFilter
from internships.models import Hazard, InternshipSlot, SlotFinding, VenueType
from internships.models.slots import PLACES_MAX
from reference.models import CatalogueMajor, Region


class FindingSerializer(serializers.ModelSerializer):
    """What a rule found, and the reason for going on."""

    class Meta:
        model = SlotFinding
        fields = ("rule", "rule_version", "level", "field", "message", "reason", "occurred_on")


class ReasonsSerializer(serializers.Serializer):
    """Why one goes on in spite of warnings, by the id of the rule."""

    reasons = serializers.DictField(child=serializers.CharField(max_length=1000, allow_blank=True), required=False)


class ConfirmSerializer(serializers.Serializer):
    """A new answer, if it has changed."""

    answer = serializers.ChoiceField(choices=InternshipSlot.Answer.choices, required=False)
    answer_reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


def _money() -> serializers.DecimalField:
    """An amount in CNY that need not be stated."""
    return serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )


class SlotSerializer(serializers.ModelSerializer):
    """A slot. Majors and region by code, pay in CNY a month as text, the enterprise by its public id."""

    majors = serializers.SlugRelatedField(
        slug_field="code", many=True, allow_empty=False, queryset=CatalogueMajor.objects.all()
    )
    region = serializers.SlugRelatedField(
        slug_field="code",
        required=False,
        allow_null=True,
        queryset=Region.objects.selectable().filter(valid_to=None),
    )
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)
    places = serializers.IntegerField(min_value=1, max_value=PLACES_MAX)
    venue_type = serializers.ChoiceField(choices=VenueType.choices, required=False, allow_blank=True)
    pay = _money()
    base = serializers.PrimaryKeyRelatedField(
        queryset=TrainingBase.objects.none(), required=False, allow_null=True, default=None
    )
    hazard_tags = serializers.ListField(child=serializers.ChoiceField(choices=Hazard.choices), required=False)
    same_post_wage = _money()
    charges = _money()
    agent_fee = _money()
    mentor_name = serializers.CharField(max_length=60, required=False, allow_blank=True, write_only=True)
    taken = serializers.IntegerField(read_only=True, default=0)
    standing = serializers.CharField(read_only=True, default="draft")
    has_warning = serializers.BooleanField(read_only=True, default=False)

    class Meta:
        model = InternshipSlot
        fields = (
            "id",
            "public_id",
            "enterprise",
            "enterprise_name",
            "post",
            "majors",
            "region",
            "venue",
            "venue_type",
            "starts_on",
            "ends_on",
            "places",
            "taken",
            "hours_per_day",
            "hours_per_week",
            "rest_days_per_week",
            "pay",
            "tasks",
            "base",
            "mentor_name",
            "labour_level",
            "labour_index",
            "hazard_tags",
            "has_night_work",
            "has_overtime",
            "has_holiday_work",
            "exemption_filing",
            "is_independent",
            "same_post_wage",
            "pay_in_money",
            "pay_cycle_days",
            "pays_student_directly",
            "charges",
            "is_for_third_party",
            "agent_fee",
            "state",
            "standing",
            "has_warning",
            "answer",
            "answer_reason",
            "confirmed_on",
        )
        read_only_fields = ("state", "confirmed_on")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Bases are those that the actor may see."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and hasattr(request, "actor"):
            fields["base"].queryset = TrainingBase.objects.visible_to(request.actor)
        return fields

    def draft(self) -> services.SlotDraft:
        """What was sent, for the services."""
        given = dict(self.validated_data)
        lists = {name: tuple(given[name]) for name in ("majors", "hazard_tags") if name in given}
        return services.SlotDraft(**{**given, **lists})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What two fields say together: the model's own check."""
        try:
            InternshipSlot(**{name: value for name, value in attrs.items() if name != "majors"}).clean()
        except ModelValidationError as refused:
            raise serializers.ValidationError(refused.message_dict) from refused
        return attrs


class ChangedSlotSerializer(SlotSerializer):
    """A slot with the reasons for going on in spite of warnings."""

    reasons = serializers.DictField(
        child=serializers.CharField(max_length=1000, allow_blank=True), required=False, write_only=True
    )

    class Meta(SlotSerializer.Meta):
        fields = (*SlotSerializer.Meta.fields, "reasons")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The model's own check, without the reasons."""
        super().validate({name: value for name, value in attrs.items() if name != "reasons"})
        return attrs


class SlotViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Internship slots: own ones and those that are open."""

    model = InternshipSlot
    serializer_class = SlotSerializer
    filterset_class = SlotFilter

    def get_queryset(self) -> QuerySet[InternshipSlot]:
        return super().get_queryset().for_list(clock.today())

    def perform_create(self, serializer: SlotSerializer) -> None:
        """A draft; `open` publishes it."""
        serializer.instance = services.draft_slot(actor=self.actor, draft=serializer.draft(), on=clock.today())

    @extend_schema(request=ChangedSlotSerializer, responses=SlotSerializer)
    def update(self, request: Request, pk: str | None = None) -> Response:
        """Everything about a slot; what is left out is not stated. An open one is judged again by the rules."""
        slot = self.get_object()
        self.actor.require("edit_slot", slot)
        form = ChangedSlotSerializer(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        reasons = form.validated_data.pop("reasons", {})
        return self.answer(
            services.save_slot(actor=self.actor, slot=slot, draft=form.draft(), on=clock.today(), reasons=reasons)
        )

    @extend_schema(request=ReasonsSerializer, responses=SlotSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def open(self, request: Request, pk: str | None = None) -> Response:
        """Publish. 409 `rules_open` or `warnings_need_reasons` with the findings by field."""
        slot, sent = self.get_object(), self.sent(ReasonsSerializer)
        return self.answer(
            services.open_slot(actor=self.actor, slot=slot, on=clock.today(), reasons=sent.get("reasons", {}))
        )

    @extend_schema(request=None, responses=SlotSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Take off the market."""
        return self.answer(services.close_slot(actor=self.actor, slot=self.get_object(), on=clock.today()))

    @extend_schema(request=ConfirmSerializer, responses=SlotSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def confirm(self, request: Request, pk: str | None = None) -> Response:
        """“Still true”, today."""
        slot, sent = self.get_object(), self.sent(ConfirmSerializer)
        return self.answer(
            services.confirm_slot(
                actor=self.actor,
                slot=slot,
                on=clock.today(),
                answer=sent.get("answer"),
                answer_reason=sent.get("answer_reason", ""),
            )
        )

    @extend_schema(responses=FindingSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def findings(self, request: Request, pk: str | None = None) -> Response:
        """What the rules found when it was opened or last changed."""
        rows = SlotFinding.objects.visible_to(self.actor).current().filter(slot=self.get_object())
        return Response(FindingSerializer(rows.order_by("rule"), many=True).data)
