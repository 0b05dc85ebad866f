"""Claims against who protects from a risk, and drills of the emergency plan."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Agreement, Claim, ClaimStage, Drill, Risk
from partnerships.selectors.safeguards import Cover, covers_of
from partnerships.services.steps import locked
from partnerships.terms.values import ProtectionKind

NOTE_LENGTH = 4000


class ClaimDecided(DomainError):
    """What came of the claim was recorded."""

    code = "claim_decided"
    message = _("What came of this claim was recorded already.")


@transaction.atomic
def file_claim(
    *,
    actor: Actor,
    risk: Risk,
    lost_on: date,
    amount: Decimal,
    on: date,
    against: str = "",
    kind: str = "",
    provider: str = "",
    note: str = "",
) -> Claim:
    """Record that the actor's side claims a loss: of a policy or protection of the terms (`against`, see
    selectors.safeguards.covers_of), or of another one, by its kind and provider.

    Raises NotAllowed, InvalidInput (against, kind, provider, lost_on, amount).
    """
    actor.require("file_claim", risk)
    agreement = locked(risk.agreement)
    if actor.organisation_id is None:
        raise NotAllowed
    _check_sum(amount, "amount")
    _check_day(lost_on, on, "lost_on")
    if against:
        cover = _cover(risk, against, lost_on)
        kind, provider = cover.kind, provider.strip() or cover.provider
    if kind not in ProtectionKind.values:
        raise InvalidInput(field="kind")
    if not provider.strip():
        raise InvalidInput(_("Say of whom it is claimed."), field="provider")
    claim = Claim.objects.create(
        risk=risk,
        against=against,
        kind=kind,
        provider=provider.strip(),
        lost_on=lost_on,
        amount=amount,
        note=_note(note),
        filed_by_id=actor.organisation_id,
        filed_on=on,
    )
    payload = {
        "risk": risk.key,
        "against": against,
        "name": claim.provider,
        "amount": str(amount),
        "lost_on": lost_on.isoformat(),
    }
    record(actor=actor, action="agreement.claim_filed", subject=agreement, payload=payload)
    return claim


@transaction.atomic
def decide_claim(*, actor: Actor, claim: Claim, paid: Decimal | None, decided_on: date, on: date) -> Claim:
    """Record what came of a claim: the sum that was paid, None where it was refused. By who filed it.

    Raises NotAllowed, ClaimDecided, InvalidInput (paid, decided_on).
    """
    actor.require("file_claim", claim)
    agreement = locked(claim.risk.agreement)
    claim = Claim.objects.get(pk=claim.pk)
    if claim.filed_by_id != actor.organisation_id:
        raise NotAllowed
    if claim.state != ClaimStage.FILED:
        raise ClaimDecided
    if paid is not None:
        _check_sum(paid, "paid")
        if paid > claim.amount:
            raise InvalidInput(_("More was paid than claimed: check the sum."), field="paid")
    _check_day(decided_on, on, "decided_on")
    if decided_on < claim.filed_on:
        raise InvalidInput(_("It was decided after it was filed. Choose a later day."), field="decided_on")
    claim.state = ClaimStage.REFUSED if paid is None else ClaimStage.PAID
    claim.paid, claim.decided_on = paid, decided_on
    claim.save(update_fields=["state", "paid", "decided_on"])
    payload = {"name": claim.provider, "paid": str(paid) if paid is not None else "", "on": decided_on.isoformat()}
    record(actor=actor, action=f"agreement.claim_{claim.state}", subject=agreement, payload=payload)
    return claim


@transaction.atomic
def record_drill(*, actor: Actor, agreement: Agreement, occurred_on: date, note: str, on: date) -> Drill:
    """Record that the emergency plan was practised. Raises NotAllowed, InvalidInput (occurred_on, note)."""
    actor.require("record_drill", agreement)
    agreement = locked(agreement)
    if actor.organisation_id is None:
        raise NotAllowed
    _check_day(occurred_on, on, "occurred_on")
    if not note.strip():
        raise InvalidInput(_("Say what was practised, and what came of it."), field="note")
    drill = Drill.objects.create(
        agreement=agreement, occurred_on=occurred_on, note=_note(note), reported_by_id=actor.organisation_id
    )
    record(actor=actor, action="agreement.drill_held", subject=agreement, payload={"on": occurred_on.isoformat()})
    return drill


def _cover(risk: Risk, against: str, lost_on: date) -> Cover:
    found = next((cover for cover in covers_of(risk, on=lost_on) if cover.key == against), None)
    if found is None:
        raise InvalidInput(_("The terms of that day name no such policy or protection."), field="against")
    if not found.held_on(lost_on):
        raise InvalidInput(_("The policy did not cover that day."), field="lost_on")
    return found


def _note(note: str) -> str:
    note = note.strip()
    if len(note) > NOTE_LENGTH:
        raise InvalidInput(_("Write at most %(count)s characters."), field="note", params={"count": NOTE_LENGTH})
    return note


def _check_sum(amount: Decimal, field: str) -> None:
    if amount <= 0:
        raise InvalidInput(_("Give a sum above zero."), field=field)


def _check_day(day: date, on: date, field: str) -> None:
    if day > on:
        raise InvalidInput(_("This day has not come yet."), field=field)
