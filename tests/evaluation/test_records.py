"""Behind every measure stand records that a page can show: each model is described, and its description holds."""

import pytest

from accounts.models import OrganisationKind
from evaluation.engine.measures import MEASURES
from evaluation.selectors.records import DESCRIPTIONS, records
from reference.models import FigureCode, Region, RegionFigure
from reference.periods import Point
from tests.factories.accounts import make_organisation, make_region
from tests.factories.evaluation import CUTOFF, DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", sorted(MEASURES.names()))
def test_the_records_of_every_measure_are_described(code):
    counted = MEASURES[code].counted(DAY, CUTOFF)

    assert counted.rows.model in DESCRIPTIONS
    assert list(records(counted.rows, MEASURES[code].window(DAY, CUTOFF))) == []


@pytest.mark.parametrize("model", DESCRIPTIONS, ids=lambda model: model.__name__)
def test_every_description_finds_what_it_names(model):
    window = Point().window(DAY, CUTOFF)

    assert list(records(model._default_manager.all(), window)) == []


def test_a_figure_of_a_region_says_its_source_and_who_filed_it(django_assert_num_queries):
    make_region("340200")
    authority = make_organisation(OrganisationKind.AUTHORITY, region="340200")
    figure = FigureCode.objects.create(code="something", name="某数", name_en="Something", unit="家")
    for year in (2024, 2025):
        RegionFigure.objects.create(
            region=Region.objects.get(code="340200"),
            figure=figure,
            year=year,
            value=125,
            source="Statistical yearbook",
            occurred_on=DAY,
            filed_by_id=authority.pk,
        )

    with django_assert_num_queries(1):
        found = list(records(RegionFigure.objects.all(), Point().window(DAY, CUTOFF)))

    assert [str(cell.value) for cell in found[0].cells][-2:] == ["Statistical yearbook", authority.name_en]
