"""The clause library, how complete an agreement is, and the advice of the wizard, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.viewsets import ScopedViewSet
from core import clock
from partnerships.completeness import ClauseState
from partnerships.library import library
from partnerships.selectors import completeness_of, findings_of, terms_of
from partnerships.terms import CLAUSES, to_json
from partnerships.wizard import QUESTIONS, Pattern, advice, clauses_for


class WordingSerializer(serializers.Serializer):
    """A wording of the library: `source` is how a document names it; texts of `body` are by language."""

    clause = serializers.ChoiceField(choices=[(name, name) for name in CLAUSES])
    source = serializers.CharField()
    code = serializers.CharField()
    version = serializers.IntegerField()
    valid_from = serializers.DateField()
    title = serializers.DictField(child=serializers.CharField())
    when = serializers.DictField(child=serializers.CharField())
    body = serializers.DictField()


class WordingViewSet(ViewSet):
    """Wordings of clauses to begin with."""

    serializer_class = WordingSerializer

    def list(self, request: Request) -> Response:
        """All versions of all wordings."""
        return Response(WordingSerializer(library(), many=True).data)


class CompletenessItemSerializer(serializers.Serializer):
    """A clause that is asked for, with its weight."""

    name = serializers.CharField()
    label = serializers.CharField()
    weight = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ClauseState.choices)


class CompletenessSerializer(serializers.Serializer):
    """The share of the weight that is stated or left out with a reason, from 0 to 1, and its list."""

    share = serializers.DecimalField(max_digits=5, decimal_places=4)
    items = CompletenessItemSerializer(many=True)


class AnswersSerializer(serializers.Serializer):
    """An answer to each question of the wizard: one of its choices, or true or false."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {
            question.name: serializers.ChoiceField(choices=question.choices.choices, help_text=str(question.text))
            if question.choices
            else serializers.BooleanField(help_text=str(question.text))
            for question in QUESTIONS
        }


class AdviceSerializer(serializers.Serializer):
    """The pattern, why, and the clauses that it would put into the draft."""

    pattern = serializers.ChoiceField(choices=Pattern.choices)
    reasons = serializers.ListField(child=serializers.CharField())
    clauses = serializers.DictField()


class DraftingHelpMixin(ScopedViewSet):
    """Operations that help to write terms, for the view set of agreements."""

    @extend_schema(responses=CompletenessSerializer)
    @action(detail=True, pagination_class=None)
    def completeness(self, request: Request, pk: str | None = None) -> Response:
        """How complete the text as it stands is, with the list of its clauses."""
        agreement, today = self.get_object(), clock.today()
        found = completeness_of(terms_of(agreement), findings_of(agreement, on=today), on=today)
        return Response(CompletenessSerializer({"share": round(found.share, 4), "items": found.items}).data)

    @extend_schema(request=AnswersSerializer, responses=AdviceSerializer)
    @action(detail=True, methods=["post"])
    def advice(self, request: Request, pk: str | None = None) -> Response:
        """The pattern of ownership that the answers lead to, and its clauses. Nothing is saved."""
        terms = terms_of(self.get_object())
        answers: dict[str, Any] = self.sent(AnswersSerializer)
        found = advice(answers)
        made = clauses_for(answers, terms, on=clock.today())
        clauses = {name: to_json(value) for name, (value, _source) in made.items()}
        told = {"pattern": found.pattern, "reasons": [str(reason) for reason in found.reasons], "clauses": clauses}
        return Response(AdviceSerializer(told).data)
