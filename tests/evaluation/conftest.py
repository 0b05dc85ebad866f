"""The small world with two published runs, once for a module of tests."""

import copy
from collections.abc import Iterator
from datetime import timedelta

import pytest

from accounts.actors import Actor
from accounts.models import Organisation
from evaluation import services
from tests.factories.evaluation import DAY, make_small_world
from tests.undoing import undone

MONTH_AGO = DAY - timedelta(days=31)


@pytest.fixture(scope="module")
def evaluated_world(django_db_setup, django_db_blocker) -> Iterator[dict[str, Organisation]]:
    with undone(django_db_blocker):
        colleges = make_small_world()
        services.evaluate(actor=Actor.system("test"), on=MONTH_AGO)
        services.evaluate(actor=Actor.system("test"), on=DAY)
        yield colleges


@pytest.fixture
def world(evaluated_world, db) -> dict[str, Organisation]:
    """Colleges by name; their lights are those of two runs, a month apart, the later one published.

    Hefei was yellow a month ago and is red now: the activity of its partners is no longer recent.
    """
    return copy.deepcopy(evaluated_world)
