"""API of questions on figures: list, read, ask, answer, ask back, close."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates
from accounts.viewsets import ReadViewSet
from core import clock
from core.errors import InvalidInput
from evaluation.filters import FigureQuestionFilter
from evaluation.models import Answerer, FigureQuestion, QuestionReply, QuestionState
from evaluation.selectors.questions import figure_to_ask, questions
from evaluation.services import questions as services


class QuestionReplySerializer(serializers.ModelSerializer):
    """What one side said: an answer, or the asker asking back."""

    class Meta:
        model = QuestionReply
        fields = ("is_answer", "text", "author_label", "said_on")


class FigureQuestionSerializer(serializers.ModelSerializer):
    """A question on a figure. To ask: `figure` as `<code>.<indicator>`, `text`, and `run` for an earlier run."""

    figure = serializers.CharField(max_length=80, write_only=True)
    run = serializers.IntegerField(source="run_id", required=False)
    text = serializers.CharField(max_length=services.TEXT_MAX)
    indicator = serializers.CharField(source="indicator.code", read_only=True)
    asked_by = serializers.UUIDField(source="asked_by.public_id", read_only=True)
    answerer = serializers.ChoiceField(choices=Answerer.choices, read_only=True)
    state = serializers.ChoiceField(choices=QuestionState.choices, read_only=True)
    replies = QuestionReplySerializer(many=True, read_only=True)

    class Meta:
        model = FigureQuestion
        fields = (
            "id", "figure", "run", "level", "code", "indicator", "asked_by", "answerer", "state", "text",
            "asker_label", "asked_on", "answered_on", "closed_on", "replies",
        )  # fmt: skip
        read_only_fields = ("level", "code", "asker_label", "asked_on", "answered_on", "closed_on")


class SaidSerializer(serializers.Serializer):
    """What one says in a question."""

    text = serializers.CharField(max_length=services.TEXT_MAX)


class FigureQuestionViewSet(IdempotentCreates, mixins.CreateModelMixin, ReadViewSet):
    """Questions on figures that concern you. A question never changes a figure: figures change with records only."""

    model = FigureQuestion
    serializer_class = FigureQuestionSerializer
    filterset_class = FigureQuestionFilter

    def get_queryset(self) -> QuerySet[FigureQuestion]:
        return questions(self.actor).prefetch_related("replies").order_by("-asked_on", "-pk")

    def perform_create(self, serializer: FigureQuestionSerializer) -> None:
        self.actor.require("ask_about_figure")
        said = serializer.validated_data
        code, _dot, indicator = said["figure"].partition(".")
        asked = figure_to_ask(self.actor, code, indicator, str(said.get("run_id", "")))
        if asked is None:
            raise InvalidInput(_("No published figure of this name is yours to see."), field="figure")
        question = services.ask_about_figure(actor=self.actor, value=asked[1], text=said["text"], on=clock.today())
        serializer.instance = self.get_queryset().get(pk=question.pk)

    @extend_schema(request=SaidSerializer, responses=FigureQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="respond")
    def respond(self, request: Request, pk: str | None = None) -> Response:
        """The side that has to answer answers."""
        return self._said(services.answer_figure_question)

    @extend_schema(request=SaidSerializer, responses=FigureQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="ask-back")
    def ask_back(self, request: Request, pk: str | None = None) -> Response:
        """Who asked asks again."""
        return self._said(services.ask_back)

    @extend_schema(request=None, responses=FigureQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="close")
    def close(self, request: Request, pk: str | None = None) -> Response:
        """Who asked closes the question."""
        question = self.get_object()
        return self.answer(services.close_figure_question(actor=self.actor, question=question, on=clock.today()))

    def _said(self, say: Any) -> Response:
        question, said = self.get_object(), self.sent(SaidSerializer)
        return self.answer(say(actor=self.actor, question=question, text=said["text"], on=clock.today()))


routes: list[tuple[str, Any, str]] = [("figure-questions", FigureQuestionViewSet, "figure-question")]
