"""Reading the ledger: the history of one subject."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from ledger.models import Entry
from ledger.services import stream_of


@dataclass(frozen=True)
class HistoryLine:
    """One act as a page shows it."""

    at: datetime
    actor: str
    action: str
    payload: dict[str, Any] | None  # None: erased


def entries_about(subject: models.Model) -> QuerySet[Entry]:
    """All entries of a subject, oldest first."""
    return Entry.objects.filter(stream=stream_of(subject)).order_by("number")


def history(subject: models.Model, *, newest: int = 50) -> list[HistoryLine]:
    """The newest acts on a subject, newest first. Who may see the subject may see its history."""
    rows = entries_about(subject).select_related("payload").order_by("-number")[:newest]
    return [
        HistoryLine(
            at=row.at,
            actor=row.actor_label,
            action=row.action,
            payload=None if row.payload.erased_at else json.loads(row.payload.document),
        )
        for row in rows
    ]
