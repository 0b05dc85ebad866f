"""What every service of agreements does alike: lock the row, take a step of its life."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.links import withdraw_links
from core import clock
from core.facts import enter_state
from ledger.services import record
from partnerships.life import STEPS
from partnerships.models import Agreement, AgreementState, CheckOutcome, Signatory, Signature, State


def locked(agreement: Agreement) -> Agreement:
    """The row as it is now, held until the transaction ends. Raises Agreement.DoesNotExist when it was deleted."""
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def take(step: str, *, actor: Actor, agreement: Agreement, on: date, payload: Mapping[str, Any] | None = None) -> None:
    """Move a locked agreement and record it. The caller has asked life.check_step and the actor's right."""
    moving = STEPS[step]
    if moving.target is State.DRAFT:
        void_signatures(agreement)
        withdraw_signing_links(actor=actor, agreement=agreement)
        agreement.checks.filter(outcome="").update(outcome=CheckOutcome.DROPPED)
    enter_state(AgreementState.objects.all(), state=moving.target, on=on, agreement=agreement)
    agreement.state, agreement.changed_at = moving.target, clock.now()
    agreement.save(update_fields=["state", "changed_at"])
    record(actor=actor, action=moving.action, subject=agreement, payload=payload)


def not_before(agreement: Agreement, day: date) -> date:
    """The day, or the first one of the present state where that is later: what time does never goes back."""
    began_on = agreement.states.current().values_list("from_on", flat=True).first()
    return max(day, began_on or day)


def void_signatures(agreement: Agreement) -> int:
    """Signatures bind to a text; when it goes back to its draft they bind to nothing. Returns how many were voided."""
    return Signature.objects.filter(party__agreement=agreement).current().update(superseded_at=clock.now())


def withdraw_signing_links(*, actor: Actor, agreement: Agreement) -> None:
    """Nobody can sign any more. Recorded before the agreement's own entries: streams are recorded in their order."""
    for party in agreement.parties.all():
        withdraw_links(actor=actor, act="sign_agreement", subject=party, at=clock.now())
    for signatory in Signatory.objects.filter(party__agreement=agreement):
        withdraw_links(actor=actor, act="sign_agreement", subject=signatory, at=clock.now())
