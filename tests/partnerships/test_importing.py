"""Agreements that were signed on paper, from a file: what is taken in, what is refused and why, no row lost."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import Workbook

from accounts.actors import Actor
from core import clock
from core.errors import NotAllowed
from core.imports import ImportReport, run_import
from jobs.imports import confirm_import, start_import
from jobs.models import Job, JobState
from jobs.services import run_job
from ledger.models import Entry
from ledger.selectors import entries_about
from partnerships.models import Agreement, AgreementState, Party
from partnerships.selectors import terms_of
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.partnerships import give_credit_code, make_agreement

HEAD = "协议编号,协议名称,类型,合作模式,统一社会信用代码,企业名称,开始日期,结束日期,签订日期"


@pytest.fixture
def code(liaison) -> str:
    return give_credit_code(liaison.organisation)


def take_in(member, *rows: str, head: str = HEAD, on: date = TODAY, is_dry_run: bool = False) -> ImportReport:
    file = io.BytesIO("\n".join([head, *rows]).encode("utf-8-sig"))
    return run_import("agreements", file, file_name="old.csv", actor=member.actor, on=on, is_dry_run=is_dry_run)


def refused(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.line, row.column) for row in report.rejections]


def test_what_was_signed_on_paper_is_in_force_or_expired_by_its_dates(administrator, liaison, code):
    report = take_in(
        administrator,
        f"甲-1,订单班协议,人才培养,订单班,{code},,2025-09-01,2026-11-20,2025-08-15",
        f",Old lab,joint_research,,{code},,2023/3/1,2026年11月19日,",
    )

    assert report.counts.created == 2, report.rejections
    running, over = Agreement.objects.order_by("-starts_on")
    assert (running.number, running.state, running.signed_on) == ("甲-1", "in_force", date(2025, 8, 15))
    assert (running.kind, running.mode, running.is_imported) == ("talent", "order_class", True)
    assert (over.number, over.state, over.signed_on) == ("2023-0001", "expired", date(2023, 3, 1))
    states = AgreementState.objects.filter(agreement=over).order_by("from_on")
    assert [(row.state, row.from_on, row.until_on) for row in states] == [
        ("in_force", date(2023, 3, 1), date(2026, 11, 20)),
        ("expired", date(2026, 11, 20), None),
    ]
    assert [party.name for party in terms_of(running).parties] == [
        administrator.organisation.name,
        liaison.organisation.name,
    ]
    assert [entry.action for entry in entries_about(running)] == ["agreement.imported"]
    assert running.versions.get().digest


def test_measures_count_what_was_imported_from_the_night_of_the_import_on(administrator, code):
    take_in(administrator, f"1,a,talent,,{code},,2025-09-01,2027-01-01,")
    rows = Party.objects.enterprises()
    assert rows.in_force(on=TODAY, cutoff=clock.now()).count() == 1
    assert rows.in_force(on=TODAY, cutoff=clock.now() - timedelta(days=1)).count() == 0
    assert rows.in_force(on=date(2025, 8, 31), cutoff=clock.now()).count() == 0


def test_an_enterprise_is_found_by_code_or_by_its_exact_name(administrator, code):
    named = make_organisation("enterprise", name="芜湖（新芜）精工有限公司")
    report = take_in(
        administrator,
        "1,a,talent,,,芜湖(新芜)精工有限公司,2026-01-01,2027-01-01,",
        f"2,b,talent,,{code.lower()},,2026-01-01,2027-01-01,",
        f"3,c,talent,,{code}、{give_credit_code(named)},,2026-01-01,2027-01-01,",
    )
    assert report.counts.created == 3, report.rejections
    assert Agreement.objects.get(number="1").parties.get(key="enterprise").organisation == named
    assert Agreement.objects.get(number="3").parties.count() == 3


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("1,a,talent,,,,2026-01-01,2027-01-01,", "credit_code", "Name the enterprise"),
        ("1,a,talent,,91110000600037341L,,2026-01-01,2027-01-01,", "credit_code", "registered first"),
        ("1,a,talent,,911100006000373410,,2026-01-01,2027-01-01,", "credit_code", "should be"),
        ("1,a,talent,,,Nobody Ltd,2026-01-01,2027-01-01,", "enterprise", "registered first"),
        ("1,a,talent,,CODE,Another Ltd,2026-01-01,2027-01-01,", "enterprise", "Correct the code or the name"),
        ("1,a,talent,,CODE、CODE,,2026-01-01,2027-01-01,", "credit_code", "twice"),
        ("1,a,marriage,,CODE,,2026-01-01,2027-01-01,", "kind", "Talent training"),
        ("1,a,talent,walking,CODE,,2026-01-01,2027-01-01,", "mode", "Order class"),
        ("1,,talent,,CODE,,2026-01-01,2027-01-01,", "title", "Empty"),
        ("1,a,talent,,CODE,,2026-01-01,2025-12-31,", "ends_on", "ends before it starts"),
        ("1,a,talent,,CODE,,2026-01-01,2096-01-01,", "ends_on", "more than 50 years"),
        ("1,a,talent,,CODE,,2026-02-30,2027-01-01,", "starts_on", ""),
        ("1,a,talent,,CODE,,2026-01-01,2027-01-01,2026-11-21", "signed_on", "not come yet"),
        ("TAKEN,a,talent,,CODE,,2026-01-01,2027-01-01,", "number", "has this number"),
    ],
)
def test_a_row_that_is_refused_says_where_and_why(administrator, code, row, column, words):
    make_agreement(administrator.organisation, number="TAKEN")
    report = take_in(administrator, row.replace("CODE", code))

    (fault,) = report.rejections
    assert (fault.line, fault.column) == (2, column)
    assert words in fault.reason
    assert report.rejected == report.rows == 1
    assert Agreement.objects.count() == 1


def test_duplicates_inside_the_file_and_against_the_college(administrator, colleague_administrator, code):
    row = f"1,a,talent,,{code},,2026-01-01,2027-01-01,"
    same_text = f"2,a,talent,,{code},,2026-01-01,2028-01-01,"
    assert refused(take_in(administrator, row, row.replace(",a,", ",b,"), same_text)) == [(3, "number"), (4, "title")]
    assert refused(take_in(administrator, same_text)) == [(2, "title")]
    assert take_in(colleague_administrator, row).counts.created == 1, "numbers are a college's own"

    doubtful = take_in(administrator, f"9,Another name,talent,,{code},,2026-06-01,2026-12-31,", is_dry_run=True)
    assert "Possible duplicate" in doubtful.notes[0].text
    assert doubtful.counts.created == 1


def test_no_row_is_lost_and_what_was_refused_comes_back_in_the_same_format(administrator, code):
    good, bad = f"1,a,talent,,{code},,2026-01-01,2027-01-01,", "2,b,talent,,,Nobody,2026-01-01,2027-01-01,"
    report = take_in(administrator, good, bad, is_dry_run=True)
    assert (report.rows, report.counts.total, report.rejected) == (2, 1, 1)
    assert not Agreement.objects.exists(), "a preview writes nothing"

    text = io.StringIO(newline="")
    report.write_rejected(text)
    head, line = text.getvalue().splitlines()
    give_credit_code(make_organisation("enterprise", name="Nobody"))
    assert refused(take_in(administrator, line, head=head)) == []


def test_an_administrator_previews_and_confirms_on_the_pages(administrator, mentor, liaison, code):
    page = reverse("jobs:import-new")
    assert "agreements" in administrator.client.get(page, {"name": "agreements"}).content.decode()
    assert mentor.client.get(page).status_code == 403
    assert "Agreements signed on paper" not in liaison.client.get(page).content.decode()
    file = io.BytesIO(f"{HEAD}\n1,a,talent,,{code},,2026-01-01,2027-01-01,".encode())
    file.name = "old.csv"
    sent = administrator.client.post(page, {"name": "agreements", "file": file})
    assert sent.status_code == 302, sent.content.decode()
    assert Job.objects.get().kind == "preview"


def test_the_preview_is_what_the_import_then_does(administrator, code):
    file = io.BytesIO(f"{HEAD}\n1,a,talent,,{code},,2026-01-01,2027-01-01,".encode())
    preview = start_import(
        actor=administrator.actor, name="agreements", file=file, file_name="old.csv", on=TODAY, is_dry_run=True
    )
    assert run_job(pk=preview.pk) == JobState.DONE
    preview.refresh_from_db()
    assert preview.result["created"] == 1
    assert not Agreement.objects.exists()
    assert run_job(pk=confirm_import(actor=administrator.actor, preview=preview).pk) == JobState.DONE
    assert Agreement.objects.get().keeper == administrator.organisation


def test_only_a_college_imports_its_agreements(liaison, mentor, operator, code):
    for member in (liaison, mentor, operator):
        with pytest.raises(NotAllowed):
            take_in(member, f"1,a,talent,,{code},,2026-01-01,2027-01-01,")
    with pytest.raises(NotAllowed):
        run_import("agreements", io.BytesIO(HEAD.encode()), file_name="a.csv", actor=Actor.system("x"), on=TODAY)


def test_statements_do_not_grow_with_rows(administrator, code):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def statements(first: int, count: int) -> int:
        rows = [f"{n},t{n},talent,,{code},,2026-01-01,2027-01-01," for n in range(first, first + count)]
        with CaptureQueriesContext(connection) as captured:
            assert take_in(administrator, *rows).counts.created == count
        return len(captured)

    assert statements(1, 2) == statements(100, 20)


def test_the_chains_of_imported_agreements_are_whole(administrator, code):
    from ledger.verify import faults

    take_in(administrator, *(f"{n},t{n},talent,,{code},,2026-01-01,2027-01-01," for n in range(5)))
    assert Entry.objects.filter(action="agreement.imported").count() == 5
    assert list(faults()) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_the_list_exports_can_be_imported(administrator, colleague_administrator, code, language, kind):
    """Of several enterprises too, with a comma in a name; by the same college it is refused row by row."""
    other = make_organisation("enterprise", name="Huifeng Co., Ltd.")
    codes = f"{code}；{give_credit_code(other)}"
    take_in(
        administrator,
        f"甲-1,一,talent,,{codes},,2025-09-01,2027-08-31,2025-08-15",
        f"2,b,talent,,{code},,2025-09-01,2027-08-31,",
    )
    administrator.user.language = language
    administrator.user.save(update_fields=["language"])

    exported = administrator.client.get(reverse("partnerships:agreement-list"), {"export": kind})
    content = b"".join(exported.streaming_content)

    def again(member) -> ImportReport:
        return run_import("agreements", io.BytesIO(content), file_name=f"x.{kind}", actor=member.actor, on=TODAY)

    assert {column for _line, column in refused(again(administrator))} == {"number"}
    report = again(colleague_administrator)
    assert (report.counts.created, report.rejections) == (2, [])
    names = ("number", "title", "kind", "mode", "starts_on", "ends_on", "signed_on", "state")
    ours, theirs = (
        Agreement.objects.filter(keeper=member.organisation).order_by("number")
        for member in (administrator, colleague_administrator)
    )
    assert list(ours.values_list(*names)) == list(theirs.values_list(*names))
    assert [party.organisation.name for party in theirs.get(number="甲-1").parties.all()][1:] == [
        party.organisation.name for party in ours.get(number="甲-1").parties.all()
    ][1:]


def test_a_file_of_an_old_excel_is_read(administrator, code):
    content = "\n".join([HEAD, f"甲-1,订单班协议,人才培养,,{code},,2025-09-01,2026-12-31,"]).encode("gb18030")
    report = run_import("agreements", io.BytesIO(content), file_name="旧.csv", actor=administrator.actor, on=TODAY)
    assert report.counts.created == 1
    assert Agreement.objects.get().title == "订单班协议"


def test_rejected_rows_of_a_workbook_come_back_as_a_workbook(administrator, code):
    book = Workbook()
    for row in (HEAD.split(","), ["1", "a", "marriage", "", code, "", "2026-01-01", "2027-01-01", ""]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    preview = start_import(
        actor=administrator.actor, name="agreements", file=file, file_name="old.xlsx", on=TODAY, is_dry_run=True
    )
    assert run_job(pk=preview.pk) == JobState.DONE
    answer = administrator.client.get(reverse("jobs:job-report", args=[preview.public_id]))
    content = b"".join(answer.streaming_content)
    again = run_import("agreements", io.BytesIO(content), file_name="r.xlsx", actor=administrator.actor, on=TODAY)
    assert refused(again) == [(2, "kind")]
    assert again.rejected_lines[2]["title"] == "a"
