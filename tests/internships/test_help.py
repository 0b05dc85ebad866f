"""A student asks for help; somebody answers against a clock."""

from datetime import timedelta

import pytest

from accounts.home import todos
from core.errors import InvalidInput, NotAllowed
from internships import services
from internships.models import HelpRequest, HelpRequestState
from ledger.models import Entry
from reference.parameters import value
from tests.factories.accounts import TODAY
from tests.factories.internships import make_help_request, make_open_slot, make_placement
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


@pytest.fixture
def placement(liaison, administrator):
    return make_placement(administrator, make_open_slot(liaison))


def test_the_clock_runs_from_the_day_it_was_asked(placement, mentor):
    asked = make_help_request(mentor, placement)
    assert asked.due_on == TODAY + timedelta(days=value("internship.help_answer_days", on=TODAY))
    assert not HelpRequest.objects.late(asked.due_on).exists()
    assert HelpRequest.objects.late(asked.due_on + timedelta(days=1)).get() == asked

    services.answer_help(actor=mentor.actor, request=asked, answer="Paid now", on=asked.due_on)
    assert not HelpRequest.objects.late(asked.due_on + timedelta(days=1)).exists()
    with pytest.raises(services.HelpAnswered):
        services.answer_help(actor=mentor.actor, request=asked, answer="Again", on=TODAY)
    services.settle_help(actor=mentor.actor, request=asked, on=asked.due_on)
    assert HelpRequestState.objects.current().get().state == "closed"


def test_nothing_is_settled_without_an_answer(placement, administrator):
    asked = make_help_request(administrator, placement)
    with pytest.raises(services.HelpNotAnswered):
        services.settle_help(actor=administrator.actor, request=asked, on=TODAY)
    with pytest.raises(InvalidInput):
        services.answer_help(actor=administrator.actor, request=asked, answer="  ", on=TODAY)


def test_what_was_said_stays_out_of_the_ledger(placement, administrator):
    make_help_request(administrator, placement, answer="We called the host")
    written = str(list(Entry.objects.values()))
    assert "help.asked" in written
    assert "Two months" not in written
    assert "We called" not in written


def test_the_host_neither_asks_nor_reads(placement, liaison, administrator, colleague_administrator, reviewer):
    with pytest.raises(NotAllowed):
        make_help_request(liaison, placement)
    asked = make_help_request(administrator, placement)
    for stranger in (liaison, colleague_administrator, reviewer):
        assert stranger.client.get(f"/help-requests/{asked.pk}/").status_code == 404
        assert "Two months" not in text_of(stranger.client.get("/help-requests/"))
    assert "Requests for help" not in text_of(liaison.client.get(placement.get_absolute_url()))


def test_from_the_page_to_the_answer(placement, mentor, administrator):
    sent = {"category": "pay", "text": "Two months without pay"}
    page = mentor.client.post(f"/placements/{placement.pk}/help/", sent, follow=True)
    assert "the clock for an answer runs" in text_of(page)
    asked = HelpRequest.objects.get()
    (todo,) = [todo for todo in todos(administrator.actor, TODAY) if "help" in todo.url]
    assert (todo.title, todo.due_on) == ("A student asks for help: Pay", asked.due_on)
    empty = administrator.client.post(f"{todo.url}answer/", {"answer": ""})
    assert empty.status_code == 400
    assert "This field is required." in text_of(empty)
    administrator.client.post(f"{todo.url}answer/", {"answer": "The host paid on Friday"})
    asked.refresh_from_db()
    assert asked.state == "answered"
    assert not [todo for todo in todos(administrator.actor, TODAY) if "help" in todo.url]
    mentor.client.post(f"/help-requests/{asked.pk}/settle/")
    asked.refresh_from_db()
    assert asked.state == "closed"


def test_what_is_overdue_is_said(placement, administrator):
    make_help_request(administrator, placement, on=TODAY - timedelta(days=4))
    make_help_request(administrator, placement, category="safety")
    late = administrator.client.get("/help-requests/?late=on")
    assert [row.record.category for row in late.context["listing"].rows] == ["pay"]
    detail = administrator.client.get(f"/help-requests/{late.context['listing'].rows[0].record.pk}/")
    assert "has passed" in text_of(detail)


def test_many_requests_are_one_line(placement, administrator):
    for _ in range(6):
        make_help_request(administrator, placement)
    (todo,) = [todo for todo in todos(administrator.actor, TODAY) if "help" in todo.url]
    assert todo.title == "6 requests for help wait for an answer"
    assert administrator.client.get(todo.url).context["listing"].count == 6
