"""S12: signing in, the second factor, lock-out, sessions that end, and no word about who has an account."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from config import settings as product
from core import clock
from tests.factories.accounts import JOINED, PASSWORD, make_member, make_organisation

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_limits_from_before(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def roles_that_need_two(settings):
    """As a deployment has them without setting anything; the test settings ask nobody."""
    settings.SECOND_FACTOR_ROLES = product.SECOND_FACTOR_ROLES


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None, **headers):
    return (client or Client()).post(LOGIN, {"login": email, "password": password}, **headers)


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


# ---- Password -------------------------------------------------------------------------------------------------------


def test_e_mail_and_password_open_the_site(administrator):
    client = Client()

    assert sign_in(administrator.user.email, client=client)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_case_of_the_address_does_not_matter(administrator):
    assert sign_in(administrator.user.email.upper()).status_code == 302


def test_a_disabled_person_does_not_get_in_and_an_open_session_ends(administrator):
    client = Client()
    sign_in(administrator.user.email, client=client)
    User.objects.filter(pk=administrator.user.pk).update(is_active=False)

    assert client.get("/").status_code == 302
    answer = sign_in(administrator.user.email, client=Client())
    assert "_auth_user_id" not in answer.wsgi_request.session


@pytest.mark.parametrize(
    ("new", "word"),
    [
        ("short-pass1", "12 characters"),
        ("", "common"),
        ("123456789012", "numeric"),
        ("person-example.org", "similar"),
    ],
)
def test_weak_passwords_are_refused(administrator, new, word):
    User.objects.filter(pk=administrator.user.pk).update(email="person@example.org", name="person-example")
    new = new or _common_password()
    client = Client()
    sign_in("person@example.org", client=client)

    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert answer.status_code == 200
    assert word in answer.content.decode()
    assert User.objects.get(pk=administrator.user.pk).check_password(PASSWORD)


def _common_password() -> str:
    """A password of Django's list that is long enough for the other rules."""
    from django.contrib.auth.password_validation import CommonPasswordValidator

    return next(one for one in sorted(CommonPasswordValidator().passwords) if len(one) >= 12 and not one.isdigit())


def test_a_changed_password_ends_the_other_sessions(administrator):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(administrator.user.email, client=client)
    new = "quite another long phrase"

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert there.get("/").status_code == 302
    assert sign_in(administrator.user.email, new).status_code == 302


# ---- Lock-out -------------------------------------------------------------------------------------------------------


def test_five_failures_lock_even_the_right_password(administrator):
    for _ in range(5):
        sign_in(administrator.user.email, "wrong wrong wrong")

    answer = sign_in(administrator.user.email)

    assert answer.status_code == 200
    assert "Too many failed" in answer.content.decode()


def test_a_full_cache_does_not_lift_the_lock(administrator):
    """Django's cache drops a third of its rows once it holds 300, whatever they are."""
    for _ in range(5):
        sign_in(administrator.user.email, "wrong wrong wrong")
    cache.set_many({f"something-else-{number}": number for number in range(400)})

    assert sign_in(administrator.user.email).status_code == 200


def test_four_failures_do_not(administrator):
    for _ in range(4):
        sign_in(administrator.user.email, "wrong wrong wrong")

    assert sign_in(administrator.user.email).status_code == 302


def test_the_lock_is_of_one_account(administrator, liaison):
    for _ in range(5):
        sign_in(administrator.user.email, "wrong wrong wrong")

    assert sign_in(liaison.user.email).status_code == 302


def test_spelling_the_address_otherwise_does_not_go_round_the_lock(administrator):
    for spelled in (str.upper, str.title, str.lower, lambda text: f" {text}", lambda text: f"{text} "):
        sign_in(spelled(administrator.user.email), "wrong wrong wrong")

    assert sign_in(administrator.user.email).status_code == 200


def test_an_unknown_address_is_locked_alike(administrator):
    """Or the lock would tell who has an account."""
    answers = []
    for email in (administrator.user.email, "nobody@example.org"):
        cache.clear()
        for _ in range(6):
            answer = sign_in(email, "wrong wrong wrong")
        answers.append(_fixed(answer, email))

    assert answers[0] == answers[1]


