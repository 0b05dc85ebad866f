"""From counted figures to indicators, scores, composites and lights: whole columns, one entry for each subject."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from evaluation.engine.aggregating import Aggregated, sum_of_points, weighted_mean
from evaluation.engine.expressions import Column, Columns, Expression
from evaluation.engine.lights import NAMES, Thresholds, at_best, firm, lights
from evaluation.engine.ranking import Ranks, ranks
from evaluation.engine.scoring import METHODS, OF_THINGS, Scored
from evaluation.frameworks.plan import Composite, Leaf, Plan
from evaluation.models import Direction, Indicator

Subject = tuple[str, str]  # level, natural code
Lights = NDArray[np.str_]


@dataclass(frozen=True)
class Derived:
    """One indicator or composite for every subject, in the order of the subjects.

    Of a composite the fraction is what was reached of what could be; `common` is its value with the common weights.
    """

    code: str
    numerator: Column
    denominator: Column
    value: Column
    score: Column
    light: Lights
    is_firm: NDArray[np.bool_] | None = None  # None: no interval is drawn
    is_share: bool = False
    common: Column | None = None
    ranks: Ranks | None = None


@dataclass(frozen=True)
class Cohort:
    """Whose figures are derived, and with whom they are compared: subjects of one level and one class of region.

    `before` are the lights of the run published last, by code; `earlier` the figures of a year ago, for previous(…).
    """

    subjects: Sequence[Subject]
    classes: Sequence[str] = ()
    is_alone: bool = False  # one subject of many: what is scored against others has no score
    before: Mapping[str, Lights] = field(default_factory=dict)
    earlier: Columns | None = None

    @cached_property
    def groups(self) -> NDArray[np.int64]:
        """A number for each subject: equal for those that are compared."""
        keys = [(level, one) for (level, _), one in zip(self.subjects, self.classes or [""] * len(self), strict=True)]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        return np.array([numbers[key] for key in keys], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.subjects)


def columns(
    subjects: Sequence[Subject], figures: Iterable[tuple[str, str, str, float]], codes: Iterable[str]
) -> dict[str, Column]:
    """Measures as columns. A subject without a figure counted nothing: zero. Figures of other subjects are left out."""
    place = {subject: position for position, subject in enumerate(subjects)}
    table = {code: np.zeros(len(subjects)) for code in codes}
    for code, level, subject_code, value in figures:
        position = place.get((level, subject_code))
        if position is not None and code in table:
            table[code][position] = value
    return table


def derive(plan: Plan, cohort: Cohort, measures: Columns, *, seed: int = 0) -> list[Derived]:
    """Every leaf, then every composite, children first. What `measures` does not hold is missing.

    `seed` starts the draws of the ranks' intervals: the version's digest as a number.
    """
    known, earlier = dict(measures), dict(cohort.earlier or {})
    size = len(cohort)
    found: dict[str, Derived] = {}
    for leaf in plan.leaves:
        known |= {name: np.full(size, np.nan) for name in leaf.names if name not in known}
        found[leaf.code] = _leaf(leaf, cohort, known, earlier or None)
        known[leaf.code] = found[leaf.code].value
        if earlier:
            earlier[leaf.code] = _leaf(leaf, cohort, earlier, None).value
    for composite in plan.composites:
        found[composite.code] = _composite(plan, composite, cohort, found, seed)
    return list(found.values())


def _leaf(leaf: Leaf, cohort: Cohort, known: Columns, earlier: Columns | None) -> Derived:
    size = len(cohort)

    def read(expression: Expression | None) -> Column:
        if expression is None:
            return np.full(size, np.nan)
        return expression.evaluate(known, earlier, size=size)

    numerator, denominator = read(leaf.numerator), read(leaf.denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where((denominator == 0) | (denominator < leaf.n_show), np.nan, numerator / denominator)
    score = np.full(size, np.nan)
    if leaf.method and not (cohort.is_alone and leaf.compares):
        scored = Scored(
            value,
            cohort.groups,
            down=leaf.down,
            per=[(read(expression), points) for expression, points in leaf.per],
            reference=read(leaf.reference) if leaf.reference is not None else None,
        )
        options = dict(leaf.options)
        if leaf.method in {"linear", "relative", "expert"}:
            options["points"] = leaf.points
        if leaf.method == "deduction":
            options.setdefault("start", leaf.points)
        score = METHODS[leaf.method](scored, **options)
        if leaf.method in OF_THINGS:
            numerator, denominator, value = score, np.where(np.isnan(score), np.nan, leaf.points), score
    if leaf.is_zero_if_missing:
        score = np.where(np.isnan(score), 0.0, score)
    judged = np.where(denominator >= leaf.n_judge, value, np.nan) if leaf.n_judge else value
    is_firm = firm(numerator, denominator, leaf.thresholds) if leaf.thresholds is not None and leaf.is_share else None
    light = lights(judged, leaf.thresholds, cohort.before.get(leaf.code))
    return Derived(leaf.code, numerator, denominator, value, score, light, is_firm, is_share=leaf.is_share)


def _composite(plan: Plan, composite: Composite, cohort: Cohort, found: Mapping[str, Derived], seed: int) -> Derived:
    children = [(code, found[code]) for code in composite.children]
    if composite.is_sum:
        full = [_possible(plan, code, one) for code, one in children]
        scores = [one.score for _, one in children]
        made = sum_of_points(scores, full, whole=composite.points, known_min=composite.known_min)
        value = score = made.reached
        judged, common, ranked = 100.0 * made.share, None, None
    else:
        shares = [np.clip(one.score / _points(plan, code), 0.0, 1.0) for code, one in children]

        def mean(weights: NDArray[np.float64]) -> Aggregated:
            return weighted_mean(
                shares, weights, known_min=composite.known_min, geometric=composite.aggregation == "geometric"
            )

        base = np.array([[_weight(plan, code)] for code in composite.children])
        weights = _of_classes(plan, composite, cohort, base)
        made = mean(weights)
        value = score = judged = np.round(100.0 * made.share, 6)
        common = np.round(100.0 * mean(base).share, 6)
        ranked = (
            ranks(lambda drawn: mean(drawn).share, weights, cohort.groups, seed=seed)
            if not composite.under and not cohort.is_alone
            else None
        )
    for gate in composite.gates:
        closed = _closed(gate.light, found[gate.indicator].light)
        if gate.at_most is not None:
            value = score = judged = np.where(closed & (value > gate.at_most), gate.at_most, value)
    light = lights(judged, composite.thresholds, cohort.before.get(composite.code))
    for gate in composite.gates:
        if gate.at_best:
            light = at_best(light, gate.at_best, _closed(gate.light, found[gate.indicator].light))
    return Derived(composite.code, made.reached, made.possible, value, score, light, common=common, ranks=ranked)


def _closed(light: str, found: Lights) -> NDArray[np.bool_]:
    """Where a light is so bad, or worse."""
    return np.isin(found, NAMES[: NAMES.index(light) + 1])


def _points(plan: Plan, code: str) -> float:
    node = plan.leaf(code) or plan.composite(code)
    return node.points if node is not None else 0.0


def _possible(plan: Plan, code: str, found: Derived) -> Column:
    """How many points a child of a sum could have reached: its full mark, of a sum what is known of it."""
    child = plan.composite(code)
    if child is not None and child.is_sum:
        return found.denominator
    return np.full(len(found.score), _points(plan, code))


def _weight(plan: Plan, code: str) -> float:
    node = plan.leaf(code) or plan.composite(code)
    return node.weight if node is not None else 0.0


def _of_classes(plan: Plan, composite: Composite, cohort: Cohort, base: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of the children for each subject: those of its class where it has its own."""
    own = {one.code: one.weights for one in plan.classes if one.weights.keys() & set(composite.children)}
    if not own or not cohort.classes:
        return base
    weights = np.repeat(base, len(cohort), axis=1)
    classes = np.array(cohort.classes)
    for code, said in own.items():
        for row, child in enumerate(composite.children):
            if child in said:
                weights[row, classes == code] = said[child]
    return weights


def thresholds_of(indicator: Indicator) -> Thresholds | None:
    """Where the light of an indicator changes; None where it has no light."""
    if indicator.low is None or indicator.high is None:
        return None
    return Thresholds(indicator.low, indicator.high, down=indicator.direction == Direction.DOWN)


def restricted(plan: Plan, subjects: Sequence[Subject], regions: Mapping[Subject, str | None]) -> list[Subject]:
    """Of the subjects those that the version judges; `regions` is where each stands."""
    return [subject for subject in subjects if plan.judges(subject[0], regions.get(subject))]
