"""Placements and what stands around them."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.models import Student
from internships import services
from internships.api.slots import ReasonsSerializer
from internships.filters import PlacementFilter
from internships.models import (
    InternshipSlot,
    Placement,
    PlacementInsurance,
    PlacementMentor,
    PlacementOutcome,
    TripartiteAgreement,
)


class PlacementSerializer(serializers.ModelSerializer):
    """A placement. The student by the key of the students' list; the name is seen by college and host."""

    slot = serializers.PrimaryKeyRelatedField(queryset=InternshipSlot.objects.none())
    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none())
    student_name = serializers.CharField(source="student.name", read_only=True)
    college_name = serializers.CharField(source="college.name", read_only=True)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False)
    reasons = serializers.DictField(
        child=serializers.CharField(max_length=1000, allow_blank=True), required=False, write_only=True
    )

    class Meta:
        model = Placement
        fields = (
            "id",
            "public_id",
            "slot",
            "student",
            "student_name",
            "college_name",
            "starts_on",
            "ends_on",
            "kind",
            "source",
            "approved_on",
            "state",
            "reasons",
        )
        read_only_fields = ("state",)
        validators: list[Any] = []  # the service refuses a second placement, with its own code

    def get_fields(self) -> dict[str, serializers.Field]:
        """Choices are what the actor may see."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and hasattr(request, "actor"):
            fields["slot"].queryset = InternshipSlot.objects.visible_to(request.actor)
            fields["student"].queryset = Student.objects.visible_to(request.actor)
        return fields


class TripartiteSerializer(serializers.ModelSerializer):
    """Who signed when; the agreed pay in CNY a month as text. What is left out is not signed."""

    pay = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True
    )

    class Meta:
        model = TripartiteAgreement
        fields = (
            "school_signed_on",
            "unit_signed_on",
            "student_signed_on",
            "guardian_signed_on",
            "pay",
            "template_version",
        )


class InsuranceSerializer(serializers.ModelSerializer):
    """A policy of liability insurance, both days included."""

    class Meta:
        model = PlacementInsurance
        fields = ("insurer", "policy_number", "valid_from", "valid_to", "payer")
        validators: list[Any] = []


class MentorSerializer(serializers.ModelSerializer):
    """A mentor by name, from today on. Accounts are assigned on the page."""

    class Meta:
        model = PlacementMentor
        fields = ("name", "side", "from_on", "until_on")
        read_only_fields = ("from_on", "until_on")


class OutcomeSerializer(serializers.ModelSerializer):
    """What came of a placement, as the host or the college says."""

    class Meta:
        model = PlacementOutcome
        fields = ("is_hired", "grade", "source", "occurred_on")
        read_only_fields = ("source", "occurred_on")


class CareSerializer(serializers.Serializer):
    """Everything that stands around a placement."""

    tripartite = TripartiteSerializer(allow_null=True)
    insurances = InsuranceSerializer(many=True)
    mentors = MentorSerializer(many=True)
    outcome = OutcomeSerializer(allow_null=True)


class PlacementViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Placements of one's own college, or at one's own enterprise."""

    model = Placement
    serializer_class = PlacementSerializer
    filterset_class = PlacementFilter

    def get_queryset(self) -> QuerySet[Placement]:
        return super().get_queryset().for_list()

    def perform_create(self, serializer: PlacementSerializer) -> None:
        """Place a student; without days for the whole period of the slot."""
        given = serializer.validated_data
        slot = given["slot"]
        serializer.instance = services.place_student(
            actor=self.actor,
            slot=slot,
            student=given["student"],
            starts_on=given.get("starts_on", slot.starts_on),
            ends_on=given.get("ends_on", slot.ends_on),
            kind=given.get("kind", Placement.Kind.POST),
            source=given.get("source", Placement.Source.SCHOOL),
            approved_on=given.get("approved_on"),
            on=clock.today(),
            reasons=given.get("reasons", {}),
        )

    @extend_schema(request=ReasonsSerializer, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def begin(self, request: Request, pk: str | None = None) -> Response:
        """The student has begun. 409 `rules_open` with the gates that are not met."""
        placement, sent = self.get_object(), self.sent(ReasonsSerializer)
        return self.answer(
            services.begin_placement(
                actor=self.actor, placement=placement, on=clock.today(), reasons=sent.get("reasons", {})
            )
        )

    @extend_schema(request=None, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, pk: str | None = None) -> Response:
        """The student has left today."""
        return self.answer(services.end_placement(actor=self.actor, placement=self.get_object(), on=clock.today()))

    @extend_schema(request=None, responses=PlacementSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def cancel(self, request: Request, pk: str | None = None) -> Response:
        """The student will not come."""
        return self.answer(services.cancel_placement(actor=self.actor, placement=self.get_object(), on=clock.today()))

    @extend_schema(responses=CareSerializer)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def care(self, request: Request, pk: str | None = None) -> Response:
        """Agreement, insurance, mentors and outcome."""
        return self._care(self.get_object())

    @extend_schema(request=TripartiteSerializer, responses=CareSerializer)
    @action(detail=True, methods=["put"])
    def tripartite(self, request: Request, pk: str | None = None) -> Response:
        """Note who signed the tripartite agreement when."""
        placement, sent = self.get_object(), self.sent(TripartiteSerializer)
        services.record_tripartite(
            actor=self.actor, placement=placement, signatures=services.Signatures(**sent), on=clock.today()
        )
        return self._care(placement)

    @extend_schema(request=InsuranceSerializer, responses={201: CareSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def insure(self, request: Request, pk: str | None = None) -> Response:
        """Add a policy of liability insurance."""
        placement, sent = self.get_object(), self.sent(InsuranceSerializer)
        services.insure_placements(actor=self.actor, placements=[placement], policy=services.Policy(**sent))
        return self._care(placement, status=201)

    @extend_schema(request=MentorSerializer, responses={201: CareSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def mentor(self, request: Request, pk: str | None = None) -> Response:
        """Somebody accompanies the student from today on."""
        placement, sent = self.get_object(), self.sent(MentorSerializer)
        services.assign_mentor(actor=self.actor, placement=placement, on=clock.today(), **sent)
        return self._care(placement, status=201)

    @extend_schema(request=OutcomeSerializer, responses={201: CareSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def outcome(self, request: Request, pk: str | None = None) -> Response:
        """Whether the host hired the student."""
        placement, sent = self.get_object(), self.sent(OutcomeSerializer)
        services.record_outcome(actor=self.actor, placement=placement, on=clock.today(), **sent)
        return self._care(placement, status=201)

    def _care(self, placement: Placement, *, status: int = 200) -> Response:
        of_this = {"placement": placement}
        rows = {
            "tripartite": TripartiteAgreement.objects.visible_to(self.actor).filter(**of_this).first(),
            "insurances": PlacementInsurance.objects.visible_to(self.actor).filter(**of_this).order_by("valid_from"),
            "mentors": PlacementMentor.objects.visible_to(self.actor).filter(**of_this).order_by("side", "from_on"),
            "outcome": PlacementOutcome.objects.visible_to(self.actor).current().filter(**of_this).first(),
        }
        return Response(CareSerializer(rows).data, status=status)
