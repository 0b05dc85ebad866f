"""Slots from a file: what comes in as a draft or published, what is refused and why, and the way back from the list."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from core.errors import NotAllowed
from core.imports import ImportReport, run_import
from core.sheets import SheetError
from internships.models import InternshipSlot, SlotState
from jobs.models import Job
from jobs.services import run_job
from ledger.models import Entry
from tests.factories.accounts import TODAY, make_region
from tests.factories.internships import make_catalogue_major, make_open_slot, make_slot

pytestmark = pytest.mark.django_db
HEAD = (
    "岗位,专业,开始日期,结束日期,人数,状态,实习地址,场所类型,每日工时,每周工时,每周休息日,月报酬,"
    "相同岗位月工资,有害与危险因素"
)
FIVE, GOOD = "post,majors,starts_on,ends_on,places", "a,460103,2027-03-01,2027-08-31,3"
ROW = "数控操作工,460103,2027-03-01,2027-08-31,12,{state},{venue},工厂或车间,{hours},40,2,3400,4200,{hazards}"


def row(state: str = "", venue: str = "东区1号", hours: str = "8", hazards: str = "") -> str:
    return ROW.format(state=state, venue=venue, hours=hours, hazards=hazards)


@pytest.fixture(autouse=True)
def major():
    return make_catalogue_major()


def take_in(member, *rows: str, head: str = HEAD, name: str = "slots.csv", is_dry_run: bool = False) -> ImportReport:
    return run_import(
        "slots",
        io.BytesIO("\n".join([head, *rows]).encode("utf-8-sig")),
        file_name=name,
        actor=member.actor,
        on=TODAY,
        is_dry_run=is_dry_run,
    )


def faults(report: ImportReport) -> list[tuple[int, str]]:
    return [(fault.line, fault.column) for fault in report.rejections]


def test_rows_become_drafts_or_published_slots_as_they_say(liaison, major):
    report = take_in(
        liaison, row("开放", hazards="一级以上粉尘作业；heat"), row("Draft", venue="西区"), row(venue="南区")
    )

    assert report.counts.created == 3, report.rejections
    first, second, third = InternshipSlot.objects.order_by("pk")
    assert [slot.state for slot in (first, second, third)] == ["open", "draft", "draft"], report.notes
    assert (first.post, first.venue_type, first.pay, first.hours_per_day) == (
        "数控操作工",
        "factory",
        Decimal(3400),
        Decimal(8),
    )
    assert (list(first.majors.all()), first.region, first.confirmed_on) == ([major], liaison.organisation.region, TODAY)
    assert first.hazard_tags == ["dust", "heat"]
    assert set(SlotState.objects.current().values_list("state", flat=True)) == {"open", "draft"}
    actions = Entry.objects.filter(action__startswith="slot.").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["slot.drafted", "slot.opened", "slot.drafted", "slot.drafted"]


def test_what_breaks_a_rule_stays_a_draft_and_the_note_names_the_field(liaison):
    report = take_in(liaison, row("open", hours="9"), is_dry_run=True)

    (note,) = report.notes
    assert note.line == 2
    assert note.text.startswith("Stays a draft. Hours a day: ")
    assert not InternshipSlot.objects.exists(), "a preview writes nothing"
    assert take_in(liaison, row("open", hours="9")).notes == report.notes
    assert InternshipSlot.objects.get().is_draft


@pytest.mark.parametrize(
    ("head", "cells", "column", "words"),  # beyond the columns that a row has to have, and what they hold
    [
        ("", "a,999999,2027-03-01,2027-08-31,3", "majors", "Nothing is called"),
        ("", "a,460103,2027-03-01,2027-02-01,3", "ends_on", "before the first day"),
        ("", "a,460103,2027-02-30,2027-08-31,3", "starts_on", "does not exist"),
        ("", "a,460103,0227-03-01,2027-08-31,3", "starts_on", "Check the year"),
        ("", "a,460103,2027-03-01,2027-08-31,0", "places", "from 1 to 10000"),
        ("", ",460103,2027-03-01,2027-08-31,3", "post", "Empty"),
        ("状态", f"{GOOD},vielleicht", "state", "Draft"),
        ("pay", f"{GOOD},-5", "pay", "0"),
        ("pay", f"{GOOD},1.005", "pay", "two decimals"),
        (
            "hours_per_day",
            "a,460103,2027-03-01,2027-08-31,3,25",
            "hours_per_day",
            "",
        ),
        ("region", f"{GOOD},月球", "region", "Nothing"),
        (
            "base",
            "a,460103,2027-03-01,2027-08-31,3,none",
            "base",
            "leave it empty",
        ),
        ("answer", f"{GOOD},no", "answer_reason", "why"),
        ("pay", f"{GOOD},=1+1", "pay", "Formulas"),
    ],
)
def test_each_fault_names_its_column_and_says_what_to_do(liaison, head, cells, column, words):
    report = take_in(liaison, cells, head=",".join(filter(None, [FIVE, head])))

    assert faults(report) == [(2, column)]
    assert words in report.rejections[0].reason
    assert not InternshipSlot.objects.exists()


def test_a_slot_comes_in_once(liaison, other_liaison):
    make_slot(liaison, post="车工", venue="西区")
    again = "车工,460103,2027-03-01,2027-08-31,5,,西区,,,,,,,"

    report = take_in(liaison, again, row(), row("open"), row(venue="北区"))

    assert faults(report) == [(2, "post"), (4, "post")]
    assert "Draft" in report.rejections[0].reason
    assert "line 3" in report.rejections[1].reason
    assert report.counts.created == 2
    assert take_in(other_liaison, again).counts.created == 1, "what others offer is no duplicate"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("岗位,专业\na,460103\n", "slots.csv"),
        ("", "slots.csv"),
        (HEAD, "slots.xlsx"),
        (HEAD, "slots.pdf"),
        ("岗位,岗位,专业,开始日期,结束日期,人数\n", "slots.csv"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(liaison, content, name):
    with pytest.raises(SheetError):
        run_import("slots", io.BytesIO(content.encode()), file_name=name, actor=liaison.actor, on=TODAY)


def test_others_offer_nothing(administrator, mentor, reviewer, operator):
    for member in (administrator, mentor, reviewer, operator):
        with pytest.raises(NotAllowed):
            take_in(member, row())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_the_list_exports_comes_in_again_for_another_term(liaison, language):
    region = make_region("340203")
    make_open_slot(liaison, venue="东区", region=region, hazard_tags=("dust", "heat"), is_independent=True)
    make_slot(liaison, post="车工", has_night_work=True, answer="maybe", answer_reason="还不确定", places=3)
    liaison.user.language = language
    liaison.user.save()
    exported = liaison.client.get("/internship-slots/?mine=on&export=csv").getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(exported)))
    with translation.override(language):
        same = run_import(
            "slots", io.BytesIO(exported.encode()), file_name="a.csv", actor=liaison.actor, on=TODAY, is_dry_run=True
        )
    assert same.rejected == 2, "unchanged, they are what is offered already"

    target = io.StringIO(newline="")
    csv.writer(target).writerows([[cell.replace("2027-", "2028-") for cell in line] for line in lines])
    other = "zh-hans" if language == "en" else "en"  # a colleague reads the other language
    with translation.override(other):
        report = run_import(
            "slots", io.BytesIO(target.getvalue().encode()), file_name="a.csv", actor=liaison.actor, on=TODAY
        )
    assert report.counts.created == 2, report.rejections

    old = InternshipSlot.objects.filter(starts_on=date(2027, 3, 1)).order_by("post")
    new = InternshipSlot.objects.filter(starts_on=date(2028, 3, 1)).order_by("post")
    differ = {"id", "public_id", "starts_on", "ends_on", "recorded_at", "base"}
    for before, after in zip(old, new, strict=True):
        assert {name: value for name, value in vars(before).items() if name not in differ and name != "_state"} == {
            name: value for name, value in vars(after).items() if name not in differ and name != "_state"
        }
        assert list(before.majors.all()) == list(after.majors.all())


def test_upload_preview_confirm_and_the_rows_to_mend(liaison, mentor):
    text = "\n".join([HEAD + ",企业指导人员", row("open") + ",周明", row("open", hours="x") + ",王芳"])
    assert "/imports/?name=slots" in liaison.client.get("/internship-slots/").content.decode()
    upload = SimpleUploadedFile("slots.csv", text.encode("gb18030"))
    liaison.client.post("/imports/", {"name": "slots", "file": upload})
    preview = Job.objects.get()
    run_job(pk=preview.pk)
    page = liaison.client.get(preview.get_absolute_url()).content.decode()
    assert "每日工时" in page, "the column is named as in the file"
    rows = liaison.client.get(reverse("jobs:job-report", args=[preview.public_id])).content.decode("utf-8-sig")
    assert rows.splitlines()[0].startswith("岗位,专业,")
    assert "王芳" in rows
    assert not InternshipSlot.objects.exists()
    assert mentor.client.get(preview.get_absolute_url()).status_code == 404

    liaison.client.post(reverse("jobs:job-confirm", args=[preview.public_id]))
    run_job(pk=Job.objects.get(kind="import").pk)

    slot = InternshipSlot.objects.get()
    assert (slot.is_open, slot.mentor_name) == (True, "周明")
