"""Coming into an organisation by invitation, and leaving it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Invitation, Membership, Role, User
from accounts.services import members, people
from core import clock
from core.errors import InvalidInput, NotAllowed
from ledger.models import Entry
from tests.factories.accounts import PASSWORD, TODAY, make_member, make_organisation

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PHRASE = "a pass-phrase of one's own"


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOW):
        yield


@pytest.fixture
def invite(administrator, django_capture_on_commit_callbacks):
    """Invite somebody into the administrator's college; the path of the link in the mail."""

    def send(email: str = "new@example.org", role: str = Role.MENTOR, *, by=administrator, into=None) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            members.invite_member(
                actor=by.actor, organisation=into or by.organisation, email=email, role=role, at=clock.now()
            )
        return path_in_mail()

    return send


def path_in_mail() -> str:
    word = next(word for word in mail.outbox[-1].body.split() if "/invitations/" in word)
    return word[word.index("/invitations/") :]


def accept_as_new(path: str, password: str = PHRASE, again: str = "", client: Client | None = None):
    data = {"name": "李雷", "password": password, "again": again or password}
    return (client or Client()).post(path, data)


# ---- Accepting ------------------------------------------------------------------------------------------------------


def test_a_new_person_sets_name_and_password_and_signs_in(administrator, invite):
    path, client = invite(), Client()

    assert client.get(path).status_code == 200
    assert accept_as_new(path, client=client)["Location"] == "/accounts/login/"
    client.post("/accounts/login/", {"login": "new@example.org", "password": PHRASE})

    membership = Membership.objects.get(user__email="new@example.org")
    assert (membership.organisation, membership.role, membership.since_on) == (
        administrator.organisation,
        "mentor",
        TODAY,
    )
    assert client.get("/").status_code == 200


def test_only_a_post_acts(invite):
    path = invite()
    for _ in range(2):
        Client().get(path)
        Client().head(path)

    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    ("password", "again", "word"),
    [("short", "", "12 characters"), (PHRASE, "other" * 4, "differ"), ("1234567890123", "", "numeric")],
)
def test_a_bad_password_is_said_beside_its_field_and_nothing_is_made(invite, password, again, word):
    answer = accept_as_new(invite(), password, again)

    assert answer.status_code == 400
    assert word in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_known_person_signs_in_first_and_gets_a_second_membership(administrator, liaison, invite):
    path = invite(liaison.user.email)

    assert "/accounts/login/?next=" in Client().get(path).content.decode()
    assert liaison.client.post(path)["Location"] == "/"
    assert Membership.objects.filter(user=liaison.user, ended_at=None).count() == 2
    assert "College" in liaison.client.get("/").content.decode(), "and acts for the new one"


def test_a_known_address_cannot_be_taken_over_by_the_link(liaison, invite):
    path = invite(liaison.user.email)

    accept_as_new(path)

    assert User.objects.get(pk=liaison.user.pk).check_password(PASSWORD)
    assert not Membership.objects.filter(user=liaison.user, role=Role.MENTOR).exists()


def test_somebody_else_who_is_signed_in_does_not_get_it(liaison, invite):
    path = invite("new@example.org")

    assert "Sign out" in liaison.client.get(path).content.decode()
    assert liaison.client.post(path).status_code == 403
    assert Membership.objects.filter(user=liaison.user).count() == 1


def test_it_works_once(invite):
    path = invite()
    accept_as_new(path)

    answer = accept_as_new(path)

    assert answer.status_code == 410
    assert "was accepted" in answer.content.decode()


def test_an_expired_one_says_what_to_do_and_a_fresh_one_goes_to_the_same_address(
    invite, django_capture_on_commit_callbacks
):
    path = invite()
    with clock.at(NOW + timedelta(days=14)):
        page = Client().get(path)
        assert (page.status_code, "Send me a fresh one" in page.content.decode()) == (410, True)
        assert accept_as_new(path).status_code == 410
        with django_capture_on_commit_callbacks(execute=True):
            assert Client().post(f"{path}renew/").status_code == 200
        assert mail.outbox[-1].to == ["new@example.org"]
        assert path_in_mail() != path
        assert accept_as_new(path_in_mail()).status_code == 302
        assert "no longer valid" in Client().get(path).content.decode()


def test_asking_for_a_fresh_one_too_early_sends_nothing(invite):
    path, sent = invite(), len(mail.outbox)

    Client().post(f"{path}renew/")

    assert (len(mail.outbox), Invitation.objects.count()) == (sent, 1)


def test_a_withdrawn_one_does_nothing_and_is_not_renewed(administrator, invite):
    path = invite()
    members.withdraw_invitation(actor=administrator.actor, invitation=Invitation.objects.get(), at=NOW)

    assert Client().get(path).status_code == 410
    assert accept_as_new(path).status_code == 410
    assert Client().post(f"{path}renew/").status_code == 410


