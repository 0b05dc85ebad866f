"""What comes late while an agreement runs: CT-03 and RK-04, failing and passing, and where they are seen."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.home import todos
from partnerships import services
from partnerships import terms as t
from partnerships.models import Risk
from partnerships.rules import HOUSE_FROM, Context
from partnerships.rules.lateness import Delivery, Life, ReviewDue
from partnerships.selectors import progress_of
from partnerships.terms.values import ContributionKind, RiskCategory
from reference.rules import RULES, Level, Source, check
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force

pytestmark = pytest.mark.usefixtures("the_day")
DAY = timedelta(days=1)
BENCH = Delivery("bench", "Bench", due_on=TODAY)
FIRE = ReviewDue("fire", "Safety", due_on=TODAY)


def found(life: Life, on: date = TODAY) -> list[tuple[str, str]]:
    return [(each.rule, each.field) for each in check("agreement_life", life, Context(on), on=on)]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (replace(BENCH, due_on=TODAY - DAY), BENCH),
        (replace(BENCH, delivered_on=TODAY + DAY), replace(BENCH, delivered_on=TODAY)),
        (replace(BENCH, due_on=TODAY - DAY), replace(BENCH, due_on=TODAY - DAY, delivered_on=TODAY - DAY)),
    ],
)
def test_a_contribution_is_late_from_the_day_after(broken, mended):
    assert found(Life(deliveries=(broken,))) == [("CT-03", "contributions.bench")]
    assert found(Life(deliveries=(mended,))) == []


def test_a_risk_is_to_be_judged_again_by_its_day():
    assert found(Life(reviews=(replace(FIRE, due_on=TODAY - DAY),))) == [("RK-04", "risks.fire")]
    assert found(Life(reviews=(FIRE,))) == []


def test_both_warn_as_house_rules_from_their_day_on():
    rules = {rule.id: rule for rule in RULES if "agreement_life" in rule.applies_to}
    assert {(rule.effective_level, rule.source) for rule in rules.values()} == {(Level.WARN, Source.HOUSE)}
    assert set(rules) == {"CT-03", "RK-04"}
    before = HOUSE_FROM - DAY
    late = Life((replace(BENCH, due_on=before - DAY),), (replace(FIRE, due_on=before - DAY),))
    assert found(late, on=before) == []
    assert len(found(late, on=HOUSE_FROM)) == 2


@pytest.fixture
def agreement(administrator, liaison):
    """In force for thirty days: a bench due ten days ago, a risk that is judged every twenty days."""
    owned = {"owner_during": "enterprise", "owner_at_exit": "college", "due_on": TODAY - 10 * DAY}
    bench = t.Contribution("bench", "enterprise", None, ContributionKind.EQUIPMENT, "试验台", Decimal(1), **owned)
    risk = t.Risk("fire", RiskCategory.SAFETY, "Fire", 2, 3, "enterprise", review_days=20)
    small = {"likelihood": 1, "impact": 1}
    needed = tuple(t.Risk(category, category, "May be", **small) for category in (RiskCategory.IP, "financial"))
    needed = tuple(replace(item, category=RiskCategory(item.category)) for item in needed)
    return make_agreement_in_force(
        administrator.organisation,
        liaison.organisation,
        on=TODAY - 30 * DAY,
        starts_on=TODAY - 30 * DAY,
        contributions=t.Contributions((bench,)),
        risks=t.Risks((risk, *needed)),
    )


def said(member, agreement, on: date = TODAY) -> list[tuple[str, str]]:
    return [(each.rule, each.field) for each in progress_of(agreement, actor=member.actor, on=on).findings]


def test_the_page_says_what_is_late_until_it_is_mended(agreement, administrator, liaison):
    assert said(liaison, agreement) == [("CT-03", "contributions.bench"), ("RK-04", "risks.fire")]
    page = administrator.client.get(reverse("partnerships:agreement-progress", args=[agreement.pk])).content.decode()
    assert "试验台" in page
    assert "RK-04" in page

    services.review_risk(actor=liaison.actor, risk=agreement.risks.get(key="fire"), likelihood=1, impact=1, on=TODAY)
    bench = agreement.contributions.get()
    services.deliver_contribution(actor=liaison.actor, contribution=bench, delivered_on=TODAY - 10 * DAY, on=TODAY)

    assert said(liaison, agreement) == []


def test_what_was_accepted_on_the_day_it_came_says_its_day(agreement, administrator, liaison):
    bench = agreement.contributions.get()
    bench = services.deliver_contribution(actor=liaison.actor, contribution=bench, delivered_on=TODAY, on=TODAY)
    services.answer_contribution(actor=administrator.actor, contribution=bench, is_accepted=True, on=TODAY)

    (late, _risk) = progress_of(agreement, actor=liaison.actor, on=TODAY + 5 * DAY).findings
    assert (late.rule, "came on 20 November 2026" in str(late.message)) == ("CT-03", True)


def test_who_answers_for_a_risk_is_asked_to_judge_it_again(agreement, administrator, liaison, other_liaison):
    def asked(member, on: date = TODAY) -> list[str]:
        return [todo.title for todo in todos(member.actor, on) if "risk" in todo.title]

    assert asked(liaison) == ["Judge the risk again: Safety"]
    assert asked(administrator) == asked(other_liaison) == []
    assert asked(liaison, TODAY - 10 * DAY) == [], "on the day itself is in time"
    assert Risk.objects.review_overdue(TODAY - 9 * DAY).get().key == "fire"
    services.review_risk(actor=liaison.actor, risk=agreement.risks.get(key="fire"), likelihood=1, impact=1, on=TODAY)
    assert asked(liaison) == []
