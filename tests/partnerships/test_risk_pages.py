"""The map of risks opens its list; a figure past its threshold warns the other parties, once."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import InvalidInput, NotAllowed
from notices.models import Notice
from partnerships import services
from partnerships import terms as t
from partnerships.models import Risk
from partnerships.selectors.heat import heat_map
from partnerships.services.risks import NothingWatched
from partnerships.services.telling import RISK_ALARM
from partnerships.terms.values import RiskCategory, ThresholdSide
from tests.factories.accounts import TODAY
from tests.factories.partnerships import complete_risks, make_agreement_in_force

pytestmark = pytest.mark.usefixtures("the_day")
LIST = reverse("partnerships:risk-list")


@pytest.fixture
def risk(administrator, liaison) -> Risk:
    watched = t.Risk(
        key="w",
        category=RiskCategory.SAFETY,
        cause="Hands in the press",
        likelihood=4,
        impact=5,
        owner="enterprise",
        response="Guards",
        protection="Insurance",
        watched="Accidents in a quarter",
        threshold=Decimal(2),
        side=ThresholdSide.ABOVE,
        source="Accident book",
    )
    agreement = make_agreement_in_force(
        administrator.organisation, liaison.organisation, risks=t.Risks((*complete_risks().items, watched))
    )
    return agreement.risks.get(key="w")


def report(member, risk: Risk, value: str, on: date = TODAY):
    return services.report_figure(actor=member.actor, risk=risk, value=Decimal(value), occurred_on=on, on=TODAY)


def alarms() -> int:
    return Notice.objects.filter(kind=RISK_ALARM).count()


def counts(member) -> dict[tuple[int, int], int]:
    return {(cell.likelihood, cell.impact): cell.count for row in heat_map(member.actor) for cell in row if cell.count}


def test_the_map_counts_risks_as_judged_last_and_opens_them(
    risk, administrator, liaison, outsider, colleague_administrator
):
    others = len(complete_risks().items)
    assert counts(administrator) == counts(liaison) == {(4, 5): 1, (2, 3): others}
    assert counts(colleague_administrator) == {}
    page = administrator.client.get(LIST).content.decode()
    assert "?likelihood=4&amp;impact=5" in page

    services.review_risk(actor=liaison.actor, risk=risk, likelihood=2, impact=5, on=TODAY)

    assert counts(administrator) == {(2, 5): 1, (2, 3): others}
    found = administrator.client.get(LIST, {"likelihood": 2, "impact": 5}).content.decode()
    listed = re.search(r'<div id="list">.*', found, re.DOTALL)[0]
    assert "Hands in the press" in listed
    assert listed.count('<th role="rowheader"') == 1
    assert "Hands in the press" not in administrator.client.get(LIST, {"likelihood": 4, "impact": 5}).content.decode()


def test_an_ended_agreement_leaves_the_map(risk, administrator):
    risk.agreement.state = "ended"
    risk.agreement.save(update_fields=["state"])
    assert counts(administrator) == {}


def test_a_figure_past_its_threshold_warns_the_other_parties_once(risk, administrator, liaison):
    assert not report(liaison, risk, "2").is_alarm, "the threshold itself is not past it"
    assert alarms() == 0
    assert report(liaison, risk, "2.01").is_alarm
    assert Notice.objects.get(kind=RISK_ALARM).user == administrator.user, "who reports it knows"
    report(liaison, risk, "5")
    assert alarms() == 1, "it is known"
    report(liaison, risk, "1")
    report(liaison, risk, "3")
    assert alarms() == 2
    assert Risk.objects.warning().get() == risk
    report(liaison, risk, "0")
    assert not Risk.objects.warning().exists()


def test_below_warns_where_that_was_agreed(risk, liaison):
    Risk.objects.filter(pk=risk.pk).update(side=ThresholdSide.BELOW)
    assert [report(liaison, risk, value).is_alarm for value in ("1.99", "2", "3")] == [True, False, False]


def test_what_is_no_figure_of_this_risk(risk, mentor, liaison):
    with pytest.raises(NotAllowed):
        report(mentor, risk, "1")
    with pytest.raises(InvalidInput):
        report(liaison, risk, "1", TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput):
        report(liaison, risk, "1.001")
    other = risk.agreement.risks.exclude(pk=risk.pk).first()
    with pytest.raises(NothingWatched):
        report(liaison, other, "1")


def test_the_page_takes_a_figure_and_shows_the_alarm(risk, liaison, mentor):
    path = reverse("partnerships:risk-figure", args=[risk.pk])
    wrong = liaison.client.post(path, {"figure-value": "x", "figure-occurred_on": "2026-11-20"})
    assert wrong.status_code == 400
    assert liaison.client.post(path, {"figure-value": "7", "figure-occurred_on": "2026-11-20"}).status_code == 302
    page = liaison.client.get(risk.get_absolute_url()).content.decode()
    assert "Accidents in a quarter" in page
    assert "Accident book" in page
    assert mentor.client.post(path, {}).status_code == 403


def test_the_map_takes_one_query(risk, administrator, django_assert_num_queries):
    administrator.actor.can("review_risk")
    with django_assert_num_queries(1):
        heat_map(administrator.actor)
