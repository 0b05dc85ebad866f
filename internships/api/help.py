"""Requests for help."""

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
from internships import services
from internships.filters import HelpRequestFilter
from internships.models import HelpRequest, Placement


class HelpRequestSerializer(serializers.ModelSerializer):
    """What a student asks for. `is_by_student`: written by the student through a link, else on the student's behalf."""

    placement = serializers.PrimaryKeyRelatedField(queryset=Placement.objects.none())
    is_by_student = serializers.BooleanField(read_only=True)

    class Meta:
        model = HelpRequest
        fields = (
            "id",
            "placement",
            "category",
            "text",
            "answer",
            "asked_on",
            "due_on",
            "answered_on",
            "state",
            "is_by_student",
        )
        read_only_fields = ("answer", "asked_on", "due_on", "answered_on", "state")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Choices are what the actor may see."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None and hasattr(request, "actor"):
            fields["placement"].queryset = Placement.objects.visible_to(request.actor)
        return fields


class HelpAnswerSerializer(serializers.Serializer):
    """What was done."""

    answer = serializers.CharField(max_length=2000)


class HelpRequestViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Requests for help of the college's students."""

    model = HelpRequest
    serializer_class = HelpRequestSerializer
    filterset_class = HelpRequestFilter

    def get_queryset(self) -> QuerySet[HelpRequest]:
        return super().get_queryset().for_list()

    def perform_create(self, serializer: Any) -> None:
        """Recorded; the clock for an answer runs."""
        serializer.instance = services.ask_for_help(actor=self.actor, on=clock.today(), **serializer.validated_data)

    @extend_schema(request=HelpAnswerSerializer, responses=HelpRequestSerializer)
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @idempotent
    def answer_help(self, request: Request, pk: str | None = None) -> Response:
        """Say what was done: the clock stops."""
        asked, sent = self.get_object(), self.sent(HelpAnswerSerializer)
        return self.answer(
            services.answer_help(actor=self.actor, request=asked, answer=sent["answer"], on=clock.today())
        )

    @extend_schema(request=None, responses=HelpRequestSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def settle(self, request: Request, pk: str | None = None) -> Response:
        """The student is content, or nothing more can be done."""
        return self.answer(services.settle_help(actor=self.actor, request=self.get_object(), on=clock.today()))
