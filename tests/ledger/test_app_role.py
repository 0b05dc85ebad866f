"""On PostgreSQL the role of web and worker cannot change or delete an entry, whatever its code does."""

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from accounts.models import Organisation
from ledger.services import erase_payload, record

ROLE = "ronghe_app_of_the_test"


@pytest.fixture
def as_the_application(chain):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("grant_app_role", ROLE, verbosity=0)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield chain
        cursor.execute("RESET ROLE")


pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles"),
]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET action = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_entry_append_only ON ledger_entry",
        "DELETE FROM ledger_payload",
        "UPDATE ledger_payload SET salt = 'x'",
        "DELETE FROM ledger_stream",
        "UPDATE ledger_checkpoint SET signature = 'x'",
        "DELETE FROM django_migrations",
    ],
)
def test_it_may_not(as_the_application, sql):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(sql)


def test_it_does_its_work(as_the_application, actor):
    organisation = Organisation.objects.create(kind="other", name="New")
    entry = record(actor=actor, action="thing.made", subject=organisation, payload={"a": 1})

    erase_payload(actor=actor, entry=entry, reason="asked for")

    organisation.delete()


def test_a_role_that_rules_the_tables_is_refused(chain):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]

    with pytest.raises(CommandError, match="rules the tables"):
        call_command("grant_app_role", owner)


def test_an_unknown_role_is_refused(db):
    with pytest.raises(CommandError, match="no role"):
        call_command("grant_app_role", "nobody_knows")
