"""The national form on cooperation: a row for a major and an enterprise, and what it lacks with the reason."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from institutions.models import CourseRevision, Student, TrainingBase
from internships.models import Placement
from internships.national_form import COLUMNS
from internships.selectors.national_form import NO_CODE, NO_MAJOR, NOT_BY_MAJOR, NationalForm, national_form
from partnerships.models import ProjectReceipt
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.institutions import make_base, make_course, make_major, make_outcome, make_teacher
from tests.factories.internships import make_open_slot, make_placement
from tests.factories.partnerships import give_credit_code, make_agreement_in_force
from tests.factories.work import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def form_of(administrator, year: int = TODAY.year) -> NationalForm:
    return national_form(administrator.actor, administrator.organisation.college, year, at=AT)


@pytest.mark.shared
def test_the_columns_are_those_of_the_standard(shared_data):
    with (shared_data / "reporting_forms.csv").open(encoding="utf-8", newline="") as file:
        wanted = [row for row in csv.DictReader(file) if row["form"] == "cooperation"]
    assert [(row["field"], row["label_zh"]) for row in wanted] == [(column.code, column.label) for column in COLUMNS]


def test_a_row_is_written_from_the_records(administrator, liaison):
    make_agreement_in_force(administrator.organisation, liaison.organisation)
    code = give_credit_code(liaison.organisation)
    placement = make_placement(administrator, make_open_slot(liaison))
    Placement.objects.filter(pk=placement.pk).update(
        state="under_way", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 31)
    )
    major = placement.student.major
    college = administrator.organisation.college
    student = placement.student
    Student.objects.filter(pk=student.pk).update(left_on=date(2026, 4, 30), leave_reason="graduated")
    student.refresh_from_db()
    make_outcome(student, employer=liaison.organisation, status="employed")
    course = make_course(college)
    course.majors.add(major)
    for day in (date(2026, 3, 1), date(2026, 4, 1), date(2025, 4, 1)):
        CourseRevision.objects.create(course=course, summary="x", occurred_on=day).enterprises.add(liaison.organisation)
    make_teacher(college, is_part_time=True, employer=liaison.organisation)
    project = make_project(college, liaison.organisation, kind="technical_service")
    ProjectReceipt.objects.create(
        project=project, amount=Decimal("1000.50"), payer=liaison.organisation, occurred_on=date(2026, 5, 1)
    )

    (row,) = form_of(administrator).rows

    assert row.cells == {
        "zjsjwyxbs": f"2026-{college.school_code}-{major.pk}-{code}",
        "xxdm": college.school_code,
        "zyh": major.catalogue.code,
        "hzqytyshxydm": code,
        "hzqymc": liaison.organisation.name,
        "hzksny": "202611",
        "gtkfkcms": 1,
        "zcxxjzjss": 1,
        "jsdgsxxss": 1,
        "jsbysjys": 1,
        "xxwqyjsfwnsr": Decimal("1000.50"),
        "sjcjsj": "20261120 100000",
    }
    assert {gap.code for gap in row.gaps} == {"ddpyrs", "gtkfjcs"}
    assert form_of(administrator, 2025) == NationalForm(college, 2025, [], [])


def test_what_is_recorded_for_the_enterprise_is_not_divided_among_majors(administrator, liaison):
    make_agreement_in_force(administrator.organisation, liaison.organisation)
    college = administrator.organisation.college
    majors = [make_major(college), make_major(college, code="460301", name="机电一体化")]
    make_base(college, host=liaison.organisation, majors=majors)
    make_teacher(college, is_part_time=True, employer=liaison.organisation)

    rows = form_of(administrator).rows

    assert len(rows) == 2
    for row in rows:
        assert ("zcxxjzjss", NOT_BY_MAJOR) in [(gap.code, gap.why) for gap in row.gaps]
        assert row.cells.get("zcxxjzjss") is None
        assert row.cells["xxwqyjsfwnsr"] == 0


def test_rows_that_cannot_be_written_say_why(administrator, liaison):
    make_agreement_in_force(administrator.organisation, liaison.organisation)
    stranger = make_organisation("enterprise", name="没有协议")
    make_base(administrator.organisation.college, host=stranger)
    (refused,) = form_of(administrator).refused
    assert (refused.enterprise, refused.gaps[0].why) == (liaison.organisation, NO_MAJOR)

    college = administrator.organisation.college
    make_base(college, host=liaison.organisation, majors=[make_major(college)])
    liaison.organisation.enterprise.credit_code = None
    liaison.organisation.enterprise.save(update_fields=["credit_code"])
    form = form_of(administrator)
    assert form.rows == []
    assert form.refused[0].gaps[0].why == NO_CODE


def test_the_page_the_file_and_who_sees_them(administrator, colleague_administrator, liaison, mentor):
    make_agreement_in_force(administrator.organisation, liaison.organisation)
    make_base(
        administrator.organisation.college,
        host=liaison.organisation,
        majors=[make_major(administrator.organisation.college)],
    )
    path = reverse("internships:national-form")
    page = administrator.client.get(path).content.decode()
    assert "1 row can be reported for 2026" in page
    assert liaison.organisation.name in page
    assert liaison.organisation.name not in colleague_administrator.client.get(path).content.decode()
    assert [member.client.get(path).status_code for member in (liaison, mentor)] == [403, 403]
    assert administrator.client.get(path, {"year": "1999"}).status_code == 404

    exported = administrator.client.get(path, {"export": "csv"})
    header, line = csv.reader(io.StringIO(b"".join(exported.streaming_content).decode("utf-8-sig")))
    assert header == [column.label for column in COLUMNS]
    assert line[4] == liaison.organisation.name
    assert TrainingBase.objects.count() == 1


def test_queries_do_not_grow_with_rows(administrator, liaison, django_assert_num_queries):
    make_agreement_in_force(administrator.organisation, liaison.organisation)
    college = administrator.organisation.college
    make_base(college, host=liaison.organisation, majors=[make_major(college)])
    form_of(administrator)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        form_of(administrator)
    for number in range(3):
        other = make_organisation("enterprise")
        make_agreement_in_force(administrator.organisation, other)
        make_base(college, host=other, majors=[make_major(college, code=f"46030{number + 2}", name=f"M{number}")])
    with django_assert_num_queries(len(few)):
        assert len(form_of(administrator).rows) == 4
