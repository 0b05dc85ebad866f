"""The Jiangxi assessment of 2023 by hand: each kind of item with the points that its printed rule gives."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from evaluation import frameworks
from evaluation.engine.deriving import Cohort, derive
from evaluation.frameworks.checks import check

NAN = float("nan")
SHARED = Path(os.environ.get("RONGHE_SHARED", "../shared"))


@pytest.fixture(scope="module")
def document():
    entry = next(one for one in frameworks.shipped() if one["code"] == "jiangxi-2023")
    return frameworks.document_of(entry["versions"][0])


def derived(document, *colleges, **columns):
    """The items for colleges whose figures are given by name; `figure_x` is figure.x. What is not given is missing."""
    plan = check(document, {})
    table = {name.replace("figure_", "figure.", 1): np.array(values, dtype=float) for name, values in columns.items()}
    size = len(next(iter(table.values())))
    subjects = [("college", f"41360000{number:02d}") for number in range(size)]
    return {one.code: one for one in derive(plan, Cohort(subjects), table)}


def points(found, code):
    return [None if np.isnan(score) else round(float(score), 4) for score in found[code].score]


@pytest.mark.parametrize(
    ("code", "columns", "expected"),
    [
        # 9: two bases a major give all 3 points, one none
        ("jx09", {"off_campus_bases": [30, 20, 15, 10, 5], "majors": [10] * 5}, [3, 3, 1.5, 0, 0]),
        # 10: three partners a major give 2 points, one none; above-scale 100 %, others 50 %
        ("jx10", {"partners_in_force": [30, 60, 20, 10], "above_scale_partners": [30, 0, 0, 0], "majors": [10] * 4},
         [2, 2, 0, 0]),
        ("jx10", {"partners_in_force": [30], "above_scale_partners": [10], "majors": [10]}, [1]),  # 20 of weight
        # 3: 12,000 yuan a student
        ("jx03", {"figure_public_funding": [12_000_000, 6_000_000, 2e7], "figure_full_time_students": [1000] * 3},
         [2, 1, 2]),
        # 7: 60 % dual-qualified full, 30 % none
        ("jx07a", {"dual_qualified_teachers": [60, 45, 30, 10], "teachers": [100] * 4}, [2, 1, 0, 0]),
        # 11: the best level once
        ("jx11", {"figure_virtual_bases_national": [0, 1, 3, NAN], "figure_virtual_bases_provincial": [2, 5, 0, NAN]},
         [1, 2, 2, None]),
        # 15: 40 % of the majors
        ("jx15", {"figure_chain_majors": [4, 2, 8], "majors": [10] * 3}, [2, 1, 2]),
        # 22: not below the provincial mean 2, within five points 1.8, five to ten 1.6, more 1.2
        ("jx22a", {"graduates_settled": [84, 80, 75, 70], "graduates_known": [100] * 4,
                   "figure_provincial_settled_rate": [0.84] * 4}, [2, 1.8, 1.6, 1.2]),
        # 24: 3 for each national, 2 for each provincial one, 1 for each signed project, at most 5
        ("jx24", {"figure_consortia_national": [1, 1, 0], "figure_consortia_provincial": [1, 0, 1],
                  "figure_signed_projects_done": [4, 0, 0.5]}, [5, 3, 2.5]),
        # 31: 0.2, 0.3 and 0.5 off for each case
        ("jx31", {"figure_rule_violations": [0, 2, 9], "figure_illegal_operations": [0, 1, 9],
                  "figure_falsified_data": [0, 1, 9]}, [3, 1.8, 0]),
        # 32: below 60 none, else the part of the best
        ("jx32", {"figure_safe_campus_score": [90, 60, 59.9, 45]}, [3, 2, 0, 0]),
        # 33 and 34: a bonus up to 5, a malus down to -5
        ("jx33", {"figure_bonus_points": [0, 2.5, 5, 8]}, [0, 2.5, 5, 5]),
        ("jx34", {"figure_public_scandals": [0, 1, 3], "figure_student_deaths": [0, 1, 0]}, [0, -3, -5]),
        # what records cannot give and the source does not define is the panel's
        ("jx30", {"figure_jx30_points": [2.4, NAN]}, [2.4, None]),
    ],
)  # fmt: skip
def test_an_item_gives_the_points_that_its_rule_says(document, code, columns, expected):
    assert points(derived(document, **columns), code) == expected


def test_the_total_is_the_sum_of_what_is_known_and_says_of_how_many_points(document):
    columns = {"off_campus_bases": [20], "majors": [10], "figure_bonus_points": [2]}
    found = derived(document, **columns, figure_public_scandals=[1], figure_student_deaths=[0])

    total = found["jx_total"]
    # partners, chain majors and dual-qualified teachers are not known here: item 9 gives 3, the bonus 2, the malus -2
    assert float(total.value[0]) == 3 + 2 - 2
    assert float(total.denominator[0]) == 3 + 5
    assert found["jx_not_in_source"].value.tolist() != found["jx_not_in_source"].value.tolist()  # never known


@pytest.mark.shared
def test_the_points_are_those_printed(document):
    path = SHARED / "data" / "indicators_jiangxi_2023.csv"
    with path.open(encoding="utf-8-sig") as file:
        printed = {int(row["no"]): float(row["points"]) for row in csv.DictReader(file)}
    ours: dict[int, float] = {}
    for entry in document["indicators"]:
        number = entry["code"].removeprefix("jx")[:2]
        if number.isdecimal():
            ours[int(number)] = round(ours.get(int(number), 0) + entry["scoring"]["points"], 4)

    assert ours == printed
    assert sum(printed.values()) + 22 == 100
