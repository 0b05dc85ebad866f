"""What came of what was agreed: contributions, obligations, risks, training bases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from accounts.actors import Actor
from partnerships.life import STAGE_SHAPES
from partnerships.models import (
    Agreement,
    AgreementBase,
    Contribution,
    ContributionStage,
    Obligation,
    ObligationStage,
    Risk,
    State,
)
from partnerships.models.obligations import WAITS_FOR_DEBTOR
from partnerships.rules import Context
from partnerships.rules.lateness import Delivery, Life, ReviewDue
from reference.rules import Finding, check

WAITS_FOR_GIVER = (ContributionStage.AGREED, ContributionStage.REFUSED)


@dataclass(frozen=True)
class ContributionLine:
    """A contribution, and what the actor's side may do about it now."""

    row: Contribution
    may_deliver: bool
    may_answer: bool
    is_overdue: bool

    @property
    def shape(self) -> str:
        """The ink square of its state."""
        return STAGE_SHAPES[self.row.state]


@dataclass(frozen=True)
class ObligationLine:
    """An obligation, and what the actor's side may do about it now."""

    row: Obligation
    may_report: bool
    may_answer: bool
    is_overdue: bool

    @property
    def shape(self) -> str:
        """The ink square of its state."""
        return STAGE_SHAPES[self.row.state]


@dataclass(frozen=True)
class RiskLine:
    """A risk as it was judged last, and by when it is to be judged again."""

    row: Risk
    score: int
    review_due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Progress:
    """What the page of an agreement says about its life after the signing."""

    contributions: list[ContributionLine]
    obligations: list[ObligationLine]
    risks: list[RiskLine]
    bases: list[AgreementBase]
    findings: list[Finding]  # of the rules of lateness

    @property
    def late(self) -> int:
        """How many contributions, obligations and judgements of risks are overdue."""
        kinds: tuple[Sequence[ContributionLine | ObligationLine | RiskLine], ...]
        kinds = (self.contributions, self.obligations, self.risks)
        return sum(line.is_overdue for lines in kinds for line in lines)

    @property
    def waiting(self) -> int:
        """How many wait for the actor's own side to answer."""
        return sum(line.may_answer for line in self.contributions) + sum(line.may_answer for line in self.obligations)


def giver_of(contribution: Contribution) -> int:
    """The organisation that says it was delivered: the party that gives; the keeper, for a source outside."""
    party = contribution.party
    return party.organisation_id if party is not None else contribution.agreement.keeper_id


def receivers_of(contribution: Contribution) -> list[int]:
    """The organisations that may accept it: the keeper what others give, any other party what the keeper gives.

    What comes from outside has nobody else to accept it than the keeper.
    """
    agreement, party = contribution.agreement, contribution.party
    if party is None or party.organisation_id != agreement.keeper_id:
        return [agreement.keeper_id]
    return [row.organisation_id for row in agreement.parties.all() if row.pk != party.pk]


def contribution_line(row: Contribution, *, actor: Actor, on: date) -> ContributionLine:
    """A contribution with what the actor may do; its agreement comes with its parties."""
    own, acts = actor.organisation_id, actor.can("deliver_contribution")
    waits = row.state in WAITS_FOR_GIVER
    return ContributionLine(
        row,
        may_deliver=acts and waits and own == giver_of(row),
        may_answer=acts and row.state == ContributionStage.DELIVERED and own in receivers_of(row),
        is_overdue=waits and row.due_on is not None and row.due_on < on,
    )


def obligation_line(row: Obligation, *, actor: Actor, on: date) -> ObligationLine:
    """An obligation with what the actor may do; it comes with its parties."""
    own, acts = actor.organisation_id, actor.can("report_obligation")
    return ObligationLine(
        row,
        may_report=acts and row.state in WAITS_FOR_DEBTOR and own == row.debtor.organisation_id,
        may_answer=acts and row.state == ObligationStage.DONE and own == row.creditor.organisation_id,
        is_overdue=row.is_overdue(on),
    )


def risk_line(row: Risk, *, in_force_from: date | None, on: date) -> RiskLine:
    """A risk with its score; it comes with its reviews."""
    due_on = row.review_due_on(in_force_from) if in_force_from is not None else None
    return RiskLine(row, row.score, due_on, is_overdue=due_on is not None and due_on < on)


def progress_of(agreement: Agreement, *, actor: Actor, on: date) -> Progress:
    """All of it, in a fixed number of queries."""
    agreement = Agreement.objects.prefetch_related("parties__organisation").get(pk=agreement.pk)
    began_on = in_force_from(agreement)
    rows = agreement.contributions.select_related("party__organisation").prefetch_related("states").order_by("pk")
    contributions = list(rows)
    obligations = with_parties(agreement.obligations.all()).order_by("due_on", "pk")
    risks = agreement.risks.standing().select_related("owner__organisation").prefetch_related("reviews")
    lines = [risk_line(row, in_force_from=began_on, on=on) for row in risks]
    return Progress(
        contributions=[contribution_line(_of(row, agreement), actor=actor, on=on) for row in contributions],
        obligations=[obligation_line(_of(row, agreement), actor=actor, on=on) for row in obligations],
        risks=sorted(lines, key=lambda line: (-line.score, line.row.pk)),
        bases=list(agreement.base_links.select_related("base").order_by("base__name", "pk")),
        findings=check("agreement_life", life_facts(contributions, lines), Context(on), on=on) if began_on else [],
    )


def life_facts(contributions: Iterable[Contribution], risks: Iterable[RiskLine]) -> Life:
    """What runs, as the rules of lateness see it; contributions come with their states."""
    return Life(
        deliveries=tuple(
            Delivery(row.key, row.name, row.due_on, delivered_on(row))
            for row in contributions
            if row.due_on and row.state != ContributionStage.WITHDRAWN
        ),
        reviews=tuple(
            ReviewDue(line.row.key, line.row.get_category_display(), line.review_due_on)
            for line in risks
            if line.review_due_on
        ),
    )


def delivered_on(contribution: Contribution) -> date | None:
    """The day on which it came; None while it is missing or refused.

    A delivery that was accepted on its very day left no state of its own: then the acceptance says the day.
    """
    if contribution.state in WAITS_FOR_GIVER:
        return None
    standing = [row for row in contribution.states.all() if row.superseded_at is None]
    came = [row.from_on for row in standing if row.state == ContributionStage.DELIVERED]
    return max(came or [row.from_on for row in standing if row.state == ContributionStage.ACCEPTED], default=None)


def with_parties(rows: QuerySet) -> QuerySet:
    """Obligations with the organisations on both sides."""
    return rows.select_related("debtor__organisation", "creditor__organisation")


def in_force_from(agreement: Agreement) -> date | None:
    """The first day in force, if it ever was."""
    states = agreement.states.filter(state=State.IN_FORCE, superseded_at=None).order_by("from_on")
    return states.values_list("from_on", flat=True).first()


Row = TypeVar("Row", Contribution, Obligation)


def _of(row: Row, agreement: Agreement) -> Row:
    """The row with the agreement that is in hand."""
    row.agreement = agreement
    return row
