"""What a version says differently from another one, made by the machine: nobody has to remember what they changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core import wording
from evaluation.frameworks.plan import Gate
from evaluation.models import UNAPPROVED, Aggregation, Direction, FrameworkVersion, Kind, Role
from evaluation.models.runs import LEVELS
from evaluation.selectors.names import expression_names
from evaluation.wordings import count_text, formula_text, told
from evaluation.wordings_of_frameworks import gate_text, scoring_text

NODES = ("composites", "indicators")
WHOLE = ("purpose", "limits", "scope", "classes", "bounds", "source")
CHOICES: dict[str, Any] = {
    "aggregation": Aggregation.choices,
    "direction": Direction.choices,
    "kind": Kind.choices,
    "role": Role.choices,
}
UNSAID = frozenset({"code", "finding"})


@dataclass(frozen=True)
class Change:
    """One thing that a version says differently: of which node ("" the version), what, before and after, as written."""

    node: str
    what: str
    before: str
    after: str


def version_before(version: FrameworkVersion) -> FrameworkVersion | None:
    """The approved version that judged before this one begins."""
    approved = version.framework.versions.exclude(state__in=UNAPPROVED).exclude(pk=version.pk)
    return approved.filter(effective_from__lt=version.effective_from).order_by("-effective_from").first()


def changes(before: FrameworkVersion, after: FrameworkVersion) -> list[Change]:
    """Everything that differs between two versions, whole first, then node by node."""
    names = {**expression_names(before), **expression_names(after)}
    sides = (_Side.of(before, names), _Side.of(after, names))
    return [*_whole(*sides), *_nodes(*sides)]


@dataclass(frozen=True)
class _Side:
    """A version with what its words are called."""

    document: Mapping[str, Any]
    names: Mapping[str, str]
    nodes: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, version: FrameworkVersion, names: Mapping[str, str]) -> "_Side":
        nodes = {entry["code"]: entry for name in NODES for entry in version.document.get(name, [])}
        return cls(version.document, names, nodes)


def _whole(before: _Side, after: _Side) -> Iterator[Change]:
    for name in WHOLE:
        then, now = before.document.get(name), after.document.get(name)
        if then != now:
            yield Change("", label_of(name), _said(name, then, {}, before), _said(name, now, {}, after))


def _nodes(before: _Side, after: _Side) -> Iterator[Change]:
    for code, entry in after.nodes.items():
        then = before.nodes.get(code)
        if then is None:
            yield Change(told(entry["name"]), _("New"), "", "")
            continue
        for key in sorted((entry.keys() | then.keys()) - UNSAID):
            if entry.get(key) != then.get(key):
                first, second = _said(key, then.get(key), then, before), _said(key, entry.get(key), entry, after)
                yield Change(told(entry["name"]), label_of(key), first, second)
    gone = (entry for code, entry in before.nodes.items() if code not in after.nodes)
    yield from (Change(told(entry["name"]), _("Left out"), "", "") for entry in gone)


def label_of(name: str) -> str:
    """The word of a document in words of the page."""
    return {
        "purpose": _("Purpose"), "limits": _("Limits"), "scope": _("Scope"), "classes": _("Classes of regions"),
        "bounds": _("Bounds of the weights"), "source": _("Source"), "name": _("Name"), "under": _("Stands under"),
        "weight": _("Weight"), "light": _("Thresholds"), "scoring": _("Scoring"), "numerator": _("Numerator"),
        "denominator": _("Denominator"), "aggregation": _("Aggregation"), "gates": _("Gates"), "why": _("Why"),
        "direction": _("Direction"), "kind": _("Kind"), "missing": _("If missing"), "known_min": _("Least part known"),
        "dimension": _("Dimension"), "role": _("Role"), "points": _("Points"),
    }.get(name, name)  # fmt: skip


def _said(key: str, value: Any, entry: Mapping[str, Any], side: _Side) -> str:  # noqa: C901, PLR0911  (one case for each)
    """A value of a document in words."""
    if value is None:
        return "–"
    match key:
        case "numerator" | "denominator":
            return formula_text(str(value), side.names)
        case "scoring":
            return scoring_text(entry.get("kind", Kind.RATIO), value, side.names)
        case "light":
            words = {"low": count_text(value["low"]), "high": count_text(value["high"])}
            return _("red %(low)s, green %(high)s") % words
        case "gates":
            return " ".join(gate_text(Gate.read(one), side.names) for one in value)
        case "under" | "dimension":
            return side.names.get(value, value)
        case "classes":
            return wording.listed(_class_text(one, side) for one in value)
        case "bounds":
            ends = ((side.names.get(name, name), *pair) for name, pair in value.items())
            return wording.listed(f"{name} {low:g}–{high:g}" for name, low, high in ends)
        case "scope":
            levels = [str(dict(LEVELS)[level]) for level in value.get("levels", [])]
            return wording.listed([*levels, *value.get("regions", [])])
        case _ if key in CHOICES:
            return str(dict(CHOICES[key]).get(value, value))
    return told(value) if isinstance(value, str | Mapping) else count_text(value)


def _class_text(one: Mapping[str, Any], side: _Side) -> str:
    weights = [f"{side.names.get(name, name)} {weight:g}" for name, weight in one.get("weights", {}).items()]
    return f"{told(one['name'])} ({wording.listed(weights)})" if weights else told(one["name"])
