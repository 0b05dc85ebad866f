"""Composites: sums and means of what is known, weights by class of region, gates, ranks with their intervals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.engine.aggregating import LEAST_SHARE, sum_of_points, weighted_mean
from evaluation.engine.deriving import Cohort, derive
from evaluation.engine.ranking import DRAWS, ranks
from evaluation.frameworks.checks import check

NAN = float("nan")
EVEN = np.array([[1.0], [1.0]])
TEXT = "这里"
GATE = {"indicator": "second", "light": "red", "at_best": "yellow", "at_most": 55}


def known(column):
    return [None if np.isnan(one) else float(one) for one in column]


class TestAggregating:
    def test_a_sum_counts_the_points_that_are_known(self):
        scores = [np.array([2, NAN, NAN]), np.array([3, 3, NAN]), np.array([-1, NAN, NAN])]
        full = [np.full(3, points) for points in (2.0, 5.0, -5.0)]
        found = sum_of_points(scores, full, whole=7, known_min=0)

        assert known(found.reached) == [4, 3, None]
        assert known(found.possible) == [7, 5, 0]
        assert known(found.share) == [pytest.approx(4 / 7, abs=1e-6), 0.6, None]

    def test_means_leave_out_what_is_not_known(self):
        shares = [np.array([0.25, 0.5, NAN]), np.array([1.0, NAN, NAN])]
        arithmetic = weighted_mean(shares, EVEN, known_min=0.5, geometric=False)
        geometric = weighted_mean(shares, EVEN, known_min=0.5, geometric=True)

        assert known(arithmetic.share) == [0.625, 0.5, None]
        assert (known(arithmetic.reached), known(arithmetic.possible)) == ([1.25, 0.5, None], [2, 1, 0])
        assert known(geometric.share) == [0.5, 0.5, None]
        assert known(weighted_mean(shares, EVEN, known_min=0.6, geometric=False).share) == [0.625, None, None]

    def test_a_share_of_nothing_is_not_the_end_of_a_geometric_mean(self):
        (found,) = weighted_mean([np.array([0.0]), np.array([1.0])], EVEN, known_min=0, geometric=True).share

        assert found == pytest.approx(math.sqrt(LEAST_SHARE), abs=1e-6)

    @given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.1, 5)), min_size=2, max_size=6))
    def test_a_geometric_mean_is_never_above_the_arithmetic_one(self, pairs):
        shares = [np.array([share]) for share, _ in pairs]
        weights = np.array([[weight] for _, weight in pairs])
        (low,), (high,) = (
            weighted_mean(shares, weights, known_min=0, geometric=geometric).share for geometric in (True, False)
        )

        total = sum(weight for _, weight in pairs)
        assert high == pytest.approx(sum(share * weight for share, weight in pairs) / total, abs=1e-6)
        assert low == pytest.approx(math.prod(share**weight for share, weight in pairs) ** (1 / total), abs=1e-6)
        assert low <= high + 1e-6


def leaf(code, **more):
    scoring = {"method": "linear", "zero_at": 0, "full_at": 1, "points": 1}
    return {
        "code": code, "name": TEXT, "source": TEXT, "kind": "ratio", "numerator": "majors", "denominator": "majors",
        "scoring": scoring, "light": {"low": 0.3, "high": 0.6}, **more,
    }  # fmt: skip


def document(**more):
    """An index over two dimensions of one indicator each, so that the arithmetic can be done by hand."""
    return {
        "number": "1", "effective_from": "2026-09-01", "source": TEXT,
        "composites": [
            {"code": "index", "role": "headline", "name": TEXT, "aggregation": "geometric", "gates": [GATE],
             "light": {"low": 30, "high": 60}},
            {"code": "one", "under": "index", "weight": 0.5, "name": TEXT, "aggregation": "arithmetic"},
            {"code": "two", "under": "index", "weight": 0.5, "name": TEXT, "aggregation": "arithmetic"},
        ],
        "indicators": [
            leaf("first", under="one", numerator="majors", denominator="students"),
            leaf("second", under="two", numerator="courses", denominator="students"),
        ],
        **more,
    }  # fmt: skip


CLASSES = {
    "bounds": {"one": [0.2, 0.8], "two": [0.2, 0.8]},
    "classes": [
        {"code": "rich", "name": TEXT, "regions": ["31"], "weights": {"one": 0.8, "two": 0.2}},
        {"code": "poor", "name": TEXT, "regions": ["62"]},
    ],
}


def derived(plan, first, second, classes=(), before=None):
    subjects = [("college", str(number)) for number in range(len(first))]
    columns = {
        "students": np.ones(len(first)),
        "majors": np.array(first, dtype=float),
        "courses": np.array(second, dtype=float),
    }
    found = derive(plan, Cohort(subjects, classes=classes, before=before or {}), columns, seed=7)
    return {one.code: one for one in found}


class TestTree:
    def test_an_index_is_the_geometric_mean_of_its_dimensions(self):
        found = derived(check(document(), {}), [1.0, 0.25, 0.5], [1.0, 1.0, 0.5])["index"]

        assert known(found.value) == [100, 50, 50]
        assert list(found.light) == ["green", "yellow", "yellow"]

    def test_a_gate_caps_value_and_light(self):
        found = derived(check(document(), {}), [1.0, 1.0], [0.29, 0.3])["index"]

        assert [round(one, 1) for one in found.value] == [53.9, 54.8]
        both = derived(check(document(), {}), [4.0, 4.0], [0.29, 0.36])["index"]  # shares end at one
        assert list(both.light) == ["yellow", "green"]

    def test_a_class_weighs_its_own_way_and_the_common_weights_stand_beside(self):
        plan = check(document(**CLASSES), {})
        found = derived(plan, [1.0, 1.0], [0.5, 0.5], classes=[plan.class_of("310101"), plan.class_of("620100")])[
            "index"
        ]

        assert known(found.value) == [pytest.approx(100 * 0.5**0.2, abs=1e-4), pytest.approx(100 * 0.5**0.5, abs=1e-4)]
        assert known(found.common) == [pytest.approx(100 * 0.5**0.5, abs=1e-4)] * 2
        assert list(found.ranks.of) == [1, 1]  # never against another class

    def test_bounds_and_sums_of_weights_are_checked(self):
        narrow = {**CLASSES, "bounds": {"one": [0.4, 0.6]}}
        uneven = {**CLASSES, "classes": [{**CLASSES["classes"][0], "weights": {"one": 0.8}}]}

        for spoiled, words in ((narrow, "outside its bounds"), (uneven, "sum up to 1.3")):
            with pytest.raises(Exception, match=words):
                check(document(**spoiled), {})

    def test_a_light_gets_better_beyond_the_margin_and_worse_at_once(self):
        said = document()
        said["indicators"][0]["light"] = {"low": 0.3, "high": 0.6, "margin": 0.05}
        plan = check(said, {})
        before = {"first": np.array(["red", "red", "yellow", "green", "green", "red", ""])}
        found = derived(plan, [0.34, 0.35, 0.62, 0.59, 0.29, 0.66, 0.31], [1.0] * 7, before=before)["first"]

        assert list(found.light) == ["red", "yellow", "yellow", "yellow", "red", "green", "yellow"]

    def test_too_few_are_shown_but_not_judged(self):
        said = document()
        said["indicators"][0] |= {"n_judge": 2}
        found = derived(check(said, {}), [1.0], [1.0])["first"]

        assert (float(found.value[0]), found.light[0]) == (1.0, "grey")
        said["indicators"][0] |= {"n_show": 2}
        fewer = derived(check(said, {}), [1.0], [1.0])["first"]
        assert (known(fewer.value), known(fewer.score), fewer.light[0]) == ([None], [None], "grey")


class TestRanks:
    def shares(self, table):
        return lambda weights: weighted_mean(list(np.array(table).T), weights, known_min=0, geometric=False).share

    def test_equal_shares_have_one_rank_and_the_next_is_as_many_lower(self):
        found = ranks(
            self.shares([[0.9, 0.9], [0.5, 0.5], [0.5, 0.5], [0.1, 0.1], [NAN, NAN]]), EVEN, np.zeros(5, int), seed=1
        )

        assert list(found.rank) == [1, 2, 2, 4, 0]
        assert list(found.of) == [4, 4, 4, 4, 0]
        assert list(found.low) == list(found.high) == [1, 2, 2, 4, 0]  # no weights change this order

    def test_an_order_that_hangs_on_the_weights_has_wide_intervals(self):
        table = [[0.60, 0.50], [0.50, 0.61], [0.2, 0.2]]
        found = ranks(self.shares(table), EVEN, np.zeros(3, int), seed=1)
        again = ranks(self.shares(table), EVEN, np.zeros(3, int), seed=1)

        assert list(found.rank) == [2, 1, 3]
        assert (list(found.low), list(found.high)) == ([1, 1, 3], [2, 2, 3])
        assert (list(again.low), list(again.high)) == (list(found.low), list(found.high))
        assert DRAWS == 1000

    def test_groups_are_ranked_apart(self):
        found = ranks(self.shares([[0.9, 0.9], [0.5, 0.5], [0.7, 0.7]]), EVEN, np.array([0, 1, 0]), seed=1)

        assert list(found.rank) == [1, 1, 2]
