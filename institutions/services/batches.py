"""Many rows of a college at once: in parts that fit a query, with one entry of the ledger that says how many."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from core.actors import ActorLike
from core.imports import Counts, Progress
from institutions.models import College
from ledger.services import record

T = TypeVar("T")
BATCH = 500


def parts(rows: Sequence[T]) -> list[Sequence[T]]:
    """The rows in parts of at most BATCH."""
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def bring_in_parts(
    rows: Sequence[T],
    bring: Callable[[Sequence[T]], Counts],
    *,
    actor: ActorLike,
    college: College,
    action: str,
    progress: Progress,
) -> Counts:
    """Let `bring` write each part; what was written is recorded once, under `action`, for the college."""
    counts = Counts()
    for part in parts(rows):
        progress(counts.total, len(rows))
        counts += bring(part)
    if counts.created or counts.updated:
        payload = {"created": counts.created, "updated": counts.updated, "unchanged": counts.unchanged}
        record(actor=actor, action=action, subject=college.organisation, payload=payload)
    return counts
