"""What comes after the last day: a new agreement that renews the old one, or the decision not to."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from core.errors import DomainError
from ledger.services import record
from partnerships.life import ReasonNeeded, WrongState, state_label
from partnerships.models import Agreement, Party, Renewal, State
from partnerships.selectors import terms_of
from partnerships.services.drafting import check_counterparts, number_for, start_draft
from partnerships.services.ending import own_party, tell_parties
from partnerships.services.steps import locked
from partnerships.services.telling import DECISION, NOT_RENEWED
from partnerships.terms import Terms

TOLD_BEFORE = 30  # days before the decision day


class RenewalDecided(DomainError):
    """There is a successor already."""

    code = "renewal_decided"
    message = _("It was decided already: %(number)s renews this agreement.")


@transaction.atomic
def renew(*, actor: Actor, agreement: Agreement, on: date) -> Agreement:
    """Begin the agreement that follows: a draft with the same parties and terms, for as long a period after the last
    day, every due day moved along. By the keeper. Raises NotAllowed, WrongState, RenewalDecided, NoCounterpart.
    """
    actor.require("renew_agreement", agreement)
    keeper = Organisation.objects.select_for_update().get(pk=agreement.keeper_id)
    agreement = locked(agreement)
    if agreement.state not in (State.IN_FORCE, State.SUSPENDED, State.EXPIRED) or agreement.ends_on is None:
        raise WrongState(params={"state": state_label(agreement.state)})
    _require_open(agreement)
    old = list(agreement.parties.present().select_related("organisation"))
    check_counterparts(keeper, [row.organisation for row in old if row.organisation_id != keeper.pk])
    successor = Agreement(keeper=keeper, number=number_for(keeper, "", on), predecessor=agreement)
    parties = [
        Party(agreement=successor, organisation=row.organisation, side=row.side, key=row.key, position=row.position)
        for row in old
    ]
    start_draft(actor=actor, agreement=successor, parties=parties, terms=_moved(terms_of(agreement)), on=on)
    agreement.renewal = Renewal.RENEW
    agreement.save(update_fields=["renewal"])
    record(actor=actor, action="agreement.renewal_begun", subject=agreement, payload={"successor": successor.number})
    return successor


@transaction.atomic
def decide_not_to_renew(*, actor: Actor, agreement: Agreement, reason: str, on: date) -> Agreement:
    """Decide that an agreement is not renewed, with the reason; it runs to its last day. By any party.

    Raises NotAllowed, WrongState, ReasonNeeded, RenewalDecided.
    """
    actor.require("decline_renewal", agreement)
    agreement = locked(agreement)
    if not agreement.is_running:
        raise WrongState(params={"state": state_label(agreement.state)})
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    _require_open(agreement)
    party = own_party(agreement, actor)
    agreement.renewal = Renewal.END
    agreement.save(update_fields=["renewal"])
    payload = {"party": party.key, "on": on.isoformat(), "reason": reason.strip()}
    record(actor=actor, action="agreement.renewal_declined", subject=agreement, payload=payload)
    tell_parties(actor, agreement, NOT_RENEWED, name=str(party), reason=reason.strip())
    return agreement


def remind_of_decisions(*, actor: Actor, on: date) -> int:
    """Tell both sides, once, that the day comes by which they decide about the renewal. Part of the night."""
    actor.require("expire_agreement")
    near = Agreement.objects.filter(
        state__in=(State.IN_FORCE, State.SUSPENDED),
        renewal="",
        decision_told_on=None,
        decision_on__lte=on + timedelta(days=TOLD_BEFORE),
        ends_on__gte=on,
    )
    return sum(_remind(actor, agreement, on) for agreement in near.order_by("pk"))


@transaction.atomic
def _remind(actor: Actor, agreement: Agreement, on: date) -> bool:
    agreement = locked(agreement)
    if agreement.decision_told_on is not None or agreement.renewal or agreement.decision_on is None:
        return False
    agreement.decision_told_on = on
    agreement.save(update_fields=["decision_told_on"])
    tell_parties(actor, agreement, DECISION, day=agreement.decision_on.isoformat())
    return True


def _require_open(agreement: Agreement) -> None:
    successor = agreement.successors.order_by("pk").first()
    if successor is not None:
        raise RenewalDecided(params={"number": successor.number})


def _moved(terms: Terms) -> Terms:
    """The terms for the period that follows."""
    starts_on, ends_on = terms.basics.starts_on, terms.basics.ends_on
    assert ends_on is not None
    length = ends_on - (starts_on or ends_on)
    shift = timedelta(days=length.days + 1)
    basics = replace(terms.basics, starts_on=ends_on + timedelta(days=1), ends_on=ends_on + timedelta(days=1) + length)
    changes: dict[str, Any] = {"basics": basics}
    for name in ("contributions", "obligations"):
        clause = getattr(terms, name)
        if clause is not None:
            items = tuple(replace(item, due_on=item.due_on and item.due_on + shift) for item in clause.items)
            changes[name] = replace(clause, items=items)
    return replace(terms, **changes)
