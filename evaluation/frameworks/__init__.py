"""The shipped frameworks, as readable files, and how a file is read and checked."""

import graphlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from evaluation.engine.expressions import Expression, ExpressionError, Unit, parse, times, unit
from evaluation.engine.measures import MEASURES
from evaluation.engine.reported import REPORTED

HERE = Path(__file__).resolve().parent


class FrameworkInvalid(ValueError):
    """A framework cannot be approved: an unknown name, units that do not fit, a circle, goalposts without a way."""


@dataclass(frozen=True)
class Formula:
    """The fraction of one indicator, checked."""

    code: str
    numerator: Expression
    denominator: Expression

    @property
    def unit(self) -> Unit:
        return times(self.numerator.unit, self.denominator.unit, -1)

    @property
    def names(self) -> tuple[str, ...]:
        """The measures and indicators that it reads."""
        return tuple(sorted({*self.numerator.names, *self.denominator.names}))


def shipped() -> Iterator[dict[str, Any]]:
    """Every shipped framework, as its file says."""
    for path in sorted(HERE.glob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def document_of(version: Mapping[str, Any]) -> dict[str, Any]:
    """What a version says, as plain JSON: dates as text."""
    return json.loads(json.dumps(version, default=date.isoformat))


def digest_of(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a version's document."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def formulas(fractions: Mapping[str, tuple[str, str]]) -> list[Formula]:
    """The fractions of a version in the order in which they can be computed. Raises FrameworkInvalid.

    `fractions` holds numerator and denominator by the code of the indicator. An expression may name a measure or
    another indicator of the version.
    """
    units = _units()
    clash = units.keys() & fractions.keys()
    if clash:
        raise FrameworkInvalid(f"{', '.join(sorted(clash))}: an indicator needs a name that no measure has")
    ready: dict[str, Formula] = {}
    for code in _in_order(fractions):
        numerator, denominator = fractions[code]
        try:
            formula = Formula(code, parse(numerator, units=units), parse(denominator, units=units))
        except ExpressionError as error:
            raise FrameworkInvalid(f"{code}: {error}") from error
        ready[code] = formula
        units[code] = formula.unit
    return list(ready.values())


def check(document: Mapping[str, Any]) -> None:
    """Everything that an approval asks of a version's document. Raises FrameworkInvalid."""
    entries = {entry["code"]: entry for entry in document["indicators"]}
    if len(entries) != len(document["indicators"]):
        raise FrameworkInvalid("An indicator stands twice.")
    if sum(entry.get("role") == "headline" for entry in entries.values()) != 1:
        raise FrameworkInvalid("One indicator is the headline: its light is the light of the subject.")
    for formula in formulas({code: (entry["numerator"], entry["denominator"]) for code, entry in entries.items()}):
        entry = entries[formula.code]
        if entry["kind"] == "share" and formula.unit:
            raise FrameworkInvalid(f"{formula.code}: the parts of a share have one unit")
        scoring = entry.get("scoring")
        if scoring and (scoring["method"] != "linear" or scoring["zero_at"] == scoring["full_at"]):
            raise FrameworkInvalid(f"{formula.code}: linear scoring needs two different goalposts")
        light = entry.get("light")
        if light and (light["low"] > light["high"]) != (entry.get("direction") == "down"):
            raise FrameworkInvalid(f"{formula.code}: the thresholds stand in the wrong order")
        if not entry.get("source"):
            raise FrameworkInvalid(f"{formula.code}: say where it comes from")


def _units() -> dict[str, Unit]:
    """What expressions may name: measures, and figures that people file."""
    return {measure.code: unit(measure.unit) for measure in MEASURES} | {
        name: unit(REPORTED[name].unit) for name in REPORTED.names()
    }


def _in_order(fractions: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Codes, those that others read first. Raises FrameworkInvalid for a circle."""
    known = dict.fromkeys(_units(), unit("")) | dict.fromkeys(fractions, unit(""))
    graph: dict[str, set[str]] = {}
    for code, texts in fractions.items():
        try:
            graph[code] = {name for text in texts for name in _names(text, known) if name in fractions}
        except ExpressionError as error:
            raise FrameworkInvalid(f"{code}: {error}") from error
    try:
        yield from graphlib.TopologicalSorter(graph).static_order()
    except graphlib.CycleError as error:
        raise FrameworkInvalid(f"A circle: {' → '.join(error.args[1])}") from error


def _names(text: str, known: Mapping[str, Unit]) -> tuple[str, ...]:
    return parse(text, units=known).names
