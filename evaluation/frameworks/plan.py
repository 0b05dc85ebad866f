"""What a version of a framework computes: its document as checked expressions, in the order in which they can run."""

import graphlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from evaluation.engine.expressions import Expression, ExpressionError, Unit, parse, times, unit
from evaluation.engine.lights import Thresholds
from evaluation.engine.measures import MEASURES
from evaluation.frameworks import FrameworkInvalid

PREFIX = "figure."  # before the code of what people file


@dataclass(frozen=True)
class Leaf:
    """An indicator: a fraction and its score. Of things (`per`) the score itself is the value."""

    code: str
    under: str
    weight: float
    points: float
    kind: str
    down: bool
    thresholds: Thresholds | None
    n_show: int  # with a smaller denominator there is no value
    n_judge: int  # with a smaller one there is no light
    is_zero_if_missing: bool
    numerator: Expression | None
    denominator: Expression | None
    method: str  # "": not scored
    options: Mapping[str, Any]
    per: Sequence[tuple[Expression, float]]
    reference: Expression | None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Everything that it reads."""
        own = (self.numerator, self.denominator, self.reference)
        return (*(one for one in own if one is not None), *(one for one, _points in self.per))

    @property
    def names(self) -> tuple[str, ...]:
        """The measures, filed figures and indicators that it reads."""
        return tuple(sorted({name for one in self.expressions for name in one.names}))

    @property
    def is_share(self) -> bool:
        return self.kind == "share"

    @property
    def compares(self) -> bool:
        """Whether its score hangs on what others have."""
        return self.method == "relative" or (self.method == "reference" and self.reference is None)


@dataclass(frozen=True)
class Gate:
    """Where the light of an indicator is so bad, the composite has at best this light, or at most this value."""

    indicator: str
    light: str
    at_best: str
    at_most: float | None

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> "Gate":
        """A gate as a document says it; it closes at red where nothing else is said."""
        return cls(entry["indicator"], entry.get("light", "red"), entry.get("at_best", ""), entry.get("at_most"))


@dataclass(frozen=True)
class Composite:
    """A node of the tree: what it makes of its children. `points` is the full mark of a sum."""

    code: str
    under: str
    weight: float
    points: float
    aggregation: str
    thresholds: Thresholds | None
    known_min: float
    gates: Sequence[Gate]
    children: Sequence[str]

    @property
    def is_sum(self) -> bool:
        return self.aggregation == "sum"


@dataclass(frozen=True)
class RegionClass:
    """Regions (by the first digits of their codes) that have weights of their own."""

    code: str
    regions: Sequence[str]
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Plan:
    """A version, ready to be computed: leaves and composites, each after what it reads."""

    leaves: Sequence[Leaf]
    composites: Sequence[Composite]
    classes: Sequence[RegionClass] = ()
    levels: frozenset[str] = frozenset()  # whose figures are derived; none: all
    regions: Sequence[str] = ()  # the first digits of the regions that are judged; none: all
    headline: str = ""
    figures: frozenset[str] = field(default_factory=frozenset)  # codes of filed figures that are read

    @property
    def measures(self) -> frozenset[str]:
        """The measures that it reads."""
        return frozenset(name for leaf in self.leaves for name in leaf.names if name in MEASURES)

    @property
    def root(self) -> Composite | None:
        """The index: what stands under nothing; None where the version has no tree."""
        return next((one for one in self.composites if not one.under), None)

    def leaf(self, code: str) -> Leaf | None:
        return next((one for one in self.leaves if one.code == code), None)

    def composite(self, code: str) -> Composite | None:
        return next((one for one in self.composites if one.code == code), None)

    def class_of(self, region: str | None) -> str:
        """The class of a region: that of the longest code that it begins with; "" without one."""
        found = [
            (len(prefix), one.code)
            for one in self.classes
            for prefix in one.regions
            if (region or "").startswith(prefix)
        ]
        return max(found, default=(0, ""))[1]

    def judges(self, level: str, region: str | None) -> bool:
        """Whether a subject of this level, in this region, is judged by the version."""
        inside = not self.regions or any((region or "").startswith(prefix) for prefix in self.regions)
        return inside and (not self.levels or level in self.levels)


def plan_of(document: Mapping[str, Any], figures: Mapping[str, str]) -> Plan:
    """The plan of a document that fits its format. Raises FrameworkInvalid with every problem of its expressions.

    `figures` are the units of the figures that people file, by code; those that the document brings are added.
    """
    units = _units(document, figures)
    problems: list[str] = []
    entries = {entry["code"]: entry for entry in document["indicators"]}
    clash = sorted(set(MEASURES.names()) & entries.keys())
    problems += [_("%(code)s: an indicator needs a name that no measure has") % {"code": code} for code in clash]
    leaves: dict[str, Leaf] = {}
    for code in _in_order(entries, units, problems):
        leaf = _leaf(entries[code], units, problems)
        if leaf is not None:
            leaves[code] = leaf
            units[code] = _unit_of(leaf)
    composites = list(_composites(document, problems))
    if problems:
        raise FrameworkInvalid(*problems)
    scope = document.get("scope", {})
    nodes = [*document["indicators"], *document.get("composites", [])]
    return Plan(
        leaves=list(leaves.values()),
        composites=composites,
        classes=[
            RegionClass(one["code"], tuple(one["regions"]), dict(one.get("weights", {})))
            for one in document.get("classes", [])
        ],
        levels=frozenset(scope.get("levels", ())),
        regions=tuple(scope.get("regions", ())),
        headline=next((one["code"] for one in nodes if one.get("role") == "headline"), ""),
        figures=frozenset(
            name.removeprefix(PREFIX) for leaf in leaves.values() for name in leaf.names if name.startswith(PREFIX)
        ),
    )


def _units(document: Mapping[str, Any], figures: Mapping[str, str]) -> dict[str, Unit]:
    """What expressions may name: measures, and figures that people file."""
    filed = {**figures, **{one["code"]: one["unit"] for one in document.get("figures", [])}}
    return {measure.code: unit(measure.unit) for measure in MEASURES} | {
        PREFIX + code: unit_of(text) for code, text in filed.items()
    }


def unit_of(text: str) -> Unit:
    """The unit of a filed figure as expressions compare it: "enterprises" and a measure's "enterprise" are one."""
    name = text.strip().lower()
    return unit("" if name in {"%", "1"} else name.removesuffix("s"))


