"""Obligations after the signing: done on time or late, accepted, refused, answered by silence, lapsed by the night."""

from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.actors import Actor
from core import clock
from core.errors import InvalidInput, NotAllowed
from institutions.services.majors import DateTooEarly
from partnerships import services
from partnerships import terms as t
from partnerships.life import OtherSideActs, ReasonNeeded, StepNotPossible
from partnerships.models import Obligation, ObligationState, Risk, RiskReview
from partnerships.terms.values import RiskCategory, Silence
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force

NIGHT = Actor.system("night")
SIGNED_ON = TODAY - timedelta(days=60)
DUE_ON = TODAY - timedelta(days=5)
CLAUSE = t.Obligations(
    (
        t.Obligation(
            "teach", "enterprise", "college", "Lend engineers", "Hours kept", DUE_ON, 10, Silence.ACCEPTED, True
        ),
        t.Obligation("train", "college", "enterprise", "Train forty", "Certified", DUE_ON, 10, Silence.REFUSED),
        t.Obligation("open", "college", "enterprise", "Open the hall", "Key handed over", DUE_ON, 10, Silence.REFUSED),
    )
)
RISKS = t.Risks(
    (
        t.Risk("1", RiskCategory.IP, "Published too early", 3, 3, "college", review_days=30),
        t.Risk("2", RiskCategory.FINANCIAL, "Funds come late", 2, 3, "enterprise"),
    )
)


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(
        administrator.organisation, liaison.organisation, on=SIGNED_ON, obligations=CLAUSE, risks=RISKS
    )


def obligation(agreement, key: str = "teach") -> Obligation:
    return agreement.obligations.get(key=key)


def report(member, row, *, done_on=TODAY, on=TODAY, **kwargs):
    return services.report_done(actor=member.actor, obligation=row, done_on=done_on, on=on, **kwargs)


def answer(member, row, *, is_accepted=True, on=TODAY, **kwargs):
    return services.answer_obligation(actor=member.actor, obligation=row, is_accepted=is_accepted, on=on, **kwargs)


def at_noon(day):
    return clock.at(datetime.combine(day, time(4), tzinfo=UTC))


def test_the_table_is_filled_from_the_signed_text(agreement):
    row = obligation(agreement)
    assert (row.debtor.key, row.creditor.key, row.is_milestone, row.silence) == (
        "enterprise",
        "college",
        True,
        "accepted",
    )
    states = ObligationState.objects.filter(obligation__agreement=agreement)
    assert {(state.state, state.from_on) for state in states} == {("open", SIGNED_ON)}


def test_the_debtor_reports_and_the_creditor_answers(agreement, administrator, liaison, mentor, other_liaison):
    row = obligation(agreement)
    with pytest.raises(OtherSideActs):
        report(administrator, row)
    for member in (mentor, other_liaison):
        with pytest.raises(NotAllowed):
            report(member, row)
    report(liaison, row, done_on=DUE_ON)
    with pytest.raises(OtherSideActs):
        answer(liaison, row)
    answer(administrator, row)
    row.refresh_from_db()
    assert (row.state, row.done_on, row.is_late) == ("accepted", DUE_ON, False)
    with pytest.raises(StepNotPossible):
        answer(administrator, row)


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, True)])
def test_on_time_is_the_due_day_and_late_the_day_after(agreement, liaison, days, is_late):
    assert report(liaison, obligation(agreement), done_on=DUE_ON + timedelta(days=days)).is_late is is_late


def test_a_refusal_needs_a_reason_and_the_debtor_reports_again(agreement, administrator, liaison):
    row = report(liaison, obligation(agreement), done_on=DUE_ON)
    with pytest.raises(ReasonNeeded):
        answer(administrator, row, is_accepted=False)
    answer(administrator, row, is_accepted=False, remark="Ten hours are missing")
    assert report(liaison, row).is_late


def test_days_that_make_no_sense(agreement, liaison):
    with pytest.raises(InvalidInput) as ahead:
        report(liaison, obligation(agreement), done_on=TODAY + timedelta(days=1))
    assert ahead.value.field == "done_on"
    with pytest.raises(DateTooEarly):
        report(liaison, obligation(agreement), done_on=SIGNED_ON - timedelta(days=1))


def test_the_night_lets_lapse_what_waits_longer_than_the_parameter_says(agreement, liaison):
    last = DUE_ON + timedelta(days=30)
    assert services.settle_obligations(actor=NIGHT, on=last) == 0
    assert services.settle_obligations(actor=NIGHT, on=last + timedelta(days=1)) == 3
    assert services.settle_obligations(actor=NIGHT, on=last + timedelta(days=1)) == 0

    row = obligation(agreement)
    assert row.state == "lapsed"
    with pytest.raises(DateTooEarly):
        report(liaison, row, done_on=DUE_ON, on=last + timedelta(days=2))
    assert report(liaison, row, done_on=last + timedelta(days=2), on=last + timedelta(days=2)).is_late


def test_the_night_answers_what_silence_means(agreement, administrator, liaison):
    with at_noon(TODAY):
        report(liaison, obligation(agreement, "teach"))
        report(administrator, obligation(agreement, "train"))

    services.settle_obligations(actor=NIGHT, on=TODAY + timedelta(days=10))
    assert obligation(agreement, "teach").state == "done"
    services.settle_obligations(actor=NIGHT, on=TODAY + timedelta(days=11))

    assert [obligation(agreement, key).state for key in ("teach", "train", "open")] == ["accepted", "refused", "open"]


def test_only_the_night_settles(administrator):
    with pytest.raises(NotAllowed):
        services.settle_obligations(actor=administrator.actor, on=TODAY)


def test_a_party_judges_a_risk_again(agreement, administrator, liaison, mentor, reviewer):
    risk = agreement.risks.get(key="1")
    for member in (mentor, reviewer):
        with pytest.raises(NotAllowed):
            services.review_risk(actor=member.actor, risk=risk, likelihood=1, impact=1, on=TODAY)
    with pytest.raises(InvalidInput):
        services.review_risk(actor=liaison.actor, risk=risk, likelihood=6, impact=1, on=TODAY)

    services.review_risk(actor=liaison.actor, risk=risk, likelihood=5, impact=4, on=TODAY, note="Two leaks")

    assert (Risk.objects.get(pk=risk.pk).score, risk.score) == (20, 20)
    assert RiskReview.objects.get().reviewed_by == liaison.organisation
    assert risk.review_due_on(SIGNED_ON) == TODAY + timedelta(days=30)
