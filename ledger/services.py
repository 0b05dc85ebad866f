"""The only writer of the ledger."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from core import clock
from core.actors import ActorLike
from ledger import chain
from ledger.checkpoints import export_checkpoint
from ledger.models import Entry, Payload, Stream

__all__ = ["erase_payload", "export_checkpoint", "record", "stream_of"]


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


@transaction.atomic
def erase_payload(*, actor: ActorLike, entry: Entry, reason: str) -> None:
    """Delete what an entry said and keep that it was said: the chain stays valid. The erasure is an entry itself."""
    actor.require("erase_payload")
    payload = Payload.objects.select_for_update().get(entry=entry)
    record(actor=actor, action="payload.erased", subject=entry, payload={"reason": reason})
    payload.document, payload.erased_at = "", clock.now()
    payload.save(update_fields=["document", "erased_at"])
