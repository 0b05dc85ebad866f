"""Teachers by a file: facts, employers of part-time teachers, recognitions as dual-qualified."""

import io
from datetime import date

import pytest

from core.imports import run_import
from institutions.models import DualQualification, Teacher
from ledger.models import Entry
from tests.factories.accounts import make_organisation
from tests.factories.institutions import make_qualification, make_teacher

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
HEAD = "工号,姓名,入职日期,离职日期,专业课教师,兼职,所在单位,双师等级,认定单位,有效期起,有效期止\n"
ONE = "T1,王一,2015-09-01,,是,否,,中级,省教育厅,2024-01-01,\n"


def take(member, text, *, dry=False):
    report = run_import(
        "teachers", io.BytesIO(text.encode()), file_name="staff.csv", actor=member.actor, on=TODAY, is_dry_run=dry
    )
    counts = report.counts
    return (counts.created, counts.updated, counts.unchanged, report.rejected), report.rejections


def counts(member, text, **options):
    return take(member, text, **options)[0]


def test_a_list_comes_in_once_and_changes_are_counted(administrator, liaison):
    text = HEAD + ONE + f"T2,李二,2020-09-01,,,是,{liaison.organisation.name},,,,\n"
    assert counts(administrator, text, dry=True) == (2, 0, 0, 0)
    assert not Teacher.objects.exists()
    assert counts(administrator, text) == (2, 0, 0, 0)
    first, second = Teacher.objects.order_by("number")
    assert (first.name, first.is_part_time, first.teaches_professional_courses) == ("王一", False, True)
    assert (second.is_part_time, second.employer) == (True, liaison.organisation)
    assert counts(administrator, text) == (0, 0, 2, 0)
    assert counts(administrator, text.replace("王一", "王易")) == (0, 1, 1, 0)
    assert Entry.objects.filter(action="teachers.imported").count() == 2


def test_an_empty_cell_leaves_a_fact_as_it_is(administrator, liaison):
    teacher = make_teacher(
        administrator.organisation, number="T1", name="王一", is_part_time=True, employer=liaison.organisation
    )
    assert counts(administrator, "工号,姓名,入职日期\nT1,王一,2015-09-01\n") == (0, 0, 1, 0)
    teacher.refresh_from_db()
    assert teacher.employer == liaison.organisation
    assert counts(administrator, "工号,姓名,入职日期,兼职\nT1,王一,2015-09-01,否\n") == (0, 1, 0, 0)
    teacher.refresh_from_db()
    assert (teacher.is_part_time, teacher.employer) == (False, None)


def test_a_recognition_is_one_and_its_end_may_be_corrected(administrator):
    teacher = make_teacher(administrator.organisation, number="T1", name="王一")
    make_qualification(teacher)  # intermediate, 省教育厅, from 1 January 2024, without an end
    assert counts(administrator, HEAD + ONE) == (0, 0, 1, 0)
    assert counts(administrator, HEAD + ONE.replace("2024-01-01,", "2024-01-01,2028-12-31")) == (0, 1, 0, 0)
    assert DualQualification.objects.current().get().valid_to == date(2028, 12, 31)
    assert DualQualification.objects.count() == 2
    assert counts(administrator, HEAD + ONE.replace("中级", "senior")) == (0, 1, 0, 0)
    assert set(DualQualification.objects.current().values_list("level", flat=True)) == {"intermediate", "senior"}


def test_each_fault_names_its_cell(administrator):
    for _twin in range(2):
        organisation = make_organisation("enterprise")
        organisation.name = "同名厂"
        organisation.save()
    rows = [
        "T1,王一,2015-09-01,,,是,,,,,",
        "T2,李二,2015-09-01,,,是,无此厂,,,,",
        "T3,张三,2015-09-01,,,是,同名厂,,,,",
        "T4,赵四,2015-09-01,,,否,同名厂,,,,",
        "T5,孙五,2015-09-01,2015-09-01,,,,,,,",
        "T6,周六,2015-09-01,,,,,中级,,2024-01-01,",
        "T7,吴七,2015-09-01,,,,,中级,省厅,2024-01-01,2023-12-31",
        "T8,郑八,2015-09-01,,,,,特级,省厅,2024-01-01,",
    ]
    found, rejections = take(administrator, HEAD + "\n".join(rows))
    assert found == (0, 0, 0, len(rows))
    assert [fault.column for fault in rejections] == [
        "employer", "employer", "employer", "employer", "left_on", "dual_authority", "dual_valid_to", "dual_level",
    ]  # fmt: skip


def test_a_list_is_of_the_own_college_alone(administrator, colleague_administrator):
    counts(administrator, HEAD + ONE)
    assert counts(colleague_administrator, HEAD + ONE) == (1, 0, 0, 0)
    assert Teacher.objects.visible_to(administrator.actor).count() == 1
    assert b"Import" in administrator.client.get("/teachers/").content
