"""The peak of overlapping spans, against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from internships.overlaps import Peak, Span, peak

DAY = date(2026, 3, 1)
WINDOW = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


def day(offset: int) -> date:
    return DAY + timedelta(days=offset)


def naive(spans: list[Span], starts_on: date, ends_on: date) -> Peak:
    """Counts on every day of the window."""
    best = Peak()
    on = starts_on
    while on <= ends_on:
        there = sum(span.count for span in spans if span.starts_on <= on <= span.ends_on)
        if there > best.count:
            best = Peak(there, on)
        on += timedelta(days=1)
    return best


spans = st.lists(
    st.builds(
        lambda start, days, count: Span(day(start), day(start + days), count),
        st.integers(-40, 40),
        st.integers(0, 30),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(spans, st.integers(-30, 30), st.integers(0, 40))
def test_the_sweep_finds_what_counting_every_day_finds(spans, start, days):
    window = {"starts_on": day(start), "ends_on": day(start + days)}
    assert peak(spans, **window) == naive(spans, **window)


def test_nobody():
    assert peak([], **WINDOW) == Peak(0, None)


def test_the_last_day_counts():
    assert peak([Span(day(0), day(5)), Span(day(5), day(9))], **WINDOW) == Peak(2, day(5))


def test_the_day_after_the_last_is_free():
    assert peak([Span(day(0), day(5)), Span(day(6), day(9))], **WINDOW) == Peak(1, day(0))


def test_what_lies_outside_the_window_does_not_count():
    crowd = Span(day(0), day(5), 100)
    assert peak([crowd, Span(day(10), day(20))], starts_on=day(10), ends_on=day(20)) == Peak(1, day(10))


def test_a_span_that_began_before_counts_from_the_first_day_of_the_window():
    assert peak([Span(day(-9), day(3), 7)], starts_on=day(0), ends_on=day(9)) == Peak(7, day(0))
