"""What a run must pass before it is published. A gate that closes holds the run; yesterday's figures stay."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from evaluation.engine.deriving import Derived, Subject
from evaluation.engine.subjects import DIGITS, NATION_CODE, Level, region_code
from evaluation.models import Light

JUMP_SHARE = 0.05  # of the lights that were there before
JUMP_MIN = 10  # in a small place a few changes are no jump
JUMP_DAYS = 7  # beyond a week a difference is no jump

Figures = Iterable[tuple[str, str, str, float]]


def ranges(figures: Figures, derived: Iterable[Derived]) -> Iterator[str]:
    """Counts are finite and not negative; shares lie between 0 and 1."""
    for code, level, subject, value in figures:
        if not math.isfinite(value) or value < 0:
            yield f"{code} of {level} {subject} is {value}"
    for column in derived:
        if column.is_share:
            outside = (column.value < 0) | (column.value > 1)
            if np.any(outside):
                yield f"{column.code} is outside 0 to 1 for {int(outside.sum())} subjects"


def parents(figures: Figures) -> Iterator[str]:
    """No child counts more than its parent, and no parent more than its children together.

    Distinct things do not add up, so a parent may be less than the sum. Colleges without a region count for the nation
    alone, which is therefore held against the colleges.
    """
    by_level: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for code, level, subject, value in figures:
        by_level[code, level][subject] = value
    for code in sorted({code for code, _ in by_level}):
        nation = by_level[code, Level.NATION].get(NATION_CODE, 0.0)
        if _more(nation, sum(by_level[code, Level.COLLEGE].values())):
            yield f"{code}: the nation has more than all colleges together"
        yield from _against({NATION_CODE: nation}, by_level[code, Level.PROVINCE], Level.NATION, code, adds_up=False)
        for upper, lower in ((Level.PROVINCE, Level.PREFECTURE), (Level.PREFECTURE, Level.COUNTY)):
            yield from _against(by_level[code, upper], by_level[code, lower], upper, code, adds_up=True)


def _against(
    parent: Mapping[str, float], children: Mapping[str, float], level: Level, code: str, *, adds_up: bool
) -> Iterator[str]:
    sums: dict[str, float] = defaultdict(float)
    for child, value in children.items():
        above = region_code(level, child[: DIGITS[level]])
        sums[above] += value
        if _more(value, parent.get(above, 0.0)):
            yield f"{code}: {child} has {value:g}, its {level} {above} {parent.get(above, 0.0):g}"
    for above, value in parent.items():
        if adds_up and _more(value, sums[above]):
            yield f"{code}: {level} {above} has {value:g}, all below it {sums[above]:g}"


def _more(value: float, limit: float) -> bool:
    """Whether a figure is above another one; amounts of money are fractions, whose sums differ in the last digits."""
    return value - limit > 1e-9 * max(1.0, abs(limit))


def jump(subjects: list[Subject], lights: Iterable[str], before: Mapping[Subject, str]) -> Iterator[str]:
    """More than one light in twenty changed since the published run: a person looks first."""
    known = changed = 0
    for subject, light in zip(subjects, lights, strict=True):
        earlier = before.get(subject, Light.GREY)
        known += earlier != Light.GREY
        changed += earlier not in (Light.GREY, str(light))
    if changed > max(JUMP_MIN, known * JUMP_SHARE):
        yield f"{changed} of {known} lights changed since the published run"
