"""Around the signatures of an agreement: who signs, paper, reminders, wishes for changes."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.models import Evidence
from accounts.viewsets import ScopedViewSet
from core import clock
from partnerships import services
from partnerships.models import Agreement, ChangeWish, Party, Signatory, Signature

BIGGEST = 2**63 - 1
R = TypeVar("R", bound=Model)


def named(rows: QuerySet[R], field: str, **lookup: Any) -> R:
    """The row that a body names in `field`. Raises ValidationError where there is none."""
    found = rows.filter(**lookup).first()
    if found is None:
        detail = ErrorDetail(_("There is no such row here."), code="does_not_exist")
        raise serializers.ValidationError({field: [detail]})
    return found


@extend_schema_field(OpenApiTypes.UUID)
class EvidenceField(serializers.SlugRelatedField):
    """A file of one's own organisation by its public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="public_id", **kwargs)

    def get_queryset(self) -> QuerySet[Evidence]:
        actor = self.context["request"].actor
        return Evidence.objects.visible_to(actor).filter(organisation=actor.organisation)


class SignatorySerializer(serializers.ModelSerializer):
    """A person who signs for a party, named by its key."""

    party = serializers.CharField(source="party.key")
    has_account = serializers.SerializerMethodField()
    delegation = serializers.UUIDField(source="delegation.public_id", allow_null=True, default=None)

    class Meta:
        model = Signatory
        fields = ("id", "party", "position", "name", "job", "has_account", "delegation")

    def get_has_account(self, signatory: Signatory) -> bool:
        return signatory.user_id is not None


class NewSignatorySerializer(serializers.Serializer):
    """A person who signs; `is_me` where it is the one who asks, `delegation` a file by its public id."""

    party = serializers.CharField(max_length=20)
    name = serializers.CharField(max_length=100)
    job = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    is_me = serializers.BooleanField(required=False, default=False)
    delegation = EvidenceField(required=False, allow_null=True, default=None)


class OneSignatorySerializer(serializers.Serializer):
    """A signatory by its id."""

    signatory = serializers.IntegerField(min_value=1, max_value=BIGGEST)


class OrderSerializer(serializers.Serializer):
    """Whether it is signed one after the other."""

    signs_in_order = serializers.BooleanField()


class PaperSerializer(serializers.Serializer):
    """A signature on paper: for a party by its key, or for one of its signatories, with the scan by its public id."""

    party = serializers.CharField(max_length=20)
    signatory = serializers.IntegerField(min_value=1, max_value=BIGGEST, required=False, allow_null=True, default=None)
    signer = serializers.CharField(max_length=100)
    signed_on = serializers.DateField()
    scan = EvidenceField()
    digest = serializers.CharField(max_length=64)


class PaperSignatureSerializer(serializers.ModelSerializer):
    """A signature on paper as it was recorded."""

    party = serializers.CharField(source="party.key")
    scan = serializers.UUIDField(source="scan.public_id")

    class Meta:
        model = Signature
        fields = ("id", "party", "signer_label", "occurred_on", "digest", "scan")


class UndoSerializer(serializers.Serializer):
    """A signature on paper by its id, and why it is taken back."""

    signature = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    reason = serializers.CharField(max_length=1000)


class OnePartySerializer(serializers.Serializer):
    """A party by its key."""

    party = serializers.CharField(max_length=20)


class WishSerializer(serializers.ModelSerializer):
    """What a party asks to change, and the answer of the keeper."""

    party = serializers.CharField(source="party.key", read_only=True)

    class Meta:
        model = ChangeWish
        fields = ("id", "party", "text", "asked_on", "is_accepted", "answer", "answered_on")
        read_only_fields = ("asked_on", "is_accepted", "answer", "answered_on")


