"""Who has to sign an agreement, who has, and whose turn it is."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.actors import Actor
from partnerships.models import Agreement, ChangeWish, Party, Signatory, Signature


@dataclass(frozen=True)
class Slot:
    """A place for a signature: of a signatory, or of anyone of the party where it names none."""

    party: Party
    signatory: Signatory | None
    signature: Signature | None

    @property
    def name(self) -> str:
        """Who is to sign here."""
        return f"{self.signatory} ({self.party})" if self.signatory else str(self.party)

    def is_for(self, actor: Actor) -> bool:
        """Whether a member of the party signs here on the site."""
        if self.party.organisation_id != actor.organisation_id:
            return False
        return self.signatory is None or (actor.user is not None and self.signatory.user_id == actor.user.pk)


@dataclass(frozen=True)
class PartyLine:
    """A party with its places for signatures, in their order."""

    party: Party
    slots: tuple[Slot, ...]

    @property
    def signature(self) -> Signature | None:
        """The last signature of the party, once all of its signatures are there."""
        signatures = [slot.signature for slot in self.slots]
        return signatures[-1] if all(signatures) else None


def party_lines(agreement: Agreement) -> list[PartyLine]:
    """Parties in their order, with the signatures that stand. Three queries."""
    signatures = Signature.objects.filter(party__agreement=agreement).current().select_related("scan").order_by("pk")
    signed = {(row.party_id, row.signatory_id): row for row in signatures}
    named: dict[int, list[Signatory]] = defaultdict(list)
    for row in Signatory.objects.filter(party__agreement=agreement).standing().select_related("delegation"):
        named[row.party_id].append(row)

    def slots(party: Party) -> tuple[Slot, ...]:
        persons: list[Signatory | None] = [*named[party.pk]] or [None]
        return tuple(Slot(party, who, signed.get((party.pk, who.pk if who else None))) for who in persons)

    return [PartyLine(party, slots(party)) for party in agreement.parties.select_related("organisation")]


def open_slots(agreement: Agreement, lines: list[PartyLine] | None = None) -> list[Slot]:
    """The places that wait for a signature now: all that are empty or, in order, the first of them."""
    every = [slot for line in lines or party_lines(agreement) for slot in line.slots]
    empty = [slot for slot in every if slot.signature is None]
    return empty[:1] if agreement.signs_in_order else empty


def slot_for(agreement: Agreement, actor: Actor, lines: list[PartyLine] | None = None) -> Slot | None:
    """The place where the actor can sign on the site now, if there is one."""
    return next((slot for slot in open_slots(agreement, lines) if slot.is_for(actor)), None)


def wishes_of(agreement: Agreement, *, actor: Actor) -> list[ChangeWish]:
    """What was asked for, as far as the actor may see it, newest first."""
    rows = ChangeWish.objects.visible_to(actor).filter(party__agreement=agreement)
    return list(rows.select_related("party__organisation").order_by("-pk"))
