"""A post that arrives twice, or 32 times at once, happens once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.viewsets import ViewSet

from accounts.actors import Actor
from accounts.idempotency import IdempotentCreates, forget_old_keys, once
from accounts.models import IdempotencyKey, Organisation
from core import clock

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
POSTS = 32


class Creates:
    def create(self, request, *args, **kwargs):
        name = request.data.get("name")
        row = Organisation.objects.create(kind="other", name=name)
        if name == "bad":
            return Response({"detail": "no"}, status=400)
        return Response({"id": row.pk, "name": name}, status=201, headers={"Location": f"/rows/{row.pk}/"})


class NamedViewSet(IdempotentCreates, Creates, ViewSet):
    """A view set as rooms write them: the mixin left of the class that creates."""

    authentication_classes = permission_classes = ()


class NaiveViewSet(ViewSet):
    """Negative control: looks whether the key is there before it works, as the naive version would."""

    authentication_classes = permission_classes = ()

    def create(self, request):
        key = request.headers["Idempotency-Key"]
        if IdempotencyKey.objects.filter(key=key).exists():
            return Response(None, status=200)
        response = Creates().create(request)
        IdempotencyKey.objects.create(actor_key=str(uuid4()), key=key, fingerprint="")
        return response


def post(view=NamedViewSet, body: str | dict = "A", key: str = "k", actor: Actor | None = None):
    data = body if isinstance(body, dict) else {"name": body}
    request = APIRequestFactory().post("/rows/", data, format="json", headers={"Idempotency-Key": key} if key else {})
    request.actor = actor or Actor.system("test")
    response = view.as_view({"post": "create"})(request)
    response.render()
    return response


def at_once(work) -> list:
    """Do `work` in 32 threads that start together."""
    barrier = Barrier(POSTS)

    def one(_number: int):
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        return list(pool.map(one, range(POSTS)))


# ---- API ------------------------------------------------------------------------------------------------------------


def test_the_same_key_gives_the_same_answer(db):
    first, second = post(), post()

    assert (second.status_code, json.loads(second.content)) == (201, json.loads(first.content))
    assert second["Location"] == first["Location"]
    assert second["Idempotency-Replayed"] == "true"
    assert Organisation.objects.filter(name="A").count() == 1


def test_the_same_key_with_another_body_is_a_conflict(db):
    post(body="A")

    refused = post(body="B")

    assert refused.status_code == 409
    assert json.loads(refused.content)["errors"][0]["code"] == "idempotency_key_reused"
    assert not Organisation.objects.filter(name="B").exists()


def test_the_order_of_fields_is_no_other_body(db):
    post(body={"name": "A", "x": 1})

    assert post(body={"x": 1, "name": "A"}).status_code == 201


def test_without_a_key_every_post_counts(db):
    post(key="")
    post(key="")

    assert Organisation.objects.filter(name="A").count() == 2


def test_a_key_belongs_to_one_actor(administrator, liaison):
    assert post(actor=administrator.actor)["Location"] != post(actor=liaison.actor)["Location"]


def test_what_fails_keeps_nothing(db):
    assert post(body="bad").status_code == 400
    assert not Organisation.objects.filter(name="bad").exists()
    assert not IdempotencyKey.objects.exists()

    assert post(body="A").status_code == 201


def test_after_a_day_the_key_is_new(db):
    with clock.at(NOW):
        post()
    with clock.at(NOW + timedelta(hours=23, minutes=59)):
        assert "Idempotency-Replayed" in post()
    with clock.at(NOW + timedelta(hours=24, seconds=1)):
        assert "Idempotency-Replayed" not in post()


def test_old_keys_are_forgotten(db):
    with clock.at(NOW):
        post()

    assert forget_old_keys(at=NOW + timedelta(hours=24)) == 0
    assert forget_old_keys(at=NOW + timedelta(hours=25)) == 1


@pytest.mark.parametrize("key", ["x" * 256, "a\tb"])
def test_a_strange_key_is_refused(db, key):
    assert post(key=key).status_code == 400


@pytest.mark.parametrize("key", ["x" * 255, "{1a2b}", "submission:1"])
def test_any_other_key_serves(db, key):
    assert post(key=key).status_code == 201
    assert "Idempotency-Replayed" in post(key=key)


def test_half_a_character_in_the_body_is_no_error(db):
    request = APIRequestFactory().generic("POST", "/rows/", r'{"name": "A", "note": "\ud83d"}', "application/json")
    request.META["HTTP_IDEMPOTENCY_KEY"] = "k"
    request.actor = Actor.system("test")

    assert NamedViewSet.as_view({"post": "create"})(request).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_32_equal_posts_make_one_row_and_the_same_answer():
    answers = at_once(post)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Organisation.objects.filter(name="A").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_32_posts_with_other_bodies_one_wins():
    names = iter([f"name {number}" for number in range(POSTS)])

    answers = at_once(lambda: post(body=next(names)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (POSTS - 1)
    assert Organisation.objects.filter(name__startswith="name ").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_naive_version_makes_several_rows():
    """Negative control: the race is real, and this test would see it."""
    at_once(lambda: post(NaiveViewSet))

    assert Organisation.objects.filter(name="A").count() > 1


# ---- Pages ----------------------------------------------------------------------------------------------------------


@once
def page(request):
    row = Organisation.objects.create(kind="other", name=request.POST["name"])
    if row.name == "bad":
        return HttpResponse("the form again", status=200)
    return HttpResponseRedirect(f"/rows/{row.pk}/")


class Warned(list):
    def add(self, level, message, extra_tags):
        self.append(str(message))


def send(name: str = "A", submission: str = "", view=page):
    request = RequestFactory().post(
        "/rows/new/", {"name": name, "submission": submission, "csrfmiddlewaretoken": str(uuid4())}
    )
    request.actor, request._messages = Actor.system("test"), Warned()
    response = view(request)
    response.warnings = request._messages
    return response


def test_a_double_click_makes_one_row_and_leads_to_it(db):
    submission = str(uuid4())

    assert send(submission=submission).url == send(submission=submission).url
    assert Organisation.objects.filter(name="A").count() == 1


def test_a_form_that_comes_back_changed_is_not_lost_in_silence(db):
    submission = str(uuid4())
    first = send(submission=submission)

    second = send("B", submission=submission)

    assert second.url == first.url
    assert "sent before" in second.warnings[0]
    assert not Organisation.objects.filter(name="B").exists()


def test_the_form_again_keeps_nothing(db):
    submission = str(uuid4())

    assert send("bad", submission).status_code == 200
    assert not Organisation.objects.filter(name="bad").exists()
    assert send("A", submission).status_code == 302


@pytest.mark.parametrize("submission", ["", "nonsense", "1" * 400])
def test_without_a_proper_field_every_post_counts(db, submission):
    send(submission=submission)
    send(submission=submission)

    assert Organisation.objects.filter(name="A").count() == 2


@pytest.mark.django_db(transaction=True)
def test_32_clicks_make_one_row():
    submission = str(uuid4())

    urls = {response.url for response in at_once(lambda: send(submission=submission))}

    assert len(urls) == 1
    assert Organisation.objects.filter(name="A").count() == 1
