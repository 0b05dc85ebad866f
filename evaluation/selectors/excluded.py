"""Why a record of the denominator does not count in the numerator, in words: by measure, asked set-based."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import wording
from evaluation.engine.measures import MEASURES
from institutions.models import CurriculumRequestState, DualQualification, PlanPost, RequestState
from internships.models import PlacementOutcome
from partnerships.models import ObligationStage, ObligationState
from reference.periods import Window

Asked = Callable[[Window], Mapping[str, BaseExpression | F]]


def _nothing(_window: Window) -> Mapping[str, BaseExpression | F]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Why:
    """The reason of a numerator: what has to be asked of a row besides, and the words for one that does not count."""

    words: Callable[[Any], str | Promise]
    asked: Asked = _nothing

    def prepare(self, rows: QuerySet, window: Window) -> QuerySet:
        """Rows with what the words need. Sub-selects: no query for each row."""
        return rows.annotate(**self.asked(window))


def why_not(numerator: str) -> Why | None:
    """The reason why records do not count in a measure; None where the records say it themselves."""
    if numerator in TOLD_BY_THE_RECORD:
        return None
    return REASONS.get(numerator) or Why(
        lambda _row: _("Is not among: %(title)s") % {"title": MEASURES[numerator].title}
    )


def _day(day: date) -> dict[str, str]:
    return {"date": wording.day_short(day)}


def _said(words: str | Promise) -> Why:
    """A reason that is the same for every row."""
    return Why(lambda _row: words)


# ---- Teachers and plans ---------------------------------------------------------------------------------------------


def _qualifications(window: Window) -> Mapping[str, BaseExpression | F]:
    known = DualQualification.objects.filter(
        teacher=OuterRef("pk"), recorded_at__lte=window.cutoff, superseded_at=None
    ).order_by("-valid_from")
    return {"why_from": Subquery(known.values("valid_from")[:1]), "why_to": Subquery(known.values("valid_to")[:1])}


def _teacher(row: Any) -> str:
    if row.why_from is None:
        return _("No recognition as dual-qualified")
    if row.why_to is not None:
        return _("The recognition was valid until %(date)s") % _day(row.why_to)
    return _("The recognition is valid only from %(date)s") % _day(row.why_from)


def _posts(_window: Window) -> Mapping[str, BaseExpression | F]:
    return {"why_asked": Exists(PlanPost.objects.filter(plan=OuterRef("pk"), asked_of__isnull=False))}


def _plan(row: Any) -> str:
    if row.why_asked:
        return _("No enterprise that was asked has confirmed a post")
    return _("No enterprise was asked about a post")


# ---- Requests, milestones, meetings, equipment ----------------------------------------------------------------------


def _replies(window: Window) -> Mapping[str, BaseExpression | F]:
    later = CurriculumRequestState.objects.filter(
        request=OuterRef("pk"), from_on__lte=window.end, recorded_at__lte=window.cutoff, superseded_at=None
    ).exclude(state=RequestState.ASKED)
    return {"why_on": Subquery(later.order_by("from_on").values("from_on")[:1])}


def _request(row: Any) -> str:
    if row.why_on is None:
        return _("Not answered")
    return _("Answered too late, on %(date)s") % _day(row.why_on)


def _obligation_states(window: Window) -> Mapping[str, BaseExpression | F]:
    now = ObligationState.objects.as_of(window.end, window.cutoff).filter(obligation=OuterRef("pk"))
    rows = now.order_by("-from_on")
    done = ObligationState.objects.filter(
        obligation=OuterRef("pk"),
        state__in=(ObligationStage.DONE, ObligationStage.ACCEPTED),
        from_on__lte=window.end,
        recorded_at__lte=window.cutoff,
    ).order_by("from_on")
    return {"why_state": Subquery(rows.values("state")[:1]), "why_on": Subquery(done.values("from_on")[:1])}


def _milestone(row: Any) -> str:
    if row.why_on is None:
        return _("Not reported done")
    if row.why_on > row.due_on:
        return _("Done too late, on %(date)s") % _day(row.why_on)
    if row.why_state == ObligationStage.DONE:
        return _("Done in time, not yet accepted by the other side")
    return _("Done in time, not accepted by the other side")


# ---- Interns and graduates ------------------------------------------------------------------------------------------


def _outcomes(window: Window) -> Mapping[str, BaseExpression | F]:
    said = PlacementOutcome.objects.as_of(window.end, window.cutoff).filter(placement=OuterRef("pk"))
    return {"why_said": Exists(said)}


def _hired(row: Any) -> str:
    return _("The host did not hire the student") if row.why_said else _("Nobody has said what came of it")


def _matching(row: Any) -> str:
    if row.slot_id is None:
        return _("It is on no slot of the platform")
    return _("The slot names no major of the student's major category")


TOLD_BY_THE_RECORD = frozenset({"active_partners"})
REASONS: dict[str, Why] = {
    "dual_qualified_teachers": Why(_teacher, _qualifications),
    "training_plans_confirmed": Why(_plan, _posts),
    "requests_in_time": Why(_request, _replies),
    "milestones_on_time": Why(_milestone, _obligation_states),
    "meetings_held": _said(gettext_lazy("Not held")),
    "key_commitments_failed": _said(gettext_lazy("Accepted by the college: it did not fail")),
    "contributed_equipment_value": _said(gettext_lazy("Not given by an enterprise")),
    "enterprise_seats": Why(lambda row: _("Seats of another side: %(side)s") % {"side": row.get_side_display()}),
    "courses_revised_with_enterprises": _said(gettext_lazy("No revision with an enterprise in the last 365 days")),
    "reporting_colleges": _said(gettext_lazy("No open major is entered here")),
    "post_placements_without_warning": _said(gettext_lazy("A rule warned when it was arranged")),
    "post_placements_matching": Why(_matching),
    "interns_hired": Why(_hired, _outcomes),
    "graduates_settled": Why(lambda row: _("Situation: %(status)s") % {"status": row.get_status_display()}),
    "graduates_matched": _said(gettext_lazy("The post does not match the major")),
    "leading_partners": _said(gettext_lazy("Neither Top 500 nor leader of its industry on the day")),
}
