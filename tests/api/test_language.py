"""In which language the API speaks: a token asks for one or takes the person's; a session takes the person's."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from accounts.models import User
from accounts.services.people import make_api_token
from core import clock

ENGLISH = "This field is required."
with translation.override("zh-hans"):
    CHINESE = translation.gettext(ENGLISH)


@pytest.fixture
def header(administrator):
    """The header of a token of somebody who reads Chinese."""
    User.objects.filter(pk=administrator.user.pk).update(language="zh-hans")
    actor = administrator.actor
    _made, text = make_api_token(actor=actor, name="nightly", days=5, submission=uuid4(), at=clock.now())
    return {"authorization": f"Token {text}"}


def refusal(client: Client, **headers: str) -> str:
    answer = client.post("/api/v1/majors/", {}, content_type="application/json", headers=headers)
    return answer.json()["errors"][0]["detail"]


def test_there_are_two_languages():
    assert CHINESE.endswith("。")


def test_a_token_asks_for_a_language_or_takes_the_persons(header):
    assert refusal(Client(), **header) == CHINESE
    assert refusal(Client(), **header, accept_language="en") == ENGLISH
    assert refusal(Client(), **header, accept_language="zh-CN") == CHINESE


def test_one_request_leaves_no_language_to_the_next(header, colleague_administrator):
    assert refusal(Client(), **header) == CHINESE
    assert refusal(colleague_administrator.client) == ENGLISH


def test_a_session_takes_the_persons(administrator):
    assert refusal(administrator.client, accept_language="zh-CN") == ENGLISH
    User.objects.filter(pk=administrator.user.pk).update(language="zh-hans")
    assert refusal(administrator.client, accept_language="en") == CHINESE
