"""Agreements: drafting, signing, reading."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.viewsets import ReadViewSet
from core import clock
from core.errors import NotAllowed
from institutions.models import TrainingBase
from partnerships import services
from partnerships.api.activities import ActivitySerializer, NewActivitySerializer
from partnerships.api.amending import AmendingMixin
from partnerships.api.assessments import AssessmentsMixin
from partnerships.api.library import DraftingHelpMixin
from partnerships.api.life import LifeMixin
from partnerships.api.safeguards import DrillsMixin
from partnerships.api.settling import SettlementMixin
from partnerships.api.signing import SigningMixin
from partnerships.api.simulating import SimulationMixin
from partnerships.filters import AgreementFilter
from partnerships.forms.basics import basics_of
from partnerships.models import Agreement, AgreementKind, AgreementMode, Party, RuleFinding
from partnerships.selectors import findings_of, party_lines, possible_counterparts, terms_for, terms_of
from partnerships.services.drafting import NUMBER_LENGTH
from partnerships.terms import CLAUSES, digest, read_clause, to_json

CLAUSE = OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH, enum=["basics", *CLAUSES])


class PartySerializer(serializers.ModelSerializer):
    """A party: the organisation by its public id, the key by which the terms name it."""

    organisation = serializers.UUIDField(source="organisation.public_id", read_only=True)
    name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Party
        fields = ("id", "key", "side", "organisation", "name")


class AgreementSerializer(serializers.ModelSerializer):
    """An agreement as the list shows it."""

    keeper = serializers.UUIDField(source="keeper.public_id", read_only=True)
    parties = PartySerializer(many=True, read_only=True)

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = (
            "id",
            "public_id",
            "number",
            "title",
            "kind",
            "mode",
            "starts_on",
            "ends_on",
            "state",
            "origin",
            "signed_on",
            "decision_on",
            "renewal",
            "predecessor",
            "amends",
            "signs_in_order",
            "keeper",
            "parties",
            "changed_at",
        )


class SignatureSerializer(serializers.Serializer):
    """Whether and how a party has signed; one for each of its signatories, where it names some."""

    party = serializers.CharField()
    signatory = serializers.IntegerField(allow_null=True)
    is_signed = serializers.BooleanField()
    signed_at = serializers.DateTimeField(allow_null=True)
    signer = serializers.CharField()
    digest = serializers.CharField()


class KeptFindingSerializer(serializers.ModelSerializer):
    """A warning under which the agreement was sent, and why."""

    class Meta:
        model = RuleFinding
        fields = ("rule", "rule_version", "level", "field", "message", "reason", "occurred_on")


class AgreementDetailSerializer(AgreementSerializer):
    """With the whole text, its digest, signatures and kept findings."""

    terms = serializers.SerializerMethodField()
    digest = serializers.SerializerMethodField()
    signatures = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()
    bases = serializers.SerializerMethodField()

    class Meta(AgreementSerializer.Meta):
        fields = (*AgreementSerializer.Meta.fields, "terms", "digest", "signatures", "findings", "bases")

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_terms(self, agreement: Agreement) -> dict[str, Any]:
        return to_json(terms_for(agreement, actor=self.context["request"].actor))

    def get_digest(self, agreement: Agreement) -> str:
        return digest(terms_of(agreement))

    @extend_schema_field(SignatureSerializer(many=True))
    def get_signatures(self, agreement: Agreement) -> list[dict[str, Any]]:
        return [
            {
                "party": line.party.key,
                "signatory": slot.signatory.pk if slot.signatory else None,
                "is_signed": slot.signature is not None,
                "signed_at": slot.signature.recorded_at if slot.signature else None,
                "signer": slot.signature.signer_label if slot.signature else "",
                "digest": slot.signature.digest if slot.signature else "",
            }
            for line in party_lines(agreement)
            for slot in line.slots
        ]

    @extend_schema_field(KeptFindingSerializer(many=True))
    def get_findings(self, agreement: Agreement) -> list[dict[str, Any]]:
        return list(KeptFindingSerializer(agreement.findings.current().order_by("rule", "pk"), many=True).data)

    def get_bases(self, agreement: Agreement) -> list[int]:
        return list(agreement.base_links.order_by("pk").values_list("base_id", flat=True))


class NewAgreementSerializer(serializers.Serializer):
    """What a draft begins with; counterparts are organisations by their public ids."""

    counterparts = serializers.SlugRelatedField(
        slug_field="public_id",
        many=True,
        allow_empty=False,
        queryset=possible_counterparts(),
    )
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    mode = serializers.ChoiceField(choices=AgreementMode.choices, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    number = serializers.CharField(max_length=NUMBER_LENGTH, required=False, allow_blank=True, default="")


class ClauseSerializer(serializers.Serializer):
    """A clause as JSON, null to empty it. In signature a material change needs `voids_signatures`. `source` names the
    wording of the library that it began with (`/clause-library/`)."""

    value = serializers.JSONField(allow_null=True)
    source = serializers.CharField(max_length=60, required=False, allow_null=True, default=None)
    voids_signatures = serializers.BooleanField(default=False)


class NewPartySerializer(serializers.Serializer):
    """An organisation by its public id."""

    organisation = serializers.SlugRelatedField(slug_field="public_id", queryset=possible_counterparts())


class PartyKeySerializer(serializers.Serializer):
    """A party by the key under which the terms name it."""

    party = serializers.CharField(max_length=20)


@extend_schema_field(OpenApiTypes.INT)
class BaseField(serializers.PrimaryKeyRelatedField):
    """A training base that the actor may see."""

    def get_queryset(self) -> QuerySet[TrainingBase]:
        return TrainingBase.objects.visible_to(self.context["request"].actor)


class BaseSerializer(serializers.Serializer):
    """A training base by its id."""

    base = BaseField()


class SendSerializer(serializers.Serializer):
    """For each warning, by the rule's id, why it may stand."""

    reasons = serializers.DictField(child=serializers.CharField(max_length=1000, allow_blank=True), default=dict)


