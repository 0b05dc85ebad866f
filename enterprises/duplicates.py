"""Which enterprises of the register may be one: found in sets, for a person to decide. Nothing is joined here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count

from enterprises.models import Enterprise, ExternalId

PAIRS_MAX = 200  # shown at once: who has settled these sees the next
COMPARED_MAX = 20_000  # names that are compared for a slip of the pen, the newest of the register
GROUP_MAX = 20  # rows of one name that are paired
SHORTEST = 4  # shorter names differ by one letter all the time

SAME_NAME, SAME_IDENTIFIER, NEAR_NAME = "same_name", "same_identifier", "near_name"


@dataclass(frozen=True)
class Pair:
    """Two enterprises that may be one, and why."""

    first: Enterprise
    second: Enterprise
    why: str
    value: str = ""


def likely_duplicates(why: str = "") -> list[Pair]:
    """Likely duplicates, the surest first: at most PAIRS_MAX; `why` asks for one kind alone."""
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for kind, source in ((SAME_IDENTIFIER, _same_identifier), (SAME_NAME, _same_name), (NEAR_NAME, _near_name)):
        if why and kind != why:
            continue
        for first, second, value in source():
            if len(found) >= PAIRS_MAX:
                break
            found.setdefault((min(first, second), max(first, second)), (kind, value))
    keys = {key for pair in found for key in pair}
    rows = Enterprise.objects.select_related("organisation__region", "industry").in_bulk(keys)
    return [Pair(rows[one], rows[two], *reason) for (one, two), reason in found.items()]


def _paired(groups: Iterable[tuple[str, list[int]]]) -> Iterator[tuple[int, int, str]]:
    for value, keys in groups:
        for first, second in combinations(sorted(set(keys))[:GROUP_MAX], 2):
            yield first, second, value


def _same_identifier() -> Iterator[tuple[int, int, str]]:
    """The same value under two schemes of other registers."""
    rows = ExternalId.objects.filter(enterprise__organisation__merged_into=None)
    values = rows.values("value").annotate(holders=Count("enterprise", distinct=True)).filter(holders__gt=1)
    groups: dict[str, list[int]] = defaultdict(list)
    for value, key in rows.filter(value__in=values.values("value")).values_list("value", "enterprise_id"):
        groups[value].append(key)
    yield from _paired(sorted(groups.items()))


def _same_name() -> Iterator[tuple[int, int, str]]:
    """Names that differ in legal form, width or brackets alone, in one of the languages."""
    for column in ("name_key", "name_en_key"):
        standing = Enterprise.objects.standing().exclude(**{column: ""})
        keys = standing.values(column).annotate(rows=Count("pk")).filter(rows__gt=1).order_by(column)[:PAIRS_MAX]
        groups: dict[str, list[int]] = defaultdict(list)
        named = [row[column] for row in keys]
        for name, key in standing.filter(**{f"{column}__in": named}).values_list(column, "pk"):
            groups[name].append(key)
        yield from _paired(sorted(groups.items()))


def _near_name() -> Iterator[tuple[int, int, str]]:
    """Names of one region that are one letter apart: one more, one less, another, or two changed places.

    Two such names have a text in common that each gives when one of its letters is left out: found by a table of
    these texts, not by comparing all with all.
    """
    rows = Enterprise.objects.standing().exclude(name_key="").exclude(organisation__region=None).order_by("-pk")
    groups: dict[tuple[int, str], set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for key, name, region in rows.values_list("pk", "name_key", "organisation__region_id")[:COMPARED_MAX]:
        if len(name) >= SHORTEST:
            names[key] = name
            for text in {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}:
                groups[region, text].add(key)
    seen: set[tuple[int, int]] = set()
    for keys in groups.values():
        for first, second in combinations(sorted(keys)[:GROUP_MAX], 2):
            if (first, second) not in seen and names[first] != names[second]:
                seen.add((first, second))
                yield first, second, ""
