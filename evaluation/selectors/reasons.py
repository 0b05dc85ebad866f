"""Why a record came into a figure or dropped out of it, in words."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from core import wording
from evaluation.engine.measures import Measure
from evaluation.models import Run
from evaluation.selectors.moves import Cause
from internships.models import Placement
from partnerships.models import AgreementState, Party, State

LASTING = 1  # days of the window of a measure that asks for one day


def prepared(rows: QuerySet, run: Run, earlier: Run) -> QuerySet:
    """Records with what their reasons name: of a party the state of its agreement in both runs."""
    if rows.model is not Party:
        return rows
    now, before = (
        AgreementState.objects.as_of(one.on, one.cutoff).filter(agreement=OuterRef("agreement_id")).order_by("-from_on")
        for one in (run, earlier)
    )
    return rows.annotate(
        state_now=Subquery(now.values("state")[:1]),
        state_since=Subquery(now.values("from_on")[:1]),
        state_before=Subquery(before.values("state")[:1]),
    )


def reason(row: Any, measure: Measure, cause: Cause, *, came: bool) -> str:
    """Why a prepared record came or went."""
    particular = PARTICULAR.get(type(row))
    return (particular(row, measure, cause, came) if particular is not None else "") or general(measure, cause, came)


def general(measure: Measure, cause: Cause, came: bool) -> str:
    """The reason that holds for records of every kind."""
    lasts = measure.window_days > LASTING
    if came:
        if cause is Cause.NEW:
            return _("New: recorded since the run before")
        if cause is Cause.RECORDED:
            return _("What makes it count was recorded since the run before")
        return _("Its day has come: nothing was recorded, days passed")
    if cause is Cause.RECORDED:
        return _("Ended, corrected or withdrawn since the run before")
    if lasts:
        return _("Older than the window of %(days)s days") % {"days": wording.number(measure.window_days)}
    return _("Its last day has passed")


def _party(row: Any, measure: Measure, cause: Cause, came: bool) -> str:
    in_force, was = row.state_now == State.IN_FORCE, row.state_before == State.IN_FORCE
    if came and in_force and not was:
        return _("The agreement is in force since %(date)s") % {"date": wording.day_short(row.state_since)}
    if not came and was and not in_force:
        if row.state_now is None:
            return _("The agreement does not stand any more")
        words = {"state": State(row.state_now).label, "date": wording.day_short(row.state_since)}
        return _("The agreement is not in force any more: %(state)s since %(date)s") % words
    return _active(row, measure, cause, came) if measure.code == "active_partners" else ""


def _active(row: Any, measure: Measure, cause: Cause, came: bool) -> str:
    if came:
        last = wording.day_short(row.last_activity_on) if row.last_activity_on else ""
        return _("Activity of %(date)s, confirmed by the other side") % {"date": last}
    if cause is Cause.DAYS and row.last_activity_on:
        words = {"date": wording.day_short(row.last_activity_on), "days": wording.number(measure.window_days)}
        return _("The last confirmed activity, of %(date)s, is older than %(days)s days") % words
    return _("Its activity or the confirmation was corrected")


def _placement(row: Any, measure: Measure, cause: Cause, came: bool) -> str:
    if not came or cause is Cause.DAYS:
        return ""
    if measure.code in {"post_placements", "post_placements_matching", "post_placements_without_warning"}:
        return _("It began on %(date)s") % {"date": wording.day_short(row.starts_on)}
    if measure.code == "post_placements_ended":
        return _("It ended since the run before")
    return _("The host hired the student") if measure.code == "interns_hired" else ""


PARTICULAR: dict[type[Model], Callable[[Any, Measure, Cause, bool], str]] = {Party: _party, Placement: _placement}
