"""What belongs to one college and one enterprise is nowhere to be seen by others: not on a page, in a choice, a
search, an export, the API or a file. Marked words stand in every private row; the strangers' whole site is walked."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.test import Client

from accounts.models import Evidence, Invitation
from config.api_urls import router
from institutions.models import Student, TrainingBase
from internships.models import InternshipSlot
from jobs.models import Job
from partnerships.models import Activity, Agreement
from tests.architecture.world import World
from tests.journeys.site import walk, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once_sqlite]

MARK = "Bluebird"
PART = "uebir"  # what is searched for: an answer repeats it, and it is not the mark
STRANGERS = ("foreign_administrator", "foreign_liaison", "foreign_reviewer", "evaluator", "outsider")
LISTS = [prefix for prefix, _view_set, _name in router.registry]


@pytest.fixture
def world(settings, tmp_path) -> World:
    """All private rows of one college and one enterprise, each with the mark; and agreements in every state."""
    settings.EVIDENCE_DIR = tmp_path
    world = World()
    rows = (world.draft, world.in_signature, world.in_force, world.activity, world.slot_draft, world.placement)
    assert all((*rows, world.run, world.base, world.evidence, world.invitation, world.job, world.notice, world.link))
    numbers = count(1)
    for model, field in (
        (Agreement, "title"),
        (Activity, "description"),
        (TrainingBase, "name"),
        (Student, "name"),
        (Student, "number"),
        (Evidence, "file_name"),
        (Invitation, "email"),
        (Job, "title"),
    ):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**{field: f"{MARK}{next(numbers)}"})
    InternshipSlot.objects.filter(pk=world.slot_draft.pk).update(post=f"{MARK} post")
    for name in ("administrator", "mentor", "liaison"):
        user = world.members[name].user
        user.name = f"{MARK} {name}"
        user.save(update_fields=["name"])
    return world


def all_answers(client: Client) -> Iterator[tuple[str, str]]:
    """Every page within reach, each list as CSV, Excel and searched, every list of the API."""
    for page in walk(client):
        yield page.url, page.content
        path = page.url.split("?")[0]
        exports = ("export=csv", "export=xlsx") if "export=" in page.content else ()
        for query in (*exports, *([f"q={PART}"] if 'name="q"' in page.content else ())):
            response = client.get(f"{path}?{query}")
            if response.status_code == 200:
                yield f"{path}?{query}", words_of(response)
    for prefix in LISTS:
        response = client.get(f"/api/v1/{prefix}/")
        if response.status_code == 200:
            yield f"/api/v1/{prefix}/", words_of(response)
    for lookup in ("regions", "majors", "industries"):
        yield lookup, words_of(client.get(f"/lookup/{lookup}/?q={PART}"))


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_sees_nothing_of_it(world, stranger):
    told = {url: words[words.index(MARK) - 80 :][:200] for url, words in all_answers(world.clients[stranger])
            if MARK in words}  # fmt: skip

    assert not told


@pytest.mark.parametrize("owner", ["administrator", "liaison"])
def test_the_check_reaches_the_rows_where_they_may_be_seen(world, owner):
    seen = [url for url, words in all_answers(world.clients[owner]) if MARK in words]

    assert any(url.startswith("/agreements/") for url in seen)
    assert any("export=csv" in url for url in seen)
    assert any("export=xlsx" in url for url in seen)
    assert any(url.startswith("/api/v1/agreements/") for url in seen)
