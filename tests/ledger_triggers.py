"""Transactional tests empty the tables, which the triggers of the ledger refuse: here they are lifted and put back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from ledger import triggers


def run(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for sql in statements[connection.vendor]:
            cursor.execute(sql)


def installed() -> set[str]:
    """The names of the triggers that stand on ledger_entry now."""
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'ledger_entry'::regclass AND NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


@contextmanager
def lifted() -> Iterator[None]:
    """Without triggers for a while, as somebody who rules the database could do it."""
    connection.check_constraints()  # PostgreSQL alters no table with pending checks
    run(triggers.REMOVE)
    try:
        yield
    finally:
        run(triggers.INSTALL)


@pytest.fixture(scope="session", autouse=True)
def ledger_can_be_emptied() -> Iterator[None]:
    """After a transactional test: tables are emptied without triggers, what the product ships is loaded again."""
    with pytest.MonkeyPatch.context() as patch:
        empty = TransactionTestCase._fixture_teardown

        def empty_and_fill(case: TransactionTestCase) -> None:
            with lifted():
                empty(case)
            call_command("load_shipped", verbosity=0)

        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_and_fill)
        yield
