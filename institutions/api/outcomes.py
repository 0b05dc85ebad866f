"""Graduate outcomes. Personal data: the college's alone."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.api.organisations import organisation_field
from institutions.cohorts import cohorts
from institutions.filters.outcomes import GraduateOutcomeFilter
from institutions.lookups import enterprises
from institutions.models import GraduateOutcome, OutcomeStatus, Student, Wave
from institutions.services.outcomes import Answer, record_outcome, take_back_outcome
from reference.lookups import regions


class GraduateOutcomeSerializer(serializers.ModelSerializer):
    """The answer of a graduate in a wave; the student by id, employer by public id, region by code. Null: not known.

    An answer that stands already is corrected: the new one has another id.
    """

    student = serializers.PrimaryKeyRelatedField(queryset=Student.objects.none())
    student_number = serializers.CharField(source="student.number", read_only=True)
    graduated_on = serializers.DateField(source="student.left_on", read_only=True)
    wave = serializers.ChoiceField(choices=Wave.choices)
    status = serializers.ChoiceField(choices=OutcomeStatus.choices)
    employer = organisation_field(enterprises())
    employer_name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    region = serializers.SlugRelatedField(
        slug_field="code", queryset=regions().rows, required=False, allow_null=True, default=None
    )
    pay = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )

    class Meta:
        model = GraduateOutcome
        fields = [
            "id",
            "student",
            "student_number",
            "graduated_on",
            "wave",
            "occurred_on",
            "status",
            "employer",
            "employer_name",
            "region",
            "is_matched",
            "pay",
            "is_retained",
            "is_promoted",
            "is_innovator",
            "source",
        ]
        validators = []  # the service decides, with its own words

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:  # only what the actor may see can be chosen
            fields["student"].queryset = Student.objects.visible_to(request.actor)
        return fields

    def validate_wave(self, value: str) -> Wave:
        """The choice itself."""
        return Wave(value)

    def validate_status(self, value: str) -> OutcomeStatus:
        """The choice itself."""
        return OutcomeStatus(value)


class WaveSerializer(serializers.Serializer):
    """The graduates of a calendar year in one wave. `known`: answers that are not "unknown"; `settled`: of these, in
    work or further study. Asked from `due_on` to `last_on`.
    """

    wave = serializers.ChoiceField(choices=Wave.choices)
    year = serializers.IntegerField()
    graduates = serializers.IntegerField()
    answered = serializers.IntegerField()
    known = serializers.IntegerField()
    settled = serializers.IntegerField()
    waiting = serializers.IntegerField()
    due_on = serializers.DateField()
    last_on = serializers.DateField()
    is_due = serializers.BooleanField()


class GraduateOutcomeViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Graduate outcomes that stand: list, read, record or correct, take back."""

    model = GraduateOutcome
    serializer_class = GraduateOutcomeSerializer
    filterset_class = GraduateOutcomeFilter

    def get_queryset(self) -> QuerySet[GraduateOutcome]:
        rows = super().get_queryset().current().select_related("student", "employer", "region")
        return rows.defer("student__birth_date", "student__guardian_name").order_by("pk")

    def perform_create(self, serializer: GraduateOutcomeSerializer) -> None:
        facts = dict(serializer.validated_data)
        student, wave = facts.pop("student"), facts.pop("wave")
        outcome = record_outcome(actor=self.actor, student=student, wave=wave, answer=Answer(**facts), on=clock.today())
        serializer.instance = self.get_queryset().get(pk=outcome.pk)

    @extend_schema(responses=WaveSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def waves(self, request: Request) -> Response:
        """Every wave that has begun: who was asked, who waits, and until when."""
        return Response(WaveSerializer(cohorts(self.actor, clock.today()), many=True).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str | None = None) -> Response:
        """Take back an answer that was recorded by mistake."""
        take_back_outcome(actor=self.actor, outcome=self.get_object())
        return Response(status=204)
