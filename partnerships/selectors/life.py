"""The life of an agreement as its pages show it: states and checks with their days, and who may do what now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.actors import Actor
from accounts.models import Membership, Organisation, Role, User
from partnerships.life import SHAPES
from partnerships.models import (
    Agreement,
    AgreementCheck,
    CheckOutcome,
    CheckStep,
    Ending,
    EndingKind,
    Party,
    State,
)
from partnerships.selectors.terms import terms_of
from partnerships.terms import Terms
from reference import parameters

DECISION_DAYS = "agreement.renewal_decision_days"

CHECK_SHAPES = {
    "": "half",
    CheckOutcome.APPROVED: "done",
    CheckOutcome.RETURNED: "ask",
    CheckOutcome.DROPPED: "ended",
}


@dataclass(frozen=True)
class Span:
    """A state from a day to the day before the next one began; `days` until today where it goes on."""

    state: str
    label: str
    shape: str
    from_on: date
    until_on: date | None
    days: int
    is_ahead: bool


@dataclass(frozen=True)
class CheckLine:
    """A check with the days that it took so far; None before its turn."""

    check: AgreementCheck
    shape: str
    days: int | None

    @property
    def is_late(self) -> bool:
        """Whether it took longer than it should."""
        return self.days is not None and self.check.days is not None and self.days > self.check.days


@dataclass(frozen=True)
class LifePage:
    """Where an agreement stands, how long each step took, and what the actor may do."""

    spans: list[Span]
    checks: list[CheckLine]
    may_check: bool
    ending: Ending | None
    waits_for: list[Party]
    may_suspend: bool
    may_resume: bool
    may_give_notice: bool
    may_agree: bool
    may_take_back: bool
    may_renew: bool
    may_decline: bool
    successor: Agreement | None


def spans_of(agreement: Agreement, *, on: date) -> list[Span]:
    """The states so far, oldest first, each with its days."""
    rows = agreement.states.filter(superseded_at=None).order_by("from_on", "pk")
    return [
        Span(
            row.state,
            str(State(row.state).label),
            SHAPES[row.state],
            row.from_on,
            row.until_on,
            max(((row.until_on or on) - row.from_on).days, 0),
            row.from_on > on,
        )
        for row in rows
    ]


def checks_of(agreement: Agreement, *, actor: Actor, on: date) -> list[CheckLine]:
    """All checks of all rounds, as far as the actor may see them."""
    rows = AgreementCheck.objects.visible_to(actor).filter(agreement=agreement)
    return [
        CheckLine(
            row,
            "open" if row.began_on is None and not row.outcome else CHECK_SHAPES[row.outcome],
            None if row.began_on is None else max(((row.decided_on or on) - row.began_on).days, 0),
        )
        for row in rows.select_related("step__checker").order_by("round", "position", "pk")
    ]


def may_decide(actor: Actor, check: AgreementCheck) -> bool:
    """Whether it is the actor's check: of the person named, else of every administrator.

    Where the person named has left the college, an administrator decides.
    """
    step = check.step
    if step.checker_id is not None:
        if actor.user is not None and actor.user.pk == step.checker_id:
            return True
        here = Membership.objects.filter(organisation_id=step.college_id, user_id=step.checker_id, ended_at=None)
        if here.exists():
            return False
    return actor.role == Role.COLLEGE_ADMINISTRATOR


def members_of(organisation: Organisation | None) -> QuerySet[User]:
    """The people of an organisation, whom its own steps and signatures may name."""
    return User.objects.filter(memberships__organisation=organisation, memberships__ended_at=None).distinct()


def life_page(agreement: Agreement, *, actor: Actor, on: date) -> LifePage:
    """Everything for the page of an agreement's life."""
    checks = checks_of(agreement, actor=actor, on=on)
    waiting = next((line.check for line in checks if line.check.began_on and not line.check.outcome), None)
    endings = agreement.endings.standing().select_related("party__organisation", "at_fault__organisation")
    ending = endings.first()
    own = agreement.parties.present().filter(organisation=actor.organisation).first()
    ends = own is not None and actor.can("end_agreement", agreement)
    rests = own is not None and actor.can("suspend_agreement", agreement)
    waits_for = waits_for_consent(ending) if ending is not None else []
    successor = agreement.successors.order_by("pk").first()
    can_renew = agreement.is_running or agreement.state == State.EXPIRED
    return LifePage(
        spans=spans_of(agreement, on=on),
        checks=checks,
        may_check=agreement.is_submitted
        and waiting is not None
        and actor.can("check_agreement", agreement)
        and may_decide(actor, waiting),
        ending=ending,
        waits_for=waits_for,
        may_suspend=rests and agreement.is_in_force,
        may_resume=rests and agreement.is_suspended and agreement.suspended_by in (None, own),
        may_give_notice=ends and agreement.is_running and ending is None,
        may_agree=ends and agreement.is_running and own in waits_for,
        may_take_back=ends and agreement.is_running and ending is not None and ending.party == own,
        may_renew=can_renew and successor is None and actor.can("renew_agreement", agreement),
        may_decline=own is not None
        and agreement.is_running
        and not agreement.renewal
        and actor.can("decline_renewal", agreement),
        successor=successor if successor is not None and _sees(successor, actor) else None,
    )


