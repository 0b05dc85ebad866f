"""What the rules look at: plain values, gathered by internships.selectors. No rule reads anything else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from internships.overlaps import Span


@dataclass(frozen=True)
class SlotFacts:
    """A slot as it is to be opened. None or empty: not stated."""

    starts_on: date
    ends_on: date
    places: int
    venue_type: str = ""
    hours_per_day: Decimal | None = None
    hours_per_week: Decimal | None = None
    rest_days_per_week: int | None = None
    pay: Decimal | None = None
    tasks: str = ""
    has_region: bool = True

    @property
    def interns(self) -> Span:
        """The slot filled to its last place: what INT-015 counts beside those already placed elsewhere."""
        return Span(self.starts_on, self.ends_on, self.places)


@dataclass(frozen=True)
class PlacementFacts:
    """A student who is to be placed."""

    starts_on: date
    ends_on: date
    is_post_internship: bool
    enrolled_on: date
    birth_date: date
    venue_type: str = ""

    @property
    def interns(self) -> Span:
        """The student; nobody in an observation internship, which the cap does not count."""
        return Span(self.starts_on, self.ends_on, 1 if self.is_post_internship else 0)


@dataclass(frozen=True)
class Context:
    """Parameters in force on the day in the region of the venue, and what is known of the unit.

    `others` are the unit's other post interns, of all colleges. `staff_count` is None where the unit has not stated it.
    """

    min_age: int
    min_grade_year: int
    barred_venues: frozenset[str]
    unit_ratio_max: Decimal
    hours_day_max: Decimal
    hours_week_max: Decimal
    rest_days_week_min: int
    staff_count: int | None = None
    others: tuple[Span, ...] = ()
