"""The clause library: wordings of clauses to begin with, in both languages, each with a version.

What an agreement takes from it becomes its own text; the document remembers where it came from (`sources`, such as
`EXIT-TALENT@1`), so that a page can say what was changed. A text of the library that was not changed is shown in the
language of the reader.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import translation
from django.utils.functional import Promise

from partnerships.terms import CLAUSES, Terms, read_clause, shapes_of
from partnerships.terms.values import Side

FILE = Path(__file__).parent / "shipped" / "clauses.yaml"
LANGUAGES = frozenset({"en", "zh"})
PLACES = frozenset({"college", "enterprise"})  # of parties, in the texts of the library


@dataclass(frozen=True)
class LibraryClause:
    """One version of a wording; `title` and `when` by language, `body` as a clause with texts by language."""

    clause: str
    code: str
    version: int
    valid_from: date
    title: Mapping[str, str]
    when: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def source(self) -> str:
        """How a document names it."""
        return f"{self.code}@{self.version}"

    @property
    def shown_title(self) -> str:
        """The title in the language of the reader."""
        return self.title[_language()]

    @property
    def shown_when(self) -> str:
        """When it fits, in the language of the reader."""
        return self.when[_language()]


@cache
def library() -> tuple[LibraryClause, ...]:
    """All versions of all wordings, as the file has them."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        LibraryClause(
            clause, entry["code"], entry["version"], entry["valid_from"], entry["title"], entry["when"], entry["clause"]
        )
        for clause in CLAUSES
        for entry in entries[clause]
    )


def wordings(clause: str, *, on: date) -> list[LibraryClause]:
    """The newest version of each wording of a clause that is valid on a day, in the order of the file."""
    newest: dict[str, LibraryClause] = {}
    for entry in library():
        if entry.clause == clause and entry.valid_from <= on:
            known = newest.get(entry.code)
            newest[entry.code] = entry if known is None or entry.version > known.version else known
    return list(newest.values())


def find(source: str) -> LibraryClause | None:
    """The wording that a document names as its source."""
    return next((entry for entry in library() if entry.source == source), None)


def filled(entry: LibraryClause, terms: Terms, *, language: str = "") -> Any:
    """The clause for these parties, in a language (that of the reader, if none is named).

    The college is the first party of its side, the enterprise the first party beside it; others get no part.
    """
    college = next((party.key for party in terms.parties if party.side is Side.COLLEGE), "")
    enterprise = next((party.key for party in terms.parties if party.key != college), "")
    keys = {"college": college, "enterprise": enterprise}
    return read_clause(entry.clause, _said(entry.body, keys, language or _language()))


def _said(value: Any, keys: Mapping[str, str], language: str) -> Any:
    if isinstance(value, Mapping):
        if set(value) == LANGUAGES:
            return value[language]
        if value and set(value) <= PLACES:
            return {keys[place]: _said(part, keys, language) for place, part in value.items() if keys[place]}
        return {name: _party_or_said(name, held, keys, language) for name, held in value.items()}
    if isinstance(value, list):
        return [_said(each, keys, language) for each in value]
    return value


def _party_or_said(name: str, held: Any, keys: Mapping[str, str], language: str) -> Any:
    """A party stands where no choice of the terms is called by the name of a side: only who owns a result is."""
    if isinstance(held, str) and held in PLACES and name != "ownership":
        return keys[held]
    return _said(held, keys, language)


def deviations(terms: Terms, name: str) -> list[str | Promise] | None:
    """The labels of the fields in which a clause differs from its wording; None where it is not from the library."""
    entry, held = find(terms.sources.get(name, "")), getattr(terms, name)
    if entry is None or entry.clause != name:
        return None
    found = [_differences(held, filled(entry, terms, language=language)) for language in sorted(LANGUAGES)]
    return min(found, key=len)


def _differences(held: Any, wording: Any) -> list[str | Promise]:
    labels = {shape.name: shape.said.label for shape in shapes_of(wording.__class__)}
    if held.__class__ is not wording.__class__:
        return list(labels.values())
    return [
        labels.get(each.name, each.name)
        for each in fields(wording)
        if _without_keys(getattr(held, each.name)) != _without_keys(getattr(wording, each.name))
    ]


def _without_keys(value: Any) -> Any:
    """Entries without the keys that a saved draft gives them."""
    if isinstance(value, tuple):
        return tuple(
            tuple((each.name, getattr(row, each.name)) for each in fields(row) if each.name != "key")
            if hasattr(row, "__dataclass_fields__") and hasattr(row, "key")
            else row
            for row in value
        )
    return value


def in_own_language(text: str) -> str:
    """A text of the library in the language of the reader; every other text as it was written."""
    return _translations().get(text, {}).get(_language(), text)


@cache
def _translations() -> dict[str, Mapping[str, str]]:
    return {text: pair for entry in library() for pair in _pairs(entry.body) for text in pair.values()}


def _pairs(value: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(value, Mapping):
        if set(value) == LANGUAGES:
            yield value
        else:
            for held in value.values():
                yield from _pairs(held)
    elif isinstance(value, list):
        for held in value:
            yield from _pairs(held)


def _language() -> str:
    return "zh" if (translation.get_language() or "").startswith("zh") else "en"
