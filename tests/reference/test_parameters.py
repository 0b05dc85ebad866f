"""Dated parameters: the most specific region wins, a change is a new version, what was known stays known."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from accounts.actors import Actor
from core import clock
from core.errors import InvalidInput, NotAllowed
from ledger.models import Entry
from reference.models import FigureCode, RegionFigure, RuleParameter
from reference.parameters import ParameterMissing, parameter, value, values
from reference.rules import Grade
from reference.services import Outcome, ParameterValue, file_region_figure, set_parameter
from tests.factories.accounts import TODAY, make_region

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
SHIPPED = RuleParameter.Origin.SHIPPED


def hours(number, *, region="", since=date(2026, 1, 1), until=None) -> ParameterValue:
    return ParameterValue(
        code="test.hours",
        value=number,
        valid_from=since,
        valid_to=until,
        region_code=region,
        document="A law",
        article="Art. 1",
        grade=Grade.CONFIRMED,
    )


def given(*said: ParameterValue) -> None:
    for one in said:
        set_parameter(actor=SYSTEM, value=one, origin=SHIPPED)


def test_the_most_specific_region_wins():
    given(hours(44), hours(43, region="330000"), hours(40, region="330200"), hours(39, region="330203"))
    county, city, other_city, elsewhere = (make_region(code) for code in ("330203", "330200", "330100", "340200"))

    assert [value("test.hours", on=TODAY, region=region) for region in (county, city, other_city, elsewhere, None)] == [
        39,
        40,
        43,
        44,
        44,
    ]


def test_a_county_falls_back_to_its_prefecture():
    given(hours(44), hours(40, region="330200"))
    assert value("test.hours", on=TODAY, region=make_region("330212")) == 40


def test_a_value_holds_from_its_first_to_its_last_day():
    given(hours(48, since=date(2020, 1, 1)), hours(44, until=date(2026, 6, 30)), hours(40, since=date(2026, 9, 1)))

    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1)]

    # in July and August the value of 2020, which has no last day, holds again
    assert [value("test.hours", on=day) for day in days] == [48, 44, 44, 48, 40]


def test_an_ended_regional_value_gives_way_to_the_nation():
    given(hours(44), hours(40, region="330200", until=date(2026, 6, 30)))
    assert value("test.hours", on=TODAY, region=make_region("330200")) == 44


def test_a_missing_parameter_says_which_and_when():
    with pytest.raises(ParameterMissing, match=r"test\.hours.*2026-11-20"):
        value("test.hours", on=TODAY)
    given(hours(44))
    with pytest.raises(ParameterMissing, match=r"test\.other"):
        values("test.hours", "test.other", on=TODAY)


def test_several_values_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = values("internship.hours_day_max", "internship.hours_week_max", "internship.min_age", on=TODAY)
    assert found == {
        "internship.hours_day_max": 8,
        "internship.hours_week_max": 44,
        "internship.min_age": 16,
    }


def test_fractions_are_exact():
    ratio = value("internship.unit_ratio_max", on=TODAY)
    assert ratio == Decimal("0.1")
    assert isinstance(ratio, Decimal)
    assert ratio * 3 == Decimal("0.3")


def test_what_is_shipped_for_the_internship_rules():
    ningbo = make_region("330200")
    assert value("internship.hours_week_max", on=TODAY, region=ningbo) == 40
    assert value("internship.min_grade_year", on=TODAY) == 2
    assert value("internship.rest_days_week_min", on=TODAY) == 1
    assert "ktv" in value("internship.barred_venues", on=TODAY)
    assert parameter("internship.unit_ratio_max", on=TODAY).grade == Grade.UNCONFIRMED
    assert parameter("internship.min_age", on=TODAY).article == "Art. 16(2)"


def test_size_thresholds_of_2011():
    table = value("enterprise.size_thresholds", on=TODAY)
    assert len(table) == 16
    assert table["industry"] == {
        "large": {"staff": 1000, "revenue": 40000},
        "medium": {"staff": 300, "revenue": 2000},
        "small": {"staff": 20, "revenue": 300},
    }
    assert table["leasing_and_business_services"]["large"] == {"staff": 300, "assets": 120000}


def test_loading_again_changes_nothing():
    before = list(RuleParameter.objects.values_list("pk", "version", "superseded_at"))
    entries = Entry.objects.count()

    call_command("load_shipped", verbosity=0)

    assert list(RuleParameter.objects.values_list("pk", "version", "superseded_at")) == before
    assert Entry.objects.count() == entries


def test_a_changed_value_is_a_new_version_and_the_past_still_knows_the_old_one():
    early = datetime(2026, 11, 1, tzinfo=UTC)
    with clock.at(early):
        assert set_parameter(actor=SYSTEM, value=hours(44), origin=SHIPPED) is Outcome.CREATED
    with clock.at(datetime(2026, 11, 10, tzinfo=UTC)):
        assert set_parameter(actor=SYSTEM, value=hours(44), origin=SHIPPED) is Outcome.UNCHANGED
        assert set_parameter(actor=SYSTEM, value=hours(42), origin=SHIPPED) is Outcome.RENEWED

    assert value("test.hours", on=TODAY) == 42
    assert value("test.hours", on=TODAY, cutoff=datetime(2026, 11, 9, tzinfo=UTC)) == 44
    assert parameter("test.hours", on=TODAY).version == 2
    assert RuleParameter.objects.filter(code="test.hours").count() == 2


def test_a_shipped_value_does_not_replace_one_entered_here():
    set_parameter(actor=SYSTEM, value=hours(41))
    assert set_parameter(actor=SYSTEM, value=hours(44), origin=SHIPPED) is Outcome.KEPT
    assert value("test.hours", on=TODAY) == 41


def test_only_the_operator_sets_parameters(administrator, operator):
    with pytest.raises(NotAllowed):
        set_parameter(actor=administrator.actor, value=hours(1))
    assert set_parameter(actor=operator.actor, value=hours(1)) is Outcome.CREATED
    assert Entry.objects.filter(action="parameter.set", actor_key=operator.actor.key).count() == 1


def file(actor, region, amount="120", **fields):
    return file_region_figure(
        actor=actor,
        region=region,
        figure=FigureCode.objects.get(code="above_scale_enterprises"),
        year=2025,
        value=Decimal(amount),
        source="Statistical yearbook 2026",
        on=TODAY,
        **fields,
    )


def test_an_authority_files_figures_of_its_own_regions(reviewer):
    wuhu = make_region("340200")
    file(reviewer.actor, wuhu)
    with pytest.raises(InvalidInput):
        file(reviewer.actor, wuhu, "125")
    file(reviewer.actor, wuhu, "125", reason="A digit was missing")

    assert [row.value for row in RegionFigure.objects.current()] == [125]
    assert RegionFigure.objects.count() == 2


def test_an_authority_files_nothing_elsewhere(reviewer, administrator):
    with pytest.raises(NotAllowed):
        file(reviewer.actor, make_region("330200"))
    with pytest.raises(NotAllowed):
        file(administrator.actor, make_region("340200"))
    assert not RegionFigure.objects.exists()
