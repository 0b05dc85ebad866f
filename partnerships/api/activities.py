"""What is done under agreements."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.viewsets import ReadViewSet
from core import clock
from partnerships import services
from partnerships.filters import ActivityFilter
from partnerships.models import Activity, ActivityKind


class NewActivitySerializer(serializers.Serializer):
    """Something done with the enterprise whose key is `party`."""

    party = serializers.CharField(max_length=40)
    kind = serializers.ChoiceField(choices=ActivityKind.choices)
    occurred_on = serializers.DateField()
    description = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class ActivitySerializer(serializers.ModelSerializer):
    """An activity and whether the other side has confirmed it."""

    party = serializers.CharField(source="party.key", read_only=True)
    recorded_by = serializers.UUIDField(source="recorded_by.public_id", read_only=True)
    is_confirmed = serializers.BooleanField(read_only=True)

    class Meta:
        model = Activity
        fields = ("id", "agreement", "party", "kind", "occurred_on", "description", "recorded_by", "is_confirmed")


class ActivityViewSet(ReadViewSet):
    """Activities of the agreements that the actor may see."""

    model = Activity
    serializer_class = ActivitySerializer
    filterset_class = ActivityFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Activity]:
        rows = super().get_queryset().current()
        return (
            rows.select_related("party", "recorded_by", "agreement")
            .prefetch_related("confirmations")
            .order_by("-occurred_on", "-pk")
        )

    @extend_schema(request=None, responses=ActivitySerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str | None = None) -> Response:
        """Confirm what the other side has recorded."""
        activity = self.get_object()
        services.confirm_activity(actor=self.actor, activity=activity, on=clock.today())
        return self.answer(activity)
