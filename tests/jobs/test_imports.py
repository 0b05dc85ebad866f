"""Imports as jobs, on the command line and on the page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.imports import Counts, Importer, importers
from core.sheets import Column
from jobs import services
from jobs.models import Job, JobFile, JobState
from ledger.models import Entry, Payload, Stream
from ledger.services import stream_of

FILE = "code,name\n001,one\n002,\n003,three\n"


class StreamImporter(Importer[str]):
    """Writes into a table that is there anyway: the heads of ledger streams."""

    title = "Streams"
    key = ("code",)
    columns = (Column("code", is_required=True), Column("name", is_required=True))

    def read(self, line, values):
        self.note(line, f"{values['name']} was handled")
        return values["code"]

    def write(self, items, progress):
        made = 0
        for item in items:
            made += Stream.objects.get_or_create(key=f"test:{item}")[1]
        progress(len(items), len(items))
        return Counts(created=made, unchanged=len(items) - made)


@pytest.fixture(autouse=True)
def importer(monkeypatch):
    monkeypatch.setattr(importers, "_items", {**importers._items, "streams": (1, StreamImporter)})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "streams.csv"
    path.write_text(FILE)
    return path


def written() -> int:
    return Stream.objects.filter(key__startswith="test:").count()


def run_command(*arguments) -> str:
    out = io.StringIO()
    call_command("import_data", *map(str, arguments), stdout=out, language="en")
    return out.getvalue()


def test_the_command_says_what_it_did_and_leaves_one_entry(db, file, tmp_path):
    report = tmp_path / "rejected.csv"
    out = run_command("streams", file, "--report", report)

    assert "3 rows in: 2 created, 0 updated, 0 unchanged, 1 rejected" in out
    assert "Line 3, name “”: Empty." in out
    assert "Line 2: one was handled" in out
    assert report.read_text(encoding="utf-8-sig").splitlines()[1] == "002,,3,name: Empty."
    job = Job.objects.get()
    entry = Entry.objects.get(stream=stream_of(job))
    assert entry.action == "job.finished"
    payload = Payload.objects.get(entry=entry).document
    for fact in ("streams.csv", "sha256", '"rejected":1'):
        assert fact in payload
    assert "2 unchanged" in run_command("streams", file)
    assert written() == 2


def test_a_dry_run_leaves_no_trace(db, file):
    assert "Preview, nothing was written" in run_command("streams", file, "--dry-run")
    assert written() == 0
    assert not Job.objects.exists()
    assert not Entry.objects.filter(stream__startswith="jobs.").exists()


def test_a_refused_file_ends_the_command_with_an_error(db, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("code\n1\n")
    with pytest.raises(CommandError, match="name"):
        run_command("streams", bad)
    with pytest.raises(CommandError, match="cannot be opened"):
        run_command("streams", tmp_path / "missing.csv")
    assert not Job.objects.exists()


def upload(member, content=FILE, name="streams.csv"):
    return member.client.post(
        "/imports/", {"name": "streams", "file": SimpleUploadedFile(name, content.encode())}, follow=True
    )


def test_upload_preview_confirm_result(operator):
    page = upload(operator)
    preview = Job.objects.get()
    assert page.redirect_chain[-1][0] == preview.get_absolute_url()

    services.run_job(pk=preview.pk)
    assert written() == 0
    shown = operator.client.get(preview.get_absolute_url()).content.decode()
    assert "Nothing was written" in shown
    assert "Import this file" in shown

    operator.client.post(reverse("jobs:job-confirm", args=[preview.public_id]))
    job = Job.objects.get(kind="import")
    assert services.run_job(pk=job.pk) == JobState.DONE
    assert written() == 2
    job.refresh_from_db()
    assert (job.result["rows"], job.result["created"], job.result["rejected"]) == (3, 2, 1)
    shown = operator.client.get(job.get_absolute_url()).content.decode()
    assert "Import this file" not in shown
    report = operator.client.get(reverse("jobs:job-report", args=[job.public_id]))
    assert report.content.decode("utf-8-sig").splitlines()[1] == "002,,3,name: Empty."
    assert list(Entry.objects.filter(stream=stream_of(job)).order_by("number").values_list("action", flat=True)) == [
        "job.started",
        "job.finished",
    ]


def test_a_double_click_confirms_once(operator):
    upload(operator)
    preview = Job.objects.get()
    services.run_job(pk=preview.pk)
    for _ in range(2):
        operator.client.post(
            reverse("jobs:job-confirm", args=[preview.public_id]),
            {"submission": "6f0b3c1e-8d2b-4d6e-9c39-0a4f1c4a2f11"},
        )
    assert Job.objects.filter(kind="import").count() == 1


def test_a_refused_file_fails_the_job_with_words(operator):
    upload(operator, "code\n1\n")
    job = Job.objects.get()
    assert services.run_job(pk=job.pk) == JobState.FAILED
    assert "These columns are missing" in operator.client.get(job.get_absolute_url()).content.decode()


def test_a_worker_that_dies_while_writing_leaves_nothing_half(operator, monkeypatch):
    upload(operator)
    preview = Job.objects.get()
    services.run_job(pk=preview.pk)
    operator.client.post(reverse("jobs:job-confirm", args=[preview.public_id]))
    job = Job.objects.get(kind="import")

    def die(self, items, progress):
        Stream.objects.create(key="test:half")
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(StreamImporter, "write", die)
        with pytest.raises(KeyboardInterrupt):
            services.run_job(pk=job.pk)
    assert written() == 0

    assert services.run_job(pk=job.pk) == JobState.DONE  # its lease was let go
    assert written() == 2


def test_only_who_may_import_sees_the_page(administrator, reviewer, outsider, operator):
    for client in (reviewer.client, outsider):
        assert client.get("/imports/").status_code == 403
        assert client.post("/imports/", {"name": "streams"}).status_code == 403
    page = administrator.client.get("/imports/")  # for files of the own college: shared tables are the operator's
    assert page.status_code == 200
    assert "streams" not in dict(page.context["form"].fields["name"].choices)
    assert administrator.client.post("/imports/", {"name": "streams"}).status_code == 400
    assert operator.client.get("/imports/").status_code == 200
    assert operator.client.post("/imports/", {"name": "streams"}).status_code == 400
    assert not JobFile.objects.exists()


def test_files_that_were_given_are_forgotten(operator):
    from datetime import timedelta

    from core import clock

    upload(operator)
    services.run_job(pk=Job.objects.get().pk)
    assert services.forget_inputs(at=clock.now() + timedelta(days=29)) == 0
    assert services.forget_inputs(at=clock.now() + timedelta(days=31)) == 1
    assert JobFile.objects.get().part == JobFile.Part.REPORT

    preview = Job.objects.get()
    assert "Import this file" not in operator.client.get(preview.get_absolute_url()).content.decode()
    confirmed = operator.client.post(reverse("jobs:job-confirm", args=[preview.public_id]))  # a page from before
    assert confirmed.status_code == 409
    assert "Upload it again" in confirmed.content.decode()
