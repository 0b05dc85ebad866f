"""The digest of a run: SHA-256 over natural codes in Python's order, so that it is one on every database."""

import hashlib
import math
from collections.abc import Iterable

from evaluation.engine.deriving import Derived, Subject
from evaluation.models import Run

PLACES = 6


def figure(value: float | None) -> str:
    """A figure as text: rounded, no minus zero, nothing for missing."""
    return "" if value is None or math.isnan(value) else repr(round(float(value), PLACES) + 0.0)


def digest_of(
    run: Run, subjects: list[Subject], figures: Iterable[tuple[str, str, str, float]], derived: Iterable[Derived]
) -> str:
    """What a run found. The same inputs give the same digest, whatever the kind of run and the database."""
    version = run.version
    lines = [f"run\t{version.framework.code}\t{version.number}\t{version.digest}\t{run.on}\t{run.cutoff.isoformat()}"]
    lines += sorted(f"measure\t{code}\t{level}\t{subject}\t{figure(value)}" for code, level, subject, value in figures)
    for column in sorted(derived, key=lambda item: item.code):
        parts = zip(
            subjects, column.numerator, column.denominator, column.value, column.score, column.light, strict=True
        )
        lines += sorted(
            f"indicator\t{column.code}\t{level}\t{code}\t{figure(over)}\t{figure(under)}\t{figure(value)}"
            f"\t{figure(score)}\t{light}"
            for (level, code), over, under, value, score, light in parts
        )
        lines += sorted(_rank_lines(subjects, column))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _rank_lines(subjects: list[Subject], column: Derived) -> Iterable[str]:
    if column.ranks is not None and column.common is not None:
        ranks = column.ranks
        parts = zip(subjects, column.common, ranks.rank, ranks.low, ranks.high, ranks.of, strict=True)
        for (level, code), common, rank, low, high, of in parts:
            yield f"rank\t{column.code}\t{level}\t{code}\t{figure(common)}\t{rank}\t{low}\t{high}\t{of}"
