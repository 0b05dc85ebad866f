"""Is the ledger what was written? Recomputed from the raw rows, in one pass, whatever the rows hold.

Found and named: an entry whose field was changed, one that was removed or moved, a tail that was cut (against the head
of its chain, and against an exported checkpoint), a payload that was changed or removed, an erasure that nobody
recorded. A payload that was erased and recorded is in order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from ledger.chain import digest_of_fields, payload_digest, spelled
from ledger.checkpoints import Head

CHUNK = 2000
HEADS_AT_ONCE = 400

ENTRIES = """
    SELECT e.stream, e.number, {at}, e.actor_key, e.actor_label, e.organisation_id, e.action, e.subject_label,
           e.payload_digest, e.previous_digest, e.digest, s.head_number, s.head_digest,
           p.entry_id, p.salt, p.document, p.erased_at
    FROM ledger_entry e
    LEFT JOIN ledger_payload p ON p.entry_id = e.id
    LEFT JOIN ledger_stream s ON s.key = e.stream
    ORDER BY e.stream, e.number
"""
STREAMS_WITHOUT_ENTRIES = """
    SELECT s.key, s.head_number FROM ledger_stream s
    WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.stream = s.key) ORDER BY s.key
"""
ERASED_WITHOUT_RECORD = """
    SELECT e.stream, e.number FROM ledger_payload p JOIN ledger_entry e ON e.id = p.entry_id
    WHERE p.erased_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_entry r
        WHERE r.stream = 'ledger.entry:' || CAST(p.entry_id AS varchar(20)) AND r.action = 'payload.erased'
    ) ORDER BY e.stream, e.number
"""
PAYLOADS_WITHOUT_ENTRY = """
    SELECT p.entry_id FROM ledger_payload p
    WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id) ORDER BY p.entry_id
"""


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written: where, and what."""

    stream: str
    number: int | str
    what: str

    def __str__(self) -> str:
        return f"{self.stream} entry {self.number}: {self.what}"


@dataclass
class Count:
    """How many entries were read."""

    entries: int = 0


class Row(NamedTuple):
    """An entry as the database holds it, with its payload and the head of its chain."""

    stream: str
    number: Any
    at: Any
    actor_key: str
    actor_label: str
    organisation_id: Any
    action: str
    subject_label: str
    payload_digest: str
    previous_digest: str
    digest: str
    head_number: Any
    head_digest: str | None
    payload_of: int | None
    salt: str | None
    document: str | None
    erased_at: Any


def faults(heads: Iterable[Head] = (), count: Count | None = None) -> Iterator[Fault]:
    """Everything that is wrong; nothing if the ledger is whole. `heads` are those of a checkpoint."""
    yield from _faults_of_chains(count or Count())
    for key, number in _rows(STREAMS_WITHOUT_ENTRIES):
        yield Fault(key, number, "all entries of this chain are missing")
    for stream, number in _rows(ERASED_WITHOUT_RECORD):
        yield Fault(stream, number, "its payload was erased, and no entry says by whom")
    for (entry_id,) in _rows(PAYLOADS_WITHOUT_ENTRY):
        yield Fault("ledger.payload", entry_id, "a payload without its entry")
    yield from faults_against(heads)


def faults_against(heads: Iterable[Head]) -> Iterator[Fault]:
    """Heads of a checkpoint that the ledger no longer holds: the tail was cut, or the chain written anew."""
    remaining = iter(heads)
    while some := list(islice(remaining, HEADS_AT_ONCE)):
        wanted = ", ".join(["(%s, %s)"] * len(some))  # a join, because SQLite finds no index for a row value IN
        sql = f"""
            SELECT e.stream, e.number, e.digest FROM (VALUES {wanted}) AS head
            JOIN ledger_entry e ON e.stream = head.column1 AND e.number = head.column2
        """  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for head in some for value in (head.stream, head.number)])
            held = {(stream, number): digest for stream, number, digest in cursor.fetchall()}
        for head in some:
            digest = held.get((head.stream, head.number))
            if digest is None:
                yield Fault(head.stream, head.number, "stands in the checkpoint and is missing: the tail was cut")
            elif digest != head.digest:
                yield Fault(head.stream, head.number, "differs from the checkpoint: the chain was written anew")


def _faults_of_chains(count: Count) -> Iterator[Fault]:
    last: Row | None = None
    at = "CAST(e.at AS TEXT)" if connection.vendor == "sqlite" else "e.at"  # the text itself, not what it is read as
    for raw in _rows(ENTRIES.format(at=at)):
        row = Row(*raw)
        count.entries += 1
        if last is not None and last.stream != row.stream:
            yield from _faults_at_head(last)
            last = None
        yield from _faults_of_place(row, last)
        if _recomputed(row) != row.digest:
            yield Fault(row.stream, row.number, "was changed: its digest does not fit its fields")
        yield from _faults_of_payload(row)
        last = row
    if last is not None:
        yield from _faults_at_head(last)


def _faults_of_place(row: Row, last: Row | None) -> Iterator[Fault]:
    expected = last.number + 1 if last is not None and isinstance(last.number, int) else 1
    if not isinstance(row.number, int):
        yield Fault(row.stream, row.number, "was changed: its number is no number")
    elif row.number > expected:
        for number in range(expected, min(row.number, expected + 20)):
            yield Fault(row.stream, number, "is missing")
        if row.number > expected + 20:
            yield Fault(row.stream, f"{expected + 20} to {row.number - 1}", "are missing")
    elif row.number < expected:
        yield Fault(row.stream, row.number, "stands where no entry belongs")
    elif row.previous_digest != (last.digest if last is not None else ""):
        yield Fault(row.stream, row.number, "does not follow the entry before it")


def _faults_at_head(last: Row) -> Iterator[Fault]:
    if last.head_number is None:
        yield Fault(last.stream, last.number, "the head of its chain is missing")
    elif last.head_number != last.number:
        yield Fault(last.stream, last.head_number, f"is the head of its chain, but the chain ends at {last.number}")
    elif last.head_digest != last.digest:
        yield Fault(last.stream, last.number, "does not fit the head of its chain")


def _faults_of_payload(row: Row) -> Iterator[Fault]:
    if row.payload_of is None:
        yield Fault(row.stream, row.number, "its payload is missing")
    elif row.erased_at is not None:
        if row.document:
            yield Fault(row.stream, row.number, "its payload is marked as erased and holds something")
    elif payload_digest(str(row.salt), str(row.document)) != row.payload_digest:
        yield Fault(row.stream, row.number, "its payload was changed")


def _recomputed(row: Row) -> str:
    return digest_of_fields(
        row.previous_digest, row.stream, row.number, _spelled(row.at), row.actor_key, row.actor_label,
        row.organisation_id, row.action, row.subject_label, row.payload_digest,
    )  # fmt: skip


def _spelled(at: Any) -> str:
    """A moment as the chain spells it. Of SQLite's texts only the one that Django writes is taken as a moment."""
    if isinstance(at, datetime):
        return spelled(at if at.tzinfo else at.replace(tzinfo=UTC))
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        return str(at)
    return spelled(moment.replace(tzinfo=UTC)) if str(moment) == at else str(at)


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    """Rows in blocks, so that a million of them need no memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows
