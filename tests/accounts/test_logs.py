"""S14: no secret of an address in any line of the log, whoever writes it."""

import io
import logging

import pytest
from django.conf import settings as product
from django.test import Client

SECRET = "canary-0123456789"


@pytest.fixture
def log(monkeypatch):
    """Everything that is logged, down to debug, in the product's own format."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    configured = product.LOGGING["formatters"]["line"]
    handler.setFormatter(
        configured["()"](processor=configured["processor"], foreign_pre_chain=configured["foreign_pre_chain"])
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    "address", [f"/links/{SECRET}/", f"/invitations/{SECRET}/", f"/accounts/password/reset/key/1-{SECRET}/"]
)
def test_the_token_of_an_address_is_not_logged(db, log, address):
    client = Client()
    client.get(address)
    client.get(address.rstrip("/"))
    client.post(f"{address}renew/")
    client.post(f"{address}nothing/")
    logging.getLogger("elsewhere").error("failed at %s", address)

    assert "/…" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_what_people_enter_is_not_logged(db, log):
    Client().post("/accounts/login/", {"login": "canary@example.org", "password": SECRET})

    assert log.getvalue()
    assert SECRET not in log.getvalue()
    assert "canary@example.org" not in log.getvalue()


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/?q=canary@example.org&kind=park",
        "/api/v1/notices/?q=canary%40example.org",
        f"/accounts/login/?next=%2Finvitations%2F{SECRET}%2F",
        f"/accounts/login/?next=/links/{SECRET}/",
    ],
)
def test_what_is_asked_for_is_not_logged(operator, log, address):
    """Lists are searched by the names of people, and a sign-in page knows where the person came from."""
    operator.client.get(address)
    operator.client.get(address.replace("?", "nothing/?"))

    assert "?…" in log.getvalue()
    assert "canary" not in log.getvalue()


def test_an_error_does_not_write_the_token_either(db, log, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("accounts.links.open_link", broken)

    answer = Client(raise_request_exception=False).get(f"/links/{SECRET}/")

    assert answer.status_code == 500
    assert "on purpose" in log.getvalue()
    assert SECRET not in log.getvalue()
