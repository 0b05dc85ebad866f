"""How an entry is hashed. Plain joined lines, so that SQL alone can verify the chain a second time."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def sha256(text: str) -> str:
    """Hex digest of the UTF-8 text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(payload: Mapping[str, Any]) -> str:
    """The one spelling of a payload: sorted keys, no spaces, real characters."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)


def payload_digest(salt: str, document: str) -> str:
    """Digest of a salted payload."""
    return sha256(f"{salt}\n{document}")


def spelled(at: datetime) -> str:
    """A moment in UTC with microseconds, always 26 characters and a Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def one_line(text: str) -> str:
    """Fields of the chain hold no line breaks, so that the joined text has one reading."""
    return " ".join(text.split())


def digest_of_fields(  # noqa: PLR0917 (called a million times)
    previous_digest: str,
    stream: str,
    number: int,
    at: str,
    actor_key: str,
    actor_label: str,
    organisation_id: int | None,
    action: str,
    subject_label: str,
    payload_digest: str,
) -> str:
    """SHA-256 over the previous digest and the fields of an entry (`at` as `spelled`), joined by line feeds."""
    return sha256(
        f"{previous_digest}\n{stream}\n{number}\n{at}\n{actor_key}\n{actor_label}\n"
        f"{'' if organisation_id is None else organisation_id}\n{action}\n{subject_label}\n{payload_digest}"
    )


def entry_digest(entry: Any) -> str:
    """The digest of an Entry."""
    return digest_of_fields(
        entry.previous_digest,
        entry.stream,
        entry.number,
        spelled(entry.at),
        entry.actor_key,
        entry.actor_label,
        entry.organisation_id,
        entry.action,
        entry.subject_label,
        entry.payload_digest,
    )
