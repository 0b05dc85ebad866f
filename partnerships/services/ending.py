"""Suspending an agreement and letting it go on; ending it before its last day, by notice, for breach or by consent."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import wording
from core.errors import DomainError, InvalidInput, NotAllowed
from institutions.services.majors import DateTooEarly
from ledger.services import record
from partnerships.life import RUNNING, OtherSideActs, ReasonNeeded, WrongState, check_step, state_label
from partnerships.models import Agreement, Ending, EndingConsent, EndingKind, Party
from partnerships.selectors.life import earliest_end, waits_for_consent
from partnerships.services.settling import keep_settlement
from partnerships.services.steps import locked, not_before, take
from partnerships.services.telling import ENDING, RESUMED, SUSPENDED, tell

REASON_LENGTH = 1000


class EndingThere(DomainError):
    """Notice was given already."""

    code = "ending_there"
    message = _("Notice was given already: it ends on %(day)s. Take that back first.")


class NoEnding(DomainError):
    """There is no notice that could be answered or taken back."""

    code = "no_ending"
    message = _("No notice stands that could be answered or taken back by your side.")


@transaction.atomic
def suspend(*, actor: Actor, agreement: Agreement, reason: str, on: date) -> Agreement:
    """Let an agreement rest, with the reason. By any party; the same party lets it go on.

    Raises NotAllowed, WrongState, ReasonNeeded, InvalidInput (reason), DateTooEarly.
    """
    actor.require("suspend_agreement", agreement)
    agreement, reason = locked(agreement), _reason(reason)
    check_step("suspend", agreement, reason=reason)
    party = own_party(agreement, actor)
    _require_begun(agreement, on)
    agreement.suspended_by = party
    agreement.save(update_fields=["suspended_by"])
    take("suspend", actor=actor, agreement=agreement, on=on, payload={"party": party.key, "reason": reason})
    tell_parties(actor, agreement, SUSPENDED, name=str(party), reason=reason)
    return agreement


@transaction.atomic
def resume(*, actor: Actor, agreement: Agreement, on: date) -> Agreement:
    """Let a suspended agreement go on. By the party that suspended it. Raises NotAllowed, WrongState, OtherSideActs."""
    actor.require("suspend_agreement", agreement)
    agreement = locked(agreement)
    check_step("resume", agreement)
    party = own_party(agreement, actor)
    if agreement.suspended_by is not None and agreement.suspended_by != party:
        raise OtherSideActs(params={"name": agreement.suspended_by})
    _require_begun(agreement, on)
    agreement.suspended_by = None
    agreement.save(update_fields=["suspended_by"])
    take("resume", actor=actor, agreement=agreement, on=on, payload={"party": party.key})
    tell_parties(actor, agreement, RESUMED, name=str(party))
    return agreement


@transaction.atomic
def give_notice(
    *,
    actor: Actor,
    agreement: Agreement,
    kind: str,
    last_on: date,
    reason: str,
    on: date,
    at_fault: Party | None = None,
) -> Ending:
    """Say that an agreement ends on `last_on`: by notice, for a breach (of `at_fault`), or by consent of all parties.

    The terms say how long the notice is, or how long the other side has to mend its breach. Raises NotAllowed,
    WrongState, ReasonNeeded, EndingThere, InvalidInput (kind, last_on, at_fault, reason), DateTooEarly.
    """
    actor.require("end_agreement", agreement)
    agreement, reason = locked(agreement), _reason(reason)
    if not agreement.is_running:
        raise WrongState(params={"state": state_label(agreement.state)})
    if not reason:
        raise ReasonNeeded(field="reason")
    if kind not in EndingKind.values:
        raise InvalidInput(field="kind")
    party = own_party(agreement, actor)
    if standing := agreement.endings.standing().first():
        raise EndingThere(params={"day": wording.day(standing.last_on)})
    _check_last_day(agreement, EndingKind(kind), last_on, on)
    if (at_fault is not None) != (kind == EndingKind.BREACH) or at_fault == party:
        raise InvalidInput(_("For a breach, and only then, say which other party is in breach."), field="at_fault")
    ending = Ending.objects.create(
        agreement=agreement, kind=kind, party=party, at_fault=at_fault, reason=reason, given_on=on, last_on=last_on
    )
    payload = {"kind": kind, "party": party.key, "last_on": last_on.isoformat(), "reason": reason}
    if at_fault is not None:
        payload["at_fault"] = at_fault.key
    record(actor=actor, action="agreement.notice_given", subject=agreement, payload=payload)
    tell_parties(actor, agreement, ENDING, name=str(party), day=last_on.isoformat(), reason=reason)
    return ending


@transaction.atomic
def agree_to_end(*, actor: Actor, agreement: Agreement, on: date) -> Ending:
    """Agree, for the own side, that the agreement ends by consent. Raises NotAllowed, NoEnding."""
    actor.require("end_agreement", agreement)
    agreement = locked(agreement)
    ending = agreement.endings.standing().first()
    party = own_party(agreement, actor)
    if ending is None or not agreement.is_running or party not in waits_for_consent(ending):
        raise NoEnding
    EndingConsent.objects.create(ending=ending, party=party, signer_label=actor.label[:200], occurred_on=on)
    record(actor=actor, action="agreement.end_agreed", subject=agreement, payload={"party": party.key})
    return ending


@transaction.atomic
def take_back_notice(*, actor: Actor, agreement: Agreement, on: date) -> Agreement:
    """Take back the notice of the own side before it takes effect. Raises NotAllowed, NoEnding."""
    actor.require("end_agreement", agreement)
    agreement = locked(agreement)
    party = own_party(agreement, actor)
    ending = agreement.endings.standing().filter(party=party).first()
    if ending is None or not agreement.is_running:
        raise NoEnding
    ending.taken_back_on = on
    ending.save(update_fields=["taken_back_on"])
    record(actor=actor, action="agreement.notice_taken_back", subject=agreement, payload={"party": party.key})
    return agreement


def end_agreements(*, actor: Actor, on: date) -> int:
    """Agreements whose notice has run out end on the day after their last. Part of the night; returns how many.

    What was to end by consent ends once every other party has agreed: on the day after the last of them did, at the
    earliest. Each in its own transaction.
    """
    actor.require("expire_agreement")
    due = Ending.objects.standing().filter(last_on__lt=on, agreement__state__in=RUNNING)
    return sum(_end(actor, ending, on) for ending in due.select_related("agreement").order_by("pk"))


@transaction.atomic
def _end(actor: Actor, ending: Ending, on: date) -> bool:
    agreement = locked(ending.agreement)
    ending = Ending.objects.select_related("party").get(pk=ending.pk)
    if not agreement.is_running or ending.taken_back_on is not None or ending.last_on >= on:
        return False
    last = ending.last_on
    if ending.kind == EndingKind.CONSENT:
        if waits_for_consent(ending):
            return False
        given = ending.consents.current().values_list("occurred_on", flat=True)
        last = max([last, *given])
        if last >= on:
            return False
    step = "end" if ending.kind == EndingKind.CONSENT else "terminate"
    payload = {"party": ending.party.key, "kind": ending.kind, "reason": ending.reason}
    take(step, actor=actor, agreement=agreement, on=not_before(agreement, last + timedelta(days=1)), payload=payload)
    keep_settlement(actor=actor, agreement=agreement, on=last)
    return True


def own_party(agreement: Agreement, actor: Actor) -> Party:
    """The actor's side. Raises NotAllowed where it is none."""
    party = agreement.parties.present().filter(organisation=actor.organisation).first()
    if party is None:
        raise NotAllowed
    return party


def tell_parties(actor: Actor, agreement: Agreement, kind: str, **params: str) -> None:
    """Tell all parties of a turn in the life of their agreement."""
    organisations = agreement.parties.present().values_list("organisation_id", flat=True)
    tell(
        actor, agreement, organisations, kind, url=reverse("partnerships:agreement-life", args=[agreement.pk]), **params
    )


def _check_last_day(agreement: Agreement, kind: EndingKind, last_on: date, on: date) -> None:
    earliest = earliest_end(agreement, kind, on=on)
    if last_on < earliest:
        raise InvalidInput(
            _("The terms ask for a notice: the last day is %(day)s at the earliest."),
            field="last_on",
            params={"day": wording.day(earliest)},
        )
    if agreement.ends_on is not None and last_on >= agreement.ends_on:
        raise InvalidInput(_("It ends then anyway. Give an earlier day."), field="last_on")


def _require_begun(agreement: Agreement, on: date) -> None:
    if agreement.states.current().filter(from_on__gt=on).exists():
        raise DateTooEarly


def _reason(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > REASON_LENGTH:
        raise InvalidInput(_("Write at most %(count)s characters."), field="reason", params={"count": REASON_LENGTH})
    return reason
