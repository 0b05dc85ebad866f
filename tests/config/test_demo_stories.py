"""The stories that the demo tells: a red, a yellow, a green and a grey city, and what stands behind them."""

import pytest

from evaluation.models import IndicatorValue, Light, Run, RunState
from institutions.models import GraduateOutcome, Wave
from partnerships.models import Contribution, ContributionStage, Decision, Obligation, ObligationStage
from reference.models import RegionFigure
from tests.factories.accounts import TODAY

pytestmark = pytest.mark.django_db
CITIES = {"990100": Light.RED, "990200": Light.YELLOW, "990300": Light.GREEN, "990400": Light.GREY}
TOLD = [  # by the indicators whose light is that of the city
    "actual_participation",
    "broad_participation",
    "enterprise_seat_share",
    "key_equipment_failure",
    "milestones_on_time_rate",
    "graduates_matched_rate",
]


@pytest.mark.parametrize("indicator", TOLD)
def test_each_city_has_its_light(demo, indicator):
    newest = Run.objects.latest("on")
    rows = IndicatorValue.objects.filter(run=newest, indicator__code=indicator, code__in=CITIES)

    assert dict(rows.values_list("code", "light")) == CITIES


def test_every_run_is_published(demo):
    assert set(Run.objects.values_list("state", flat=True)) == {RunState.PUBLISHED}


def test_what_was_promised_is_kept_late_and_refused(demo):
    open_ones = Obligation.objects.filter(state=ObligationStage.OPEN)
    refused = Contribution.objects.get(state=ContributionStage.REFUSED)

    assert open_ones.filter(due_on__lt=TODAY).exists()
    assert open_ones.filter(due_on__gt=TODAY).exists()
    assert Contribution.objects.filter(state=ContributionStage.AGREED, due_on__lt=TODAY).exists()
    assert refused.remark
    assert Decision.objects.filter(is_adopted=True, enterprise_votes_for__gt=0).exists()


def test_graduates_were_asked_in_two_waves(demo):
    assert set(GraduateOutcome.objects.values_list("wave", flat=True)) == {Wave.HALF_YEAR, Wave.ONE_YEAR}


def test_invented_denominators_say_so(demo):
    assert {figure.source for figure in RegionFigure.objects.all()} == {"演示数据，非官方统计"}
