"""What a college provides: majors, and training bases off the campus."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from evaluation.engine.measures import Counted, measure
from institutions.models import BaseState, Major, MajorState, TrainingBase, TrainingBaseState
from institutions.models.colleges import MajorQuerySet
from reference.periods import Point, Window

OF_A_COLLEGE = {"college": "college_id", "college_region": "college__organisation__region__code"}
OF_ITSELF = {**OF_A_COLLEGE, "major": "pk"}  # rows that are majors


def open_majors(window: Window) -> MajorQuerySet:
    """Majors that were open on the last day of the window."""
    states = MajorState.objects.as_of(window.end, window.cutoff).filter(state=MajorState.State.OPEN)
    return Major.objects.filter(Exists(states.filter(major=OuterRef("pk"))))


@measure(
    "majors",
    unit="major",
    window=Point(),
    title=_("Open majors"),
    says=_("Majors that were open on the day; by where the college stands."),
)
def majors(window: Window) -> Counted:
    """Majors that were open on the day. The same major at two colleges counts twice: each has to find its partners.

    Basis: where the college stands.
    Source: the denominator of items 9 and 10 of the Jiangxi assessment of higher vocational colleges 2023.
    """
    return Counted(open_majors(window), Count("pk"), **OF_ITSELF)


@measure(
    "off_campus_bases",
    unit="base",
    window=Point(),
    title=_("Training bases off the campus"),
    says=_("Training bases off the campus that were recognised or active on the day; by where the college stands."),
)
def off_campus_bases(window: Window) -> Counted:
    """Training bases off the campus that were recognised or active on the day. Proposed and dormant ones do not count.

    Basis: where the college stands, not where the base is.
    Source: item 9 of the Jiangxi assessment of higher vocational colleges 2023.
    """
    usable = TrainingBaseState.objects.as_of(window.end, window.cutoff).filter(
        state__in=(BaseState.RECOGNISED, BaseState.ACTIVE)
    )
    rows = TrainingBase.objects.filter(Exists(usable.filter(base=OuterRef("pk"))), is_on_campus=False)
    return Counted(rows, Count("pk"), base="pk", **OF_A_COLLEGE)
