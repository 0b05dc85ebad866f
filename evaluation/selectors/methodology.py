"""The methodology of a version as a page: its tree, and each definition with a worked example.

Everything is generated from the document and the engine that computes it: the page cannot say anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from core import wording
from evaluation import wordings
from evaluation import wordings_of_frameworks as words_of
from evaluation.engine.aggregating import weighted_mean
from evaluation.engine.lights import lights
from evaluation.engine.measures import MEASURES, Measure
from evaluation.engine.scoring import METHODS, OF_THINGS, Scored
from evaluation.frameworks.plan import Composite, Leaf, Plan
from evaluation.models import FrameworkVersion, Indicator
from evaluation.selectors.names import expression_names
from evaluation.selectors.plans import version_plan
from evaluation.wordings import told

EXAMPLE_SHARES = (0.8, 0.5, 0.3, 0.9, 0.6, 0.4)  # of the children of a composite, in turn


@dataclass(frozen=True)
class Node:
    """A line of the tree: how deep, what, its weight under its parent, and in which class it has another one."""

    depth: int
    indicator: Indicator
    weight: str
    classes: list[tuple[str, str]]


@dataclass(frozen=True)
class Definition:
    """An indicator as the page defines it, each line with its words."""

    indicator: Indicator
    lines: list[tuple[str, str]]
    example: str
    measures: list[Measure]


def tree(version: FrameworkVersion) -> list[Node]:
    """Every node that stands in the tree, parents before children."""
    plan = version_plan(version)
    rows = {one.code: one for one in version.indicators.all()}
    names = {entry["code"]: told(entry["name"]) for entry in version.document.get("classes", [])}
    return list(_under("", 0, plan, rows, names))


def _under(
    parent: str, depth: int, plan: Plan, rows: Mapping[str, Indicator], names: Mapping[str, str]
) -> Iterator[Node]:
    composites = {one.code for one in plan.composites}
    for row in sorted(rows.values(), key=lambda one: one.position):
        if row.under != parent or (not parent and row.code not in composites):
            continue
        own = [
            (names[one.code], wordings.count_text(one.weights[row.code]))
            for one in plan.classes
            if row.code in one.weights
        ]
        weight = wordings.count_text(row.points if row.method and not own else row.weight)
        yield Node(depth, row, weight if parent else "", own)
        yield from _under(row.code, depth + 1, plan, rows, names)


def definitions(version: FrameworkVersion) -> list[Definition]:
    """Every indicator, the index first, with all that the version says of it."""
    plan, names = version_plan(version), expression_names(version)
    entries = {
        entry["code"]: entry for part in ("composites", "indicators") for entry in version.document.get(part, [])
    }
    found = []
    for row in sorted(version.indicators.all(), key=lambda one: (not one.is_composite, one.position)):
        leaf, composite = plan.leaf(row.code), plan.composite(row.code)
        lines = [line for line in _lines(row, entries[row.code], leaf, composite, names) if line[1]]
        example = _example(row, leaf) if leaf is not None else _example_of(composite, row) if composite else ""
        read = [MEASURES[name] for name in leaf.names if name in MEASURES] if leaf is not None else []
        found.append(Definition(row, lines, example, read))
    return found


def _lines(
    row: Indicator,
    entry: Mapping[str, Any],
    leaf: Leaf | None,
    composite: Composite | None,
    names: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    if composite is not None:
        below = [names.get(code, code) for code in composite.children]
        yield _("Made of"), f"{row.get_aggregation_display()}{_(': ')}{wording.listed(below)}"
        for gate in composite.gates:
            yield _("Gate"), words_of.gate_text(gate, names)
        yield _("Missing data"), words_of.known_min_text(composite.known_min)
    if leaf is not None and not leaf.per:
        yield _("Numerator"), wordings.formula_text(row.numerator, names)
        yield (
            _("Denominator"),
            wordings.formula_text(row.denominator, names) if row.denominator not in {"", "1"} else "",
        )
    if leaf is not None:
        yield _("Score"), words_of.scoring_text(row.kind, entry.get("scoring"), names)
        yield _("Missing data"), words_of.missing_text(leaf)
    yield _("Thresholds"), wordings.threshold_text(row) if row.is_judged else ""
    yield _("Legal basis"), told(entry.get("light", {}).get("basis"))
    yield _("Why"), told(entry.get("why"))
    yield _("Source"), told(entry.get("source"))


def _example(row: Indicator, leaf: Leaf) -> str:
    """A made-up value with the score and light that the engine gives it."""
    if leaf.method in {"", "relative"} or leaf.compares:
        return ""
    if leaf.method in OF_THINGS:
        scored = Scored(
            np.array([np.nan]), np.zeros(1, dtype=np.int64), per=[(np.ones(1), each) for _, each in leaf.per]
        )
        options = dict(leaf.options)
        if leaf.method == "deduction":
            options.setdefault("start", leaf.points)
        words = {"score": wordings.count_text(float(METHODS[leaf.method](scored, **options)[0]))}
        return _("One of each gives %(score)s points.") % words
    value = _middle(leaf)
    options = {**leaf.options, **({"points": leaf.points} if leaf.method in {"linear", "expert"} else {})}
    column = np.array([value])
    scored = Scored(
        column, np.zeros(1, dtype=np.int64), down=leaf.down, reference=np.zeros(1) if leaf.reference else None
    )
    words = {
        "value": wordings.value_text(row, value),
        "score": wordings.count_text(float(METHODS[leaf.method](scored, **options)[0])),
        "points": wordings.count_text(leaf.points),
    }
    words_of_value = _("A value of %(value)s gives %(score)s of %(points)s points.") % words
    if leaf.thresholds is None:
        return words_of_value
    light = wordings.light_text(str(lights(column, leaf.thresholds)[0]), None)
    return f"{words_of_value} {_('Light: %(light)s.') % {'light': light}}"


def _middle(leaf: Leaf) -> float:
    """A value that tells something: between the goalposts, on the first band, three quarters of a panel's points."""
    if leaf.method == "linear":
        return float(leaf.options["zero_at"]) + 0.6 * (float(leaf.options["full_at"]) - float(leaf.options["zero_at"]))
    if leaf.method == "expert":
        return 0.75 * float(leaf.options["of"])
    return float(leaf.options["bands"][0][0])


def _example_of(composite: Composite, row: Indicator) -> str:
    """Made-up scores of the children with what they come to."""
    if composite.is_sum or not composite.children:
        return ""
    shares = [EXAMPLE_SHARES[at % len(EXAMPLE_SHARES)] for at in range(len(composite.children))]
    made = weighted_mean(
        [np.array([share]) for share in shares],
        np.ones((len(shares), 1)),
        known_min=0,
        geometric=composite.aggregation == "geometric",
    )
    words = {
        "scores": wording.listed(wordings.count_text(100 * share) for share in shares),
        "value": wordings.value_text(row, round(100 * float(made.share[0]), 6)),
    }
    return _("With scores of %(scores)s and equal weights: %(value)s of 100.") % words
