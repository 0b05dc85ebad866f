"""A student without an account asks for help through a link: what it does, what it shows, and what it never shows."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.actors import Actor
from accounts.models import Link
from core import clock
from core.errors import NotAllowed
from internships import services
from internships.models import HelpRequest
from internships.services.help import ASKED_A_DAY
from ledger.models import Entry
from reference.parameters import value
from tests.accounts.test_links import path_in_mail
from tests.factories.accounts import TODAY
from tests.factories.internships import make_help_request, make_intern, make_open_slot, make_placement
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
ADDRESS = "student@example.org"
ASKED = {"category": "pay", "text": "两个月没有发工资"}


@pytest.fixture
def placement(liaison, administrator):
    return make_placement(administrator, make_open_slot(liaison), make_intern(administrator, name="王晓芳"))


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Sends a link from the page; gives its path."""

    def sent(member, placement, email: str = ADDRESS) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = member.client.post(f"/placements/{placement.pk}/help-link/", {"email": email}, follow=True)
        assert f"A link was sent to {email}" in text_of(answer)
        return path_in_mail()

    return sent


def test_a_student_asks_and_reads_the_answer_without_signing_in(
    placement, mentor, send, django_capture_on_commit_callbacks
):
    path, student = send(mentor, placement), Client()
    assert mail.outbox[-1].to == [ADDRESS]
    page = student.get(path)
    assert "What is wrong?" in text_of(page)
    assert "<script" not in page.content.decode().split("<main")[1], "it works without scripts"

    answer = student.post(path, ASKED, follow=True)

    assert "Your college alone reads it" in text_of(answer)
    asked = HelpRequest.objects.get()
    assert (asked.placement, asked.is_by_student, asked.asked_on) == (placement, True, TODAY)
    assert asked.due_on == TODAY + timedelta(days=value("internship.help_answer_days", on=TODAY)), "the same clock"
    seen = text_of(mentor.client.get(f"/help-requests/{asked.pk}/"))
    assert "Written by the student" in seen
    assert "The student reads this" in seen
    with django_capture_on_commit_callbacks(execute=True):
        services.answer_help(actor=mentor.actor, request=asked, answer="周五已补发", on=TODAY)
    assert mail.outbox[-1].to == [ADDRESS]
    assert "周五" not in mail.outbox[-1].body
    assert "周五已补发" in text_of(student.get(path))


def test_the_page_names_nobody_and_shows_what_was_asked_here_alone(placement, administrator, send):
    make_help_request(administrator, placement, answer="内部备注")
    path = send(administrator, placement)

    page = Client().get(path)

    assert "王晓芳" not in page.content.decode()
    assert "Two months" not in text_of(page), "what the college recorded stays with the college"
    assert "内部备注" not in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_a_link_to_another_address_shows_nothing_of_the_first(placement, administrator, send):
    wrong = send(administrator, placement, "wrong@example.org")
    Client().post(wrong, ASKED)

    right = send(administrator, placement)

    assert "两个月" not in text_of(Client().get(right))
    assert Client().get(wrong).status_code == 410, "a newer link replaces it"
    assert "两个月" not in text_of(Client().get(wrong))


def test_an_expired_link_shows_nothing_and_is_renewed_to_the_same_address(
    placement, administrator, send, django_capture_on_commit_callbacks
):
    path = send(administrator, placement)
    Client().post(path, ASKED)
    with clock.at(clock.now() + timedelta(days=31)):
        for page in (Client().get(path), Client().post(path, ASKED)):
            assert page.status_code == 410
            assert not [word for word in ("两个月", "CNC", str(placement.college)) if word in text_of(page)]
        assert HelpRequest.objects.count() == 1
        with django_capture_on_commit_callbacks(execute=True):
            Client().post(f"{path}renew/")
        assert mail.outbox[-1].to == [ADDRESS]
        assert "两个月" in text_of(Client().get(path_in_mail()))


def test_links_for_other_acts_and_other_placements_do_nothing_here(placement, administrator, send):
    make_help_request(administrator, placement)
    other = make_placement(administrator, placement.slot, make_intern(administrator))
    path = send(administrator, other)
    link = Link.objects.get()
    Client().post(path, ASKED)
    assert HelpRequest.objects.get(link=link).placement == other
    kept = {"act": link.act, "subject_type": link.subject_type, "subject_id": link.subject_id, "used_at": None}
    slot = {"subject_type": "internships.internshipslot", "subject_id": placement.slot_id}
    for changes in ({"act": "sign_agreement"}, slot, {"used_at": clock.now()}):
        Link.objects.filter(pk=link.pk).update(**kept | changes)
        holder = Actor.for_link(Link.objects.get(pk=link.pk))
        with pytest.raises(NotAllowed):
            services.ask_for_help(actor=holder, placement=placement, on=TODAY, **ASKED)
        if "act" not in changes:
            assert Client().post(path, ASKED).status_code == 410
            assert "两个月" not in text_of(Client().get(path))
    assert HelpRequest.objects.filter(placement=placement).count() == 1


def test_a_link_sends_so_many_requests_a_day(placement, administrator, send):
    path = send(administrator, placement)
    for number in range(ASKED_A_DAY):
        assert Client().post(path, {**ASKED, "text": f"{number}"}).status_code == 302
    answer = Client().post(path, ASKED)
    assert answer.status_code == 429
    assert "come back tomorrow" in text_of(answer)
    assert ASKED["text"] in answer.content.decode(), "what was written survives"
    with clock.at(clock.now() + timedelta(days=1)):
        assert Client().post(path, ASKED).status_code == 302


def test_a_double_click_is_one_request_and_an_empty_one_is_none(placement, administrator, send):
    path, submission = send(administrator, placement), str(uuid.uuid4())
    assert Client().post(path, {"category": "pay", "text": ""}).status_code == 400
    for _ in range(2):
        assert Client().post(path, {**ASKED, "submission": submission}).status_code == 302
    assert HelpRequest.objects.count() == 1


def test_a_link_ends_with_the_internship(placement, administrator, send):
    path = send(administrator, placement)
    with clock.at(clock.now() + (placement.ends_on - TODAY) + timedelta(days=31)):
        Link.objects.update(expires_at=clock.now() + timedelta(days=1))
        assert Client().get(path).status_code == 410
        with pytest.raises(services.PlacementServed):
            services.send_help_link(actor=administrator.actor, placement=placement, email=ADDRESS, on=clock.today())
    assert Client().get(path).status_code == 200
    services.cancel_placement(actor=administrator.actor, placement=placement, on=TODAY)
    assert Client().get(path).status_code == 410


def test_the_college_alone_sends_links_and_sees_to_whom(placement, administrator, mentor, liaison, send):
    with pytest.raises(NotAllowed):
        services.send_help_link(actor=liaison.actor, placement=placement, email=ADDRESS, on=TODAY)
    send(administrator, placement)
    assert ADDRESS in text_of(mentor.client.get(placement.get_absolute_url()))
    page = text_of(liaison.client.get(placement.get_absolute_url()))
    assert ADDRESS not in page
    assert "A link for the student" not in page


def test_nothing_of_the_student_stays_in_the_ledger(placement, administrator, send):
    Client().post(send(administrator, placement), ASKED)
    written = str(list(Entry.objects.values()))
    assert "help.asked" in written
    assert not [word for word in (ADDRESS, "王晓芳", "两个月") if word in written]
