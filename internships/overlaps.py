"""How many are there at once: the peak of overlapping spans of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """`count` people are there from the first day to the last, both included."""

    starts_on: date
    ends_on: date
    count: int = 1


@dataclass(frozen=True)
class Peak:
    """The most at once, and the first day on which it is reached; nobody: 0 and no day."""

    count: int = 0
    on: date | None = None


def peak(spans: Iterable[Span], *, starts_on: date, ends_on: date) -> Peak:
    """The peak between two days, both included. A span that ends on a day still overlaps one that starts on it."""
    changes: dict[date, int] = {}
    for span in spans:
        first, last = max(span.starts_on, starts_on), min(span.ends_on, ends_on)
        if first > last:
            continue
        changes[first] = changes.get(first, 0) + span.count
        after = last + timedelta(days=1)
        changes[after] = changes.get(after, 0) - span.count
    highest, there = Peak(), 0
    for day in sorted(changes):
        there += changes[day]
        if there > highest.count:
            highest = Peak(there, day)
    return highest
