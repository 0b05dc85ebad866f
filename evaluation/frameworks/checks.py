"""What an approval asks of a version's document: its format, its expressions, its goalposts, its tree and its weights.

Every problem is named with where it stands, so that one reading of the list is enough to mend a file.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from evaluation.frameworks import HERE, FrameworkInvalid
from evaluation.frameworks.plan import Leaf, Plan, plan_of

SAME = 1e-6  # weights that sum up to the same


@cache
def format_of_versions() -> Any:
    """The validator of a version's document: schema.json, part `version`."""
    import json

    from jsonschema import Draft202012Validator  # late: it takes a while to import, and few processes check a document

    schema = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": "#/$defs/version", "$defs": schema["$defs"]})


def check(document: Mapping[str, Any], figures: Mapping[str, str]) -> Plan:
    """The plan of a document that may be approved. Raises FrameworkInvalid with everything that is wrong.

    `figures` are the units of the figures that people file, by code.
    """
    found = list(_format(document)) or list(_codes(document))
    if found:
        raise FrameworkInvalid(*found)
    try:
        plan = plan_of(document, figures)
    except FrameworkInvalid as error:
        raise FrameworkInvalid(*error.problems, *_tree(document), *_classes(document)) from None
    found = [*_tree(document), *_classes(document), *_scores(document, plan)]
    if found:
        raise FrameworkInvalid(*found)
    return plan


def _format(document: Mapping[str, Any]) -> Iterator[str]:
    """What does not fit the format, in the order of the document."""
    errors = sorted(format_of_versions().iter_errors(document), key=lambda error: [str(step) for step in error.path])
    for error in errors:
        inmost = _inmost(error)
        yield f"{_place(document, list(inmost.absolute_path))}: {_words(inmost)}"


def _inmost(error: Any) -> Any:
    """Of several forms that none fit, the fault that lies deepest: the form that was meant."""
    while error.context and error.validator in {"oneOf", "anyOf"}:
        error = max(error.context, key=lambda inner: len(inner.path))
    return error


def _place(document: Any, path: list[Any]) -> str:
    """Where something stands, with the code of the entry: indicators 3 (jx_09) › scoring › zero_at."""
    steps: list[str] = []
    at = document
    for step in path:
        at = at[step]
        if isinstance(step, int):
            code = at.get("code", "") if isinstance(at, Mapping) else ""
            steps[-1:] = [f"{steps[-1] if steps else ''} {step + 1}" + (f" ({code})" if code else "")]
        else:
            steps.append(str(step))
    return " › ".join(steps) or _("the document")


def _words(error: Any) -> str:  # noqa: PLR0911  (one case for each kind of fault)
    """A fault of the format in words that say what to do."""
    match error.validator:
        case "required":
            missing = [name for name in error.validator_value if name not in error.instance]
            return _("%(names)s is missing") % {"names": ", ".join(missing)}
        case "additionalProperties":
            known = error.schema.get("properties", {})
            strange = [name for name in error.instance if name not in known]
            return _("%(names)s is not known here; known are %(known)s") % {
                "names": ", ".join(map(str, strange)),
                "known": ", ".join(known),
            }
        case "enum" | "const":
            known = error.validator_value if error.validator == "enum" else [error.validator_value]
            return _("%(value)s is not one of %(known)s") % {
                "value": error.instance,
                "known": ", ".join(map(str, known)),
            }
        case "type":
            return _("%(value)s is not what is needed here: %(kind)s") % {
                "value": repr(error.instance)[:60],
                "kind": error.validator_value,
            }
        case "pattern":
            return _("%(value)s is not written as it has to be; look at a version that is there") % {
                "value": repr(error.instance)[:60]
            }
        case "maxLength" | "minLength" | "maxItems" | "minItems":
            words = {"number": len(error.instance), "limit": error.validator_value}
            if error.validator.startswith("max"):
                return _("%(number)s letters or entries, at most %(limit)s are allowed") % words
            return _("%(number)s letters or entries, at least %(limit)s are needed") % words
        case "minimum" | "maximum" | "exclusiveMinimum":
            return _("%(value)s lies beyond the limit %(limit)s") % {
                "value": error.instance,
                "limit": error.validator_value,
            }
    return str(error.message)[:300]


def _codes(document: Mapping[str, Any]) -> Iterator[str]:
    nodes = [*document["indicators"], *document.get("composites", [])]
    counted = Counter(entry["code"] for entry in nodes)
    yield from (_("%(code)s stands twice.") % {"code": code} for code, number in counted.items() if number > 1)
    if sum(entry.get("role") == "headline" for entry in nodes) != 1:
        yield _("One indicator is the headline: its light is the light of the subject.")


