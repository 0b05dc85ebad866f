"""Lights on their boundaries, intervals, scores."""

import numpy as np
import pytest

from evaluation.engine.lights import Thresholds, firm, interval, lights

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
