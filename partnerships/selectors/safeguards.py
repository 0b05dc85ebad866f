"""What was agreed for the case that something goes wrong, and what came of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerships.models import Agreement, Claim, ClaimStage, Drill, Risk
from partnerships.selectors.progress import in_force_from
from partnerships.selectors.terms import effective_terms
from partnerships.terms import Terms
from partnerships.terms.safeguards import Emergency, Insurance, Policy, Protection
from partnerships.terms.values import ProtectionKind, ProtectionProvider
from reference.periods import months_later


@dataclass(frozen=True)
class Cover:
    """A policy or a protection of the terms that a loss may be claimed of. `key` names it in claims.

    A protection is given against one kind of risk, a policy against all; both are used up by every claim under the
    agreement that names them, whichever risk it is of. Sums in CNY.
    """

    key: str
    agreed: Policy | Protection
    paid: Decimal = Decimal(0)
    claimed: Decimal = Decimal(0)  # and not decided

    @property
    def ceiling(self) -> Decimal | None:
        """The most that it pays; None where the terms name no sum."""
        return self.agreed.cover if isinstance(self.agreed, Policy) else self.agreed.ceiling

    @property
    def left(self) -> Decimal | None:
        """What is left up to its ceiling; None without one."""
        return None if self.ceiling is None else max(self.ceiling - self.paid, Decimal(0))

    @property
    def kind(self) -> ProtectionKind:
        """How it protects."""
        return (
            ProtectionKind.INSURANCE
            if isinstance(self.agreed, Policy)
            else self.agreed.kind or ProtectionKind.GUARANTEE
        )

    @property
    def provider(self) -> str:
        """Of whom it is claimed."""
        if isinstance(self.agreed, Policy):
            return self.agreed.insurer or str(ProtectionProvider.INSURER.label)
        return str(self.agreed.provider.label) if self.agreed.provider else str(self.kind.label)

    @property
    def name(self) -> str:
        """What pages call it."""
        if isinstance(self.agreed, Policy):
            kind = str(self.agreed.kind.label) if self.agreed.kind else str(self.kind.label)
            return " ".join(part for part in (kind, self.agreed.number) if part)
        return str(self.kind.label)

    def held_on(self, day: date) -> bool:
        """Whether a loss on that day is covered: a policy has first and last days, unless it is renewed."""
        if not isinstance(self.agreed, Policy) or self.agreed.is_renewed:
            return True
        starts_on, ends_on = self.agreed.starts_on, self.agreed.ends_on
        return (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)


def covers_of(risk: Risk, *, on: date) -> list[Cover]:
    """What protects against a risk by the terms of a day, with what claims have used up."""
    said = (effective_terms(risk.agreement, on) or Terms()).insurance
    if not isinstance(said, Insurance):
        return []
    claims = list(Claim.objects.filter(risk__agreement=risk.agreement_id).exclude(against=""))
    agreed: list[Policy | Protection] = [
        *said.policies,
        *(each for each in said.protections if each.category == risk.category),
    ]
    found: dict[str, Cover] = {}
    for each in agreed:
        key = _key_of(each)
        own = [claim for claim in claims if claim.against == key]
        paid = sum((claim.paid or Decimal(0) for claim in own), Decimal(0))
        found.setdefault(key, Cover(key, each, paid, claimed_open(own)))
    return list(found.values())


def _key_of(agreed: Policy | Protection) -> str:
    """A policy by its number, or by who insures what; a protection by what it is: they have no keys in the terms."""
    if isinstance(agreed, Policy):
        return ":".join(("policy", agreed.number or ":".join((agreed.kind or "", agreed.insurer))))
    return ":".join(("protection", agreed.category or "", agreed.kind or "", agreed.provider or ""))


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
