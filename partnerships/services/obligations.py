"""Obligations after the signing: the debtor reports, the creditor accepts or refuses, the night lets lapse."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import InvalidInput
from core.facts import enter_state
from institutions.services.majors import DateTooEarly
from ledger.services import record
from partnerships.life import OBLIGATION_STEPS, OtherSideActs, ReasonNeeded, StepNotPossible
from partnerships.models import Obligation, ObligationStage, ObligationState, Party, State
from partnerships.services.contributions import REMARK_LENGTH
from partnerships.services.steps import locked
from partnerships.services.telling import LAPSED, NOT_ACCEPTED, TO_ACCEPT, tell
from partnerships.terms.values import Silence
from reference import parameters

LAPSE_DAYS = "agreement.obligation_lapse_days"
ANSWERS = {Silence.ACCEPTED: ObligationStage.ACCEPTED, Silence.REFUSED: ObligationStage.REFUSED}


@transaction.atomic
def report_done(*, actor: Actor, obligation: Obligation, done_on: date, on: date, remark: str = "") -> Obligation:
    """The debtor says that it was done on a day; on time or late is judged by that day.

    Raises NotAllowed, OtherSideActs, StepNotPossible, InvalidInput (done_on, remark), DateTooEarly.
    """
    actor.require("report_obligation", obligation)
    obligation = _locked(obligation)
    _require_party(actor, obligation.debtor)
    if done_on > on:
        raise InvalidInput(_("This day has not come yet."), field="done_on")
    obligation.done_on = done_on
    _enter(actor, obligation, ObligationStage.DONE, done_on, remark, field="done_on")
    tell(actor, obligation.agreement, [obligation.creditor.organisation_id], TO_ACCEPT, name=obligation.title)
    return obligation


@transaction.atomic
def answer_obligation(
    *, actor: Actor, obligation: Obligation, is_accepted: bool, on: date, remark: str = ""
) -> Obligation:
    """The creditor accepts what was reported done, or refuses it with a reason.

    Raises NotAllowed, OtherSideActs, StepNotPossible, ReasonNeeded, InvalidInput (remark), DateTooEarly.
    """
    actor.require("answer_obligation", obligation)
    obligation = _locked(obligation)
    _require_party(actor, obligation.creditor)
    if not is_accepted and not remark.strip():
        raise ReasonNeeded(field="remark")
    state = ObligationStage.ACCEPTED if is_accepted else ObligationStage.REFUSED
    _enter(actor, obligation, state, on, remark, field="remark")
    if not is_accepted:
        words = {"name": obligation.title, "reason": obligation.remark}
        tell(actor, obligation.agreement, [obligation.debtor.organisation_id], NOT_ACCEPTED, **words)
    return obligation


def settle_obligations(*, actor: Actor, on: date) -> int:
    """What the date changes. Part of the night; returns how many, each in its own transaction.

    What was reported done and not answered in time is answered by what silence means; what waits for its debtor longer
    after its day than the parameter says lapses. A lapsed obligation may still be reported done: late.
    """
    actor.require("settle_obligations")
    allowed = parameters.parameters([LAPSE_DAYS], on=on).get(LAPSE_DAYS)
    settled = 0
    if allowed is not None:
        last = on - timedelta(days=allowed.value)
        overdue = Obligation.objects.filter(state__in=OBLIGATION_STEPS[ObligationStage.LAPSED], due_on__lt=last)
        overdue = overdue.exclude(agreement__state=State.SUSPENDED)  # it rests: nobody has to act
        settled += sum(_lapse(actor, row, allowed.value, on) for row in overdue.order_by("pk"))
    unanswered = Obligation.objects.filter(state=ObligationStage.DONE).exclude(silence="").exclude(answer_days=None)
    settled += sum(_answer_by_silence(actor, row, on) for row in unanswered.order_by("pk"))
    return settled


@transaction.atomic
def _lapse(actor: Actor, obligation: Obligation, days: int, on: date) -> bool:
    obligation = _locked(obligation)
    began_on = _state_of(obligation).from_on
    lapses_on = max(obligation.due_on, began_on) + timedelta(days=days + 1)
    if obligation.state not in OBLIGATION_STEPS[ObligationStage.LAPSED] or lapses_on > on:
        return False
    _enter(actor, obligation, ObligationStage.LAPSED, lapses_on, "", field="due_on")
    both = [obligation.debtor.organisation_id, obligation.creditor.organisation_id]
    tell(actor, obligation.agreement, both, LAPSED, name=obligation.title)
    return True


@transaction.atomic
def _answer_by_silence(actor: Actor, obligation: Obligation, on: date) -> bool:
    obligation = _locked(obligation)
    if obligation.state != ObligationStage.DONE or obligation.answer_days is None or not obligation.silence:
        return False
    reported_on = timezone.localdate(_state_of(obligation).recorded_at)
    answered_on = max(reported_on, obligation.done_on or reported_on) + timedelta(days=obligation.answer_days + 1)
    if answered_on > on:
        return False
    _enter(actor, obligation, ANSWERS[Silence(obligation.silence)], answered_on, "", field="due_on")
    return True


def _locked(obligation: Obligation) -> Obligation:
    agreement = locked(obligation.agreement)
    found = Obligation.objects.select_related("debtor__organisation", "creditor__organisation").get(pk=obligation.pk)
    found.agreement = agreement
    return found


def _require_party(actor: Actor, party: Party) -> None:
    if actor.organisation_id != party.organisation_id:
        raise OtherSideActs(params={"name": party})


def _state_of(obligation: Obligation) -> ObligationState:
    return obligation.states.current().get()


def _enter(actor: Actor, obligation: Obligation, state: ObligationStage, on: date, remark: str, *, field: str) -> None:
    if obligation.state not in OBLIGATION_STEPS[state]:
        raise StepNotPossible(params={"state": obligation.get_state_display()})
    if len(remark.strip()) > REMARK_LENGTH:
        raise InvalidInput(_("Write at most %(count)s characters."), field="remark", params={"count": REMARK_LENGTH})
    if on < _state_of(obligation).from_on:
        raise DateTooEarly(field=field)
    enter_state(ObligationState.objects.all(), state=state, on=on, obligation=obligation)
    obligation.state, obligation.remark = state, remark.strip()
    obligation.save(update_fields=["state", "remark", "done_on"])
    record(
        actor=actor,
        action=f"agreement.obligation_{state}",
        subject=obligation.agreement,
        payload={
            "obligation": obligation.key,
            "name": obligation.title,
            "on": on.isoformat(),
            "reason": obligation.remark,
        },
    )