class WishAnswerSerializer(serializers.Serializer):
    """Whether the wish is taken up; if not, why."""

    wish = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    is_accepted = serializers.BooleanField()
    answer = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class SigningMixin(ScopedViewSet):
    """What stands around the signatures, beside the view set of agreements."""

    @extend_schema(responses=SignatorySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def signatories(self, request: Request, pk: str | None = None) -> Response:
        """Who signs for the parties that name somebody."""
        return Response(SignatorySerializer(self._signatories(), many=True).data)

    @extend_schema(request=NewSignatorySerializer, responses={201: SignatorySerializer})
    @action(detail=True, methods=["post"], url_path="signatories/add")
    @idempotent
    def signatories_add(self, request: Request, pk: str | None = None) -> Response:
        """Name a signatory of a party."""
        data = self.sent(NewSignatorySerializer)
        party, actor = self._party(data.pop("party")), self.actor
        user = actor.user if data.pop("is_me") else None
        added = services.add_signatory(actor=actor, party=party, user=user, **data)
        return Response(SignatorySerializer(added).data, status=201)

    @extend_schema(request=OneSignatorySerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="signatories/remove")
    def signatories_remove(self, request: Request, pk: str | None = None) -> Response:
        """Take a signatory off."""
        wanted = self.sent(OneSignatorySerializer)["signatory"]
        services.remove_signatory(actor=self.actor, signatory=named(self._signatories(), "signatory", pk=wanted))
        return Response(status=204)

    @extend_schema(request=OrderSerializer, responses=OrderSerializer)
    @action(detail=True, methods=["post"], url_path="signing-order")
    def signing_order(self, request: Request, pk: str | None = None) -> Response:
        """Say whether it is signed one after the other."""
        agreement = services.set_signing_order(
            actor=self.actor, agreement=self.get_object(), **self.sent(OrderSerializer)
        )
        return Response(OrderSerializer(agreement).data)

    @extend_schema(request=PaperSerializer, responses={201: PaperSignatureSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def paper(self, request: Request, pk: str | None = None) -> Response:
        """Record a signature on paper."""
        self.actor.require("record_paper_signature", self.get_object())
        data = self.sent(PaperSerializer)
        party, wanted, shown = self._party(data.pop("party")), data.pop("signatory"), data.pop("digest")
        signatory = None if wanted is None else named(self._signatories(), "signatory", pk=wanted, party=party)
        signature = services.record_paper_signature(
            actor=self.actor,
            party=party,
            signatory=signatory,
            digest_shown=shown,
            on=clock.today(),
            **data,
        )
        return Response(PaperSignatureSerializer(signature).data, status=201)

    @extend_schema(request=UndoSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="paper/undo")
    def paper_undo(self, request: Request, pk: str | None = None) -> Response:
        """Take a signature on paper back."""
        data, rows = self.sent(UndoSerializer), Signature.objects.visible_to(self.actor)
        signature = named(rows, "signature", pk=data["signature"], party__agreement=self.get_object())
        services.undo_paper_signature(actor=self.actor, signature=signature, reason=data["reason"])
        return Response(status=204)

    @extend_schema(request=OnePartySerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str | None = None) -> Response:
        """Remind a party of its signature, once a day at most."""
        party = self._party(self.sent(OnePartySerializer)["party"])
        services.remind_to_sign(actor=self.actor, party=party, on=clock.today())
        return Response(status=204)

    @extend_schema(responses=WishSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def wishes(self, request: Request, pk: str | None = None) -> Response:
        """What the parties ask to change."""
        return Response(WishSerializer(self._wishes(), many=True).data)

    @extend_schema(request=WishSerializer, responses={201: WishSerializer})
    @action(detail=True, methods=["post"], url_path="wishes/ask")
    @idempotent
    def wishes_ask(self, request: Request, pk: str | None = None) -> Response:
        """Ask the keeper, for one's own side, to change something."""
        party, text = self.own_party(), self.sent(WishSerializer)["text"]
        wish = services.ask_for_change(actor=self.actor, party=party, text=text, on=clock.today())
        return Response(WishSerializer(wish).data, status=201)

    @extend_schema(request=WishAnswerSerializer, responses=WishSerializer)
    @action(detail=True, methods=["post"], url_path="wishes/answer")
    def wishes_answer(self, request: Request, pk: str | None = None) -> Response:
        """Take a wish up, or say why not."""
        data = self.sent(WishAnswerSerializer)
        wish = named(self._wishes(), "wish", pk=data.pop("wish"))
        answered = services.answer_wish(actor=self.actor, wish=wish, on=clock.today(), **data)
        return Response(WishSerializer(answered).data)

    def _party(self, key: str) -> Party:
        agreement: Agreement = self.get_object()
        party = named(agreement.parties.select_related("organisation"), "party", key=key)
        party.agreement = agreement
        return party

    def _signatories(self) -> QuerySet[Signatory]:
        rows = Signatory.objects.visible_to(self.actor).filter(party__agreement=self.get_object())
        return rows.standing().select_related("party__agreement", "delegation")

    def _wishes(self) -> QuerySet[ChangeWish]:
        rows = ChangeWish.objects.visible_to(self.actor).filter(party__agreement=self.get_object())
        return rows.select_related("party__agreement", "party__organisation")