def _fixed(answer, email: str) -> str:
    import re

    text = answer.content.decode().replace(email, "EMAIL")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", text)


# ---- No enumeration -------------------------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_address_answer_alike(administrator):
    known = sign_in(administrator.user.email, "wrong wrong wrong")
    unknown = sign_in("nobody@example.org", "wrong wrong wrong")

    assert known.status_code == unknown.status_code == 200
    assert _fixed(known, administrator.user.email) == _fixed(unknown, "nobody@example.org")


def test_an_unknown_address_costs_a_password_check_too(administrator, monkeypatch):
    """Or the time would tell."""
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda _user, password: hashed.append(password))

    sign_in("nobody@example.org", "wrong wrong wrong")

    assert hashed == ["wrong wrong wrong"]


def test_asking_for_a_new_password_answers_alike_and_mails_both(administrator):
    answers = [Client().post(RESET, {"email": email}) for email in (administrator.user.email, "nobody@example.org")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [sent.to for sent in mail.outbox] == [[administrator.user.email], ["nobody@example.org"]]


def test_a_new_password_by_mail(administrator, settings):
    settings.SITE_URL = "https://ronghe.example.org"
    Client().post(RESET, {"email": administrator.user.email}, headers={"host": "localhost"})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("https://ronghe.example.org/"))
    path, client, new = link.removeprefix("https://ronghe.example.org"), Client(), "quite another long phrase"

    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert User.objects.get(pk=administrator.user.pk).check_password(new)
    assert client.get(path, follow=True).redirect_chain == [], "the link works once"


