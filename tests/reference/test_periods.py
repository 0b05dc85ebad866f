"""Periods at their edges: 31 August, year ends, 29 February."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.periods import (
    CalendarYear,
    InCalendarYear,
    InSchoolYear,
    InTerm,
    Point,
    Rolling,
    SchoolYear,
    Term,
    Window,
    age_on,
    years_later,
)

CUTOFF = datetime(2026, 11, 19, 15, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 8, 31), "2025/26"),
        (date(2026, 9, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(2028, 2, 29), "2027/28"),
        (date(2100, 8, 31), "2099/00"),
    ],
)
def test_the_school_year_of_a_day(on, label):
    assert SchoolYear.of(on).label == label
    assert on in SchoolYear.of(on)


def test_a_school_year_has_a_beginning_an_end_and_neighbours():
    year = SchoolYear(2026)
    assert (year.start, year.end) == (date(2026, 9, 1), date(2027, 8, 31))
    assert (year.previous(), year.next()) == (SchoolYear(2025), SchoolYear(2027))
    assert year.window(CUTOFF) == Window(date(2026, 9, 1), date(2027, 8, 31), CUTOFF)


@pytest.mark.parametrize(("first_year", "end"), [(2026, date(2027, 2, 28)), (2027, date(2028, 2, 29))])
def test_the_first_term_ends_with_february(first_year, end):
    first, second = SchoolYear(first_year).terms
    assert first.end == end
    assert second.start == date(first_year + 1, 3, 1)
    assert (first.label, Term.of(end)) == (f"{SchoolYear(first_year).label}-1", first)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 12, 31)))
def test_every_day_lies_in_one_term_of_its_school_year(on):
    year = SchoolYear.of(on)
    assert [on in term for term in year.terms].count(True) == 1
    assert on in CalendarYear.of(on)
    assert Term.of(on) in year.terms


def test_a_third_term_is_refused():
    with pytest.raises(ValueError, match="terms 1 and 2"):
        Term(SchoolYear(2026), 3)


@pytest.mark.parametrize(
    ("span", "start"),
    [
        (Point(), date(2028, 2, 29)),
        (Rolling(1), date(2028, 2, 29)),
        (Rolling(60), date(2028, 1, 1)),
        (Rolling(180), date(2027, 9, 3)),
        (InSchoolYear(), date(2027, 9, 1)),
        (InTerm(), date(2027, 9, 1)),
        (InCalendarYear(), date(2028, 1, 1)),
    ],
)
def test_spans_end_with_the_day(span, start):
    window = span.window(date(2028, 2, 29), CUTOFF)
    assert (window.start, window.end, window.cutoff) == (start, date(2028, 2, 29), CUTOFF)


def test_rolling_counts_the_day_itself():
    window = Rolling(180).window(date(2026, 6, 29), CUTOFF)
    assert (window.start, window.days) == (date(2026, 1, 1), 180)


def test_windows_are_not_turned_round_or_empty():
    with pytest.raises(ValueError, match="before it starts"):
        Window(date(2026, 2, 1), date(2026, 1, 31), CUTOFF)
    with pytest.raises(ValueError, match="at least one day"):
        Rolling(0)


def test_years_from_29_february():
    assert years_later(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert years_later(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert years_later(date(2028, 2, 29), -1) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 11, 20), date(2026, 11, 19), 15),
        (date(2010, 11, 20), date(2026, 11, 20), 16),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2012, 2, 29), date(2029, 2, 28), 16),
        (date(2012, 2, 29), date(2029, 3, 1), 17),
    ],
)
def test_age_in_completed_years(born, on, age):
    assert age_on(born, on) == age
