"""Scenarios are kept by a party for itself, compared, and dropped."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import InvalidInput, NotAllowed
from partnerships import services
from partnerships.models import BenefitScenario
from partnerships.scenario import Scenario, Year, scenario_from_json, scenario_to_json
from partnerships.services.scenarios import MOST
from partnerships.terms.values import Stage
from tests.factories.partnerships import make_agreement_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
ONE_YEAR = Scenario({Stage.COMMERCIAL: [Year(1, Decimal("100.01"))]})


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(administrator.organisation, liaison.organisation)


def page_of(member, agreement, **query) -> str:
    address = reverse("partnerships:agreement-simulation", args=[agreement.pk])
    return re.sub(r"\s+", " ", member.client.get(address, query).content.decode())


def test_a_scenario_is_written_and_read_back():
    whole = Scenario(
        {Stage.PILOT: [Year(1, Decimal("5.00"), {"Legal": Decimal("2.00")}, Decimal(50)), Year(2, Decimal(0))]},
        {("college", "Li"): 2},
    )
    assert scenario_from_json(scenario_to_json(whole)) == whole
    short = {"years": [{"stage": "pilot", "year": 1, "income": "5"}]}
    assert scenario_from_json(short) == Scenario({Stage.PILOT: [Year(1, Decimal(5), {}, Decimal(100))]})


def test_keep_compare_and_drop_on_the_page(administrator, liaison, agreement):
    address = reverse("partnerships:scenario-keep", args=[agreement.pk])
    for name, income in (("Likely", "100000 200000"), ("Cautious", "10.01")):
        assert administrator.client.post(address, {"name": name, "income_0": income}).status_code == 302
    page = page_of(administrator, agreement)
    assert page.index(">Cautious</a>") < page.index(">Likely</a>")
    assert "CNY 150,000" in page  # halves of 300,000
    assert "CNY 5.01" in page  # of 10.01 the first party gets the fen that is left over
    assert "Likely" not in page_of(liaison, agreement)

    likely = BenefitScenario.objects.get(name="Likely")
    assert "CNY 100,000" in page_of(administrator, agreement, scenario=likely.pk)

    assert liaison.client.post(reverse("partnerships:scenario-drop", args=[likely.pk])).status_code == 404
    assert administrator.client.post(reverse("partnerships:scenario-drop", args=[likely.pk])).status_code == 302
    assert [row.name for row in BenefitScenario.objects.all()] == ["Cautious"]


def test_the_same_name_replaces_and_too_many_are_refused(administrator, agreement):
    keeping = {"actor": administrator.actor, "agreement": agreement, "scenario": ONE_YEAR}
    for number in range(MOST):
        services.keep_scenario(name=f"S{number}", **keeping)
    services.keep_scenario(name="S0", **keeping)
    assert BenefitScenario.objects.count() == MOST
    with pytest.raises(InvalidInput):
        services.keep_scenario(name="One more", **keeping)
    with pytest.raises(InvalidInput):
        services.keep_scenario(name="  ", **keeping)


def test_who_reads_only_keeps_nothing(mentor, agreement):
    with pytest.raises(NotAllowed):
        services.keep_scenario(actor=mentor.actor, agreement=agreement, name="Mine", scenario=ONE_YEAR)


def test_a_name_is_asked_for_and_what_was_entered_stays(administrator, agreement):
    address = reverse("partnerships:scenario-keep", args=[agreement.pk])
    refused = administrator.client.post(address, {"name": "", "income_0": "4711"})
    assert refused.status_code == 400
    assert 'value="4711"' in refused.content.decode()
    assert not BenefitScenario.objects.exists()
