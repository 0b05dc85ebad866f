"""The scoring methods, each on its boundaries; what is missing stays missing."""

import numpy as np
import pytest

from evaluation.engine.scoring import METHODS, OF_THINGS, Scored

NAN = float("nan")


def scored(*values, down=False, groups=None, per=(), reference=None):
    columns = [(np.array(column, dtype=float), points) for column, points in per]
    size = len(values) or len(columns[0][0])
    return Scored(
        np.array(values or [NAN] * size, dtype=float),
        np.array(groups if groups is not None else [0] * size),
        down=down,
        per=columns,
        reference=None if reference is None else np.array(reference, dtype=float),
    )


def points(method, given, /, **options):
    found = METHODS[method](given, **options)
    return [None if np.isnan(one) else float(one) for one in found]


def test_linear_runs_between_its_goalposts_in_either_direction():
    assert points("linear", scored(0, 1, 2, 3, 9, NAN), zero_at=1, full_at=3, points=2) == [0, 0, 1, 2, 2, None]
    assert points("linear", scored(0.6, 0.5, 0.25, 0), zero_at=0.5, full_at=0, points=10) == [0, 0, 5, 10]


def test_a_band_begins_with_its_value():
    steps = [(0, 2.0), (-5, 1.8), (-10, 1.6)]
    assert points("bands", scored(0.1, 0, -0.1, -5, -5.1, -10, -10.1, NAN), bands=steps, below=1.2) == [
        2, 2, 1.8, 1.8, 1.6, 1.6, 1.2, None,
    ]  # fmt: skip
    assert points("bands", scored(18, 18.1, 23, 30, down=True), bands=[(18, 3), (23, 1)]) == [3, 1, 1, 0]


def test_of_levels_the_best_one_counts_once():
    of = scored(per=[([3, 0, 0, NAN, NAN], 2), ([5, 1, 0, 1, NAN], 1)])
    assert points("level", of) == [2, 1, 0, 1, None]


def test_things_add_up_to_a_cap():
    of = scored(per=[([1, 2, 0, NAN, NAN], 3), ([1, 0, 0, 2, NAN], 2)])
    assert points("items", of, cap=5) == [5, 5, 0, 4, None]
    assert points("items", of) == [5, 6, 0, 4, None]


def test_cases_take_points_off_down_to_a_floor():
    of = scored(per=[([0, 1, 4, 20, NAN], 0.2), ([0, 1, 2, 0, NAN], 0.5)])
    assert points("deduction", of, start=3) == [3, 2.3, 1.2, 0, None]
    assert points("deduction", of, start=0, floor=-1) == [0, -0.7, -1, -1, None]


def test_a_value_is_held_against_the_best_of_its_own_group():
    groups = [0, 0, 0, 1, 1]
    of = scored(50, 100, NAN, 20, 40, groups=groups)
    assert points("relative", of, to="best", points=3) == [1.5, 3, None, 1.5, 3]
    assert points("relative", of, to="best", points=3, zero_below=60) == [0, 3, None, 0, 0]
    assert points("relative", scored(10, 20, 40, down=True), to="best", points=4) == [4, 2, 1]
    assert points("relative", scored(10, 20, 30), to="mean", points=1) == [0.5, 1, 1]
    assert points("relative", scored(0, 0), to="best", points=1) == [1, 1]  # nobody has anything: nobody is worse


def test_a_value_is_held_against_a_figure_or_the_mean():
    steps = [(0, 2), (-0.05, 1.8)]
    against = scored(0.84, 0.80, 0.78, NAN, reference=[0.84, 0.84, 0.84, 0.84])
    assert points("reference", against, bands=steps, below=1.2) == [2, 1.8, 1.2, None]
    assert points("reference", scored(0.9, 0.8), bands=steps, below=1.2) == [2, 1.8]  # their mean is 0.85


def test_a_panel_gives_its_part():
    assert points("expert", scored(0, 80, 100, 120, NAN), of=100, points=3) == [0, 2.4, 3, 3, None]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_nothing_known_is_no_score(method):
    per = [([NAN, NAN], 1)]
    options = {
        "linear": {"zero_at": 0, "full_at": 1, "points": 1},
        "bands": {"bands": [(0, 1)], "below": 0.5},
        "deduction": {"start": 3},
        "relative": {"to": "best", "points": 1},
        "reference": {"bands": [(0, 1)], "below": 0.5},
        "expert": {"of": 10, "points": 1},
    }.get(method, {})
    of = scored(per=per) if method in OF_THINGS else scored(NAN, NAN)
    assert points(method, of, **options) == [None, None]
