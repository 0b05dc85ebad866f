"""Enterprises that a file names: exactly, in half or full width, whatever the brackets."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Organisation
from core.cells import folded
from core.filters import spellings
from institutions.lookups import enterprises

BATCH = 500


def enterprises_named(names: Iterable[str]) -> dict[str, list[Organisation]]:
    """The enterprises of the register with exactly these names, in either language; a name of none has no entry."""
    written = sorted({spelling for name in names for spelling in spellings(name)})
    by_name: dict[str, dict[int, Organisation]] = defaultdict(dict)
    for start in range(0, len(written), BATCH):
        part = written[start : start + BATCH]
        for column in ("name", "name_en"):
            for found in enterprises().rows.filter(**{f"{column}__in": part}):
                by_name[folded(getattr(found, column))][found.pk] = found
    return {name: list(rows.values()) for name in set(names) if (rows := _any(by_name, name))}


def _any(by_name: dict[str, dict[int, Organisation]], name: str) -> dict[int, Organisation]:
    found: dict[int, Organisation] = {}
    for spelling in spellings(name):
        found |= by_name.get(folded(spelling), {})
    return found
