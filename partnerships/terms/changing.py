"""What one document changes in another, in units that stand alone; and putting such changes upon a third.

A unit is a field of the basics, a party, an entry with a key, or a clause as a whole. Changes of different units can
be put upon a document in any order: the same terms come out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerships.terms.document import CLAUSES, ROWS, Terms
from partnerships.terms.reading import read_terms
from partnerships.terms.writing import to_json

MAPPINGS = ("basics", "sources")
"""Parts of a document whose fields are units."""

Document = Mapping[str, Any]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One unit, before and after, as JSON; None where it is not there. `path` is such as ("risks", "items", "3")."""

    path: Path
    before: Any
    after: Any

    @property
    def section(self) -> str:
        """The clause it belongs to; parties stand with the basics."""
        if self.path[0] == "sources":
            return self.path[1]
        return "basics" if self.path[0] == "parties" else self.path[0]


class Overtaken(ValueError):
    """Some units are no longer what the changes began from; `changes` are theirs."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = tuple(changes)
        super().__init__(", ".join(".".join(change.path) for change in changes))


def changes_between(before: Terms, after: Terms) -> tuple[Change, ...]:
    """What has to be put upon `before` to get `after`; the order of entries is no change."""
    old, new = units(to_json(before)), units(to_json(after))
    paths = [*old, *(path for path in new if path not in old)]
    return tuple(Change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path))


def with_changes(terms: Terms, changes: Sequence[Change], *, by_force: bool = False) -> Terms:
    """The terms with changes put upon them. Raises Overtaken where a unit is neither what it was before the change nor
    what it becomes; `by_force` puts the change there all the same.
    """
    held = units(to_json(terms))
    overtaken = [change for change in changes if held.get(change.path) not in (change.before, change.after)]
    if overtaken and not by_force:
        raise Overtaken(overtaken)
    for change in changes:
        if change.after is None:
            held.pop(change.path, None)
        else:
            held[change.path] = change.after
    return read_terms(_document(held, terms.schema))


def units(document: Document) -> dict[Path, Any]:
    """A document in units, in its order."""
    return dict(_units(document))


def _units(document: Document) -> Iterator[tuple[Path, Any]]:
    for part in MAPPINGS:
        for name, value in document.get(part, {}).items():
            yield (part, name), value
    for party in document.get("parties", ()):
        yield ("parties", party["key"]), party
    for clause in CLAUSES:
        held = document.get(clause)
        if held is None:
            continue
        if clause not in ROWS or "not_applicable" in held:
            yield (clause,), held
            continue
        yield (clause,), {name: value for name, value in held.items() if name != "items"}
        for item in held.get("items", ()):
            yield (clause, "items", item["key"]), item


def _document(held: Mapping[Path, Any], schema: int) -> dict[str, Any]:
    document: dict[str, Any] = {"schema": schema, "parties": [], **{part: {} for part in MAPPINGS}}
    for path, value in sorted(held.items(), key=lambda unit: (len(unit[0]), _in_order(unit[0]))):
        if path[0] in MAPPINGS:
            document[path[0]][path[1]] = value
        elif path[0] == "parties":
            document["parties"].append(value)
        elif len(path) == 1:
            document[path[0]] = dict(value)
        else:
            document.setdefault(path[0], {}).setdefault("items", []).append(value)
    return document


def _in_order(path: Path) -> tuple[Any, ...]:
    """Entries by their keys, numbers as numbers: the same entries stand in the same order, however they came."""
    key = path[-1]
    return (path[0], not key.isdecimal(), int(key) if key.isdecimal() else 0, key)