def test_nobody_signs_up_alone(client, db):
    answer = client.post("/accounts/signup/", {"email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert "need an invitation" in answer.content.decode()
    assert not User.objects.filter(email="me@example.org").exists()


# ---- Second factor --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reviewer", "college_administrator", "operator"])
@pytest.mark.parametrize("path", ["/", "/members/", "/tokens/"])
def test_some_roles_must_set_it_up_first(db, roles_that_need_two, role, path):
    member = make_member(role, region=None if role == "operator" else "340000")

    assert member.client.get(path)["Location"] == "/accounts/2fa/totp/activate/"
    refused = member.client.get("/api/v1/me/")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "second_factor_required")


def test_going_round_by_another_membership_does_not_help(administrator, roles_that_need_two):
    """Acting as a mentor is free; switching to the administrator's role asks again."""
    college = make_organisation("college")
    mentor = Membership.objects.create(user=administrator.user, organisation=college, role="mentor", since_on=JOINED)
    client = administrator.client
    client.post("/switch/", {"membership": mentor.pk})
    assert client.get("/").status_code == 200

    client.post("/switch/", {"membership": administrator.membership.pk})

    assert client.get("/")["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.parametrize("role", ["mentor", "enterprise_liaison", "evaluator"])
def test_others_need_none(db, roles_that_need_two, role):
    assert make_member(role).client.get("/").status_code == 200


def test_with_it_the_site_opens(administrator, roles_that_need_two):
    TOTP.activate(administrator.user, SECRET)

    assert administrator.client.get("/").status_code == 200


def test_whoever_has_it_is_asked_for_it_and_the_code_lets_in(administrator, roles_that_need_two):
    TOTP.activate(administrator.user, SECRET)
    client = Client()

    assert sign_in(administrator.user.email, client=client)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/").status_code == 302, "not in yet"
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/").status_code == 200


def test_a_wrong_code_does_not_and_five_lock(administrator):
    TOTP.activate(administrator.user, SECRET)
    client = Client()
    sign_in(administrator.user.email, client=client)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert client.get("/").status_code == 302


def test_a_recovery_code_lets_in_once(administrator):
    TOTP.activate(administrator.user, SECRET)
    codes = RecoveryCodes.activate(administrator.user).get_unused_codes()
    for entered, is_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client = Client()
        sign_in(administrator.user.email, client=client)
        client.post("/accounts/2fa/authenticate/", {"code": entered})
        assert (client.get("/").status_code == 200) is is_in


def test_the_secret_lies_sealed(administrator):
    TOTP.activate(administrator.user, SECRET)
    RecoveryCodes.activate(administrator.user)

    for row in Authenticator.objects.filter(user=administrator.user):
        assert SECRET not in str(row.data)
        assert str(row.data.get("secret") or row.data.get("seed")).startswith("gAAAA")


def test_setting_it_up_from_sign_in_to_the_first_page(administrator, roles_that_need_two):
    client = Client()
    sign_in(administrator.user.email, client=client)
    asked = client.get("/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/accounts/reauthenticate/"), "the password once more, then"

    page = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/totp/activate/", {"code": code})

    assert client.get("/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200


# ---- Sessions that end ----------------------------------------------------------------------------------------------


@pytest.fixture
def session(administrator) -> Client:
    with clock.at(NOW):
        administrator.client.get("/")
    return administrator.client


@pytest.mark.parametrize(("minutes", "goes_on"), [(29, True), (30, True), (31, False)])
def test_after_half_an_hour_without_a_request(session, minutes, goes_on):
    with clock.at(NOW + timedelta(minutes=minutes)):
        assert (session.get("/").status_code == 200) is goes_on


def test_every_request_prolongs_it_but_not_beyond_twelve_hours(session):
    moment = NOW
    while moment + timedelta(minutes=20) <= NOW + timedelta(hours=12):
        moment += timedelta(minutes=20)
        with clock.at(moment):
            assert session.get("/").status_code == 200, moment
    with clock.at(NOW + timedelta(hours=12, minutes=1)):
        answer = session.get("/")

    assert answer["Location"] == f"{LOGIN}?next=%2F&ended=1"


def test_the_api_says_401_when_it_ends(session):
    with clock.at(NOW + timedelta(hours=1)):
        assert session.get("/api/v1/me/").status_code == 401


def test_an_ended_session_stays_ended(session):
    with clock.at(NOW + timedelta(hours=1)):
        session.get("/")
    with clock.at(NOW + timedelta(minutes=1)):
        assert session.get("/").status_code == 302


def test_one_write_a_minute_at_most(session):
    """On SQLite every write waits for every other."""
    seen = []
    for seconds in (59, 60):
        with clock.at(NOW + timedelta(seconds=seconds)), CaptureQueriesContext(connection) as asked:
            session.get("/profile/")
        seen.append({word for query in asked if (word := query["sql"].split()[0]) in ("INSERT", "UPDATE")})

    assert seen == [set(), {"UPDATE"}]
    assert UserSession.objects.count() == 1


# ---- Where one goes after -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_no_foreign_address_after_signing_in_or_switching_the_language(administrator, target):
    sign = Client().post(
        f"{LOGIN}?next={target}", {"login": administrator.user.email, "password": PASSWORD, "next": target}
    )
    switch = Client().post("/language/", {"language": "en", "next": target})

    assert sign["Location"] == "/"
    assert switch["Location"] == "/"


def test_an_address_of_ours_is_kept(administrator):
    data = {"login": administrator.user.email, "password": PASSWORD, "next": "/members/?q=a"}

    assert Client().post(LOGIN, data)["Location"] == "/members/?q=a"


def test_another_host_is_refused(client, db):
    assert client.get(LOGIN, headers={"host": "evil.example"}).status_code == 400


def test_mail_does_not_believe_the_host_header(administrator, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post(RESET, {"email": administrator.user.email}, headers={"host": "evil.example"})

    assert "evil.example" not in mail.outbox[0].body


@pytest.mark.parametrize("path", ["/language/", "/switch/", "/profile/", "/tokens/", "/members/", "/evidence/", LOGIN])
def test_no_post_without_a_csrf_token(administrator, settings, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)

    assert client.post(path, {"language": "en"}).status_code == 403


def test_the_api_wants_it_too_for_sessions(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)

    assert client.post("/api/v1/me/").status_code == 403
