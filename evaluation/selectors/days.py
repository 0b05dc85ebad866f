"""Days of the calendar that pages compare."""

from datetime import date

from reference.periods import months_later


def months_back(on: date, months: int) -> date:
    """The same day some months before, or the last of that month."""
    return months_later(on, -months)
