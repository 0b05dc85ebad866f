"""Scores of dimensions: of the points that could be reached, missing left out, thresholds from the indicators."""

import pytest

from evaluation.selectors.dimensions import Scored, dimension_scores


def scored(dimension="participation", score=None, *, points=10.0, low=0.3, high=0.5, zero_at=0.0, full_at=1.0):
    return Scored(dimension, score, points, low, high, zero_at, full_at)


def test_points_reached_of_points_that_could_be():
    (found,) = dimension_scores([scored(score=4.0), scored(score=30.0, points=30.0)])

    assert found.score == 85.0
    assert (found.known, found.total) == (2, 2)


def test_what_has_no_data_is_neither_good_nor_bad():
    (found,) = dimension_scores([scored(score=4.0), scored(score=None, points=90.0)])

    assert found.score == 40.0
    assert (found.known, found.total) == (1, 2)


def test_without_any_data_it_is_grey():
    (found,) = dimension_scores([scored(score=None)])

    assert found.score is None
    assert found.light == "grey"


@pytest.mark.parametrize(("score", "light"), [(2.9, "red"), (3.0, "yellow"), (4.9, "yellow"), (5.0, "green")])
def test_a_dimension_stands_where_its_indicators_stand(score, light):
    (found,) = dimension_scores([scored(score=score)])

    assert (found.low, found.high) == (30.0, 50.0)
    assert found.light == light


def test_lower_is_better_is_scored_in_its_own_direction():
    (found,) = dimension_scores([scored(score=7.0, low=0.4, high=0.2, zero_at=1.0, full_at=0.0)])

    assert (found.low, found.high) == (60.0, 80.0)
    assert found.light == "yellow"


def test_the_order_is_that_of_the_framework_and_context_without_points_has_no_dimension():
    found = dimension_scores(
        [scored("results", 1.0), scored("process", 1.0), scored(points=0.0, score=0.0), scored("", 1.0)]
    )

    assert [one.dimension for one in found] == ["process", "results"]
