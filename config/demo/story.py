"""The demo as it is told: on which day, by whom, about whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from accounts.actors import Actor
from accounts.models import Organisation
from core import clock

SYSTEM = Actor.system("demo")


@contextmanager
def on_day(day: date) -> Iterator[date]:
    """The clock stands at ten o'clock of a day."""
    with clock.at(datetime.combine(day, time(10), tzinfo=clock.SHANGHAI)):
        yield day


@dataclass
class Story:
    """The demo as it is told on a day; `organisations` and `actors` by their keys in facts.py."""

    on: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)