def waits_for_consent(ending: Ending) -> list[Party]:
    """The parties that have not yet agreed to an ending by consent; none for the other kinds."""
    if ending.kind != EndingKind.CONSENT:
        return []
    agreed = set(ending.consents.current().values_list("party_id", flat=True)) | {ending.party_id}
    parties = ending.agreement.parties.present().select_related("organisation")
    return [party for party in parties if party.pk not in agreed]


def earliest_end(agreement: Agreement, kind: str, *, on: date) -> date:
    """The first possible last day: today and the days that the terms ask for, and not before it began."""
    clause = terms_of(agreement).exit
    asked = {
        EndingKind.NOTICE: clause.notice_days if clause else None,
        EndingKind.BREACH: clause.cure_days if clause else None,
    }
    began_on = agreement.states.current().values_list("from_on", flat=True).first()
    return max(on + timedelta(days=asked.get(EndingKind(kind)) or 0), began_on or on)


def decision_day(terms: Terms, *, on: date) -> date | None:
    """By when it is decided whether an agreement is renewed: the last day minus the notice that its terms ask for,
    or, where they are silent, minus the days of the house."""
    if terms.basics.ends_on is None:
        return None
    notice = terms.exit.notice_days if terms.exit else None
    return terms.basics.ends_on - timedelta(days=house_notice(on=on) if notice is None else notice)


def house_notice(*, on: date) -> int:
    """The days before the last day by which a renewal is decided, where the terms name none."""
    found = parameters.parameters([DECISION_DAYS], on=on).get(DECISION_DAYS)
    return found.value if found is not None else 0


@dataclass(frozen=True)
class StepLine:
    """An internal check, how many were decided and how many days they took on average (None before the first)."""

    step: CheckStep
    decided: int
    days: float | None


def steps_with_days(college: Organisation) -> list[StepLine]:
    """The internal checks of a college in their order, with the days that they took."""
    steps = list(CheckStep.objects.filter(college=college).standing().select_related("checker"))
    took: dict[int, list[int]] = {step.pk: [] for step in steps}
    decided = AgreementCheck.objects.filter(step__in=steps, outcome__in=(CheckOutcome.APPROVED, CheckOutcome.RETURNED))
    for pk, began_on, decided_on in decided.values_list("step_id", "began_on", "decided_on"):
        if began_on is not None and decided_on is not None:
            took[pk].append((decided_on - began_on).days)
    return [
        StepLine(step, len(took[step.pk]), sum(took[step.pk]) / len(took[step.pk]) if took[step.pk] else None)
        for step in steps
    ]


def checks_waiting(actor: Actor) -> Sequence[AgreementCheck]:
    """The checks that wait for this person."""
    rows = AgreementCheck.objects.visible_to(actor).waiting().filter(agreement__state=State.SUBMITTED)
    found = rows.select_related("agreement", "step").order_by("began_on", "pk")
    return [row for row in found[:100] if may_decide(actor, row)]


def _sees(agreement: Agreement, actor: Actor) -> bool:
    return Agreement.objects.visible_to(actor).filter(pk=agreement.pk).exists()