def _unit_of(leaf: Leaf) -> Unit:
    if leaf.numerator is None or leaf.denominator is None:
        return unit("")
    return times(leaf.numerator.unit, leaf.denominator.unit, -1)


def _texts(entry: Mapping[str, Any]) -> list[str]:
    """Every expression of an entry, as text."""
    scoring = entry.get("scoring", {})
    found = [entry.get("numerator"), entry.get("denominator"), scoring.get("reference")]
    found += [one["of"] for one in scoring.get("per", [])]
    return [str(one) for one in found if one is not None]


def _in_order(
    entries: Mapping[str, Mapping[str, Any]], units: Mapping[str, Unit], problems: list[str]
) -> Iterable[str]:
    """Codes, those that others read first; none where there is a circle."""
    known = dict.fromkeys(units, unit("")) | dict.fromkeys(entries, unit(""))
    graph: dict[str, set[str]] = {}
    for code, entry in entries.items():
        read: set[str] = set()
        for text in _texts(entry):
            try:
                read.update(parse(text, units=known).names)
            except ExpressionError as error:
                problems.append(f"{code}: {error}")
        graph[code] = read & entries.keys()
    if problems:
        return []
    return _sorted(graph, problems)


def _sorted(graph: Mapping[str, Iterable[str]], problems: list[str]) -> list[str]:
    """What others read first; a circle is a problem."""
    try:
        return list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        problems.append(_("A circle: %(path)s") % {"path": " → ".join(error.args[1])})
        return []


def _leaf(entry: Mapping[str, Any], units: Mapping[str, Unit], problems: list[str]) -> Leaf | None:
    scoring = dict(entry.get("scoring", {}))
    method, points = scoring.pop("method", ""), float(scoring.pop("points", 0.0))
    try:
        per = [(parse(str(one["of"]), units=units), float(one["points"])) for one in scoring.pop("per", [])]
        numerator, denominator, reference = (
            parse(str(text), units=units) if text is not None else None
            for text in (entry.get("numerator"), entry.get("denominator"), scoring.pop("reference", None))
        )
    except ExpressionError as error:
        problems.append(f"{entry['code']}: {error}")
        return None
    return Leaf(
        code=entry["code"],
        under=entry.get("under", ""),
        weight=float(entry.get("weight", abs(points))),
        points=points,
        kind=entry.get("kind", "points" if per or numerator is None else "ratio"),
        down=entry.get("direction") == "down",
        thresholds=_thresholds(entry, down=entry.get("direction") == "down"),
        n_show=entry.get("n_show", 0),
        n_judge=entry.get("n_judge", 0),
        is_zero_if_missing=entry.get("missing") == "zero",
        numerator=numerator,
        denominator=denominator if denominator is not None else parse("1", units=units),
        method="" if method == "none" else method,
        options=scoring,
        per=tuple(per),
        reference=reference,
    )


def _thresholds(entry: Mapping[str, Any], *, down: bool) -> Thresholds | None:
    light = entry.get("light")
    if light is None:
        return None
    return Thresholds(float(light["low"]), float(light["high"]), down=down, margin=float(light.get("margin", 0.0)))


def _composites(document: Mapping[str, Any], problems: list[str]) -> Iterator[Composite]:
    """The nodes of the tree, children first."""
    entries = {entry["code"]: entry for entry in document.get("composites", [])}
    nodes = [*document.get("composites", []), *document["indicators"]]
    graph = {code: [one["code"] for one in nodes if one.get("under") == code] for code in entries}
    for code in _sorted({code: [one for one in below if one in entries] for code, below in graph.items()}, problems):
        entry = entries[code]
        yield Composite(
            code=code,
            under=entry.get("under", ""),
            weight=float(entry.get("weight", entry.get("points", 1.0))),
            points=float(entry.get("points", 0.0)) or _full(entry, nodes),
            aggregation=entry["aggregation"],
            thresholds=_thresholds(entry, down=False),
            known_min=float(entry.get("known_min", 0.0 if entry["aggregation"] == "sum" else 0.5)),
            gates=tuple(Gate.read(one) for one in entry.get("gates", [])),
            children=tuple(graph[code]),
        )


def _full(entry: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]) -> float:
    """The full mark: 100, or of a sum what its children can reach together."""
    if entry["aggregation"] != "sum":
        return 100.0
    below = [one for one in nodes if one.get("under") == entry["code"]]
    full = 0.0
    for one in below:
        if "aggregation" in one:
            full += float(one.get("points", 0.0)) or _full(one, nodes)
        else:
            full += max(float(one.get("scoring", {}).get("points", 0.0)), 0.0)
    return full
