"""The settlement of agreements that end before their time."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.viewsets import ReadViewSet, ScopedViewSet
from core import clock
from partnerships import services
from partnerships.filters.settling import ExitPaymentFilter
from partnerships.models import ExitPayment
from partnerships.selectors.settling import SettlementPage, settlement_of

MONEY: dict[str, Any] = {"max_digits": 19, "decimal_places": 2}
PARAMETERS = [
    OpenApiParameter("on", OpenApiTypes.DATE, description="The day of the end; today without it."),
    OpenApiParameter("at_fault", OpenApiTypes.STR, description="The key of the party at fault."),
]


class ExitPaymentSerializer(serializers.ModelSerializer):
    """What one party owes another, by the keys of the parties, in CNY."""

    payer = serializers.CharField(source="payer.key", read_only=True)
    payee = serializers.CharField(source="payee.key", read_only=True)
    amount = serializers.DecimalField(**MONEY, read_only=True)

    class Meta:
        model = ExitPayment
        fields = ("id", "agreement", "payer", "payee", "amount", "reckoned_on", "paid_on")


class PaidSerializer(serializers.Serializer):
    """When the sum came."""

    paid_on = serializers.DateField()


class ExitPaymentViewSet(ReadViewSet):
    """Payments at the end of the agreements that the actor may see."""

    model = ExitPayment
    serializer_class = ExitPaymentSerializer
    filterset_class = ExitPaymentFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[ExitPayment]:
        return super().get_queryset().select_related("payer", "payee").order_by("-pk")

    @extend_schema(request=PaidSerializer, responses=ExitPaymentSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str | None = None) -> Response:
        """The payee says that it has come."""
        payment, data = self.get_object(), self.sent(PaidSerializer)
        return self.answer(services.confirm_payment(actor=self.actor, payment=payment, on=clock.today(), **data))


class SettlementLineSerializer(serializers.Serializer):
    """A contribution: what is written off, what is not, who pays, or why nobody does."""

    key = serializers.CharField()
    written_off = serializers.DecimalField(**MONEY, allow_null=True)
    unamortised = serializers.DecimalField(**MONEY, allow_null=True)
    why = serializers.CharField(allow_blank=True)


class OwedSerializer(serializers.Serializer):
    """A sum between two parties, by their keys."""

    payer = serializers.CharField()
    payee = serializers.CharField()
    amount = serializers.DecimalField(**MONEY)


class SettlementSerializer(serializers.Serializer):
    """The settlement for a day; final once the agreement has ended."""

    on = serializers.DateField()
    is_final = serializers.BooleanField()
    at_fault = serializers.CharField(allow_blank=True)
    lines = SettlementLineSerializer(many=True)
    payments = OwedSerializer(many=True)


class SettlementQuery(serializers.Serializer):
    """For which day, and who would be at fault."""

    on = serializers.DateField(required=False)
    at_fault = serializers.CharField(required=False, allow_blank=True, default="", max_length=20)


class SettlementMixin(ScopedViewSet):
    """What is owed if an agreement ends."""

    @extend_schema(responses=SettlementSerializer, parameters=PARAMETERS, filters=False)
    @action(detail=True, pagination_class=None)
    def settlement(self, request: Request, pk: str | None = None) -> Response:
        """What the parties owe each other if it ends on a day, or owed when it ended."""
        asked = SettlementQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        on: date = asked.validated_data.get("on") or clock.today()
        page = settlement_of(self.get_object(), on=on, at_fault=asked.validated_data["at_fault"])
        return Response(SettlementSerializer(_said(page)).data)


def _said(page: SettlementPage) -> dict[str, Any]:
    lines = [
        {"key": line.given.key, "written_off": line.written_off, "unamortised": line.unamortised, "why": str(line.why)}
        for line in page.lines
    ]
    return {
        "on": page.on,
        "is_final": page.is_final,
        "at_fault": page.at_fault,
        "lines": lines,
        "payments": page.payments,
    }
