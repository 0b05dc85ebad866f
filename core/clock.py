"""The only clock. `recorded_at` comes from here and from nowhere else; business dates come in as arguments."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_set_time: ContextVar[datetime | None] = ContextVar("set_time", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _set_time.get() or datetime.now(UTC)


def today() -> date:
    """The day in Asia/Shanghai. For views, tasks and commands; services and rules take their date as an argument."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock for a while: the demo, benchmarks and tests write history with it."""
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware datetime.")
    token = _set_time.set(moment)
    try:
        yield
    finally:
        _set_time.reset(token)


def night_cutoff(on: date) -> datetime:
    """The last microsecond of a day in Asia/Shanghai: what was recorded later does not count for that day."""
    return datetime.combine(on, time.max, tzinfo=SHANGHAI).astimezone(UTC)
