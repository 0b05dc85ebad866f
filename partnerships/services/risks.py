"""Risks are judged again and again: each judgement is a fact."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Risk, RiskFigure, RiskReview
from partnerships.services.steps import locked
from partnerships.services.telling import RISK_ALARM, tell

FIGURE_MOST = Decimal(1_000_000_000_000)


class NothingWatched(DomainError):
    """No figure with a threshold was agreed for this risk."""

    code = "nothing_watched"
    message = _("No figure with a threshold is agreed for this risk.")


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


@transaction.atomic
def report_figure(*, actor: Actor, risk: Risk, value: Decimal, occurred_on: date, on: date) -> RiskFigure:
    """A party, or its system, says how high the watched figure is on a day. Past the threshold all parties are told.

    They are told once, until a later figure is on the right side again. Raises NotAllowed, NothingWatched,
    InvalidInput (value, occurred_on).
    """
    actor.require("report_risk_figure", risk)
    agreement = locked(risk.agreement)
    if actor.organisation_id is None:
        raise NotAllowed
    risk = Risk.objects.get(pk=risk.pk)
    if not risk.is_watched:
        raise NothingWatched
    if occurred_on > on:
        raise InvalidInput(_("This day has not come yet."), field="occurred_on")
    if abs(value) > FIGURE_MOST or value != round(value, 2):
        raise InvalidInput(_("Give a figure with two decimals at most."), field="value")
    before = risk.figures.current().filter(occurred_on__lte=occurred_on).order_by("-occurred_on", "-pk").first()
    figure = RiskFigure.objects.create(
        risk=risk,
        value=value,
        is_alarm=risk.warns_at(value),
        reported_by_id=actor.organisation_id,
        occurred_on=occurred_on,
    )
    payload = {"risk": risk.key, "name": risk.watched, "value": str(value), "on": occurred_on.isoformat()}
    action = "agreement.risk_alarm" if figure.is_alarm else "agreement.risk_figure"
    record(actor=actor, action=action, subject=agreement, payload=payload)
    if figure.is_alarm and not (before and before.is_alarm):
        organisations = agreement.parties.values_list("organisation_id", flat=True)
        words = {"name": risk.watched, "value": str(value)}
        tell(actor, agreement, organisations, RISK_ALARM, url=risk.get_absolute_url(), **words)
    return figure
