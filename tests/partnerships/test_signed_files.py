"""The signed file: made by a worker after the last signature, kept under its digest, never lost when it cannot be."""

import hashlib
import re
import shutil
import subprocess

import pytest

from accounts.actors import Actor
from core.errors import NotAllowed
from core.pdf import ChineseFontMissing
from jobs.models import Job, JobState
from jobs.services import run_job
from ledger.selectors import entries_about, history
from partnerships import printing, services
from partnerships.models import Agreement, SignedFile
from partnerships.services.files import KIND, FilesMade, NothingSigned
from tests.factories.partnerships import make_agreement_in_force, make_agreement_in_signature

NIGHT = Actor.system("night")


@pytest.fixture
def agreement(administrator, liaison) -> Agreement:
    return make_agreement_in_force(administrator.organisation, liaison.organisation, title="减速器 🤝 #bold*")


def run_jobs() -> list[JobState | None]:
    return [run_job(pk=job.pk) for job in Job.objects.filter(kind=KIND, state="queued").order_by("pk")]


def text_of(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return shown.stdout.decode()


def test_the_last_signature_orders_the_file_and_the_ledger_keeps_its_digest(agreement):
    assert not SignedFile.objects.exists(), "a request does not wait for it"

    assert run_jobs() == [JobState.DONE]

    files = {file.language: file for file in agreement.files.all()}
    assert set(files) == {"en", "zh-hans"}
    for file in files.values():
        assert bytes(file.content).startswith(b"%PDF")
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
        assert len(file.content) == file.size
    noted = [line.payload for line in history(agreement) if line.action == "agreement.file_made"]
    assert {row["sha256"] for row in noted} == {file.sha256 for file in files.values()}


def test_the_file_is_the_same_when_it_is_made_again(agreement):
    version = agreement.versions.get()
    assert printing.signed(version, language="en") == printing.signed(version, language="en")


def test_what_stands_on_the_certificate(agreement, administrator, liaison):
    version = agreement.versions.get()
    entry = entries_about(agreement).get(action="agreement.entered_force")

    text = text_of(printing.signed(version, language="en"))
    proof = text[text.index("Certificate of signatures") :]

    for words in ("On the site", administrator.user.name, liaison.user.name, liaison.organisation.name):
        assert words in proof, words
    bare = re.sub(r"\s", "", proof)
    for words in (version.digest, entry.digest, f"/check/{agreement.public_id}/", f"entry{entry.number}of"):
        assert words in bare, words
    chinese = text_of(printing.signed(version, language="zh-hans"))
    assert "签署证明" in chinese
    assert "减速器" in chinese
    assert "#bold*" in chinese, "own text stays as it was written"


def test_without_a_font_the_job_says_so_and_the_night_makes_up_for_it(agreement, monkeypatch):
    def missing(*_args, **_kwargs):
        raise ChineseFontMissing

    with monkeypatch.context() as broken:
        broken.setattr(printing, "render_pdf", missing)
        assert run_jobs() == [JobState.FAILED]
    failed = Job.objects.get(kind=KIND)
    assert "no Chinese font" in failed.message or "中文字体" in failed.message
    assert services.order_missing_files(actor=NIGHT) == 1
    assert services.order_missing_files(actor=NIGHT) == 0, "it is ordered already"
    assert run_jobs() == [JobState.DONE]
    assert services.order_missing_files(actor=NIGHT) == 0


def test_the_keeper_can_order_it_again_and_nobody_else(agreement, administrator, liaison, mentor):
    for stranger in (liaison, mentor):
        with pytest.raises(NotAllowed):
            services.order_missing_files(actor=stranger.actor, agreement=agreement)
    with pytest.raises(FilesMade):
        services.order_missing_files(actor=administrator.actor, agreement=agreement)
    waiting = make_agreement_in_signature(administrator.organisation)
    with pytest.raises(NothingSigned):
        services.order_missing_files(actor=administrator.actor, agreement=waiting)
    with pytest.raises(NotAllowed):
        services.order_missing_files(actor=administrator.actor)


def test_a_second_worker_finds_the_first_ones_file(agreement):
    run_jobs()
    services.files.order_files(agreement.versions.get())
    assert run_jobs() == [JobState.DONE]
    assert agreement.files.count() == 2
