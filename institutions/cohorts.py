"""Who is asked in which wave: the graduates of a year, how many answered, and who still waits."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.actors import Actor
from institutions.models import SETTLED, GraduateOutcome, OutcomeStatus, Student, Wave
from institutions.models.outcomes import WAVE_MONTHS
from reference.periods import months_later

GRADUATED = Q(leave_reason=Student.LeaveReason.GRADUATED, left_on__isnull=False)


@dataclass
class Cohort:
    """The graduates of a calendar year in one wave. `known`: answers that are not "unknown"; `settled`: of these, in
    work or further study (毕业去向落实率). `due_on`, `last_on`: from when and until when the last of them is asked.
    """

    wave: Wave
    year: int
    on: date
    due_on: date = date.max
    last_on: date = date.min
    graduates: int = 0
    answered: int = 0
    known: int = 0
    settled: int = 0
    open_days: set[date] = field(default_factory=set)  # days of graduation whose graduates can still be asked

    @property
    def waiting(self) -> int:
        """Graduates without an answer."""
        return self.graduates - self.answered

    @property
    def is_open(self) -> bool:
        """Whether an answer about today is one of this wave, for some of them."""
        return bool(self.open_days)

    @property
    def is_due(self) -> bool:
        """Whether it waits: the day has come, some have not answered, and they can still be asked."""
        return self.is_open and self.waiting > 0 and self.due_on <= self.on

    @property
    def rate(self) -> float | None:
        """Settled ÷ known, from 0 to 1; nothing where nothing is known."""
        return self.settled / self.known if self.known else None


def cohorts(actor: Actor, on: date) -> list[Cohort]:
    """All waves that have begun by a day, of the graduates that the actor sees; what ends last comes first.

    Two queries, however many graduates.
    """
    numbers: Any = graduates_of(actor).values("left_on").annotate(number=Count("pk")).order_by("left_on")
    answers = _answers(actor)
    found: dict[tuple[Wave, int], Cohort] = {}
    for row in numbers:
        for wave in Wave:
            days = wave.days(row["left_on"])
            if days.first > on:
                continue
            cohort = found.setdefault((wave, row["left_on"].year), Cohort(wave, row["left_on"].year, on))
            said = answers[wave, row["left_on"]]
            cohort.graduates += row["number"]
            cohort.answered += said["answered"]
            cohort.known += said["known"]
            cohort.settled += said["settled"]
            cohort.due_on, cohort.last_on = min(cohort.due_on, days.due), max(cohort.last_on, days.last)
            if on in days:
                cohort.open_days.add(row["left_on"])
    return sorted(found.values(), key=lambda one: (-one.last_on.toordinal(), one.wave))


def graduates_of(actor: Actor) -> QuerySet[Student]:
    """The graduates that the actor sees."""
    return Student.objects.visible_to(actor).filter(GRADUATED)


def waiting_for(graduates: QuerySet[Student], wave: Wave, on: date) -> QuerySet[Student]:
    """Those of whom no answer of a wave stands, and for whom the wave has begun by a day."""
    said = GraduateOutcome.objects.current().filter(student=OuterRef("pk"), wave=wave)
    months, leeway = WAVE_MONTHS[wave]
    begun = months_later(on, leeway - months)  # the day and all before it; the service is exact at ends of months
    return graduates.filter(~Exists(said), GRADUATED, left_on__lte=begun)


def _answers(actor: Actor) -> dict[tuple[str, date], dict[str, int]]:
    """Answers by wave and day of graduation."""
    rows = GraduateOutcome.objects.visible_to(actor).current().filter(student__leave_reason="graduated")
    counted: Any = rows.values("wave", "student__left_on").annotate(
        answered=Count("pk"),
        known=Count("pk", filter=~Q(status=OutcomeStatus.UNKNOWN)),
        settled=Count("pk", filter=Q(status__in=SETTLED)),
    )
    empty = {"answered": 0, "known": 0, "settled": 0}
    return defaultdict(lambda: empty, {(row["wave"], row["student__left_on"]): row for row in counted.order_by()})
