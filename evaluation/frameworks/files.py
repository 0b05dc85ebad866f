"""A version of a framework as a file that people write: YAML as it is, or a table (CSV, Excel) with a row a thing.

Rows of the table are of a type: `about` (number, first day, source …), `figure`, `class`, `composite`, `indicator`.
Lists stand in one cell: `0: 2; -0.05: 1.8` for bands, `figure.national: 3; figure.provincial: 2` for points of things.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.sheets import Column, open_sheet
from evaluation.frameworks import FrameworkInvalid, text_of

SIZE_MOST = 1_000_000  # bytes
YAML = (".yaml", ".yml")
TEXTS = ("name", "finding", "source", "why")  # each with its English in a column of its own
NUMBERS = ("weight", "known_min", "n_judge", "n_show")
LIGHTS = {"red": "low", "green": "high", "margin": "margin"}
OPTIONS = ("points", "zero_at", "full_at", "below", "cap", "start", "floor", "zero_below", "of")
WORDS = ("under", "role", "aggregation", "numerator", "denominator", "kind", "direction", "missing", "unit", "subject")
COLUMNS = (
    Column("type", gettext_lazy("Type"), is_required=True),
    Column("code", gettext_lazy("Code"), is_required=True),
    Column("name", gettext_lazy("Name"), is_required=True),
    Column("name_en", gettext_lazy("English name")),
    Column("under", gettext_lazy("Stands under")),
    Column("weight", gettext_lazy("Weight")),
    Column("role", pgettext_lazy("of an indicator", "Role")),
    Column("aggregation", gettext_lazy("Aggregation")),
    Column("known_min", gettext_lazy("Least part of the weight that is known")),
    Column("numerator", gettext_lazy("Numerator")),
    Column("denominator", gettext_lazy("Denominator")),
    Column("kind", gettext_lazy("Kind")),
    Column("direction", gettext_lazy("Direction")),
    Column("red", gettext_lazy("Threshold of red")),
    Column("green", gettext_lazy("Threshold of green")),
    Column("margin", gettext_lazy("Margin")),
    Column("method", gettext_lazy("Scoring")),
    Column("points", gettext_lazy("Points")),
    Column("zero_at", gettext_lazy("Zero at")),
    Column("full_at", gettext_lazy("Full score at")),
    Column("bands", gettext_lazy("Bands")),
    Column("below", gettext_lazy("Points below the bands")),
    Column("per", gettext_lazy("Points for each")),
    Column("cap", gettext_lazy("At most")),
    Column("start", gettext_lazy("Begins with")),
    Column("floor", gettext_lazy("At least")),
    Column("to", gettext_lazy("Held against")),
    Column("zero_below", gettext_lazy("No points below")),
    Column("reference", gettext_lazy("Reference")),
    Column("of", gettext_lazy("Out of")),
    Column("missing", gettext_lazy("If missing")),
    Column("n_judge", gettext_lazy("Least number to judge")),
    Column("n_show", gettext_lazy("Least number to show")),
    Column("finding", gettext_lazy("Finding")),
    Column("finding_en", gettext_lazy("Finding in English")),
    Column("unit", gettext_lazy("Unit")),
    Column("subject", gettext_lazy("Of whom")),
    Column("adds_up", gettext_lazy("Adds up")),
    Column("regions", gettext_lazy("Regions")),
    Column("weights", gettext_lazy("Weights of the class")),
    Column("gates", gettext_lazy("Gates")),
    Column("why", gettext_lazy("Why")),
    Column("why_en", gettext_lazy("Why, in English")),
    Column("source", gettext_lazy("Source")),
    Column("source_en", gettext_lazy("Source in English")),
)
LISTS = {"figure": "figures", "class": "classes", "composite": "composites", "indicator": "indicators"}


def read_file(file: BinaryIO, *, name: str) -> dict[str, Any]:
    """The version that a file describes; nothing of it is judged yet. Raises FrameworkInvalid, SheetError."""
    if PurePath(name).suffix.lower() in YAML:
        return read_yaml(file.read(SIZE_MOST + 1))
    return _from_rows(open_sheet(file, name=name, columns=COLUMNS))


def read_yaml(data: bytes | str) -> dict[str, Any]:
    """The version that a YAML text describes: a version, or a framework with one. Raises FrameworkInvalid."""
    if len(data) > SIZE_MOST:
        raise FrameworkInvalid(_("The file is larger than a framework can be."))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(data, Loader=yaml.SafeLoader)):
            raise FrameworkInvalid(_("Write everything out: references (*) are not read."))
        said = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise FrameworkInvalid(_("Line %(line)s is not YAML that can be read.") % {"line": line}) from error
    if isinstance(said, Mapping) and isinstance(said.get("versions"), list) and said["versions"]:
        said = said["versions"][-1]
    if not isinstance(said, Mapping):
        raise FrameworkInvalid(_("This is no version of a framework."))
    return dict(said)


def written_yaml(document: Mapping[str, Any]) -> str:
    """A version as YAML, as it can be read again."""
    return yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


class _Plain(yaml.SafeDumper):
    """Writes everything out: what stands twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


# ---- The table ------------------------------------------------------------------------------------------------------


