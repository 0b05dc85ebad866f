"""What was sent after a session had ended is not lost."""

from datetime import timedelta

import pytest
from django.test import Client

from core import clock
from tests.factories.accounts import PASSWORD, Member

pytestmark = pytest.mark.django_db
NAME = "Renamed after a long call 🕰"


def sign_in(client: Client, member: Member, address: str):
    data = {"login": member.user.email, "password": PASSWORD, "next": address}
    return client.post("/accounts/login/", data)


def send_late(member: Member) -> tuple[Client, str]:
    """Post the profile 31 minutes after the last request; returns the browser and where it was sent."""
    client, start = Client(), clock.now()
    client.force_login(member.user)
    with clock.at(start):
        client.get("/profile/")
    with clock.at(start + timedelta(minutes=31)):
        answer = client.post("/profile/", {"name": NAME, "language": "en"})
    return client, answer["Location"]


def test_what_was_sent_is_offered_back_after_signing_in(mentor):
    client, sent_to = send_late(mentor)
    assert sent_to == "/accounts/login/?next=%2Fprofile%2F&ended=1"
    assert NAME not in str(dict(client.session)), "it lies there encrypted"

    assert sign_in(client, mentor, "/profile/")["Location"] == "/profile/"
    page = client.get("/profile/")

    assert "What you entered is still here" in page.content.decode()
    assert f'name="name" value="{NAME}"' in page.content.decode()
    assert 'name="csrfmiddlewaretoken"' in page.content.decode()
    assert "What you entered is still here" not in client.get("/profile/").content.decode(), "it is shown once"


def test_somebody_else_in_the_same_browser_does_not_see_it(mentor, liaison):
    client, _ = send_late(mentor)
    sign_in(client, liaison, "/profile/")

    assert NAME not in client.get("/profile/").content.decode()
    assert "held_post" not in client.session


def test_another_page_does_not_show_it(mentor):
    client, _ = send_late(mentor)
    sign_in(client, mentor, "/notices/")

    assert "What you entered" not in client.get("/notices/").content.decode()
    assert "What you entered" in client.get("/profile/").content.decode()


def test_passwords_are_not_held(mentor):
    client, start = Client(), clock.now()
    client.force_login(mentor.user)
    with clock.at(start):
        client.get("/profile/")
    with clock.at(start + timedelta(minutes=31)):
        client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "x", "password2": "x"})

    assert "held_post" not in client.session
