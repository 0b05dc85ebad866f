"""Codes of errors never change: docs/api.md lists every one, with its status and its words."""

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import translation

from accounts import api
from core.errors import DomainError, InvalidInput, NotAllowed
from reference.rules import RulesOpen
from tests.api.test_operations import check_refusal
from tests.run import ROOMS

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"^\| `(\w+)` \| (\d{3}) \| (.+) \|$", re.MULTILINE)


def domain_errors() -> list[type[DomainError]]:
    """Every error class of the rooms, whoever has imported it."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not re.search(r"\.(migrations|management|wsgi|asgi|celery|settings\w*|gunicorn)\b", module.name):
                importlib.import_module(module.name)
    return [found for found in _below(DomainError) if found.__module__.split(".")[0] in ROOMS]


def _below(parent: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def table() -> dict[str, tuple[str, str]]:
    """What the document must say: status and words, by code."""
    with translation.override("en"):
        return {
            error.code: (str(error.status), str(error.message).replace("%%", "%"))
            for error in sorted(domain_errors(), key=lambda error: error.code)
            if "code" in vars(error)
        }


def test_the_document_lists_every_code():
    listed = {code: (status, words) for code, status, words in LINE.findall((ROOT / "docs/api.md").read_text())}

    should = table()
    lines = [f"| `{code}` | {status} | {words} |" for code, (status, words) in should.items()]
    assert {code: listed.get(code) for code in should} == should, "docs/api.md must say:\n" + "\n".join(lines)


def test_no_code_has_two_meanings():
    own = Counter(error.code for error in domain_errors() if "code" in vars(error))
    assert len(own) > 50
    assert {code for code, times in own.items() if times > 1} == set()


def test_codes_and_statuses_are_fit_to_leave_the_house():
    for error in domain_errors():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code), error
        assert error.status in {400, 403, 404, 409, 410, 413, 429}, error


def answer_of(monkeypatch: pytest.MonkeyPatch, member, error: Exception):
    """What the API answers when a service raises this."""

    def broken(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(api.MeViewSet, "list", broken)
    client = Client(raise_request_exception=False)
    client.force_login(member.user)
    return client.get("/api/v1/me/")


def test_the_database_away_is_503(monkeypatch, administrator):
    monkeypatch.setattr("core.api.is_unreachable", lambda error: isinstance(error, OperationalError))

    answer = answer_of(monkeypatch, administrator, OperationalError("connection refused"))

    (error,) = check_refusal(answer, 503)
    assert error["code"] == "database_unreachable"
    assert int(answer["Retry-After"]) > 0


@pytest.mark.filterwarnings("default")
def test_an_unknown_error_is_500_in_the_same_shape_and_tells_nothing(monkeypatch, administrator, caplog):
    answer = answer_of(monkeypatch, administrator, RuntimeError("a secret"))

    (error,) = check_refusal(answer, 500)
    assert error["code"] == "error"
    assert "a secret" not in answer.content.decode()
    assert "a secret" in caplog.text


@pytest.mark.parametrize(
    ("error", "kind"), [(InvalidInput(field="on"), "validation_error"), (NotAllowed(), "client_error")]
)
def test_the_type_follows_the_status(monkeypatch, administrator, error, kind):
    answer = answer_of(monkeypatch, administrator, error)

    (said,) = check_refusal(answer, error.status)
    assert (answer.json()["type"], said["code"], said["attr"]) == (kind, error.code, error.field)


def test_findings_of_rules_come_by_field(monkeypatch, administrator):
    class Found:
        rule, message, field = "IP-02", "Give every joint owner a part.", "ip.foreground.0.parts"

    (error,) = check_refusal(answer_of(monkeypatch, administrator, RulesOpen([Found()])), 409)
    assert error == {"code": "rules_open", "detail": f"IP-02: {Found.message}", "attr": Found.field}
