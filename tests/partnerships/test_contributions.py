"""Contributions after the signing: who says that they came, who accepts them, and what is kept of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.errors import InvalidInput, NotAllowed
from institutions.services.majors import DateTooEarly
from ledger.selectors import entries_about
from notices.models import Notice
from partnerships import services
from partnerships import terms as t
from partnerships.life import OtherSideActs, ReasonNeeded, StepNotPossible
from partnerships.models import Contribution, ContributionEquipment, ContributionStage, ContributionState
from partnerships.services.contributions import EquipmentLinked
from partnerships.terms.values import ContributionKind, OutsideSource
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force, make_piece

SIGNED_ON = TODAY - timedelta(days=30)
OWNED = {"owner_during": "enterprise", "owner_at_exit": "college"}
CLAUSE = t.Contributions(
    (
        t.Contribution("bench", "enterprise", None, ContributionKind.EQUIPMENT, "Bench", Decimal("86000.50"), **OWNED),
        t.Contribution("hall", "college", None, ContributionKind.SITE, "Hall", Decimal(0), **OWNED),
        t.Contribution("gift", "", OutsideSource.ALUMNI, ContributionKind.MONEY, "Gift", Decimal(5000), **OWNED),
    )
)


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(administrator.organisation, liaison.organisation, on=SIGNED_ON, contributions=CLAUSE)


def contribution(agreement, key: str) -> Contribution:
    return agreement.contributions.get(key=key)


def deliver(member, row, *, delivered_on: date = TODAY, on: date = TODAY, **kwargs):
    return services.deliver_contribution(
        actor=member.actor, contribution=row, delivered_on=delivered_on, on=on, **kwargs
    )


def answer(member, row, *, is_accepted: bool = True, on: date = TODAY, **kwargs):
    return services.answer_contribution(actor=member.actor, contribution=row, is_accepted=is_accepted, on=on, **kwargs)


def test_the_table_is_filled_from_the_signed_text(agreement):
    bench, gift = contribution(agreement, "bench"), contribution(agreement, "gift")
    assert (bench.party.key, bench.value, bench.owner_at_exit) == ("enterprise", Decimal("86000.50"), "college")
    assert (gift.party, gift.outside_source) == (None, "alumni")
    states = ContributionState.objects.filter(contribution__agreement=agreement)
    assert {(row.state, row.from_on) for row in states} == {("agreed", SIGNED_ON)}
    assert agreement.signed_on == SIGNED_ON


def test_who_gives_reports_and_who_receives_accepts(agreement, administrator, liaison, mentor, other_liaison):
    bench = contribution(agreement, "bench")
    with pytest.raises(OtherSideActs):
        deliver(administrator, bench)
    for member in (mentor, other_liaison):
        with pytest.raises(NotAllowed):
            deliver(member, bench)

    bench = deliver(liaison, bench, delivered_on=TODAY - timedelta(days=3))

    assert Notice.objects.filter(user=administrator.user, kind="agreement_to_accept").count() == 1
    with pytest.raises(OtherSideActs):
        answer(liaison, bench)
    answer(administrator, bench)
    bench.refresh_from_db()
    assert bench.state == ContributionStage.ACCEPTED
    standing = bench.states.filter(superseded_at=None).order_by("from_on")
    assert [(row.state, row.from_on) for row in standing] == [
        ("agreed", SIGNED_ON),
        ("delivered", TODAY - timedelta(days=3)),
        ("accepted", TODAY),
    ]
    assert [entry.action for entry in entries_about(agreement)][-2:] == [
        "agreement.contribution_delivered",
        "agreement.contribution_accepted",
    ]


def test_what_the_college_gives_the_enterprise_accepts_and_what_comes_from_outside_the_college(
    agreement, administrator, liaison
):
    hall, gift = contribution(agreement, "hall"), contribution(agreement, "gift")
    with pytest.raises(OtherSideActs):
        deliver(liaison, hall)
    deliver(administrator, hall)
    answer(liaison, hall)
    with pytest.raises(OtherSideActs):
        deliver(liaison, gift)
    deliver(administrator, gift)
    answer(administrator, gift)
    assert not Contribution.objects.exclude(state="accepted").exclude(key="bench").exists()


def test_a_refusal_needs_a_reason_and_it_may_be_delivered_again(agreement, administrator, liaison):
    bench = deliver(liaison, contribution(agreement, "bench"))
    with pytest.raises(ReasonNeeded):
        answer(administrator, bench, is_accepted=False, remark="  ")
    answer(administrator, bench, is_accepted=False, remark="Cable missing")
    bench.refresh_from_db()
    assert (bench.state, bench.remark) == ("refused", "Cable missing")
    assert Notice.objects.get(user=liaison.user, kind="agreement_not_accepted").params["reason"] == "Cable missing"
    deliver(liaison, bench, delivered_on=TODAY + timedelta(days=2), on=TODAY + timedelta(days=2))


def test_days_and_states_that_make_no_sense(agreement, administrator, liaison):
    bench = contribution(agreement, "bench")
    with pytest.raises(StepNotPossible):
        answer(administrator, bench)
    with pytest.raises(InvalidInput) as ahead:
        deliver(liaison, bench, delivered_on=TODAY + timedelta(days=1))
    assert ahead.value.field == "delivered_on"
    with pytest.raises(DateTooEarly):
        deliver(liaison, bench, delivered_on=SIGNED_ON - timedelta(days=1))
    with pytest.raises(InvalidInput):
        deliver(liaison, bench, remark="x" * 1001)
    deliver(liaison, bench, delivered_on=SIGNED_ON)
    with pytest.raises(StepNotPossible):
        deliver(liaison, bench)


def test_what_the_rules_of_an_earlier_day_let_through_half_stays_in_the_text(administrator, liaison):
    half = t.Contributions((t.Contribution("1", "enterprise", None, ContributionKind.SITE, "Hall"),))
    owed = t.Obligations((t.Obligation("1", "college", "college", "Teach"),))
    made = make_agreement_in_force(
        administrator.organisation,
        liaison.organisation,
        on=date(2025, 6, 1),
        starts_on=date(2025, 6, 1),
        contributions=half,
        obligations=owed,
        risks=t.Risks((t.Risk("1", None, "Fire"),)),
    )
    assert made.is_in_force
    assert [made.contributions.count(), made.obligations.count(), made.risks.count()] == [0, 0, 0]


def test_the_equipment_that_came_is_named_by_its_keeper(agreement, administrator, liaison, colleague_administrator):
    bench, hall = contribution(agreement, "bench"), contribution(agreement, "hall")
    piece, strange = make_piece(administrator.organisation), make_piece(colleague_administrator.organisation)

    def name(row, equipment, member=administrator):
        return services.link_equipment(actor=member.actor, contribution=row, equipment=equipment)

    with pytest.raises(NotAllowed):
        name(bench, piece, liaison)
    for row, equipment in ((bench, strange), (hall, piece)):
        with pytest.raises(InvalidInput):
            name(row, equipment)
    name(bench, piece)
    with pytest.raises(EquipmentLinked):
        name(bench, piece)
    assert ContributionEquipment.objects.visible_to(liaison.actor).get().equipment == piece
