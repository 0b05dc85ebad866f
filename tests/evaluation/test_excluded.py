"""Beside the records that count stand those that do not, each with its reason, asked in one go."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Role
from evaluation import services
from evaluation.engine.measures import MEASURES
from evaluation.models import Run
from evaluation.selectors.excluded import REASONS, why_not
from evaluation.selectors.plans import version_plan
from evaluation.selectors.records import records
from institutions.models import CurriculumRequest, CurriculumRequestState, DualQualification, RequestState, Teacher
from tests.factories.accounts import make_member
from tests.factories.evaluation import CUTOFF, DAY, EARLY, make_enterprise

pytestmark = pytest.mark.django_db


def test_every_share_of_records_says_why_some_do_not_count(world):
    """Each numerator that lies in its denominator has words of its own, not the ones for all."""
    plan = version_plan(Run.objects.get(on=DAY).version)
    nested = {
        leaf.numerator.text
        for leaf in plan.leaves
        if leaf.is_share and leaf.numerator.text in MEASURES and leaf.denominator.text in MEASURES
    }

    assert nested
    assert {name for name in nested if why_not(name) is not None and name not in REASONS} == set()


@pytest.mark.parametrize("numerator", sorted(REASONS))
def test_every_reason_can_be_asked(numerator, db):
    rows = MEASURES[numerator].counted(DAY, CUTOFF).rows
    window = MEASURES[numerator].window(DAY, CUTOFF)

    if numerator not in {"reporting_colleges", "courses_revised_with_enterprises"}:  # their rows are others
        assert all(record.why for record in records(rows, window, why=why_not(numerator)))


def test_a_teacher_without_a_valid_recognition_says_which(world):
    college = world["county"].college
    made = {
        number: Teacher.objects.create(
            college=college, number=number, joined_on=date(2020, 9, 1), teaches_professional_courses=True,
            recorded_at=EARLY,
        )
        for number in ("none", "over", "later", "valid")
    }  # fmt: skip
    for number, start, end in (
        ("over", date(2021, 1, 1), date(2025, 12, 31)),
        ("later", DAY + timedelta(days=30), None),
        ("valid", date(2021, 1, 1), None),
    ):
        DualQualification.objects.create(
            teacher=made[number], level="junior", authority="Education authority", valid_from=start, valid_to=end,
            recorded_at=EARLY,
        )  # fmt: skip
    _again()

    url = reverse("evaluation:college-figure", args=["4134000001", "dual_qualified_share"])
    member = make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])
    html = member.client.get(url).content.decode()
    table = member.client.get(url, {"counted": "denominator", "export": "csv"}).getvalue().decode()

    assert "Why it does not count" in html
    assert html.count("No recognition as dual-qualified") == 1
    assert "The recognition was valid until 31 Dec 2025" in html
    assert "The recognition is valid only from 19 Dec 2026" in html
    assert len(table.strip().splitlines()) == 1 + 3
    assert "valid until 31 Dec 2025" in table


def test_a_late_answer_says_its_day_and_none_says_so(world, reviewer):
    enterprise, college = make_enterprise(), world["county"].college
    for skill, answered_on in (
        ("late", DAY - timedelta(days=2)),
        ("never", None),
        ("in time", DAY - timedelta(days=20)),
    ):
        row = CurriculumRequest.objects.create(
            enterprise=enterprise, college=college, skill=skill, asked_on=DAY - timedelta(days=40),
            due_on=DAY - timedelta(days=10), recorded_at=EARLY,
        )  # fmt: skip
        if answered_on:
            CurriculumRequestState.objects.create(
                request=row, state=RequestState.ANSWERED, from_on=answered_on, recorded_at=EARLY
            )
    _again()

    html = reviewer.client.get(reverse("evaluation:region-figure", args=["340200", "requests_in_time_rate"])).content

    assert "Answered too late, on 17 Nov 2026" in html.decode()
    assert html.decode().count("Not answered") == 1


def test_colleges_without_a_major_stand_beside_those_that_report(world, reviewer, other_reviewer):
    html = other_reviewer.client.get(reverse("evaluation:region-figure", args=["330200", "coverage"])).content.decode()

    assert "No open major is entered here" in html
    assert "Denominator only 1" in html


def test_reasons_take_no_query_for_each_record(world):
    college = world["county"].college
    member = make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])
    url = reverse("evaluation:college-figure", args=["4134000001", "dual_qualified_share"])

    def queries(number):
        for _ in range(number):
            Teacher.objects.create(
                college=college, number=f"T{Teacher.objects.count()}", joined_on=date(2020, 9, 1),
                teaches_professional_courses=True, recorded_at=EARLY,
            )  # fmt: skip
        member.client.get(url)
        with CaptureQueriesContext(connection) as asked:
            member.client.get(url)
        return len(asked)

    assert queries(2) == queries(9)


def _again():
    """A run of the day after, with what the test has recorded."""
    services.evaluate(actor=Actor.system("test"), on=DAY + timedelta(days=1))
