"""The benefit clause of an agreement, reckoned for a scenario; scenarios that a party keeps."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet, ScopedViewSet
from partnerships import services
from partnerships.filters import BenefitScenarioFilter
from partnerships.models import Agreement, BenefitScenario
from partnerships.scenario import scenario_from_json
from partnerships.selectors import terms_of
from partnerships.simulation import ROUNDING, NotReckonable, What, simulate
from partnerships.terms import Benefit
from partnerships.terms.values import Stage

MOST_UNITS = 1_000_000
MOST_LINES = 200  # of a scenario: years times stages
AMOUNT: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "min_value": Decimal(0)}


class YearSerializer(serializers.Serializer):
    """What one year brings to a stage, in CNY: costs by the name of their deduction; the percent reached; how many are
    counted; names of milestones that are reached and of options that are drawn; what one share is worth at the end; how
    often each award was earned."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    year = serializers.IntegerField(min_value=1, max_value=9999)
    income = serializers.DecimalField(**AMOUNT)
    costs = serializers.DictField(child=serializers.DecimalField(**AMOUNT), default=dict)
    reached = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=Decimal(0), max_value=Decimal(100), default=Decimal(100)
    )
    units = serializers.IntegerField(min_value=0, max_value=MOST_UNITS, default=0)
    payments = serializers.ListField(child=serializers.CharField(max_length=200), default=list, max_length=20)
    drawn = serializers.ListField(child=serializers.CharField(max_length=200), default=list, max_length=20)
    value = serializers.DecimalField(**AMOUNT, allow_null=True, default=None)
    awards = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_UNITS), default=dict)


class GoneSerializer(serializers.Serializer):
    """From which year on a beneficiary is gone."""

    party = serializers.CharField(max_length=40)
    beneficiary = serializers.CharField(max_length=200)
    year = serializers.IntegerField(min_value=1, max_value=9999)


class ScenarioSerializer(serializers.Serializer):
    """Years of each stage, and who leaves."""

    years = YearSerializer(many=True, allow_empty=False, max_length=MOST_LINES)
    gone_from = GoneSerializer(many=True, default=list, max_length=MOST_LINES)


class LineSerializer(serializers.Serializer):
    """One amount in CNY. `inner` and `to_fund` are parts of a party's shares, not beside them; `award` is paid by its
    fund, and `fund` is what is left there; `holding` is what shares are worth, no money."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    year = serializers.IntegerField()
    what = serializers.ChoiceField(choices=[(what.value, what.value) for what in What])
    amount = serializers.DecimalField(max_digits=19, decimal_places=2)
    party = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)


class SimulationSerializer(serializers.Serializer):
    """Who gets what, and how it was rounded."""

    rounding = serializers.CharField()
    lines = LineSerializer(many=True)


class SimulationMixin(ScopedViewSet):
    """The operation, for the view set of agreements."""

    @extend_schema(request=ScenarioSerializer, responses=SimulationSerializer)
    @action(detail=True, methods=["post"])
    def simulation(self, request: Request, pk: str | None = None) -> Response:
        """Who gets what under a scenario: the engine of the page. Nothing is kept."""
        terms = terms_of(self.get_object())
        data = self.sent(ScenarioSerializer)
        if not isinstance(terms.benefit, Benefit):
            raise NotReckonable(_("The agreement has no benefit clause yet: there is nothing to reckon."))
        outcome = simulate(terms.benefit, [party.key for party in terms.parties], scenario_from_json(data))
        return Response(SimulationSerializer({"rounding": ROUNDING, "lines": outcome.lines}).data)


class BenefitScenarioSerializer(serializers.ModelSerializer):
    """A scenario that the actor's organisation keeps."""

    class Meta:
        model = BenefitScenario
        fields = ("id", "agreement", "name", "document", "recorded_at")


class NewBenefitScenarioSerializer(ScenarioSerializer):
    """A scenario under a name, of an agreement by its id."""

    agreement = serializers.IntegerField(min_value=1, max_value=2**62)
    name = serializers.CharField(max_length=80)


class BenefitScenarioViewSet(mixins.DestroyModelMixin, ReadViewSet):
    """Scenarios of one's own organisation. The other parties do not see them."""

    model = BenefitScenario
    serializer_class = BenefitScenarioSerializer
    filterset_class = BenefitScenarioFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[BenefitScenario]:
        return super().get_queryset().order_by("name", "pk")

    @extend_schema(request=NewBenefitScenarioSerializer, responses={201: BenefitScenarioSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep a scenario; one of the same name is replaced."""
        data = self.sent(NewBenefitScenarioSerializer)
        agreement = get_object_or_404(Agreement.objects.visible_to(self.actor), pk=data["agreement"])
        kept = services.keep_scenario(
            actor=self.actor, agreement=agreement, name=data["name"], scenario=scenario_from_json(data)
        )
        return self.answer(kept, status=201)

    def perform_destroy(self, instance: BenefitScenario) -> None:
        services.drop_scenario(actor=self.actor, scenario=instance)
