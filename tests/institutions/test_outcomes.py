"""What became of graduates: one answer a graduate and wave, corrected by new rows; by page and by file."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from accounts.home import todos
from core.imports import run_import
from institutions.cohorts import cohorts
from institutions.models import GraduateOutcome, OutcomeStatus, Student, Wave
from institutions.services import outcomes as services
from ledger.models import Entry, Payload
from reference.periods import months_later
from tests.factories.accounts import make_region
from tests.factories.institutions import make_graduate, make_outcome, make_student
from tests.journeys.site import Page
from tests.journeys.test_languages import foreign_text, speak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2026, 11, 20)
HEAD = "学号,姓名,跟踪期次,情况日期,毕业去向,信息来源,用人单位,工作地代码,专业对口,月薪\n"


@pytest.fixture
def graduate(administrator) -> Student:
    """Left on 30 April 2026: asked from 30 July 2026, due on 30 October, until 30 January 2027."""
    return make_graduate(administrator.organisation)


def current():
    return GraduateOutcome.objects.current()


# ---- Days -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 30), -3, date(2026, 3, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        (date(2026, 7, 29), False),
        (date(2026, 7, 30), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # lies ahead
    ],
)
def test_an_answer_is_about_a_day_near_its_wave(graduate, day, is_taken):
    if is_taken:
        assert make_outcome(graduate, on=day).occurred_on == day
    else:
        with pytest.raises((services.NotOfTheWave, services.WaveLiesAhead)):
            make_outcome(graduate, on=day)


def test_the_last_day_of_a_wave(administrator):
    graduate = make_graduate(administrator.organisation, left_on=date(2026, 1, 31))
    make_outcome(graduate, on=date(2026, 10, 31))
    with pytest.raises(services.NotOfTheWave, match="30 Apr 2026"):
        make_outcome(graduate, on=date(2026, 11, 1))


# ---- Answers --------------------------------------------------------------------------------------------------------


def test_only_graduates_are_asked(administrator):
    student = make_student(administrator.organisation)
    with pytest.raises(services.NotGraduated):
        make_outcome(student)
    Student.objects.filter(pk=student.pk).update(left_on=date(2026, 4, 30), leave_reason="withdrew")
    student.refresh_from_db()
    with pytest.raises(services.NotGraduated):
        make_outcome(student)


def test_a_correction_is_a_new_row_and_the_same_again_is_none(graduate):
    make_outcome(graduate)
    make_outcome(graduate)
    assert GraduateOutcome.objects.count() == 1
    make_outcome(graduate, status=OutcomeStatus.FURTHER_STUDY)
    assert GraduateOutcome.objects.count() == 2
    assert current().get().status == OutcomeStatus.FURTHER_STUDY
    make_outcome(graduate, pay=None, is_matched=True)
    assert (current().get().is_matched, GraduateOutcome.objects.count()) == (True, 3)


@pytest.mark.parametrize(
    "fact", [{"pay": Decimal(4000)}, {"is_matched": False}, {"employer_name": "汇丰"}, {"is_retained": True}]
)
def test_work_is_known_of_those_who_work(graduate, fact):
    with pytest.raises(services.OfWorkAlone):
        make_outcome(graduate, status=OutcomeStatus.SEEKING, **fact)
    make_outcome(graduate, status=OutcomeStatus.SELF_EMPLOYED, **fact)


def test_the_ledger_does_not_hold_the_answer(graduate):
    make_outcome(graduate, employer_name="汇丰精密", source="本人电话")
    entry = Entry.objects.get(action="student.outcome_recorded")
    document = Payload.objects.get(entry=entry).document
    assert "half_year" in document
    for word in ("employed", "汇丰", "本人"):
        assert word not in document
    assert graduate.name not in entry.subject_label


def test_taking_back_lets_the_wave_wait_again(administrator, mentor, graduate):
    outcome = make_outcome(graduate)
    path = f"/graduate-outcomes/{outcome.pk}/take-back/"
    assert mentor.client.post(path).status_code == 403
    assert administrator.client.post(path).status_code == 302
    assert not current().exists()
    assert GraduateOutcome.objects.count() == 1
    with pytest.raises(services.OutcomeReplaced):
        services.take_back_outcome(actor=administrator.actor, outcome=outcome)


# ---- Pages ----------------------------------------------------------------------------------------------------------


def test_recording_one_by_page(administrator, liaison, graduate):
    make_region("340200")
    path = f"/students/{graduate.pk}/outcomes/record/"
    assert 'value="half_year" selected' in administrator.client.get(path).content.decode()
    post = {"wave": "half_year", "occurred_on": "2026-11-01", "status": "employed", "source": "电话", "pay": "4800"}
    post |= {"employer": liaison.organisation.name, "region": "340200", "is_matched": "true", "is_promoted": "unknown"}
    assert administrator.client.post(path, post).status_code == 302
    outcome = current().get()
    assert (outcome.employer, outcome.region.code, outcome.pay) == (liaison.organisation, "340200", Decimal(4800))
    assert (outcome.is_matched, outcome.is_promoted) == (True, None)
    page = administrator.client.get(f"/students/{graduate.pk}/").content.decode()
    assert "post matches the major" in page
    assert (
        f"{liaison.organisation.pk} {liaison.organisation.name_en}"
        in administrator.client.get(f"{path}?wave=half_year").content.decode()
    )
    wrong = administrator.client.post(path, post | {"status": "seeking"})
    assert wrong.status_code == 409
    assert "graduates in work alone" in wrong.content.decode()
    assert liaison.client.get(path).status_code == 404


def test_the_list_its_filters_and_its_export(administrator, colleague_administrator, mentor, reviewer, graduate):
    make_outcome(graduate, employer_name="汇丰精密", is_matched=False, pay=Decimal(5100))
    other = make_graduate(administrator.organisation, left_on=date(2025, 6, 30))
    make_outcome(other, wave=Wave.ONE_YEAR, on=date(2026, 6, 30), status=OutcomeStatus.UNKNOWN)
    find = "/graduate-outcomes/?{}".format

    for query, found in (
        ("wave=half_year", {graduate}),
        ("year=2025", {other}),
        ("status=unknown&status=employed", {graduate, other}),
        ("is_matched=false", {graduate}),
        ("q=汇丰", {graduate}),
        ("occurred_on_before=2026-07-01", {other}),
    ):
        page = mentor.client.get(find(query)).content.decode()
        assert {one for one in (graduate, other) if one.name in page} == found, query
    export = b"".join(administrator.client.get(find("export=csv")).streaming_content).decode("utf-8-sig")
    assert f"{graduate.number}" in export
    assert "5100" in export
    for member in (colleague_administrator, reviewer):
        assert graduate.name not in member.client.get("/graduate-outcomes/").content.decode()


def test_waves_count_who_answered_and_what_is_known(administrator):
    day = date(2026, 4, 30)
    graduates = [make_graduate(administrator.organisation, left_on=day) for _ in range(4)]
    make_graduate(administrator.organisation, left_on=date(2026, 10, 1))  # asked from January on, of the same year
    make_outcome(graduates[0])
    make_outcome(graduates[1], status=OutcomeStatus.SEEKING)
    make_outcome(graduates[2], status=OutcomeStatus.UNKNOWN)

    (cohort,) = cohorts(administrator.actor, TODAY)
    assert (cohort.wave, cohort.year, cohort.due_on) == (Wave.HALF_YEAR, 2026, date(2026, 10, 30))
    assert (cohort.graduates, cohort.answered, cohort.known, cohort.settled, cohort.waiting) == (4, 3, 2, 1, 1)
    assert (cohort.rate, cohort.is_due) == (0.5, True)
    page = administrator.client.get("/graduate-outcomes/waves/").content.decode()
    assert "50.0%" in page
    (row,) = administrator.client.get("/api/v1/graduate-outcomes/waves/").json()
    assert [row[name] for name in ("graduates", "answered", "known", "settled", "waiting")] == [4, 3, 2, 1, 1]
    assert (row["due_on"], row["is_due"]) == ("2026-10-30", True)
    assert not cohorts(administrator.actor, date(2026, 7, 29))


@pytest.mark.parametrize(
    ("on", "waits"),
    [(date(2026, 10, 29), False), (date(2026, 10, 30), True), (date(2027, 1, 30), True), (date(2027, 1, 31), False)],
)
def test_a_wave_is_a_to_do_from_its_day_until_it_is_over(administrator, mentor, graduate, on, waits):
    said = [
        todo
        for todo in todos(administrator.actor, on)
        if todo.title == "Ask 1 graduate of 2026: Half a year after graduation"
    ]
    assert bool(said) == waits
    assert not any("Ask 1" in todo.title for todo in todos(mentor.actor, on))
    make_outcome(graduate)
    assert not any("Ask 1" in todo.title for todo in todos(administrator.actor, on))


def test_recording_several_who_said_the_same(administrator, colleague_administrator):
    graduates = [make_graduate(administrator.organisation) for _ in range(3)]
    make_outcome(graduates[2])
    foreign = make_graduate(colleague_administrator.organisation)
    path = "/graduate-outcomes/waves/record/?wave=half_year&year=2026"
    page = administrator.client.get(path).content.decode()
    assert [one.number in page for one in (*graduates, foreign)] == [True, True, False, False]
    answer = {"status": "further_study", "occurred_on": "2026-11-01", "source": "录取名单"}
    assert administrator.client.post(path, answer | {"students": [foreign.pk]}).status_code == 409
    assert administrator.client.post(path, answer).status_code == 409
    sent = administrator.client.post(path, answer | {"students": [one.pk for one in graduates[:2]]})
    assert sent.status_code == 302
    assert set(current().filter(status="further_study").values_list("student", flat=True)) == {
        one.pk for one in graduates[:2]
    }
    assert Entry.objects.filter(action="students.outcomes_recorded").count() == 1


# ---- Files ----------------------------------------------------------------------------------------------------------


def take(member, text, *, dry=False):
    return run_import(
        "graduate_outcomes",
        io.BytesIO(text.encode()),
        file_name="outcomes.csv",
        actor=member.actor,
        on=TODAY,
        is_dry_run=dry,
    )


def counts(report):
    return report.counts.created, report.counts.updated, report.counts.unchanged, report.rejected


def test_a_sheet_is_filled_in_and_comes_in_once(administrator, liaison, graduate):
    make_region("340200")
    name = liaison.organisation.name
    row = f"{graduate.number},{graduate.name},毕业半年,2026-11-01,就业,电话,{name},340200,是,4800.5\n"
    assert counts(take(administrator, HEAD + row, dry=True)) == (1, 0, 0, 0)
    assert not current().exists()
    assert counts(take(administrator, HEAD + row)) == (1, 0, 0, 0)
    outcome = current().get()
    assert (outcome.employer, outcome.employer_name, outcome.pay) == (liaison.organisation, "", Decimal("4800.50"))
    assert counts(take(administrator, HEAD + row)) == (0, 0, 1, 0)
    assert counts(take(administrator, HEAD + row.replace(name, "无名小厂"))) == (0, 1, 0, 0)
    outcome = current().get()
    assert (outcome.employer, outcome.employer_name) == (None, "无名小厂")
    empty = f"{graduate.number},,half_year,2026-11-01,Employed,电话,,,,\n"
    assert counts(take(administrator, HEAD + empty)) == (0, 1, 0, 0)
    assert current().get().pay is None, "a row is the whole answer"


def test_each_fault_of_a_sheet_names_its_cell(administrator, colleague_administrator, graduate):
    foreign = make_graduate(colleague_administrator.organisation)
    here = make_student(administrator.organisation)
    number = graduate.number
    rows = [
        f"{foreign.number},,毕业半年,2026-11-01,就业,电话,,,,",
        f"{number},别人,毕业半年,2026-11-01,就业,电话,,,,",
        f"{here.number},,毕业半年,2026-11-01,就业,电话,,,,",
        f"{number},,毕业三年,2026-11-01,就业,电话,,,,",
        f"{number},,毕业半年,2026-11-21,就业,电话,,,,",
        f"{number},,毕业半年,2026-11-01,待业,电话,,,,",
        f"{number},,毕业半年,2026-11-01,升学,电话,某厂,,,",
        f"{number},,毕业半年,2026-11-01,就业,电话,,,,-1",
        f"{number},,毕业半年,2026-11-01,就业,,,,,",
    ]
    report = take(administrator, HEAD + "\n".join(rows))
    assert counts(report) == (0, 0, 0, len(rows))
    assert [fault.column for fault in report.rejections] == [
        "number", "name", "number", "day", "day", "status", "employer", "pay", "source",
    ]  # fmt: skip


def test_the_sheet_holds_those_who_wait(administrator, mentor, graduate):
    answered = make_graduate(administrator.organisation)
    make_outcome(answered)
    path = "/graduate-outcomes/waves/sheet/?wave=half_year&year=2026"
    answer = administrator.client.get(path)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [(graduate.number, graduate.name, "Half a year after graduation")]
    filled = io.BytesIO()
    sheet.parent.active["D2"], sheet.parent.active["E2"], sheet.parent.active["F2"] = "2026-11-01", "Employed", "Call"
    sheet.parent.save(filled)
    filled.seek(0)
    report = run_import("graduate_outcomes", filled, file_name="sheet.xlsx", actor=administrator.actor, on=TODAY)
    assert counts(report) == (1, 0, 0, 0), report.rejections
    assert mentor.client.get(path).status_code == 403


def test_a_whole_year_graduates_by_the_roster(administrator):
    student = make_student(administrator.organisation)
    head = "学号,姓名,专业,入学日期,出生日期,离校日期,离校原因\n"
    row = f"{student.number},{student.name},460103,2024-09-01,2007-05-04"
    bring = {"actor": administrator.actor, "on": TODAY, "file_name": "roster.csv"}

    def roster(rest):
        report = run_import("students", io.BytesIO(f"{head}{row},{rest}\n".encode()), **bring)
        return counts(report)

    assert roster("2026-06-30,") == (0, 0, 0, 1)
    assert roster("2024-09-01,毕业") == (0, 0, 0, 1)
    assert roster("2026-06-30,毕业") == (0, 1, 0, 0)
    student.refresh_from_db()
    assert (student.left_on, student.leave_reason) == (date(2026, 6, 30), "graduated")
    assert roster("2026-07-30,毕业") == (0, 0, 0, 1)
    assert roster(",") == (0, 0, 1, 0)


def test_a_form_begins_with_a_day_of_its_wave(administrator):
    graduate = make_graduate(administrator.organisation, left_on=date(2025, 6, 30))
    for path in (
        f"/students/{graduate.pk}/outcomes/record/?wave=half_year",
        "/graduate-outcomes/waves/record/?wave=half_year&year=2025",
    ):
        assert 'value="2025-12-30"' in administrator.client.get(path).content.decode(), path


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_filled_pages_are_in_one_language(administrator, liaison, graduate, language):
    make_outcome(graduate, employer=liaison.organisation, is_matched=True)
    make_graduate(administrator.organisation)
    speak(administrator, language)
    for path in (
        "graduate-outcomes/",
        "graduate-outcomes/waves/",
        "graduate-outcomes/waves/record/?wave=half_year&year=2026",
        f"students/{graduate.pk}/",
        f"students/{graduate.pk}/outcomes/record/",
        "",
    ):
        page = Page(f"/{path}")
        page.feed(administrator.client.get(f"/{path}").content.decode())
        assert page.texts
        assert not foreign_text(page, language=language), path
