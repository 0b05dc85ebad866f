"""Lights on their boundaries, intervals, scores."""

import numpy as np
import pytest

from evaluation.engine.lights import Thresholds, at_best, firm, interval, lights

PARTICIPATION = Thresholds(0.30, 0.50)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (0, 10, "red"),
        (2999, 10000, "red"),
        (3, 10, "yellow"),  # exactly 30 %
        (30, 100, "yellow"),
        (4999, 10000, "yellow"),
        (1, 2, "green"),  # exactly 50 %
        (5, 10, "green"),
        (10, 10, "green"),
        (0, 0, "grey"),
    ],
)
def test_a_value_on_a_threshold_has_the_better_light(numerator, denominator, expected):
    with np.errstate(invalid="ignore"):
        value = np.array([float(numerator)]) / np.array([float(denominator)])

    assert lights(value, PARTICIPATION).tolist() == [expected]


def test_rounding_of_floats_does_not_move_a_boundary():
    assert lights(np.array([0.1 + 0.2, 0.1 * 3, 1 - 0.7]), PARTICIPATION).tolist() == ["yellow"] * 3


def test_no_data_is_grey_and_never_red_or_green():
    assert lights(np.array([np.nan]), PARTICIPATION).tolist() == ["grey"]
    assert lights(np.array([np.nan]), Thresholds(0.4, 0.2, down=True)).tolist() == ["grey"]
    assert lights(np.array([0.1, 0.9]), None).tolist() == ["grey", "grey"]


def test_where_lower_is_better():
    failures = Thresholds(0.40, 0.20, down=True)

    assert lights(np.array([0.41, 0.40, 0.21, 0.20, 0.0]), failures).tolist() == [
        "red",
        "yellow",
        "yellow",
        "green",
        "green",
    ]


def test_the_interval_is_wilsons():
    low, high = interval(np.array([48.0]), np.array([125.0]))

    assert (round(low[0], 3), round(high[0], 3)) == (0.303, 0.472)


def test_firm_means_the_whole_interval_has_one_light():
    numerator, denominator = np.array([48.0, 45.0, 0.0]), np.array([125.0, 125.0, 0.0])

    assert firm(numerator, denominator, PARTICIPATION).tolist() == [True, False, False]


def test_a_light_is_held_against_the_one_before():
    limits = Thresholds(0.3, 0.6, margin=0.05)
    values = [0.29, 0.30, 0.34, 0.35, 0.60, 0.64, 0.65, 0.62, 0.70, 0.31, 0.59, np.nan, 0.99, 0.31]
    before = ["red", "red", "red", "red", "yellow", "yellow", "yellow", "red", "red", "yellow", "green", "red", "", ""]
    found = lights(np.array(values), limits, np.array(before))

    assert list(found) == [
        "red", "red", "red", "yellow",  # red waits until it is beyond the first threshold by the margin
        "yellow", "yellow", "green",
        "yellow", "green",  # from red over yellow: as far as the margin lets it
        "yellow", "yellow",  # what does not get better is judged as ever
        "grey", "green", "yellow",  # nothing known; nothing before, twice
    ]  # fmt: skip
    assert list(lights(np.array([0.30]), Thresholds(0.3, 0.6), np.array(["red"]))) == ["yellow"]  # without a margin
    down = Thresholds(0.4, 0.2, down=True, margin=0.02)
    assert list(lights(np.array([0.39, 0.38, 0.21]), down, np.array(["red", "red", "green"]))) == [
        "red", "yellow", "yellow",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("best", "expected"),
    [("red", ["red", "red", "red", "grey"]), ("yellow", ["red", "yellow", "yellow", "grey"])],
)
def test_a_closed_gate_lets_no_better_light_through(best, expected):
    found = np.array(["red", "yellow", "green", "grey"])

    assert list(at_best(found, best, np.array([True] * 4))) == expected
    assert list(at_best(found, best, np.array([False] * 4))) == list(found)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(5, 10, 0.23659, 0.76341), (1, 10, 0.01788, 0.40415), (0, 10, 0.0, 0.27753), (1, 1, 0.20655, 1.0)],
)
def test_wilsons_interval_has_the_figures_of_the_tables(numerator, denominator, low, high):
    found = interval(np.array([float(numerator)]), np.array([float(denominator)]))

    assert [round(float(end[0]), 5) for end in found] == [pytest.approx(low, abs=2e-5), pytest.approx(high, abs=2e-5)]
    assert all(np.isnan(end[0]) for end in interval(np.array([0.0]), np.array([0.0])))
