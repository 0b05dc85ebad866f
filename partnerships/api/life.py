"""The life of agreements: internal checks, rest, end and renewal."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import IdempotentCreates, idempotent
from accounts.models import User
from accounts.viewsets import ReadViewSet, ScopedViewSet
from core import clock
from partnerships import services
from partnerships.models import AgreementCheck, CheckStep, Ending, EndingKind
from partnerships.selectors.life import life_page, members_of


@extend_schema_field(OpenApiTypes.EMAIL)
class MemberField(serializers.SlugRelatedField):
    """A member of the actor's organisation by e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="email", **kwargs)

    def get_queryset(self) -> QuerySet[User]:
        return members_of(self.context["request"].actor.organisation)


class CheckStepSerializer(serializers.ModelSerializer):
    """An internal check; `checker` by e-mail address, null where every administrator decides."""

    checker = MemberField(allow_null=True, required=False, default=None)
    position = serializers.IntegerField(min_value=1, max_value=99)
    days = serializers.IntegerField(min_value=1, max_value=365, allow_null=True, required=False, default=None)

    class Meta:
        model = CheckStep
        fields = ("id", "name", "position", "checker", "days")
        validators: list[Any] = []


class SpanSerializer(serializers.Serializer):
    """A state from a day on; `until_on` is the first day after it."""

    state = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    days = serializers.IntegerField()


class AgreementCheckSerializer(serializers.ModelSerializer):
    """An internal check of the agreement; the college that keeps it alone reads them."""

    class Meta:
        model = AgreementCheck
        fields = ("name", "round", "position", "days", "began_on", "decided_on", "outcome", "reason")


class EndingSerializer(serializers.ModelSerializer):
    """Notice that the agreement ends; parties by their keys."""

    party = serializers.CharField(source="party.key")
    at_fault = serializers.CharField(source="at_fault.key", allow_null=True, default=None)

    class Meta:
        model = Ending
        fields = ("kind", "party", "at_fault", "reason", "given_on", "last_on")


class LifeSerializer(serializers.Serializer):
    """Where an agreement stands and how long each step took."""

    spans = SpanSerializer(many=True)
    checks = AgreementCheckSerializer(many=True)
    ending = EndingSerializer(allow_null=True)
    waits_for = serializers.ListField(child=serializers.CharField(), help_text="Parties that have to agree to the end.")
    decision_on = serializers.DateField(allow_null=True)
    renewal = serializers.CharField(allow_blank=True)
    predecessor = serializers.IntegerField(allow_null=True)
    successor = serializers.IntegerField(allow_null=True)


class DecisionSerializer(serializers.Serializer):
    """Approved, or sent back with a reason."""

    is_approved = serializers.BooleanField()
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class WhySerializer(serializers.Serializer):
    """Why; the other side reads it."""

    reason = serializers.CharField(max_length=1000)


class NoticeSerializer(WhySerializer):
    """Notice that the agreement ends on its `last_on`; `at_fault` is the key of the party in breach."""

    kind = serializers.ChoiceField(choices=EndingKind.choices)
    last_on = serializers.DateField()
    at_fault = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


class LifeMixin(ScopedViewSet):
    """The acts of an agreement's life, beside its view set."""

    def answer_life(self, pk: int) -> Response:
        """The life as the actor sees it now."""
        agreement = self.get_queryset().get(pk=pk)
        page = life_page(agreement, actor=self.actor, on=clock.today())
        life = {
            "spans": page.spans,
            "checks": [line.check for line in page.checks],
            "ending": page.ending,
            "waits_for": [party.key for party in page.waits_for],
            "decision_on": agreement.decision_on,
            "renewal": agreement.renewal,
            "predecessor": agreement.predecessor_id,
            "successor": page.successor.pk if page.successor else None,
        }
        return Response(LifeSerializer(life).data)

    @extend_schema(responses=LifeSerializer, filters=False)
    @action(detail=True, pagination_class=None)
    def life(self, request: Request, pk: str | None = None) -> Response:
        """States, internal checks, notice and renewal, with the days that each step took."""
        return self.answer_life(self.get_object().pk)

    @extend_schema(request=DecisionSerializer, responses=LifeSerializer)
    @action(detail=True, methods=["post"], url_path="checks/decide")
    def checks_decide(self, request: Request, pk: str | None = None) -> Response:
        """Decide the internal check whose turn it is."""
        data = self.sent(DecisionSerializer)
        return self._done(services.decide_check, **data)

    @extend_schema(request=WhySerializer, responses=LifeSerializer)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: str | None = None) -> Response:
        """Let an agreement rest."""
        return self._done(services.suspend, **self.sent(WhySerializer))

    @extend_schema(request=None, responses=LifeSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str | None = None) -> Response:
        """Let a suspended agreement go on."""
        return self._done(services.resume)

    @extend_schema(request=NoticeSerializer, responses=LifeSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def notice(self, request: Request, pk: str | None = None) -> Response:
        """Give notice that an agreement ends."""
        data = self.sent(NoticeSerializer)
        named = data.pop("at_fault")
        party = self.get_object().parties.filter(key=named).first() if named else None
        if named and party is None:
            raise serializers.ValidationError({"at_fault": [_("There is no such row here.")]})
        return self._done(services.give_notice, at_fault=party, **data)

    @extend_schema(request=None, responses=LifeSerializer)
    @action(detail=True, methods=["post"], url_path="notice/agree")
    def notice_agree(self, request: Request, pk: str | None = None) -> Response:
        """Agree that an agreement ends by consent."""
        return self._done(services.agree_to_end)

    @extend_schema(request=None, responses=LifeSerializer)
    @action(detail=True, methods=["post"], url_path="notice/take-back")
    def notice_take_back(self, request: Request, pk: str | None = None) -> Response:
        """Take the notice of one's own side back."""
        return self._done(services.take_back_notice)

    @extend_schema(request=WhySerializer, responses=LifeSerializer)
    @action(detail=True, methods=["post"], url_path="renewal/decline")
    def renewal_decline(self, request: Request, pk: str | None = None) -> Response:
        """Decide that an agreement is not renewed."""
        return self._done(services.decide_not_to_renew, **self.sent(WhySerializer))

    def _done(self, service: Any, **facts: Any) -> Response:
        agreement = self.get_object()
        service(actor=self.actor, agreement=agreement, on=clock.today(), **facts)
        return self.answer_life(agreement.pk)


class CheckStepViewSet(IdempotentCreates, mixins.CreateModelMixin, mixins.UpdateModelMixin, ReadViewSet):
    """The internal checks of one's own college, in their order."""

    model = CheckStep
    serializer_class = CheckStepSerializer
    http_method_names = ["get", "post", "put", "head", "options"]
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[CheckStep]:
        return super().get_queryset().standing().select_related("checker", "college")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        self.actor.require("manage_checks", CheckStep(college=self.actor.organisation))
        serializer.instance = services.add_check_step(actor=self.actor, **serializer.validated_data)

    def perform_update(self, serializer: serializers.BaseSerializer) -> None:
        serializer.instance = services.edit_check_step(
            actor=self.actor, step=serializer.instance, **serializer.validated_data
        )

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str | None = None) -> Response:
        """Ask for a check no longer."""
        services.end_check_step(actor=self.actor, step=self.get_object(), on=clock.today())
        return Response(status=204)
