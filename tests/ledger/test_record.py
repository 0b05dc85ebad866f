"""What is recorded stands, in the chain of its subject, or the change does not stand either."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from accounts.models import Organisation
from core.errors import NotAllowed
from ledger import selectors
from ledger.models import Entry, Payload
from ledger.services import erase_payload, record


def test_one_chain_for_each_subject(chain):
    first = [entry for entry in chain if entry.stream == chain[0].stream]

    assert [entry.number for entry in first] == [1, 2, 3, 4]
    assert first[0].previous_digest == ""
    assert [entry.previous_digest for entry in first[1:]] == [entry.digest for entry in first[:-1]]


@pytest.mark.django_db(transaction=True)
def test_no_record_outside_the_transaction_of_its_change(actor):
    organisation = Organisation.objects.create(kind="other", name="A")

    with pytest.raises(TransactionManagementError):
        record(actor=actor, action="thing.made", subject=organisation)


def test_line_breaks_cannot_forge_a_field(db, actor):
    organisation = Organisation.objects.create(kind="other", name="A\nB\r\nC\u2028D")

    assert record(actor=actor, action="thing.made", subject=organisation).subject_label == "A B C D"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET actor_label = 'somebody else' WHERE id = {id}",
        "DELETE FROM ledger_entry WHERE id = {id}",
        "DELETE FROM ledger_entry",
    ],
)
def test_the_database_refuses_to_change_or_delete(chain, sql):
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(id=chain[0].pk))

    assert Entry.objects.filter(pk=chain[0].pk, actor_label=chain[0].actor_label).exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is of SQLite")
@pytest.mark.parametrize("by", ["id", "number"])
def test_sqlite_refuses_to_replace(chain, by):
    """REPLACE deletes without firing the delete trigger."""
    key = chain[0].pk if by == "id" else chain[-1].pk + 1000
    values = f"SELECT {key}, stream, number, at, actor_key, 'x', organisation_id, action, subject_label, payload_digest"

    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO ledger_entry (id, stream, number, at, actor_key, actor_label, organisation_id, "
            f"action, subject_label, payload_digest, previous_digest, digest) {values}, previous_digest, digest "
            f"FROM ledger_entry WHERE id = {chain[0].pk}"
        )


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL truncates")
def test_postgresql_refuses_to_truncate(chain):
    connection.check_constraints()

    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry CASCADE")


def test_history_shows_newest_first_and_says_what_was_erased(chain):
    subject = Organisation.objects.get(name="B")

    lines = selectors.history(subject)

    assert [line.payload for line in lines] == [{"n": 2}, None, {"n": 0}]
    assert Payload.objects.get(entry=chain[5]).document == ""


def test_only_the_operator_erases(chain, administrator):
    with pytest.raises(NotAllowed):
        erase_payload(actor=administrator.actor, entry=chain[0], reason="to hide it")

    assert Payload.objects.get(entry=chain[0]).document