def _from_rows(sheet: Any) -> dict[str, Any]:
    document: dict[str, Any] = {}
    problems: list[str] = []
    for row in sheet.rows():
        values = {name: text for name, text in row.values.items() if text}
        kind = values.pop("type", "").strip().lower()
        try:
            if kind == "about":
                _merge(document, _about(values))
            elif kind in LISTS:
                document.setdefault(LISTS[kind], []).append(_entry(kind, values))
            else:
                problems.append(
                    _("Line %(line)s: the type is one of %(known)s.")
                    % {"line": row.line, "known": ", ".join(["about", *LISTS])}
                )
        except (ValueError, TypeError) as error:
            problems.append(_("Line %(line)s: %(fault)s") % {"line": row.line, "fault": error})
        problems += [
            f"{_('Line %(line)s: %(fault)s') % {'line': row.line, 'fault': fault}}" for fault in row.faults.values()
        ]
    if problems:
        raise FrameworkInvalid(*problems)
    return document


def _merge(document: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Add what a row says; the scope is said in two rows."""
    for name, value in said.items():
        document[name] = (
            {**document[name], **value} if isinstance(document.get(name), dict) and name == "scope" else value
        )


def _about(values: Mapping[str, str]) -> dict[str, Any]:
    """A row about the version as a whole: its code is the word, its name the text."""
    code, text = values.get("code", ""), values.get("name", "")
    if code in {"levels", "regions"}:
        return {"scope": {code: _listed(text)}}
    if code == "bounds":
        return {"bounds": {name: [float(end) for end in ends.split("-")] for name, ends in _pairs(text)}}
    if code in {"number", "effective_from"}:
        return {code: text}
    return {code: _text(values, "name")}


def _entry(kind: str, values: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"code": values.get("code", "")}
    entry |= {name: _text(values, name) for name in TEXTS if name in values}
    entry |= {name: values[name] for name in WORDS if name in values}
    entry |= {name: _number(values[name]) for name in NUMBERS if name in values}
    if "adds_up" in values:
        entry["adds_up"] = values["adds_up"].lower() in {"yes", "true", "1", "是"}
    if "regions" in values:
        entry["regions"] = _listed(values["regions"])
    if "weights" in values:
        entry["weights"] = {name: _number(weight) for name, weight in _pairs(values["weights"])}
    if "gates" in values:
        entry["gates"] = json.loads(values["gates"])
    light = {name: _number(values[column]) for column, name in LIGHTS.items() if column in values}
    if light:
        entry["light"] = light
    if kind == "composite":
        return entry | ({"points": _number(values["points"])} if "points" in values else {})
    scoring = _scoring(values)
    return entry | ({"scoring": scoring} if scoring else {})


def _scoring(values: Mapping[str, str]) -> dict[str, Any]:
    scoring: dict[str, Any] = {name: values[name] for name in ("method", "to", "reference") if name in values}
    scoring |= {name: _number(values[name]) for name in OPTIONS if name in values}
    if "bands" in values:
        scoring["bands"] = [[_number(at), _number(points)] for at, points in _pairs(values["bands"])]
    if "per" in values:
        scoring["per"] = [{"of": of, "points": _number(points)} for of, points in _pairs(values["per"])]
    return scoring


def _text(values: Mapping[str, str], name: str) -> Any:
    english = values.get(f"{name}_en")
    return {"zh-hans": values[name], "en": english} if english else values.get(name, "")


def _number(text: str) -> float | int:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(_("“%(text)s” is no number.") % {"text": text}) from None
    return int(value) if value == int(value) else value


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.replace("，", ",").replace("；", ",").split(",") if one.strip()]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """`a: 1; b: 2` as pairs."""
    for one in text.replace("；", ";").replace("：", ":").split(";"):
        if one.strip():
            left, colon, right = one.rpartition(":")
            if not colon:
                raise ValueError(_("“%(text)s” needs a colon: what it is, then how much.") % {"text": one.strip()})
            yield left.strip(), right.strip()


def rows_of(document: Mapping[str, Any]) -> Iterator[list[str]]:
    """A version as the rows of the table, in the order of COLUMNS, as `read_file` reads them."""
    for values in _all_rows(document):
        yield [_cell(values.get(column.name)) for column in COLUMNS]


def _all_rows(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for code in ("number", "effective_from", "source", "purpose", "limits"):
        if code in document:
            yield {"type": "about", "code": code, **_two("name", document[code])}
    for code, listed in document.get("scope", {}).items():
        yield {"type": "about", "code": code, "name": ", ".join(listed)}
    if "bounds" in document:
        bounds = "; ".join(f"{name}: {low:g}-{high:g}" for name, (low, high) in document["bounds"].items())
        yield {"type": "about", "code": "bounds", "name": bounds}
    for kind, name in LISTS.items():
        for entry in document.get(name, []):
            yield {"type": kind, **_flat(entry)}


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: entry[name] for name in ("code", "points", "adds_up", *WORDS, *NUMBERS) if name in entry}
    for name in TEXTS:
        if name in entry:
            values |= _two(name, entry[name])
    values |= {column: entry["light"].get(name) for column, name in LIGHTS.items() if "light" in entry}
    scoring = entry.get("scoring", {})
    values |= {name: scoring[name] for name in ("method", "to", "reference", *OPTIONS) if name in scoring}
    if "bands" in scoring:
        values["bands"] = "; ".join(f"{at:g}: {points:g}" for at, points in scoring["bands"])
    if "per" in scoring:
        values["per"] = "; ".join(f"{one['of']}: {one['points']:g}" for one in scoring["per"])
    if "regions" in entry:
        values["regions"] = ", ".join(entry["regions"])
    if "weights" in entry:
        values["weights"] = "; ".join(f"{name}: {weight:g}" for name, weight in entry["weights"].items())
    if "gates" in entry:
        values["gates"] = json.dumps(entry["gates"], ensure_ascii=False)
    return values


def _two(name: str, said: Any) -> dict[str, str]:
    return {name: text_of(said), f"{name}_en": text_of(said, english=True)}


def _cell(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
