"""Risks are judged again and again: each judgement is a fact."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Risk, RiskReview
from partnerships.services.steps import locked


@transaction.atomic
def review_risk(*, actor: Actor, risk: Risk, likelihood: int, impact: int, on: date, note: str = "") -> RiskReview:
    """A party judges a risk on a day. Raises NotAllowed, InvalidInput (likelihood, impact)."""
    actor.require("review_risk", risk)
    agreement = locked(risk.agreement)
    if actor.organisation_id is None:
        raise NotAllowed
    for field, number in (("likelihood", likelihood), ("impact", impact)):
        if not 1 <= number <= 5:
            raise InvalidInput(_("Give a number from 1 to 5."), field=field)
    review = RiskReview.objects.create(
        risk=risk,
        likelihood=likelihood,
        impact=impact,
        note=note.strip(),
        reviewed_by_id=actor.organisation_id,
        occurred_on=on,
    )
    record(
        actor=actor,
        action="agreement.risk_reviewed",
        subject=agreement,
        payload={"risk": risk.key, "name": risk.cause[:200], "likelihood": likelihood, "impact": impact},
    )
    return review
