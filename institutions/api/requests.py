"""Curriculum requests."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from institutions.filters.requests import CurriculumRequestFilter
from institutions.models import College, CurriculumRequest, RequestState
from institutions.services import requests as services


class CurriculumRequestSerializer(serializers.ModelSerializer):
    """A request; college by school code, enterprise by public id. `college`, `skill`, `details` are taken."""

    college = serializers.SlugRelatedField(slug_field="school_code", queryset=College.objects.all())
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    details = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    state = serializers.ChoiceField(choices=RequestState.choices, read_only=True)
    state_since = serializers.DateField(read_only=True)
    days_taken = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = CurriculumRequest
        fields = [
            "id",
            "enterprise",
            "college",
            "skill",
            "details",
            "asked_on",
            "due_on",
            "answer",
            "state",
            "state_since",
            "days_taken",
        ]
        read_only_fields = ["asked_on", "due_on", "answer"]


class RequestAnswerSerializer(serializers.Serializer):
    """What the college does, from which day, and its words."""

    state = serializers.ChoiceField(choices=RequestState.choices)
    on = serializers.DateField()
    answer = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class CurriculumRequestViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Curriculum requests: list, read, ask, answer."""

    model = CurriculumRequest
    serializer_class = CurriculumRequestSerializer
    filterset_class = CurriculumRequestFilter

    def get_queryset(self) -> QuerySet[CurriculumRequest]:
        found = super().get_queryset().with_state().with_days()
        return found.select_related("college", "enterprise").order_by("pk")

    def perform_create(self, serializer: CurriculumRequestSerializer) -> None:
        asked = services.ask_curriculum(actor=self.actor, on=clock.today(), **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=asked.pk)

    @extend_schema(request=RequestAnswerSerializer, responses=CurriculumRequestSerializer)
    @action(detail=True, methods=["post"], url_path="respond")
    def respond(self, request: Request, pk: str | None = None) -> Response:
        """The college answers, adopts, teaches or declines."""
        asked, said = self.get_object(), self.sent(RequestAnswerSerializer)
        state = RequestState(said["state"])
        answered = services.answer_curriculum(
            actor=self.actor, request=asked, state=state, on=said["on"], answer=said["answer"]
        )
        return self.answer(answered)
