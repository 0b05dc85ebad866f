"""Who learns in the demo, and what became of those who graduated: two years, each asked in its wave."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.actors import Actor
from config.demo.story import Story, on_day
from institutions.models import College, Major, OutcomeStatus, Student, Wave
from institutions.services.outcomes import Answer, Asked, record_outcomes
from institutions.services.roster import RosterRow, bring_students
from reference.periods import SchoolYear, years_later

FAMILY = "王李张刘陈杨黄赵吴周"
GIVEN = ("一鸣", "佳怡", "思远", "雨桐", "浩然", "梓萱", "子轩")
IN_CLASS, GRADUATES = 30, 12
SOURCE = "电话回访"


@dataclass(frozen=True)
class Graduated:
    """A college: of its graduates of a year so many employed, of them in a matching post; in study; unknown.

    The others look for work.
    """

    college: str
    employer: str
    employed: int
    matched: int
    study: int
    unknown: int


GRADUATED = (
    Graduated("mechatronics", "yunling", 8, 3, 1, 1),
    Graduated("dongling", "hengtong", 9, 6, 1, 0),
    Graduated("lanting", "newenergy", 11, 10, 1, 0),
)


def tell_students(story: Story) -> None:
    """A class in its first year, and two years of graduates."""
    for row in GRADUATED:
        actor = story.actors[row.college]
        college = College.objects.get(pk=story.organisations[row.college].pk)
        major = Major.objects.filter(college=college).order_by("pk")[0]
        with on_day(story.ago(60)):
            enrolled_on = SchoolYear.of(story.ago(60)).start
            bring_students(actor=actor, college=college, rows=_roster(major, enrolled_on, IN_CLASS))
        newest = _graduation(story.on)
        for graduated_on, wave in ((years_later(newest, -1), Wave.ONE_YEAR), (newest, Wave.HALF_YEAR)):
            _graduates(story, row, actor, major, graduated_on=graduated_on, wave=wave)


def _graduation(on: date) -> date:
    """The newest last day of June of which the half-year wave was asked before a day."""
    this_year = date(on.year, 6, 30)
    return this_year if on - this_year >= timedelta(days=120) else years_later(this_year, -1)


def _roster(major: Major, enrolled_on: date, number: int, *, left_on: date | None = None) -> list[RosterRow]:
    leave = {} if left_on is None else {"left_on": left_on, "leave_reason": Student.LeaveReason.GRADUATED}
    return [
        RosterRow(
            f"{enrolled_on.year}{500 + place:04d}",
            {
                "name": FAMILY[place % len(FAMILY)] + GIVEN[place % len(GIVEN)],
                "major_id": major.pk,
                "enrolled_on": enrolled_on,
                "birth_date": enrolled_on.replace(year=enrolled_on.year - 18, month=1 + place % 8),
                "sex": Student.Sex.FEMALE if place % 3 == 0 else Student.Sex.MALE,
                "class_name": "1班",
                **leave,
            },
        )
        for place in range(number)
    ]


def _graduates(story: Story, row: Graduated, actor: Actor, major: Major, *, graduated_on: date, wave: Wave) -> None:
    """They came three years before, graduated, and were asked near the middle of the wave."""
    enrolled_on = SchoolYear.of(years_later(graduated_on, -3)).next().start
    with on_day(graduated_on):
        rows = _roster(major, enrolled_on, GRADUATES, left_on=graduated_on)
        bring_students(actor=actor, college=major.college, rows=rows)
    asked_on = min(wave.days(graduated_on).due, story.ago(10))
    graduates = Student.objects.filter(college=major.college, left_on=graduated_on).order_by("number")
    asked = [
        Asked(student, wave, _answer(story, row, place, asked_on, wave)) for place, student in enumerate(graduates)
    ]
    with on_day(asked_on) as day:
        record_outcomes(actor=actor, college=major.college, asked=asked, on=day)


def _answer(story: Story, row: Graduated, place: int, asked_on: date, wave: Wave) -> Answer:
    if place < row.employed:
        employer = story.organisations[row.employer]
        return Answer(
            OutcomeStatus.EMPLOYED,
            asked_on,
            SOURCE,
            employer=employer,
            is_matched=place < row.matched,
            region=employer.region,
            pay=Decimal(3800 + 150 * place),
            is_retained=place % 4 != 3 if wave == Wave.ONE_YEAR else None,
        )
    rest = (
        [OutcomeStatus.FURTHER_STUDY] * row.study
        + [OutcomeStatus.UNKNOWN] * row.unknown
        + [OutcomeStatus.SEEKING] * GRADUATES
    )
    return Answer(rest[place - row.employed], asked_on, SOURCE)
