"""Links for people without an account: one act on one row, for a while, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from accounts import links
from accounts.models import Link
from accounts.services import members
from core import clock
from ledger.models import Entry

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def page(monkeypatch):
    """The page that a room would have registered: a GET shows, a POST withdraws the invitation that the link is for."""
    seen = []

    def show_or_act(request, link):
        seen.append((request.method, request.actor.key))
        if request.method == "POST":
            invitation = links.subject_of(link)
            request.actor.require("withdraw_invitation", invitation)
            links.use_link(link, at=clock.now())
        return HttpResponse("shown" if request.method == "GET" else "done")

    monkeypatch.setattr(links, "pages", links.Registry("page of a link"))
    links.register("withdraw_invitation", show_or_act)
    return seen


@pytest.fixture
def path(administrator, liaison, page, django_capture_on_commit_callbacks) -> str:
    with clock.at(NOW), django_capture_on_commit_callbacks(execute=True):
        invitation = members.invite_member(
            actor=administrator.actor,
            organisation=administrator.organisation,
            email="a@example.org",
            role="mentor",
            at=NOW,
        )
        links.send_link(
            actor=administrator.actor,
            act="withdraw_invitation",
            subject=invitation,
            organisation=liaison.organisation,
            name="王芳",
            email="holder@example.org",
            at=NOW,
            days=7,
        )
    return path_in_mail()


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOW):
        yield


def path_in_mail() -> str:
    word = next(word for word in mail.outbox[-1].body.split() if "/links/" in word)
    return word[word.index("/links/") :]


def test_a_get_shows_and_only_a_post_acts(path, page):
    for _ in range(2):
        assert Client().get(path).content == b"shown"
    assert Link.objects.get().used_at is None

    assert Client().post(path).content == b"done"
    assert Link.objects.get().used_at == NOW
    assert {key for _, key in page} == {f"link:{Link.objects.get().pk}"}


def test_the_holder_acts_as_the_holder_whoever_is_signed_in(path, page, administrator):
    administrator.client.get(path)

    assert page[-1] == ("GET", f"link:{Link.objects.get().pk}")


def test_it_works_once(path):
    Client().post(path)

    answer = Client().post(path)

    assert answer.status_code == 410
    assert "was used" in answer.content.decode()
    assert "Send me a fresh one" not in answer.content.decode()


def test_two_posts_at_once_do_it_once(path):
    link = Link.objects.get()
    links.use_link(link, at=NOW)

    with pytest.raises(links.LinkUsed):
        links.use_link(link, at=NOW)


def test_an_expired_one_says_what_to_do_and_a_fresh_one_goes_to_the_same_address(
    path, django_capture_on_commit_callbacks
):
    with clock.at(NOW + timedelta(days=7)):
        page = Client().get(path)
        assert (page.status_code, "Send me a fresh one" in page.content.decode()) == (410, True)
        assert Client().post(path).status_code == 410
        with django_capture_on_commit_callbacks(execute=True):
            assert Client().post(f"{path}renew/").status_code == 200
        fresh = path_in_mail()
        assert (mail.outbox[-1].to, fresh != path) == (["holder@example.org"], True)
        assert Client().get(fresh).status_code == 200
        assert Client().get(path).status_code == 410
        assert Client().post(f"{path}renew/").status_code == 410, "the old one renews once"
    with clock.at(NOW + timedelta(days=14)):
        assert Client().get(fresh).status_code == 410, "a fresh one lasts as long as the first"


@pytest.mark.parametrize("state", ["open", "used", "withdrawn"])
def test_only_an_expired_one_is_renewed(path, state, administrator):
    if state == "used":
        Client().post(path)
    elif state == "withdrawn":
        link = Link.objects.get()
        links.withdraw_links(actor=administrator.actor, act=link.act, subject=links.subject_of(link), at=NOW)
    sent = len(mail.outbox)

    Client().post(f"{path}renew/")

    assert (len(mail.outbox), Link.objects.count()) == (sent, 1)


def test_a_withdrawn_one_does_nothing(path, administrator):
    link = Link.objects.get()
    assert links.withdraw_links(actor=administrator.actor, act=link.act, subject=links.subject_of(link), at=NOW) == 1

    assert Client().get(path).status_code == 410
    assert Client().post(path).status_code == 410


def test_an_unknown_one_is_not_found(db):
    assert Client().get("/links/unknown/").status_code == 404
    assert Client().post("/links/unknown/renew/").status_code == 404


def test_the_token_is_kept_as_a_digest_alone(path):
    token = path.split("/")[2]

    assert len(token) >= 43
    assert token not in str(vars(Link.objects.get()))
    assert [action for action in Entry.objects.values_list("action", flat=True) if action.startswith("link.")] == [
        "link.sent"
    ]


def test_the_address_of_the_holder_stands_in_nothing_that_cannot_be_erased(path, administrator):
    with clock.at(NOW + timedelta(days=8)):
        links.renew_link(Link.objects.get(), at=clock.now())
    fresh = Link.objects.get(withdrawn_at=None)
    links.withdraw_links(actor=administrator.actor, act=fresh.act, subject=links.subject_of(fresh), at=clock.now())

    entries = Entry.objects.filter(action__startswith="link.")
    assert {entry.action for entry in entries} == {"link.sent", "link.renewed", "link.withdrawn"}
    assert [vars(entry) for entry in entries if "holder@example.org" in str(vars(entry))] == []


def test_no_copy_of_the_page_is_kept(path):
    assert "no-store" in Client().get(path)["Cache-Control"]


def test_an_act_without_a_page_is_a_mistake(administrator, liaison, page):
    with pytest.raises(KeyError):
        links.send_link(
            actor=administrator.actor,
            act="sign_agreement",
            subject=liaison.membership,
            organisation=liaison.organisation,
            name="A",
            email="a@example.org",
            at=NOW,
        )


def test_who_sees_a_link(path, administrator, liaison, colleague_administrator, reviewer):
    """Who sent it and whom it is for; an office's other organisations do not."""
    seen = [
        member
        for member in (administrator, liaison, colleague_administrator, reviewer)
        if Link.objects.visible_to(member.actor)
    ]

    assert seen == [administrator, liaison]
