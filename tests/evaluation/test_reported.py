"""Figures that regions file, in expressions: the newest that was filed by the day, never added up, grey without one."""

import json
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.core.management import call_command

from accounts.actors import Actor
from enterprises.models import EnterpriseStatus
from evaluation import services
from evaluation.engine.measures import MEASURES
from evaluation.engine.reported import reported_columns
from evaluation.models import IndicatorValue
from reference.models import FigureCode, RegionFigure
from tests.factories.accounts import make_region
from tests.factories.evaluation import (
    CUTOFF,
    DAY,
    EARLY,
    JUST_AFTER,
    LONG_AGO,
    make_college,
    make_enterprise,
    make_partnership,
)

pytestmark = pytest.mark.django_db
NAME = "figure.above_scale_enterprises"
WUHU = ("prefecture", "340200")


def file_figure(value, *, code="340200", year=2025, on=LONG_AGO, at=EARLY, superseded_at=None):
    figure, _ = FigureCode.objects.get_or_create(
        code="above_scale_enterprises",
        defaults={"name": "规模以上企业数", "name_en": "Enterprises", "unit": "enterprises"},
    )
    RegionFigure.objects.create(
        region=make_region(code), figure=figure, year=year, value=Decimal(value), source="Yearbook", occurred_on=on,
        recorded_at=at, superseded_at=superseded_at,
    )  # fmt: skip


def filed(subject=WUHU, *, on=DAY, cutoff=CUTOFF):
    return reported_columns(["above_scale_enterprises"], [subject], on=on, cutoff=cutoff)[NAME][0]


def test_what_nobody_filed_is_missing_and_not_zero():
    assert np.isnan(filed())


def test_the_newest_year_that_was_filed_by_the_day_and_the_cutoff_counts():
    file_figure(10, year=2023)
    file_figure(12, year=2024)
    file_figure(99, year=2026, on=DAY + timedelta(days=1))
    file_figure(15, year=2025, at=JUST_AFTER)

    assert filed() == 12
    assert filed(cutoff=JUST_AFTER) == 15
    assert filed(on=DAY + timedelta(days=1)) == 99


def test_a_corrected_figure_counts_until_it_was_corrected():
    file_figure(10, superseded_at=JUST_AFTER)
    file_figure(11, at=JUST_AFTER)

    assert (filed(), filed(cutoff=JUST_AFTER)) == (10, 11)


def test_figures_of_regions_are_not_added_up():
    file_figure(10, code="340202")
    file_figure(20, code="340203")

    assert np.isnan(filed())
    assert filed(("county", "340202")) == 10


def test_broad_participation_is_judged_where_the_region_filed_and_grey_elsewhere():
    college = make_college("340202", code="4134000001")
    for status, region in (("above_scale", "340200"), ("above_scale", "340202"), ("leader", "340200"),
                           ("above_scale", "330200")):  # fmt: skip
        enterprise = make_enterprise(region)
        make_partnership(college, enterprise)
        EnterpriseStatus.objects.create(
            enterprise_id=enterprise.pk, status=status, source="List", from_on=LONG_AGO, recorded_at=EARLY
        )
    file_figure(8)

    run = services.evaluate(actor=Actor.system("test"), on=DAY)

    found = {
        (value.level, value.code): value
        for value in IndicatorValue.objects.filter(run=run, indicator__code="broad_participation")
    }
    wuhu = found[WUHU]
    assert (wuhu.numerator, wuhu.denominator, wuhu.value, wuhu.light) == (2, 8, 0.25, "red")
    for subject in (("prefecture", "330200"), ("province", "340000"), ("nation", "000000"), ("college", "4134000001")):
        assert (found[subject].denominator, found[subject].value, found[subject].light) == (None, None, "grey")
    assert run.state == "published", run.reason


def test_the_command_tells_every_measure(capsys):
    call_command("measures", "--json")
    told = json.loads(capsys.readouterr().out)

    assert [measure["code"] for measure in told["measures"]] == sorted(MEASURES.names())
    assert NAME in [figure["code"] for figure in told["figures"]]
    assert {measure["code"]: measure["basis"] for measure in told["measures"]}["above_scale_partners"] == "enterprise"
    call_command("measures")
    assert "partners_in_force" in capsys.readouterr().out
