"""The demo's three colleges give the figures of the published survey, through the product's own measures.

What was printed is read from the shared file of figures; each count opens down to as many records.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from config.demo import tell
from core import clock
from evaluation.engine.counting import count, drill_down
from evaluation.engine.measures import MEASURES, all_measures
from institutions.models import College
from tests.factories.accounts import TODAY
from tests.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once_sqlite]
PRINTED_AS = {  # as the survey names a college → the demo's college
    "Wuhu Vocational and Technical College": "9900000005",
    "Huishang College": "9900000006",
    "Hefei Binhu College": "9900000007",
}
MISPRINTS = {"2.1": 21_000.0}  # "2.1 yuan" beside 28,000 and 17,000: 2.1 wan
FIGURES = {  # as the survey names a figure → numerator and denominator
    "cooperative enterprises per major": ("partners_in_force", "majors"),
    "partners that are China Top 500 or industry leaders": ("leading_partners", ""),
    "off-campus training bases per major": ("off_campus_bases", "majors"),
    "enterprises in horizontal research projects": ("project_enterprises", ""),
    "national invention patents": ("patents", ""),
    "average equipment value (per student?)": ("equipment_value", "students"),
}


@pytest.fixture(scope="module", params=[TODAY, date(2028, 2, 29)], ids=["today", "29 February"])
def told(request, django_db_setup, django_db_blocker) -> Iterator[date]:
    """The whole demo, once for each day on which it is told."""
    with undone(django_db_blocker):
        tell(request.param)
        yield request.param


@pytest.fixture
def figures(told, db) -> dict[tuple[str, str], float]:
    """Every measure of every college of the demo, by measure and school code."""
    codes = dict(College.objects.values_list("pk", "school_code"))
    found = count(all_measures(), on=told, cutoff=clock.night_cutoff(told))
    return {(item.measure, codes[item.subject]): item.value for item in found if item.level == "college"}


def printed(shared_data: Path) -> list[tuple[str, str, float]]:
    """What the survey printed of the three colleges: figure, school code, value."""
    with (shared_data / "seeds_figures.csv").open(encoding="utf-8") as file:
        return [
            (row["indicator"], PRINTED_AS[row["entity"]], MISPRINTS.get(row["value"]) or float(row["value"]))
            for row in csv.DictReader(file)
            if row["entity"] in PRINTED_AS and row["indicator"] in FIGURES
        ]


def test_the_survey_is_reproduced(figures, shared_data):
    said = printed(shared_data)

    assert len(said) == 3 * len(FIGURES)
    for name, code, value in said:
        numerator, denominator = FIGURES[name]
        found = figures[numerator, code] / (figures[denominator, code] if denominator else 1)
        assert found == pytest.approx(value), (name, code)


def test_studios_and_what_enterprises_gave(figures):
    colleges = PRINTED_AS.values()
    shares = [figures["contributed_equipment_value", code] / figures["equipment_value", code] for code in colleges]

    assert sum(figures.get(("studios_national", code), 0) for code in colleges) == 1
    assert sum(figures.get(("studios_provincial", code), 0) for code in colleges) == 2
    assert sum(shares) / 3 == pytest.approx(0.012, abs=0.0005)


def test_each_count_opens_down_to_as_many_records(told):
    college = College.objects.get(school_code="9900000005")
    for code, number in (
        ("partners_in_force", 31),
        ("off_campus_bases", 27),
        ("project_enterprises", 14),
        ("patents", 23),
    ):
        cutoff = clock.night_cutoff(told)
        rows = drill_down(MEASURES[code], level="college", subject=college.pk, on=told, cutoff=cutoff)
        assert rows.count() == number, code