def _tree(document: Mapping[str, Any]) -> Iterator[str]:
    """Parents that are there, children for everybody, gates on something that has a light."""
    composites = {entry["code"]: entry for entry in document.get("composites", [])}
    nodes = {entry["code"]: entry for entry in [*document["indicators"], *composites.values()]}
    for code, entry in nodes.items():
        under = entry.get("under")
        if under is not None and under not in composites:
            yield _("%(code)s: there is no composite %(under)s to stand under.") % {"code": code, "under": under}
    if len([code for code, entry in composites.items() if "under" not in entry]) > 1:
        yield _("One composite stands under nothing: the index.")
    for code, entry in composites.items():
        children = [one for one in nodes.values() if one.get("under") == code]
        if not children:
            yield _("%(code)s: nothing stands under it.") % {"code": code}
        if entry["aggregation"] != "sum" and not any(_weight(one) for one in children):
            yield _("%(code)s: nothing under it has a weight.") % {"code": code}
        for gate in entry.get("gates", []):
            if "light" not in nodes.get(gate["indicator"], {}):
                yield _("%(code)s: the gate %(gate)s is no indicator with a light.") % {
                    "code": code,
                    "gate": gate["indicator"],
                }
            if "at_best" not in gate and "at_most" not in gate:
                yield _("%(code)s: say what the gate %(gate)s allows: at_best or at_most.") % {
                    "code": code,
                    "gate": gate["indicator"],
                }


def _weight(entry: Mapping[str, Any]) -> float:
    if "aggregation" in entry:
        return float(entry.get("weight", entry.get("points", 1.0)))
    return float(entry.get("weight", abs(entry.get("scoring", {}).get("points", 0.0))))


def _classes(document: Mapping[str, Any]) -> Iterator[str]:
    """Each class weighs what the bounds allow, in sum as much as the common weights; no region is in two."""
    nodes = {entry["code"]: entry for entry in [*document["indicators"], *document.get("composites", [])]}
    bounds = document.get("bounds", {})
    regions = Counter(prefix for one in document.get("classes", []) for prefix in one["regions"])
    yield from (
        _("The region %(region)s is in two classes.") % {"region": region}
        for region, number in regions.items()
        if number > 1
    )
    for one in document.get("classes", []):
        weights = one.get("weights", {})
        for code, weight in weights.items():
            low, high = bounds.get(code, (0.0, float("inf")))
            if code not in nodes:
                yield _("class %(name)s: there is nothing called %(code)s.") % {"name": one["code"], "code": code}
            elif not low - SAME <= weight <= high + SAME:
                yield _("class %(name)s: the weight of %(code)s is outside its bounds.") % {
                    "name": one["code"],
                    "code": code,
                }
        for parent in {nodes[code].get("under", "") for code in weights if code in nodes}:
            siblings = [entry for entry in nodes.values() if entry.get("under", "") == parent]
            common = sum(_weight(entry) for entry in siblings)
            own = sum(weights.get(entry["code"], _weight(entry)) for entry in siblings)
            if abs(common - own) > SAME:
                yield _(
                    "class %(name)s: the weights under %(parent)s sum up to %(own)s, the common ones to %(common)s."
                ) % {
                    "name": one["code"],
                    "parent": parent,
                    "own": f"{own:g}",
                    "common": f"{common:g}",
                }


def _scores(document: Mapping[str, Any], plan: Plan) -> Iterator[str]:
    """Units of shares, goalposts, and thresholds in their order."""
    entries = {entry["code"]: entry for entry in [*document["indicators"], *document.get("composites", [])]}
    for leaf in plan.leaves:
        yield from (f"{leaf.code}: {problem}" for problem in _of_leaf(leaf, entries[leaf.code]))
    for code, entry in entries.items():
        light = entry.get("light")
        if light and (light["low"] > light["high"]) != (entry.get("direction") == "down"):
            yield _("%(code)s: the thresholds stand in the wrong order.") % {"code": code}
        finding = entry.get("finding")
        if not all(_is_told(text) for text in (finding.values() if isinstance(finding, Mapping) else [finding or ""])):
            yield _("%(code)s: a finding may name {numerator} and {denominator} only.") % {"code": code}


def _of_leaf(leaf: Leaf, entry: Mapping[str, Any]) -> Iterator[str]:
    over, under = leaf.numerator, leaf.denominator
    if leaf.is_share and over is not None and under is not None and over.unit != under.unit:
        yield _("the parts of a share have one unit.")
    if leaf.method == "linear" and leaf.options["zero_at"] == leaf.options["full_at"]:
        yield _("linear scoring needs two different goalposts.")
    if leaf.per and entry.keys() & {"numerator", "denominator"}:
        yield _("it is scored by things, so it has no fraction.")
    if not leaf.per and leaf.method and leaf.numerator is None:
        yield _("say what its numerator is.")
    if leaf.under and "scoring" not in entry and leaf.weight:
        yield _("it has a weight, so say how it is scored.")


def _is_told(finding: str) -> bool:
    """Whether the sentence of a finding can be filled in."""
    try:
        finding.format(numerator="1", denominator="1")
    except (KeyError, IndexError, ValueError):
        return False
    return True
