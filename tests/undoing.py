"""Rows that several tests share."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import translation


@contextmanager
def undone(django_db_blocker) -> Iterator[None]:
    """What is made inside stands in a transaction around those of the tests, for fixtures of a module.

        @pytest.fixture(scope="module")
        def told_once(django_db_setup, django_db_blocker):
            with undone(django_db_blocker):
                yield make_it()

    The tests that use it must also use `db`, so that each of them undoes what it adds.
    """
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield
        transaction.set_rollback(True)
