"""Spans of time that measures and rules name: school year, term, calendar year, rolling days, a single day.

A *period* is fixed (the school year 2026/27). A *span* is relative to a day (the school year that holds it, the 180
days that end with it) and is what a measure names. Both make a `Window` for one cut-off. No clock is read here.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, Self


@dataclass(frozen=True)
class Window:
    """The days `start` to `end`, both included, as known at `cutoff` (an aware moment)."""

    start: date
    end: date
    cutoff: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A window cannot end on {self.end}, before it starts on {self.start}.")

    def __contains__(self, on: date) -> bool:
        return self.start <= on <= self.end

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1


class Span(Protocol):
    """What a measure names as its window."""

    def window(self, on: date, cutoff: datetime) -> Window:
        """The window for a day. It never reaches beyond that day: what lies ahead is no fact yet."""


def years_later(day: date, years: int) -> date:
    """The same day some years on (or back, if negative). 29 February becomes 28 February in a common year.

    For spans of time. An age is reached on 1 March in that case: see `age_on`.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_later(day: date, months: int) -> date:
    """The same day some months on (or back, if negative), or the last of that month: 31 August + 6 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def age_on(birth_date: date, on: date) -> int:
    """Completed years of age. Who was born on 29 February completes a year on 1 March of a common year."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


@dataclass(frozen=True, order=True)
class SchoolYear:
    """1 September to 31 August; `SchoolYear(2026)` is 2026/27."""

    first_year: int

    @classmethod
    def of(cls, on: date) -> Self:
        """The school year that holds a day."""
        return cls(on.year if on.month >= 9 else on.year - 1)

    @property
    def start(self) -> date:
        return date(self.first_year, 9, 1)

    @property
    def end(self) -> date:
        return date(self.first_year + 1, 8, 31)

    @property
    def label(self) -> str:
        """2026/27; 2099/00."""
        return f"{self.first_year}/{(self.first_year + 1) % 100:02d}"

    @property
    def terms(self) -> "tuple[Term, Term]":
        return Term(self, 1), Term(self, 2)

    def next(self) -> Self:
        return type(self)(self.first_year + 1)

    def previous(self) -> Self:
        return type(self)(self.first_year - 1)

    def window(self, cutoff: datetime) -> Window:
        """The whole year, as known at a cut-off."""
        return Window(self.start, self.end, cutoff)

    def __contains__(self, on: date) -> bool:
        return self.start <= on <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class Term:
    """Half a school year: the first ends with February, the second begins on 1 March.

    The real dates differ by college and year; this cut makes every day fall into exactly one term.
    """

    school_year: SchoolYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in {1, 2}:
            raise ValueError(f"A school year has terms 1 and 2, not {self.number}.")

    @classmethod
    def of(cls, on: date) -> Self:
        """The term that holds a day."""
        return cls(SchoolYear.of(on), 2 if 3 <= on.month <= 8 else 1)

    @property
    def start(self) -> date:
        return self.school_year.start if self.number == 1 else date(self.school_year.first_year + 1, 3, 1)

    @property
    def end(self) -> date:
        return Term(self.school_year, 2).start - timedelta(days=1) if self.number == 1 else self.school_year.end

    @property
    def label(self) -> str:
        """2026/27-1."""
        return f"{self.school_year.label}-{self.number}"

    def window(self, cutoff: datetime) -> Window:
        """The whole term, as known at a cut-off."""
        return Window(self.start, self.end, cutoff)

    def __contains__(self, on: date) -> bool:
        return self.start <= on <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class CalendarYear:
    """1 January to 31 December."""

    year: int

    @classmethod
    def of(cls, on: date) -> Self:
        """The calendar year that holds a day."""
        return cls(on.year)

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, 12, 31)

    @property
    def label(self) -> str:
        return str(self.year)

    def window(self, cutoff: datetime) -> Window:
        """The whole year, as known at a cut-off."""
        return Window(self.start, self.end, cutoff)

    def __contains__(self, on: date) -> bool:
        return self.start <= on <= self.end

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Point:
    """A single day: what holds on it."""

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(on, on, cutoff)


@dataclass(frozen=True)
class Rolling:
    """The last so many days, the day itself included: Rolling(180) on 29 June starts on 1 January."""

    days: int

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("A rolling window holds at least one day.")

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(on - timedelta(days=self.days - 1), on, cutoff)


@dataclass(frozen=True)
class RollingYears:
    """The last so many years to the day: RollingYears(3) on 19 November 2026 starts on 20 November 2023."""

    years: int

    def __post_init__(self) -> None:
        if self.years < 1:
            raise ValueError("A rolling window holds at least one year.")

    @property
    def days(self) -> int:
        """About how many days that is."""
        return self.years * 365

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(years_later(on, -self.years) + timedelta(days=1), on, cutoff)


@dataclass(frozen=True)
class InSchoolYear:
    """The school year that holds the day, up to that day."""

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(SchoolYear.of(on).start, on, cutoff)


@dataclass(frozen=True)
class InTerm:
    """The term that holds the day, up to that day."""

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(Term.of(on).start, on, cutoff)


@dataclass(frozen=True)
class InCalendarYear:
    """The calendar year that holds the day, up to that day."""

    def window(self, on: date, cutoff: datetime) -> Window:
        return Window(CalendarYear.of(on).start, on, cutoff)
