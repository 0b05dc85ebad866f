"""Profile, language, API tokens, evidence, home."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import home
from accounts.home import Todo
from accounts.models import ApiToken, Evidence, User
from accounts.services import evidence, people
from accounts.views.site import finding
from core import clock
from core.errors import InvalidInput
from core.registry import Registry
from ledger.models import Entry

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


# ---- Language -------------------------------------------------------------------------------------------------------


def test_before_sign_in_a_cookie_keeps_the_language(client, db):
    client.post("/language/", {"language": "zh-hans", "next": "/accounts/login/"})

    assert 'lang="zh-Hans"' in client.get("/accounts/login/").content.decode()


def test_when_signed_in_the_account_keeps_it(administrator):
    administrator.client.post("/language/", {"language": "zh-hans"})
    fresh = Client()
    fresh.force_login(User.objects.get(pk=administrator.user.pk))

    assert '<html lang="zh-Hans">' in fresh.get("/").content.decode()


@pytest.mark.parametrize("language", ["", "xx", "../../etc", "fr"])
def test_a_language_that_we_do_not_speak_changes_nothing(administrator, language):
    administrator.client.post("/language/", {"language": language})

    assert User.objects.get(pk=administrator.user.pk).language == "en"


def test_name_and_language_are_changed_and_recorded(administrator):
    administrator.client.post("/profile/", {"name": "  韩  梅梅 ", "language": "zh-hans"})

    user = User.objects.get(pk=administrator.user.pk)
    assert (user.name, user.language) == ("韩 梅梅", "zh-hans")
    assert Entry.objects.filter(action="user.changed").count() == 1


# ---- API tokens -----------------------------------------------------------------------------------------------------


@pytest.fixture
def token(administrator) -> tuple[ApiToken, str]:
    return people.make_api_token(actor=administrator.actor, name="copy", days=30, submission=uuid4(), at=clock.now())


def ask(text: str):
    return Client().get("/api/v1/me/", headers={"authorization": f"Token {text}"})


def test_a_token_acts_for_its_membership(administrator, token):
    answer = ask(token[1])

    assert answer.json()["organisation"]["public_id"] == str(administrator.organisation.public_id)


def test_only_the_digest_is_kept(token):
    row, text = token

    assert text.startswith("rh_")
    assert text not in str(vars(ApiToken.objects.get()))
    assert row.digest != text


def test_it_is_shown_once_and_a_double_click_makes_one(administrator):
    data = {"name": "copy", "days": 30, "submission": str(uuid4())}

    first, second = (administrator.client.post("/tokens/", data).content.decode() for _ in range(2))
    later = administrator.client.get("/tokens/").content.decode()

    assert "rh_" in first
    assert ApiToken.objects.count() == 1
    assert first.split("rh_")[1][:100] == second.split("rh_")[1][:100]
    assert "rh_" not in later


def test_the_form_sent_again_later_shows_nothing(administrator):
    data = {"name": "copy", "days": 30, "submission": str(uuid4())}
    administrator.client.post("/tokens/", data)
    ApiToken.objects.update(created=clock.now() - timedelta(minutes=6))

    answer = administrator.client.post("/tokens/", data)

    assert answer.status_code == 400
    assert "rh_" not in answer.content.decode()


def test_the_same_form_by_another_person_is_another_token(administrator, liaison):
    submission = uuid4()
    texts = {
        people.make_api_token(actor=member.actor, name="a", days=1, submission=submission, at=clock.now())[1]
        for member in (administrator, liaison)
    }

    assert len(texts) == 2


def test_revoked_and_expired_tokens_do_not_work(administrator, token):
    ApiToken.objects.update(expiry=datetime.now(UTC) - timedelta(seconds=1))
    assert ask(token[1]).status_code == 401
    made, text = people.make_api_token(actor=administrator.actor, name="b", days=1, submission=uuid4(), at=clock.now())

    administrator.client.post(f"/tokens/{made.public_id}/revoke/")

    assert ask(text).status_code == 401
    assert Entry.objects.filter(action="api_token.revoked").exists()


@pytest.mark.parametrize("days", [0, -1, 366, 10**12])
def test_a_token_ends(administrator, days):
    assert (
        administrator.client.post("/tokens/", {"name": "a", "days": days, "submission": str(uuid4())}).status_code
        == 400
    )


def test_ten_at_most(administrator):
    for number in range(10):
        people.make_api_token(actor=administrator.actor, name=str(number), days=1, submission=uuid4(), at=clock.now())

    with pytest.raises(people.TooManyTokens):
        people.make_api_token(actor=administrator.actor, name="11", days=1, submission=uuid4(), at=clock.now())


def test_a_disabled_person_s_token_does_not_work(administrator, token):
    User.objects.filter(pk=administrator.user.pk).update(is_active=False)

    assert ask(token[1]).status_code == 401


@pytest.mark.parametrize("header", ["Token", "Token a b", "Token rh_x", "Bearer x", "Token \xff"])
def test_nonsense_instead_of_a_token_is_401(db, header):
    assert Client().get("/api/v1/me/", headers={"authorization": header}).status_code == 401


# ---- Evidence -------------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR


def keep(member, name: str = "minutes.pdf", content: bytes = PDF, **fields) -> Evidence:
    return evidence.keep_evidence(actor=member.actor, upload=SimpleUploadedFile(name, content), **fields)


def test_a_file_lies_under_its_digest_once(administrator, liaison, folder):
    kept = [keep(administrator), keep(liaison, "other name.pdf")]

    assert kept[0].sha256 == kept[1].sha256
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [kept[0].sha256]


def test_it_is_saved_and_never_shown(administrator, folder):
    kept = keep(administrator, "会议 纪要.pdf")

    answer = administrator.client.get(f"/evidence/{kept.public_id}/")

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


def test_whom_it_was_shared_with_reads_it_and_nobody_else(administrator, liaison, other_liaison, reviewer, folder):
    kept = keep(administrator, shared_with=[liaison.organisation])

    answers = [member.client.get(f"/evidence/{kept.public_id}/") for member in (liaison, other_liaison, reviewer)]
    answers[0].close()

    assert [answer.status_code for answer in answers] == [200, 404, 404]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg/>"),
        ("page.pdf", b"<html>"),
        ("program.exe", b"MZ"),
        ("a.pdf", b""),
        ("a", PDF),
        ("a.pdf", PDF + b"x" * 11_000_000),
    ],
)
def test_other_files_are_refused_and_nothing_is_kept(administrator, folder, name, content):
    answer = administrator.client.post("/evidence/", {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 400
    assert not Evidence.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_name_with_a_path_is_only_a_name(administrator, folder):
    assert keep(administrator, "../../etc/minutes.pdf").file_name == "minutes.pdf"


def test_a_foreign_upload_is_not_replaced_by_a_forged_digest(administrator, folder):
    with pytest.raises(InvalidInput):
        keep(administrator, "a.pdf", b"not a pdf")


# ---- Home -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (0, "Nothing waits for you"),
        (1, "One thing waits for you"),
        (3, "Three things wait for you"),
        (12, "12 things wait for you"),
    ],
)
def test_the_title_says_the_finding(count, title):
    assert finding(count) == title


def test_home_lists_what_waits_by_due_date(administrator, monkeypatch):
    sources = Registry("to-do source")
    monkeypatch.setattr(home, "_sources", sources)
    dated = Todo("Later", "/b/", due_on=datetime(2026, 12, 1, tzinfo=UTC).date())
    home.register("test", lambda _actor, on: [Todo("No date", "/c/"), dated, Todo("Soon <b>", "/a/", due_on=on)])

    page = administrator.client.get("/").content.decode()

    assert "Three things wait for you" in page
    assert page.index("Soon &lt;b&gt;") < page.index("Later") < page.index("No date")
