"""Curriculum requests: a clock, a thread that both sides read, and no way back."""

from datetime import date, timedelta

import pytest

from accounts.home import todos
from institutions.models import CurriculumRequest, RequestState
from institutions.services import requests as services
from tests.factories.institutions import make_request

pytestmark = pytest.mark.django_db
ASKED = date(2026, 10, 1)


@pytest.fixture
def asked(administrator, liaison):
    return make_request(liaison, administrator.organisation, on=ASKED)


def seen(member, pk):
    return CurriculumRequest.objects.visible_to(member.actor).with_state().with_days().get(pk=pk)


def test_the_clock_runs_for_the_days_of_the_parameter(asked):
    assert asked.due_on == ASKED + timedelta(days=30)


def test_an_answer_stops_the_clock_and_both_read_it(administrator, liaison, asked):
    path = f"/curriculum-requests/{asked.pk}/"
    post = {"state": "answered", "on": "2026-10-13", "answer": "明年开课"}
    assert administrator.client.post(f"{path}answer/", post).status_code == 302
    found = seen(liaison, asked.pk)
    assert (found.state, found.days_taken) == (RequestState.ANSWERED, 12)
    assert "明年开课" in liaison.client.get(path).content.decode()
    for state, on in (("adopted", "2026-11-01"), ("taught", "2026-11-05")):
        assert administrator.client.post(f"{path}answer/", {"state": state, "on": on}).status_code == 302
    found = seen(liaison, asked.pk)
    assert (found.taught_on, found.days_taken) == (date(2026, 11, 5), 12)


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_answers_and_refusals_need_words(administrator, asked, state):
    post = {"state": state, "on": "2026-10-13", "answer": "  "}
    answer = administrator.client.post(f"/curriculum-requests/{asked.pk}/answer/", post)
    assert answer.status_code == 409
    assert "Say what the college answers" in answer.content.decode()
    assert seen(administrator, asked.pk).state == RequestState.ASKED


def test_there_is_no_way_back(administrator, asked):
    services.answer_curriculum(
        actor=administrator.actor, request=asked, state=RequestState.DECLINED, on=ASKED, answer="No."
    )
    for state in (RequestState.ADOPTED, RequestState.TAUGHT, RequestState.ASKED):
        with pytest.raises(services.RequestStateNotNext):
            services.answer_curriculum(actor=administrator.actor, request=asked, state=state, on=ASKED)


def test_the_liaison_may_not_answer_and_others_see_nothing(liaison, other_liaison, colleague_administrator, asked):
    post = {"state": "adopted", "on": "2026-10-13"}
    assert liaison.client.post(f"/curriculum-requests/{asked.pk}/answer/", post).status_code == 403
    for member in (other_liaison, colleague_administrator):
        assert member.client.get(f"/curriculum-requests/{asked.pk}/").status_code == 404


def test_to_dos_of_both_sides(administrator, liaison, asked):
    def titles(member, on):
        return [todo.title for todo in todos(member.actor, on) if "伺服调试" in todo.title]

    assert len(titles(administrator, ASKED)) == 1
    assert titles(liaison, asked.due_on) == []
    assert len(titles(liaison, asked.due_on + timedelta(days=1))) == 1
    services.answer_curriculum(actor=administrator.actor, request=asked, state=RequestState.ADOPTED, on=ASKED)
    assert titles(administrator, ASKED) == titles(liaison, asked.due_on + timedelta(days=1)) == []


def test_overdue_from_the_day_after(administrator, asked, the_day):
    CurriculumRequest.objects.filter(pk=asked.pk).update(due_on=the_day)
    assert "伺服调试" not in administrator.client.get("/curriculum-requests/?is_overdue=on").content.decode()
    CurriculumRequest.objects.filter(pk=asked.pk).update(due_on=the_day - timedelta(days=1))
    assert "伺服调试" in administrator.client.get("/curriculum-requests/?is_overdue=on").content.decode()
    assert "overdue" in administrator.client.get(f"/curriculum-requests/{asked.pk}/").content.decode()


def test_a_liaison_asks_by_page(administrator, liaison):
    code = administrator.organisation.college.school_code
    assert liaison.client.get("/curriculum-requests/ask/").status_code == 200
    post = {"college": code, "skill": "机器视觉", "details": "两周"}
    answer = liaison.client.post("/curriculum-requests/ask/", post)
    assert answer.status_code == 302, answer.content.decode()
    assert CurriculumRequest.objects.get().enterprise == liaison.organisation
