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
    industry: str = ""  # class of GB/T 4754, such as 7263
    is_for_third_party: bool | None = None
    agent_fee: Decimal | None = None
    labour_level: int | None = None
    labour_index: Decimal | None = None
    hazards: frozenset[str] = frozenset()
    has_night_work: bool = False
    has_overtime: bool = False
    has_holiday_work: bool = False
    exemption_filing: str = ""
    is_independent: bool | None = None
    same_post_wage: Decimal | None = None
    pay_in_money: bool | None = None
    pay_cycle_days: int | None = None
    pays_student_directly: bool | None = None
    charges: Decimal | None = None

    @property
    def interns(self) -> Span:
        """The slot filled to its last place: what INT-015 and 016 count beside those already placed elsewhere."""
        return Span(self.starts_on, self.ends_on, self.places)


@dataclass(frozen=True)
class PlacementFacts:
    """A student who is to be placed. `served` are the student's other post internships that were not cancelled."""

    starts_on: date
    ends_on: date
    is_post_internship: bool
    enrolled_on: date
    birth_date: date
    venue_type: str = ""
    is_female: bool = False
    major: str = ""  # catalogue code
    slot_majors: frozenset[str] = frozenset()
    hazards: frozenset[str] = frozenset()
    labour_level: int | None = None
    labour_index: Decimal | None = None
    served: tuple[Span, ...] = ()

    @property
    def interns(self) -> Span:
        """The student; nobody in an observation internship, which the caps do not count."""
        return Span(self.starts_on, self.ends_on, 1 if self.is_post_internship else 0)


@dataclass(frozen=True)
class BeginFacts:
    """A placement that is to begin: who signed when, what insures it. None: not signed, not stated."""

    starts_on: date
    ends_on: date
    is_post_internship: bool
    birth_date: date
    school_signed_on: date | None = None
    unit_signed_on: date | None = None
    student_signed_on: date | None = None
    guardian_signed_on: date | None = None
    pay: Decimal | None = None
    same_post_wage: Decimal | None = None
    is_independent: bool | None = None
    insured: tuple[Span, ...] = ()
    is_premium_charged: bool = False  # the student pays for the insurance


@dataclass(frozen=True)
class Context:
    """Parameters in force on the day in the region of the venue, and what is known of the unit.

    `others` are the unit's other post interns, of all colleges; `post_others` those in the same post. `staff_count`,
    `post_staff` and `lowest_grade_pay` are None where the unit has not stated them.
    """

    min_age: int
    min_grade_year: int
    minor_age: int
    barred_venues: frozenset[str]
    barred_industries: frozenset[str]
    minor_hazards: frozenset[str]
    female_hazards: frozenset[str]
    filed_hazards: frozenset[str]
    max_labour_level: int
    labour_index_bands: tuple[Decimal, ...]
    unit_ratio_max: Decimal
    post_ratio_max: Decimal
    duration_months_min: Decimal
    duration_months_max: Decimal
    hours_day_max: Decimal
    hours_week_max: Decimal
    rest_days_week_min: int
    pay_ratio_min: Decimal
    pay_cycle_max_days: int
    student_fee_max: Decimal
    staff_count: int | None = None
    post_staff: int | None = None
    lowest_grade_pay: Decimal | None = None
    others: tuple[Span, ...] = ()
    post_others: tuple[Span, ...] = ()
