"""Assessments of agreements: recorded by one side, answered by the others."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet, ScopedViewSet
from core import clock
from partnerships import services
from partnerships.filters.assessments import AssessmentFilter
from partnerships.models import Assessment, AssessmentAnswer, Grade, Verdict


class AssessmentAnswerSerializer(serializers.ModelSerializer):
    """The word of another party, by the public id of the organisation."""

    organisation = serializers.UUIDField(source="organisation.public_id", read_only=True)

    class Meta:
        model = AssessmentAnswer
        fields = ("organisation", "agrees", "reason", "occurred_on")
        read_only_fields = ("organisation", "occurred_on")


class AssessmentSerializer(serializers.ModelSerializer):
    """An assessment with its answers; `stage` is empty for a regular one."""

    assessed_on = serializers.DateField(source="occurred_on", read_only=True)
    recorded_by = serializers.UUIDField(source="recorded_by.public_id", read_only=True)
    answers = serializers.SerializerMethodField()

    class Meta:
        model = Assessment
        fields = (
            "id",
            "agreement",
            "stage",
            "assessed_on",
            "assessor",
            "findings",
            "grade",
            "decision",
            "recorded_by",
            "answers",
        )

    @extend_schema_field(AssessmentAnswerSerializer(many=True))
    def get_answers(self, assessment: Assessment) -> list[dict[str, Any]]:
        standing = [answer for answer in assessment.answers.all() if answer.superseded_at is None]
        return list(AssessmentAnswerSerializer(standing, many=True).data)


class NewAssessmentSerializer(serializers.Serializer):
    """What an assessment found."""

    stage = serializers.CharField(max_length=200, allow_blank=True, default="")
    assessed_on = serializers.DateField()
    assessor = serializers.CharField(max_length=200)
    findings = serializers.CharField(max_length=4000)
    grade = serializers.ChoiceField(choices=Grade.choices)
    decision = serializers.ChoiceField(choices=Verdict.choices)


class NewAnswerSerializer(serializers.Serializer):
    """Whether a party agrees; if not, why."""

    agrees = serializers.BooleanField()
    reason = serializers.CharField(max_length=4000, allow_blank=True, default="")


class AssessmentViewSet(ReadViewSet):
    """Assessments of the agreements that the actor may see."""

    model = Assessment
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Assessment]:
        rows = super().get_queryset().current().select_related("recorded_by", "agreement")
        return rows.prefetch_related("answers__organisation").order_by("-pk")

    @extend_schema(request=NewAnswerSerializer, responses=AssessmentSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str | None = None) -> Response:
        """Confirm it for one's own side, or object with the reason."""
        data = self.sent(NewAnswerSerializer)
        services.answer_assessment(actor=self.actor, assessment=self.get_object(), on=clock.today(), **data)
        return Response(AssessmentSerializer(self.get_object()).data)


class AssessmentsMixin(ScopedViewSet):
    """Assessments of an agreement."""

    @extend_schema(request=NewAssessmentSerializer, responses={201: AssessmentSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def assessments(self, request: Request, pk: str | None = None) -> Response:
        """Record what an assessment found; the other parties are asked to confirm it."""
        agreement, data = self.get_object(), self.sent(NewAssessmentSerializer)
        made = services.record_assessment(actor=self.actor, agreement=agreement, on=clock.today(), **data)
        return Response(AssessmentSerializer(made).data, status=201)
