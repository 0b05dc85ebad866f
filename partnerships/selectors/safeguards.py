"""What was agreed for the case that something goes wrong, and what came of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerships.models import Agreement, Claim, ClaimStage, Drill, Risk
from partnerships.selectors.progress import in_force_from
from partnerships.selectors.terms import effective_terms
from partnerships.terms import Terms
from partnerships.terms.safeguards import Emergency, Insurance, Protection
from reference.periods import months_later


@dataclass(frozen=True)
class Protected:
    """A protection that the terms name against the kind of a risk, and what it has paid for this risk."""

    protection: Protection
    paid: Decimal

    @property
    def left(self) -> Decimal | None:
        """What is left up to its ceiling; None without one."""
        ceiling = self.protection.ceiling
        return None if ceiling is None else max(ceiling - self.paid, Decimal(0))


def protections_of(risk: Risk, claims: list[Claim], *, on: date) -> list[Protected]:
    """The protections that hold against a risk on a day."""
    said = (effective_terms(risk.agreement, on) or Terms()).insurance
    if not isinstance(said, Insurance):
        return []
    return [
        Protected(each, sum((claim.paid or Decimal(0) for claim in claims if claim.kind == each.kind), Decimal(0)))
        for each in said.protections
        if each.category == risk.category
    ]


def claims_of(risk: Risk) -> list[Claim]:
    """Claims, newest first."""
    return list(risk.claims.select_related("filed_by").order_by("-lost_on", "-pk"))


def claimed_open(claims: list[Claim]) -> Decimal:
    """What is claimed and not decided."""
    return sum((claim.amount for claim in claims if claim.state == ClaimStage.FILED), Decimal(0))


@dataclass(frozen=True)
class EmergencyPage:
    """The plan, how it was practised, and by when it has to be again."""

    plan: Emergency | None
    drills: list[Drill]
    due_on: date | None
    is_overdue: bool


def emergency_of(agreement: Agreement, *, on: date) -> EmergencyPage:
    """The plan that holds on a day; a drill is due so many months after the last one, or after the first day."""
    said = (effective_terms(agreement, on) or Terms()).emergency
    plan = said if isinstance(said, Emergency) else None
    drills = list(agreement.drills.current().select_related("reported_by").order_by("-occurred_on", "-pk"))
    since = drills[0].occurred_on if drills else in_force_from(agreement)
    due_on = months_later(since, plan.drill_months) if plan and plan.drill_months and since else None
    return EmergencyPage(plan, drills, due_on, due_on is not None and due_on < on and agreement.is_running)
