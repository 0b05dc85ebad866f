"""Whoever rules the database may lift the triggers; what they then change is named."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase

from core import clock
from ledger.chain import entry_digest
from ledger.checkpoints import CheckpointInvalid, public_key, read_checkpoint
from ledger.models import Checkpoint, Entry, Stream
from ledger.services import LedgerNotWhole, export_checkpoint, record
from ledger.verify import Count, faults
from ledger.verify_sql import faults_by_sql
from tests.ledger.conftest import NOON
from tests.ledger_triggers import lifted


@pytest.fixture(scope="module", autouse=True)
def rows_may_be_left_without_their_entry():
    """SQLite's check after each test would find what these tests break on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestCase, "_should_check_constraints", lambda *_: False)
        yield


def tamper(sql: str, *params: object) -> None:
    """Change rows as the owner of the tables could: triggers off, no foreign keys checked."""
    with lifted(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        assert cursor.rowcount > 0, "the tampering missed its row"
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


def named() -> set[tuple[str, int | str]]:
    return {(fault.stream, fault.number) for fault in faults()}


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.CHECKPOINT_DIR = tmp_path / "checkpoints"
    return settings.CHECKPOINT_DIR


def test_a_whole_ledger_has_no_faults(chain):
    count = Count()

    assert list(faults(count=count)) == []
    assert count.entries == Entry.objects.count() > len(chain)


FIELDS = {
    "stream": "'accounts.organisation:0'",
    "number": "number + 100",
    "actor_key": "actor_key || '1'",
    "actor_label": "actor_label || ' '",
    "organisation_id": "7",
    "action": "'thing.unmade'",
    "subject_label": "'C'",
    "payload_digest": "'0' || substr(payload_digest, 2, 63)",
    "previous_digest": "'x'",
    "digest": "'x' || substr(digest, 2, 63)",
    "id": "id + 100000",
}


@pytest.mark.parametrize("field", [*FIELDS, "at"])
@pytest.mark.parametrize("position", [0, 1, 3, 4], ids=["first", "middle", "last", "next to an erased one"])
def test_a_changed_field_is_named(chain, field, position):
    later = NOON + timedelta(microseconds=1)
    value = FIELDS.get(field) or (
        f"'{later:%Y-%m-%d %H:%M:%S.%f}'"
        + ("::timestamp AT TIME ZONE 'UTC'" if connection.vendor == "postgresql" else "")
    )
    entry = chain[position]
    if field in ("payload_digest", "digest") and getattr(entry, field).startswith(("0", "x")):
        value = value.replace("'0'", "'1'", 1)

    tamper(f"UPDATE ledger_entry SET {field} = {value} WHERE id = %s", entry.pk)

    if field in ("stream", "number"):
        assert any(stream == entry.stream for stream, _ in named())
    else:
        assert (entry.stream, entry.number) in named()


@pytest.mark.parametrize("value", ["garbage", "2026-11-20T04:00:00.123456", "2026-11-20 04:00:00.1234560"])
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite keeps moments as text")
def test_even_another_spelling_of_the_moment_is_named(chain, value):
    tamper("UPDATE ledger_entry SET at = %s WHERE id = %s", value, chain[1].pk)

    assert named() == {(chain[1].stream, 2)}


def test_a_removed_entry_is_named(chain):
    tamper("DELETE FROM ledger_entry WHERE id = %s", chain[1].pk)

    assert (chain[1].stream, 2) in named()


def test_the_removed_first_entry_is_named(chain):
    tamper("DELETE FROM ledger_entry WHERE id = %s", chain[0].pk)

    assert (chain[0].stream, 1) in named()


def test_two_swapped_entries_are_named(chain):
    one, two = chain[0], chain[2]
    tamper("UPDATE ledger_entry SET number = 9999 WHERE id = %s", one.pk)
    tamper("UPDATE ledger_entry SET number = %s WHERE id = %s", one.number, two.pk)
    tamper("UPDATE ledger_entry SET number = %s WHERE id = %s", two.number, one.pk)

    assert {(one.stream, one.number), (one.stream, two.number)} <= named()


def test_a_cut_tail_is_named_by_the_head(chain):
    tamper("DELETE FROM ledger_entry WHERE id = %s", chain[3].pk)

    assert (chain[3].stream, 4) in named()


def test_a_vanished_chain_is_named(chain):
    tamper("DELETE FROM ledger_entry WHERE stream = %s", chain[0].stream)

    assert (chain[0].stream, 4) in named()


def test_a_changed_head_is_named(chain):
    tamper("UPDATE ledger_stream SET head_digest = 'x' WHERE key = %s", chain[0].stream)

    assert named() == {(chain[0].stream, 4)}


@pytest.mark.parametrize(
    "change", ["document = '{}'", "salt = 'x'", "document = ''", "erased_at = '2026-11-20 00:00:00'"]
)
def test_a_changed_payload_is_named(chain, change):
    tamper(f"UPDATE ledger_payload SET {change} WHERE entry_id = %s", chain[2].pk)

    assert named() == {(chain[2].stream, 3)}


def test_a_removed_payload_is_named(chain):
    tamper("DELETE FROM ledger_payload WHERE entry_id = %s", chain[2].pk)

    assert named() == {(chain[2].stream, 3)}


def test_an_erasure_that_nobody_recorded_is_named(chain):
    tamper(
        "UPDATE ledger_payload SET document = '', erased_at = '2026-11-20 00:00:00' WHERE entry_id = %s", chain[2].pk
    )

    assert [str(fault) for fault in faults()] == [
        f"{chain[2].stream} entry 3: its payload was erased, and no entry says by whom"
    ]


# ---- Against a checkpoint -------------------------------------------------------------------------------------------


def cut_tail(chain) -> Entry:
    """Remove the last entry of the first chain and mend its head, as who rules the database can. Returns it."""
    last, before = chain[3], chain[2]
    tamper("DELETE FROM ledger_payload WHERE entry_id = %s", last.pk)
    tamper("DELETE FROM ledger_entry WHERE id = %s", last.pk)
    Stream.objects.filter(key=last.stream).update(head_number=3, head_digest=before.digest)
    return last


def test_a_cut_tail_with_a_mended_head_shows_against_the_checkpoint(chain, folder):
    export_checkpoint(at=NOON)
    last = cut_tail(chain)

    assert named() == set(), "without the checkpoint the cut is perfect"
    heads = read_checkpoint(next(folder.iterdir()))
    assert [(fault.stream, fault.number) for fault in faults(heads)] == [(last.stream, 4)]


def test_no_checkpoint_is_signed_over_a_cut(chain, folder):
    """A new one would know the shorter chain alone, and verify_ledger looks at the newest."""
    export_checkpoint(at=NOON)
    last = cut_tail(chain)

    with pytest.raises(LedgerNotWhole, match=f"{last.stream} entry 4"):
        export_checkpoint(at=NOON + timedelta(days=1))
    with pytest.raises(CommandError, match="Nothing was signed"):
        call_command("export_checkpoint", stdout=io.StringIO())

    assert len(list(folder.iterdir())) == Checkpoint.objects.count() == 1
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_ledger", stdout=io.StringIO())


def test_a_checkpoint_of_an_earlier_key_stops_no_night(chain, folder, settings):
    export_checkpoint(at=NOON)
    settings.SECRET_KEY = "another" * 10

    export_checkpoint(at=NOON + timedelta(days=1))

    assert len(list(folder.iterdir())) == 2


def test_a_chain_written_anew_shows_against_the_checkpoint(chain, folder):
    export_checkpoint(at=NOON)
    previous = ""
    for entry in Entry.objects.filter(stream=chain[0].stream).order_by("number"):
        entry.actor_label, entry.previous_digest = "somebody else", previous
        previous = entry_digest(entry)
        tamper(
            "UPDATE ledger_entry SET actor_label = %s, previous_digest = %s, digest = %s WHERE id = %s",
            entry.actor_label, entry.previous_digest, previous, entry.pk,
        )  # fmt: skip
    Stream.objects.filter(key=chain[0].stream).update(head_digest=previous)

    assert named() == set()
    assert [(fault.stream, fault.number) for fault in faults(read_checkpoint(next(folder.iterdir())))] == [
        (chain[0].stream, 4)
    ]


def test_entries_after_the_checkpoint_are_no_fault(chain, folder, actor):
    checkpoint = export_checkpoint(at=NOON)
    record(actor=actor, action="thing.made", subject=checkpoint)

    assert list(faults(read_checkpoint(next(folder.iterdir())))) == []
    assert (checkpoint.streams, checkpoint.entries) == (Stream.objects.count() - 1, Entry.objects.count() - 1)
    assert Checkpoint.objects.get().file_name == next(folder.iterdir()).name


@pytest.mark.parametrize("part", ["at 2026", "heads_digest ", "accounts.organisation"])
def test_a_forged_checkpoint_is_refused(chain, folder, part):
    export_checkpoint(at=NOON)
    path = next(folder.iterdir())
    text = path.read_text()
    position = text.index(part) + len(part) + 1
    swapped = "0" if text[position] != "0" else "1"
    path.chmod(0o644)
    path.write_text(text[:position] + swapped + text[position + 1 :])

    with pytest.raises(CheckpointInvalid):
        list(read_checkpoint(path))


def test_the_key_changes_with_the_secret_and_the_old_public_key_still_checks(chain, folder, settings):
    export_checkpoint(at=NOON)
    noted, path = public_key(), next(folder.iterdir())
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(CheckpointInvalid):
        list(read_checkpoint(path))
    assert len(list(read_checkpoint(path, trusted_key=noted))) == Stream.objects.count()


# ---- The command and the second verifier ----------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(chain, folder):
    call_command("export_checkpoint", stdout=io.StringIO())
    out = io.StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue().startswith(f"The ledger is whole: {Entry.objects.count()} entries against checkpoint-")


def test_the_command_names_and_ends_with_1(chain, folder):
    tamper("UPDATE ledger_entry SET action = 'x.y' WHERE id = %s", chain[1].pk)
    out = io.StringIO()

    with pytest.raises(CommandError, match="1 faults") as ended:
        call_command("verify_ledger", stdout=out)

    assert ended.value.returncode == 1
    assert f"{chain[1].stream} entry 2: was changed" in out.getvalue()


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQL alone verifies on PostgreSQL")
@pytest.mark.parametrize("field", ["actor_label", "organisation_id", "action", "subject_label", "at"])
def test_sql_alone_names_the_same(chain, field):
    assert list(faults_by_sql()) == []
    value = "at + interval '1 microsecond'" if field == "at" else FIELDS[field]

    tamper(f"UPDATE ledger_entry SET {field} = {value} WHERE id = %s", chain[1].pk)

    assert {(fault.stream, fault.number) for fault in faults_by_sql()} == named() == {(chain[1].stream, 2)}


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQL alone verifies on PostgreSQL")
def test_the_command_with_sql_compares_with_the_checkpoint_too(chain, folder):
    export_checkpoint(at=NOON)
    out = io.StringIO()
    call_command("verify_ledger", "--sql", stdout=out)
    assert "against checkpoint-" in out.getvalue()

    last = cut_tail(chain)

    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_ledger", "--sql", stdout=out)
    assert f"{last.stream} entry 4" in out.getvalue()


def test_a_clock_that_stands_still_changes_nothing(chain, actor):
    with clock.at(NOON):
        record(actor=actor, action="thing.made", subject=Stream.objects.get(key=chain[0].stream))

    assert named() == set()
