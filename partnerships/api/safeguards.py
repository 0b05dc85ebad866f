"""Claims against who protects from a risk; drills of the emergency plan."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet, ScopedViewSet
from core import clock
from partnerships import services
from partnerships.filters.safeguards import ClaimFilter, ContactFilter, DrillFilter
from partnerships.models import Claim, Contact, Drill

MONEY: dict[str, Any] = {"max_digits": 15, "decimal_places": 2}


class ClaimSerializer(serializers.ModelSerializer):
    """A claim; who filed it by the public id of the organisation. Sums in CNY. `against` names a policy of the terms
    (`policy:` and its number) or a protection (`protection:category:kind:provider`); kind and provider follow from it.
    """

    amount = serializers.DecimalField(**MONEY)
    paid = serializers.DecimalField(**MONEY, allow_null=True, read_only=True)
    filed_by = serializers.UUIDField(source="filed_by.public_id", read_only=True)

    class Meta:
        model = Claim
        fields = (
            "id",
            "risk",
            "against",
            "kind",
            "provider",
            "lost_on",
            "amount",
            "note",
            "filed_by",
            "filed_on",
            "state",
            "paid",
            "decided_on",
        )
        read_only_fields = ("risk", "filed_on", "state", "decided_on")
        extra_kwargs: ClassVar = {"kind": {"required": False}, "provider": {"required": False}}


class DecideSerializer(serializers.Serializer):
    """The sum that was paid, null where it was refused."""

    paid = serializers.DecimalField(**MONEY, allow_null=True)
    decided_on = serializers.DateField()


class DrillSerializer(serializers.ModelSerializer):
    """A drill; who reported it by the public id of the organisation."""

    reported_by = serializers.UUIDField(source="reported_by.public_id", read_only=True)

    class Meta:
        model = Drill
        fields = ("id", "agreement", "occurred_on", "note", "reported_by")
        read_only_fields = ("agreement",)


class ClaimViewSet(ReadViewSet):
    """Claims under the agreements that the actor may see."""

    model = Claim
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Claim]:
        return super().get_queryset().select_related("filed_by", "risk").order_by("-pk")

    @extend_schema(request=DecideSerializer, responses=ClaimSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str | None = None) -> Response:
        """Record what came of it, by who filed it."""
        data = self.sent(DecideSerializer)
        return self.answer(services.decide_claim(actor=self.actor, claim=self.get_object(), on=clock.today(), **data))


class DrillViewSet(ReadViewSet):
    """Drills under the agreements that the actor may see."""

    model = Drill
    serializer_class = DrillSerializer
    filterset_class = DrillFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Drill]:
        return super().get_queryset().current().select_related("reported_by").order_by("-pk")


class ContactSerializer(serializers.ModelSerializer):
    """Somebody to call, by the key of the party. Personal: for the parties alone."""

    party = serializers.CharField(source="party.key", read_only=True)

    class Meta:
        model = Contact
        fields = ("id", "agreement", "party", "topic", "name", "phone", "email", "hours")
        read_only_fields = ("agreement",)


class ContactViewSet(mixins.DestroyModelMixin, ReadViewSet):
    """Whom to call under the agreements of one's own organisation."""

    model = Contact
    serializer_class = ContactSerializer
    filterset_class = ContactFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Contact]:
        return super().get_queryset().select_related("party", "agreement").order_by("-pk")

    def perform_destroy(self, instance: Contact) -> None:
        services.remove_contact(actor=self.actor, contact=instance)


class ClaimsMixin(ScopedViewSet):
    """Claims of a risk."""

    @extend_schema(request=ClaimSerializer, responses={201: ClaimSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def claims(self, request: Request, pk: str | None = None) -> Response:
        """Record that the actor's side claims a loss."""
        risk, data = self.get_object(), self.sent(ClaimSerializer)
        claim = services.file_claim(actor=self.actor, risk=risk, on=clock.today(), **data)
        return Response(ClaimSerializer(claim).data, status=201)


class DrillsMixin(ScopedViewSet):
    """Drills of an agreement, and whom to call."""

    @extend_schema(request=ContactSerializer, responses={201: ContactSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def contacts(self, request: Request, pk: str | None = None) -> Response:
        """Name somebody to call at the actor's side."""
        agreement, data = self.get_object(), self.sent(ContactSerializer)
        contact = services.add_contact(actor=self.actor, agreement=agreement, **data)
        return Response(ContactSerializer(contact).data, status=201)

    @extend_schema(request=DrillSerializer, responses={201: DrillSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def drills(self, request: Request, pk: str | None = None) -> Response:
        """Record that the emergency plan was practised."""
        agreement, data = self.get_object(), self.sent(DrillSerializer)
        drill = services.record_drill(actor=self.actor, agreement=agreement, on=clock.today(), **data)
        return Response(DrillSerializer(drill).data, status=201)
