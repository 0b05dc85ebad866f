"""Students: the roster of a college, and what is hidden of them."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.imports import importers, run_import
from institutions.models import Student
from institutions.services import students as services
from institutions.services.days import EndsTooEarly
from jobs.models import Job, JobFile
from jobs.services import run_job
from ledger.models import Entry, Payload
from tests.factories.institutions import make_major, make_student

pytestmark = pytest.mark.django_db
HEAD = "学号,姓名,专业,班级,入学日期,出生日期,性别,监护人\n"
FILE = HEAD + "1,王一,460103,数控一班,2025-09-01,2008-05-04,女,王大\n2,李二,数控技术,,2025/9/1,2008年1月2日,,\n"


@pytest.fixture
def major(administrator):
    return make_major(administrator.organisation)


def take(member, text, *, encoding="utf-8", dry=False):
    return run_import(
        "students",
        io.BytesIO(text.encode(encoding)),
        file_name="roster.csv",
        actor=member.actor,
        on=date(2026, 11, 20),
        is_dry_run=dry,
    )


def counts(report):
    return report.counts.created, report.counts.updated, report.counts.unchanged, report.rejected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_comes_in_once_and_changes_are_counted(administrator, major, encoding):
    assert counts(take(administrator, FILE, encoding=encoding, dry=True)) == (2, 0, 0, 0)
    assert not Student.objects.exists()
    assert counts(take(administrator, FILE, encoding=encoding)) == (2, 0, 0, 0)
    student = Student.objects.get(number="1")
    assert (student.name, student.sex, student.class_name) == ("王一", "female", "数控一班")
    assert (student.birth_date, student.guardian_name, student.major) == (date(2008, 5, 4), "王大", major)
    assert counts(take(administrator, FILE.replace("数控一班", "数控二班"), encoding=encoding)) == (0, 1, 1, 0)
    assert Student.objects.get(number="1").class_name == "数控二班"


def test_an_empty_cell_leaves_a_fact_as_it_is(administrator, major):
    take(administrator, FILE)
    assert counts(take(administrator, FILE.replace("数控一班", "").replace("王大", ""))) == (0, 0, 2, 0)
    assert Student.objects.get(number="1").guardian_name == "王大"


def test_each_fault_names_its_row_column_value_and_reason(administrator, major):
    text = HEAD + "1,王一,999999,,2025-09-01,2008-05-04,,\n2,李二,460103,,2025-09-01,2025-09-01,,\n"
    text += "3,张三,460103,,2025-13-01,2008-01-01,,\n"
    text += "4,赵四,460103,,2025-09-01,2008-01-01,,\n4,赵五,460103,,2025-09-01,2008-01-01,,\n"
    report = take(administrator, text)
    assert counts(report) == (1, 0, 0, 4)
    found = {(fault.line, fault.column) for fault in report.rejections}
    assert found == {(2, "major"), (3, "birth_date"), (4, "enrolled_on"), (6, "number")}
    assert report.rejections[0].value == "999999"
    assert "no major" in report.rejections[0].reason


def test_one_number_in_two_colleges_is_two_students(administrator, colleague_administrator, major):
    make_major(colleague_administrator.organisation)
    take(administrator, FILE)
    assert counts(take(colleague_administrator, FILE)) == (2, 0, 0, 0)
    assert Student.objects.visible_to(administrator.actor).count() == 2


def test_a_roster_leaves_one_entry(administrator, major):
    before = Entry.objects.count()
    take(administrator, FILE)
    assert list(Entry.objects.order_by("pk")[before:].values_list("action", flat=True)) == ["students.imported"]


def test_who_may_import_what(administrator, mentor, liaison, operator):
    may = {
        who: [name for name in importers.names() if importers[name].may_run(member.actor)]
        for who, member in (("a", administrator), ("m", mentor), ("l", liaison), ("o", operator))
    }
    assert "students" in may["a"]
    assert "regions" not in may["a"]
    assert may["m"] == []
    assert may["l"] == ["slots"]
    assert "colleges" in may["o"]
    assert "students" not in may["o"]


def test_upload_preview_token_and_the_failed_rows(administrator, mentor, major):
    text = FILE + "3,孙三,460103,,2025-09-01,2030-01-01,,\n"
    upload = SimpleUploadedFile("roster.csv", text.encode("gb18030"))
    assert b"Students (roster)" in administrator.client.get("/imports/?name=students").content
    administrator.client.post("/imports/", {"name": "students", "file": upload})
    preview = Job.objects.get()
    run_job(pk=preview.pk)
    preview.refresh_from_db()
    assert [preview.result[name] for name in ("created", "updated", "unchanged", "rejected")] == [2, 0, 0, 1]
    assert "2030" not in str(preview.result)
    assert "2030" not in "".join(Payload.objects.values_list("document", flat=True))
    report = reverse("jobs:job-report", args=[preview.public_id])
    rows = administrator.client.get(report).content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("3,孙三,460103")
    assert mentor.client.get(report).status_code == 403
    administrator.client.post(reverse("jobs:job-confirm", args=[preview.public_id]))
    run_job(pk=Job.objects.get(kind="import").pk)
    assert Student.objects.count() == 2
    assert JobFile.objects.filter(part="report").count() == 2


def test_the_template_has_the_headings(administrator):
    answer = administrator.client.get("/imports/students/template/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_birth_date_is_hidden_until_it_is_asked_for(administrator, mentor, major):
    student = make_student(administrator.organisation, birth_date=date(2007, 5, 4))
    page = administrator.client.get(f"/students/{student.pk}/").content.decode()
    assert "2007" not in page
    assert "2007" not in administrator.client.get("/students/").content.decode()
    path = f"/students/{student.pk}/reveal-birth-date/"
    assert administrator.client.get(path).status_code == 405
    assert not Entry.objects.filter(action="student.birth_date_shown").exists()
    assert "2007" in administrator.client.post(path).content.decode()
    assert Entry.objects.filter(action="student.birth_date_shown").count() == 1
    assert mentor.client.post(path).status_code == 403


def test_editing_keeps_what_is_not_typed(administrator, major):
    student = make_student(administrator.organisation, birth_date=date(2007, 5, 4))
    post = {"name": "新名", "sex": "male", "major": student.major_id, "class_name": "二班", "enrolled_on": "2024-09-01"}
    answer = administrator.client.post(f"/students/{student.pk}/edit/", post)
    assert answer.status_code == 302, answer.content.decode()
    student.refresh_from_db()
    assert (student.name, student.class_name, student.birth_date) == ("新名", "二班", date(2007, 5, 4))
    document = Payload.objects.order_by("-pk").first().document
    assert "class_name" in document
    assert "新名" not in document


def test_leaving_once_and_after_enrolment(administrator, major):
    student = make_student(administrator.organisation, enrolled_on=date(2024, 9, 1))
    graduated = Student.LeaveReason.GRADUATED
    with pytest.raises(EndsTooEarly):
        services.leave_student(actor=administrator.actor, student=student, on=date(2024, 9, 1), reason=graduated)
    path = f"/students/{student.pk}/leave/"
    assert administrator.client.post(path, {"on": "2026-06-30", "reason": "graduated"}).status_code == 302
    again = administrator.client.post(path, {"on": "2026-07-30", "reason": "withdrew"})
    assert again.status_code == 409
    assert "left already" in again.content.decode()
    student.refresh_from_db()
    assert (student.left_on, student.leave_reason) == (date(2026, 6, 30), graduated)
