"""Days of the calendar that pages compare."""

from datetime import date


def months_back(on: date, months: int) -> date:
    """The same day some months before, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    for day in range(on.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(on.day, 28))