def test_the_token_is_kept_as_a_digest_alone(invite):
    token = invite().split("/")[2]
    row = Invitation.objects.get()

    assert len(token) >= 43
    assert token not in str(vars(row))
    assert not Entry.objects.filter(subject_label__contains=token).exists()


def test_the_mail_speaks_both_languages_to_a_stranger_and_one_to_a_known_person(liaison, invite):
    invite("new@example.org")
    assert mail.outbox[-1].body.count("/invitations/") == 2
    invite(liaison.user.email)
    assert mail.outbox[-1].body.count("/invitations/") == 1


# ---- Inviting -------------------------------------------------------------------------------------------------------


def test_nobody_invites_into_another_organisation(administrator, colleague_administrator):
    with pytest.raises(NotAllowed):
        members.invite_member(
            actor=administrator.actor,
            organisation=colleague_administrator.organisation,
            email="a@example.org",
            role=Role.MENTOR,
            at=NOW,
        )


def test_a_role_of_another_kind_of_organisation_is_refused(administrator):
    with pytest.raises(InvalidInput):
        members.invite_member(
            actor=administrator.actor,
            organisation=administrator.organisation,
            email="a@example.org",
            role=Role.OPERATOR,
            at=NOW,
        )


def test_the_operator_invites_the_first_member_and_then_no_more(operator, invite):
    organisation = make_organisation("authority", region="340000")
    accept_as_new(invite("first@example.org", Role.REVIEWER, by=operator, into=organisation))

    with pytest.raises(NotAllowed):
        invite("friend@example.org", Role.REVIEWER, by=operator, into=organisation)


@pytest.mark.parametrize("email", ["nonsense", "a@b", "", "x" * 300 + "@example.org"])
def test_a_wrong_address_is_said_beside_its_field(administrator, email):
    answer = administrator.client.post("/members/", {"email": email, "role": "mentor"})

    assert answer.status_code == 400
    assert not Invitation.objects.exists()


def test_the_same_person_is_not_invited_twice(administrator, mentor, invite):
    invite("new@example.org")
    for email in ("NEW@example.org", mentor.user.email):
        answer = administrator.client.post("/members/", {"email": email, "role": "mentor"})
        assert answer.status_code == 400

    assert Invitation.objects.count() == 1


def test_a_double_click_invites_once(administrator):
    data = {"email": "new@example.org", "role": "mentor", "submission": "5f0c8a52-6d7e-4f7e-8a85-0d3f4b1e2c11"}

    answers = [administrator.client.post("/members/", data)["Location"] for _ in range(2)]

    assert answers == ["/members/", "/members/"]
    assert Invitation.objects.count() == 1


def test_what_happens_is_in_the_ledger(administrator, invite):
    accept_as_new(invite())

    assert set(Entry.objects.values_list("action", flat=True)) >= {"invitation.sent", "membership.began"}
    assert not Entry.objects.filter(subject_label__contains="new@example.org").exists(), "the chain forgets nothing"


# ---- Leaving --------------------------------------------------------------------------------------------------------


def test_an_ended_membership_ends_sessions_and_tokens_at_once(administrator, mentor):
    from uuid import uuid4

    _token, text = people.make_api_token(
        actor=mentor.actor, name="a", days=365, submission=uuid4(), at=datetime.now(UTC)
    )
    header = {"authorization": f"Token {text}"}
    assert Client().get("/api/v1/me/", headers=header).status_code == 200
    assert mentor.client.get("/tokens/").status_code == 200

    administrator.client.post(f"/members/{mentor.membership.pk}/end/")

    assert mentor.client.get("/tokens/").status_code == 403
    assert Client().get("/api/v1/me/", headers=header).status_code == 401


def test_the_last_who_can_invite_stays(administrator, mentor):
    answer = administrator.client.post(f"/members/{administrator.membership.pk}/end/")

    assert answer.status_code == 409
    assert "Invite a successor first" in answer.content.decode()
    assert Membership.objects.get(pk=administrator.membership.pk).ended_at is None


def test_with_a_successor_the_first_may_go(administrator):
    make_member(Role.COLLEGE_ADMINISTRATOR, administrator.organisation)

    assert administrator.client.post(f"/members/{administrator.membership.pk}/end/").status_code == 302
    assert administrator.client.get("/members/").status_code == 403


def test_one_acts_only_for_ones_own_memberships(administrator, liaison):
    answer = administrator.client.post("/switch/", {"membership": liaison.membership.pk})

    assert answer.status_code == 404
    assert administrator.client.get("/api/v1/me/").json()["role"] == "college_administrator"


def test_an_ended_membership_cannot_be_chosen(administrator, mentor):
    Membership.objects.filter(pk=mentor.membership.pk).update(ended_at=NOW)

    assert mentor.client.post("/switch/", {"membership": mentor.membership.pk}).status_code == 404
