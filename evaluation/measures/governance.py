"""Who has a say: seats in councils, and meetings that really take place."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from evaluation.engine.measures import Counted, measure
from partnerships.models import BodySeats, BodySide, Meeting
from partnerships.models.governance import BodySeatsQuerySet, MeetingQuerySet
from reference.periods import Point, Rolling, Window

OF_A_BODY = {
    "college": "body__keeper_id",
    "college_region": "body__keeper__organisation__region__code",
    "body": "body_id",
}


def seats(window: Window) -> BodySeatsQuerySet:
    """Seats of every side in councils of bodies that existed on the day."""
    rows = BodySeats.objects.as_of(window.end, window.cutoff)
    return rows.filter(Q(body__ended_on=None) | Q(body__ended_on__gt=window.end))


@measure(
    "council_seats",
    unit="seat",
    window=Point(),
    title=_("Council seats"),
    says=_("Seats in the councils of governance bodies on the day; by where the college that keeps the file stands."),
)
def council_seats(window: Window) -> Counted:
    """Seats of all sides in the councils of governance bodies that existed on the day.

    Basis: where the college that keeps the file stands.
    Source: the 2025 paper on integration: at least 40 % of the seats for enterprises.
    """
    return Counted(seats(window), Sum("seats"), **OF_A_BODY)


@measure(
    "enterprise_seats",
    unit="seat",
    window=Point(),
    title=_("Council seats of enterprises"),
    says=_("Of the council seats, those of the enterprise side."),
)
def enterprise_seats(window: Window) -> Counted:
    """Of the council seats, those of the enterprise side.

    Basis: where the college that keeps the file stands.
    Source: the 2025 paper on integration: at least 40 % of the seats for enterprises.
    """
    return Counted(seats(window), Sum("seats", filter=Q(side=BodySide.ENTERPRISE)), **OF_A_BODY)


def meetings(window: Window) -> MeetingQuerySet:
    """Meetings of bodies that were planned for a day of the window."""
    return Meeting.objects.planned(window.start, window.end, window.cutoff).filter(body__isnull=False)


@measure(
    "meetings_planned",
    unit="meeting",
    window=Rolling(days=365),
    title=_("Meetings planned"),
    says=_("Meetings of governance bodies that were planned for the last 365 days."),
)
def meetings_planned(window: Window) -> Counted:
    """Meetings of governance bodies that were planned for a day of the last 365.

    Basis: where the college that keeps the file stands.
    Source: local proposal (meetings held ÷ agreed).
    """
    return Counted(meetings(window), Count("pk"), **OF_A_BODY)


@measure(
    "meetings_held",
    unit="meeting",
    window=Rolling(days=365),
    title=_("Meetings held"),
    says=_("Of the meetings planned, those that were held by the day."),
)
def meetings_held(window: Window) -> Counted:
    """Of the meetings planned, those that were held by the day, late or not.

    Basis: where the college that keeps the file stands.
    Source: local proposal (meetings held ÷ agreed).
    """
    held = Q(held_on__lte=window.end, held_recorded_at__lte=window.cutoff)
    return Counted(meetings(window), Count("pk", filter=held), **OF_A_BODY)
