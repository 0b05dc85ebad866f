"""What would turn a light: the least change of the numerator, exact on the thresholds."""

import numpy as np
import pytest

from evaluation.engine.lights import Thresholds, lights
from evaluation.engine.turning import Turning, light_of, margin, turning

SHARE = Thresholds(0.30, 0.50)
RATIO = Thresholds(1.0, 3.0)
FAILURE = Thresholds(0.40, 0.20, down=True)


@pytest.mark.parametrize(
    ("numerator", "denominator", "thresholds", "light", "change"),
    [
        (1, 5, SHARE, "yellow", 1),  # 2 of 5 is 40%
        (0, 10, SHARE, "yellow", 3),  # 3 of 10 stands exactly on the threshold and has the better light
        (2, 10, SHARE, "yellow", 1),
        (3, 10, SHARE, "green", 2),
        (4, 10, SHARE, "green", 1),
        (0, 7, SHARE, "yellow", 3),  # 2.1 is needed
        (1, 3, RATIO, "yellow", 2),
        (3, 3, RATIO, "green", 6),
        (9, 10, FAILURE, "yellow", -5),
        (4, 10, FAILURE, "green", -2),
        (3, 10, FAILURE, "green", -1),
    ],
)
def test_the_least_change_to_the_next_light(numerator, denominator, thresholds, light, change):
    assert turning(numerator, denominator, thresholds) == Turning(light, change)


@pytest.mark.parametrize(
    ("numerator", "denominator", "thresholds"),
    [(5, 10, SHARE), (None, 10, SHARE), (0, 0, SHARE), (3, None, SHARE), (3, 10, None), (2, 10, FAILURE)],
)
def test_green_grey_and_unjudged_figures_have_nothing_to_reach(numerator, denominator, thresholds):
    assert turning(numerator, denominator, thresholds) is None


def test_a_share_cannot_have_more_than_its_denominator():
    beyond = Thresholds(0.5, 1.2)

    assert turning(1, 2, beyond, most=2) is None
    assert turning(1, 2, beyond) == Turning("green", 2)


def test_less_than_nothing_cannot_be_counted():
    assert turning(1, 2, Thresholds(0.3, -0.1, down=True)) == Turning("yellow", -1)
    assert turning(0, 2, Thresholds(0.3, -0.1, down=True)) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "thresholds", "light", "change"),
    [
        (5, 10, SHARE, "yellow", -1),
        (8, 10, SHARE, "yellow", -4),
        (2, 10, FAILURE, "yellow", 1),
        (0, 10, FAILURE, "yellow", 3),
    ],
)
def test_how_little_loses_a_green_light(numerator, denominator, thresholds, light, change):
    assert margin(numerator, denominator, thresholds) == Turning(light, change)


def test_what_is_not_green_has_no_margin():
    assert margin(4, 10, SHARE) is None
    assert margin(0, 0, SHARE) is None


@pytest.mark.parametrize("thresholds", [SHARE, RATIO, FAILURE, Thresholds(0.1, 0.7), Thresholds(1 / 3, 2 / 3)])
def test_it_agrees_with_the_lights_of_a_run_and_no_smaller_change_would_do(thresholds):
    def judged(numerator, denominator):
        return str(lights(np.array([numerator / denominator]), thresholds)[0])

    for denominator in range(1, 41):
        for numerator in range(denominator + 1):
            light = judged(numerator, denominator)
            assert light_of(numerator, denominator, thresholds) == light
            found = turning(numerator, denominator, thresholds)
            if found is None:
                assert light == "green"
                continue
            one_less = found.change + (1 if found.change < 0 else -1)
            assert judged(numerator + found.change, denominator) == found.light != light
            assert judged(numerator + one_less, denominator) == light
