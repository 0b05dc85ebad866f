"""The only writer of the ledger."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import models, transaction

from core import clock
from core.actors import ActorLike
from ledger import chain
from ledger.checkpoints import CheckpointInvalid, newest_file, read_checkpoint, write_checkpoint
from ledger.models import Checkpoint, Entry, Payload, Stream
from ledger.verify import Fault, faults_against

logger = structlog.get_logger(__name__)
BATCH = 500
NAMED = 10  # faults that an error names; verify_ledger names all


class LedgerNotWhole(Exception):
    """Entries that the checkpoint before had signed are gone or others. `manage.py verify_ledger` names them all."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = found
        named = "; ".join(map(str, found[:NAMED]))
        super().__init__(f"{len(found)} heads of the checkpoint before do not stand: {named}")


def stream_of(subject: models.Model) -> str:
    """The key of a subject's chain: `partnerships.agreement:7`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def record(
    *,
    actor: ActorLike,
    action: str,
    subject: models.Model,
    payload: Mapping[str, Any] | None = None,
    label: str = "",
) -> Entry:
    """Append an entry to the chain of `subject`, in the transaction of the change that it records.

    `action` is `thing.past_verb`; `payload` is what changed (JSON; it can be erased later); `label` names the subject
    for people and defaults to its text. Raises TransactionManagementError outside a transaction: a change and its
    entry stand or fall together. Who records about several subjects in one transaction does so in the order of their
    streams, or two transactions can wait for each other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record() needs the transaction of the change that it records.")
    key = stream_of(subject)
    Stream.objects.bulk_create([Stream(key=key)], ignore_conflicts=True)  # the first entry, without a race
    stream = Stream.objects.select_for_update().get(key=key)
    document, salt = chain.canonical(payload or {}), secrets.token_hex(16)
    entry = Entry(
        stream=key,
        number=stream.head_number + 1,
        at=clock.now(),
        actor_key=chain.one_line(actor.key),
        actor_label=chain.one_line(actor.label)[:200],
        organisation_id=actor.organisation_id,
        action=action,
        subject_label=chain.one_line(label or str(subject))[:300],
        payload_digest=chain.payload_digest(salt, document),
        previous_digest=stream.head_digest,
    )
    entry.digest = chain.entry_digest(entry)
    entry.save(force_insert=True)
    Payload.objects.create(entry=entry, salt=salt, document=document)
    stream.head_number, stream.head_digest = entry.number, entry.digest
    stream.save(update_fields=["head_number", "head_digest"])
    return entry


def record_first(
    *, actor: ActorLike, action: str, subjects: Sequence[tuple[models.Model, Mapping[str, Any]]]
) -> list[Entry]:
    """The first entries of many new subjects, each with its payload, in a fixed number of statements.

    As `record`, for subjects that were made in this transaction: one that has a chain already is an IntegrityError.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record_first() needs the transaction that made the subjects.")
    at, entries, payloads = clock.now(), [], []
    for subject, said in subjects:
        document, salt = chain.canonical(said), secrets.token_hex(16)
        entry = Entry(
            stream=stream_of(subject),
            number=1,
            at=at,
            actor_key=chain.one_line(actor.key),
            actor_label=chain.one_line(actor.label)[:200],
            organisation_id=actor.organisation_id,
            action=action,
            subject_label=chain.one_line(str(subject))[:300],
            payload_digest=chain.payload_digest(salt, document),
            previous_digest="",
        )
        entry.digest = chain.entry_digest(entry)
        entries.append(entry)
        payloads.append(Payload(entry=entry, salt=salt, document=document))
    Stream.objects.bulk_create(
        [Stream(key=entry.stream, head_number=1, head_digest=entry.digest) for entry in entries], batch_size=BATCH
    )
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    for payload, entry in zip(payloads, entries, strict=True):
        payload.entry = entry  # now that it has its key
    Payload.objects.bulk_create(payloads, batch_size=BATCH)
    return entries


@transaction.atomic
def erase_payload(*, actor: ActorLike, entry: Entry, reason: str) -> None:
    """Delete what an entry said and keep that it was said: the chain stays valid. The erasure is an entry itself."""
    actor.require("erase_payload")
    payload = Payload.objects.select_for_update().get(entry=entry)
    record(actor=actor, action="payload.erased", subject=entry, payload={"reason": reason})
    payload.document, payload.erased_at = "", clock.now()
    payload.save(update_fields=["document", "erased_at"])


def export_checkpoint(*, at: datetime) -> Checkpoint:
    """Sign the heads of all chains and write them to settings.CHECKPOINT_DIR, unless entries were lost meanwhile.

    A new checkpoint over a chain that was cut would say that the rest is whole; so the one before is compared first.
    Raises LedgerNotWhole. A checkpoint that cannot be believed (damaged, or of an earlier key) is logged as an error.
    """
    before = newest_file()
    if before is not None:
        try:
            missing = list(faults_against(read_checkpoint(before)))
        except CheckpointInvalid:
            logger.exception("checkpoint_not_believed", file=before.name)
        else:
            if missing:
                raise LedgerNotWhole(missing)
    return write_checkpoint(at=at)