class SignSerializer(serializers.Serializer):
    """The digest of the text that was read."""

    digest = serializers.CharField(max_length=64)


class ReasonSerializer(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=1000)


class OpenFindingSerializer(serializers.Serializer):
    """What a rule of today finds in the text as it stands."""

    rule = serializers.CharField()
    level = serializers.CharField()
    field = serializers.CharField()
    message = serializers.CharField()


class AgreementViewSet(
    AssessmentsMixin,
    DrillsMixin,
    LifeMixin,
    AmendingMixin,
    SigningMixin,
    SettlementMixin,
    SimulationMixin,
    DraftingHelpMixin,
    mixins.DestroyModelMixin,
    ReadViewSet,
):
    """Agreements of one's own organisation, or of those that one oversees."""

    model = Agreement
    serializer_class = AgreementDetailSerializer
    filterset_class = AgreementFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Agreement]:
        rows = super().get_queryset().for_list()
        return rows.originals() if self.action == "list" else rows

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return AgreementSerializer if self.action == "list" else AgreementDetailSerializer

    def own_party(self) -> Party:
        """The actor's side. Raises NotAllowed where it is none."""
        agreement = self.get_object()
        party = agreement.parties.filter(organisation_id=self.actor.organisation_id).first()
        if party is None:
            raise NotAllowed
        return party

    @extend_schema(request=NewAgreementSerializer, responses={201: AgreementDetailSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin a draft."""
        data = self.sent(NewAgreementSerializer)
        agreement = services.create_draft(
            actor=self.actor,
            counterparts=data["counterparts"],
            basics=basics_of(data),
            number=data["number"],
            on=clock.today(),
        )
        return self.answer(agreement, status=201)

    def perform_destroy(self, instance: Agreement) -> None:
        services.delete_draft(actor=self.actor, agreement=instance)

    @extend_schema(parameters=[CLAUSE], request=ClauseSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["put"], url_path=r"clauses/(?P<name>[a-z]+)")
    def clauses(self, request: Request, pk: str | None = None, name: str = "") -> Response:
        """Save one clause of the draft."""
        agreement = self.get_object()
        if name not in {"basics", *CLAUSES}:
            raise Http404
        data = self.sent(ClauseSerializer)
        saving = {
            "actor": self.actor,
            "agreement": agreement,
            "on": clock.today(),
            "voids_signatures": data["voids_signatures"],
        }
        value = read_clause(name, data["value"])
        if name == "basics":
            return self.answer(services.save_basics(**saving, basics=value))
        return self.answer(services.save_clause(**saving, name=name, value=value, source=data["source"]))

    @extend_schema(responses=OpenFindingSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def findings(self, request: Request, pk: str | None = None) -> Response:
        """What the rules of today find in the text as it stands."""
        found = findings_of(self.get_object(), on=clock.today())
        return Response(OpenFindingSerializer(found, many=True).data)

    @extend_schema(request=SendSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str | None = None) -> Response:
        """Send a draft to signature."""
        return self.answer(
            services.send_to_signature(
                actor=self.actor,
                agreement=self.get_object(),
                on=clock.today(),
                reasons=self.sent(SendSerializer)["reasons"],
            )
        )

    @extend_schema(request=SignSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str | None = None) -> Response:
        """Sign, for one's own side, the text with this digest."""
        party = self.own_party()
        shown = self.sent(SignSerializer)["digest"]
        services.sign(actor=self.actor, party=party, digest_shown=shown, on=clock.today())
        return self.answer(party.agreement)

    @extend_schema(request=ReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str | None = None) -> Response:
        """Refuse for one's own side: the agreement is its keeper's draft again."""
        party = self.own_party()
        services.refuse(actor=self.actor, party=party, reason=self.sent(ReasonSerializer)["reason"], on=clock.today())
        return Response(status=204)

    @extend_schema(request=ReasonSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str | None = None) -> Response:
        """Take an agreement back from signature."""
        reason = self.sent(ReasonSerializer)["reason"]
        agreement = self.get_object()
        return self.answer(services.withdraw(actor=self.actor, agreement=agreement, reason=reason, on=clock.today()))

    @extend_schema(request=None, responses={202: None})
    @action(detail=True, methods=["post"], url_path="make-files")
    def make_files(self, request: Request, pk: str | None = None) -> Response:
        """Try again to make signed files that could not be made."""
        services.order_missing_files(actor=self.actor, agreement=self.get_object())
        return Response(status=202)

    @extend_schema(request=None, responses={201: AgreementDetailSerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def renew(self, request: Request, pk: str | None = None) -> Response:
        """Begin the draft that renews an agreement; it is what comes back."""
        successor = services.renew(actor=self.actor, agreement=self.get_object(), on=clock.today())
        return self.answer(successor, status=201)

    @extend_schema(request=NewPartySerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"])
    @idempotent
    def parties(self, request: Request, pk: str | None = None) -> Response:
        """Add a party to the draft."""
        agreement, organisation = self.get_object(), self.sent(NewPartySerializer)["organisation"]
        services.add_party(actor=self.actor, agreement=agreement, organisation=organisation, on=clock.today())
        return self.answer(agreement)

    @extend_schema(request=PartyKeySerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"], url_path="parties/remove")
    def parties_remove(self, request: Request, pk: str | None = None) -> Response:
        """Take a party off the draft."""
        agreement, key = self.get_object(), self.sent(PartyKeySerializer)["party"]
        services.remove_party(actor=self.actor, agreement=agreement, key=key, on=clock.today())
        return self.answer(agreement)

    @extend_schema(request=BaseSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"])
    def bases(self, request: Request, pk: str | None = None) -> Response:
        """Name a training base of the keeper."""
        agreement = self.get_object()
        services.link_base(actor=self.actor, agreement=agreement, base=self.sent(BaseSerializer)["base"])
        return self.answer(agreement)

    @extend_schema(request=BaseSerializer, responses=AgreementDetailSerializer)
    @action(detail=True, methods=["post"], url_path="bases/unlink")
    def bases_unlink(self, request: Request, pk: str | None = None) -> Response:
        """Take a training base off."""
        agreement = self.get_object()
        services.unlink_base(actor=self.actor, agreement=agreement, base=self.sent(BaseSerializer)["base"])
        return self.answer(agreement)

    @extend_schema(request=NewActivitySerializer, responses={201: ActivitySerializer})
    @action(detail=True, methods=["post"])
    @idempotent
    def activities(self, request: Request, pk: str | None = None) -> Response:
        """Record something done under the agreement."""
        agreement, data = self.get_object(), self.sent(NewActivitySerializer)
        party = agreement.parties.filter(key=data["party"]).first()
        if party is None:
            raise serializers.ValidationError({"party": ["There is no party of this key."]})
        activity = services.record_activity(
            actor=self.actor,
            agreement=agreement,
            party=party,
            kind=data["kind"],
            occurred_on=data["occurred_on"],
            description=data["description"],
            on=clock.today(),
        )
        return Response(ActivitySerializer(activity).data, status=201)
