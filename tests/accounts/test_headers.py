"""S11: every answer carries the strict policy, whoever gives it: page, API, redirect, error, static file, refusal."""

import pytest
from django.test import Client
from django.urls import path

from config import urls

STRICT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def broken(_request):
    raise RuntimeError("on purpose")


handler500 = urls.handler500
urlpatterns = [*urls.urlpatterns, path("broken/", broken), path("api/broken/", broken)]

ANSWERS = {
    "page": ("/", 200),
    "list": ("/members/", 200),
    "sign-in": ("/accounts/login/", 302),
    "api": ("/api/v1/me/", 200),
    "api docs": ("/api/v1/docs/", 200),
    "not found": ("/nowhere/", 404),
    "api not found": ("/api/v1/memberships/0/", 404),
    "not allowed": ("/organisations/", 403),
    "without its slash": ("/members", 301),
    "static file": ("/static/css/tokens.css", 200),
    "missing static file": ("/static/nothing.css", 404),
    "error": ("/broken/", 500),
    "api error": ("/api/broken/", 500),
}


def check(answer) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if " " in part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]
    assert {name: answer.get(name) for name in STRICT} == STRICT


@pytest.mark.parametrize("name", ANSWERS)
def test_signed_in(administrator, settings, name):
    settings.ROOT_URLCONF = __name__
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    address, status = ANSWERS[name]
    client = Client(raise_request_exception=False)
    client.force_login(administrator.user)

    answer = client.get(address)

    assert answer.status_code == status
    check(answer)
    answer.close()


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/api/v1/me/", "/links/x/", "/invitations/x/"])
def test_before_signing_in(client, db, address):
    check(client.get(address))


def test_a_foreign_host_and_a_missing_csrf_token(administrator):
    check(Client().get("/", headers={"host": "evil.example"}))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator.user)
    check(strict.post("/profile/"))


def test_behind_tls_the_redirect_to_it_carries_them_too(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/accounts/login/")

    assert answer.status_code == 301
    check(answer)


def test_cookies_are_not_for_scripts_nor_for_other_sites(administrator):
    client = Client()
    client.post("/language/", {"language": "en"})
    client.get("/accounts/login/")
    client.force_login(administrator.user)
    client.get("/")

    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_pages_hold_no_inline_style_or_script(administrator):
    for address in ("/", "/members/", "/tokens/", "/evidence/", "/profile/", "/switch/", "/accounts/2fa/"):
        page = administrator.client.get(address).content.decode()
        assert " style=" not in page, address
        assert "onclick=" not in page, address
        assert page.count("<script") == page.count("<script src=") + page.count('type="application/json"'), address
