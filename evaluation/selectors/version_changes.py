"""What a version says differently from another one, made by the machine: nobody has to remember what they changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core import wording
from evaluation.frameworks import text_of
from evaluation.models import UNAPPROVED, FrameworkVersion

NODES = ("composites", "indicators")
WHOLE = ("purpose", "limits", "scope", "classes", "bounds", "source")
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


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Everything that differs between two documents, whole first, then node by node."""
    return [*_whole(before, after), *_nodes(before, after)]


def _whole(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in WHOLE:
        if before.get(name) != after.get(name):
            yield Change("", label_of(name), _said(before.get(name)), _said(after.get(name)))


def _nodes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    then = {entry["code"]: entry for name in NODES for entry in before.get(name, [])}
    now = {entry["code"]: entry for name in NODES for entry in after.get(name, [])}
    for code, entry in now.items():
        if code not in then:
            yield Change(_name(entry), _("New"), "", "")
            continue
        for key in sorted((entry.keys() | then[code].keys()) - UNSAID):
            if entry.get(key) != then[code].get(key):
                yield Change(_name(entry), label_of(key), _said(then[code].get(key)), _said(entry.get(key)))
    yield from (Change(_name(entry), _("Left out"), "", "") for code, entry in then.items() if code not in now)


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


def _name(entry: Mapping[str, Any]) -> str:
    return (text_of(entry["name"], english=True) if not wording.is_chinese() else "") or text_of(entry["name"])


def _said(value: Any) -> str:
    """A value of a document as it would be written, in the language of the page where it has two."""
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        if "zh-hans" in value:
            return (value.get("en") if not wording.is_chinese() else None) or value["zh-hans"]
        return ", ".join(f"{key} {_said(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
