"""The life of an agreement: internal checks with their days, rest, notice, consent, expiry, renewal."""

from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from accounts.home import todos
from accounts.models import Role
from accounts.roles import ACTS
from core.errors import InvalidInput, NotAllowed
from notices.models import Notice
from partnerships import services
from partnerships import terms as t
from partnerships.life import SHAPES, STEPS, OtherSideActs, ReasonNeeded, WrongState
from partnerships.models import Agreement, CheckOutcome, CheckStep, Contribution, EndingKind, Renewal, State
from partnerships.selectors import terms_of
from partnerships.selectors.life import life_page, spans_of, steps_with_days
from partnerships.services.checking import CheckNameTaken, NobodyToCheck
from partnerships.services.ending import EndingThere, NoEnding
from partnerships.services.renewing import RenewalDecided
from partnerships.terms.values import ContributionKind
from tests.factories.accounts import TODAY, make_member
from tests.factories.partnerships import (
    ENDS_ON,
    actor_of,
    make_agreement,
    make_agreement_in_force,
    send,
    sign,
)

NIGHT = Actor.system("night")
LATER = TODAY + timedelta(days=4)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def in_force(administrator, liaison) -> Agreement:
    return make_agreement_in_force(administrator.organisation, liaison.organisation)


# ---- The table ------------------------------------------------------------------------------------------------------


def test_every_state_but_the_first_is_reached_and_every_step_is_an_act():
    assert {step.target for step in STEPS.values()} | {State.DRAFT} == set(State)
    assert {step.act for step in STEPS.values()} <= set(ACTS)
    assert set(SHAPES) == set(State)


def test_what_is_over_leads_nowhere():
    over = {State.ENDED, State.TERMINATED, State.EXPIRED, State.NOT_RENEWED}
    assert not over & {source for step in STEPS.values() for source in step.sources}


# ---- Internal checks ------------------------------------------------------------------------------------------------


@pytest.fixture
def lawyer(administrator):
    return make_member(Role.MENTOR, administrator.organisation)


@pytest.fixture
def checks(administrator, lawyer) -> tuple[CheckStep, CheckStep]:
    """Legal, by the lawyer within 3 days; then leadership, by any administrator."""
    actor = administrator.actor
    lead = services.add_check_step(actor=actor, name="Leadership", position=2)
    return services.add_check_step(actor=actor, name="Legal", checker=lawyer.user, days=3, position=1), lead


@pytest.fixture
def submitted(administrator, liaison, checks) -> Agreement:
    return send(make_agreement(administrator.organisation, liaison.organisation))


def decide(actor, agreement, *, on=TODAY, is_approved=True, reason=""):
    return services.decide_check(actor=actor, agreement=agreement, is_approved=is_approved, reason=reason, on=on)


def test_without_a_check_it_goes_straight_to_signature(administrator, liaison):
    assert send(make_agreement(administrator.organisation, liaison.organisation)).is_in_signature


def test_checks_in_their_order_then_signature_with_the_days_of_each(submitted, administrator, liaison, lawyer, checks):
    assert submitted.is_submitted
    assert not Agreement.objects.visible_to(liaison.actor).filter(pk=submitted.pk).exists()
    with pytest.raises(NobodyToCheck):
        decide(administrator.actor, submitted)  # it is the lawyer's turn

    assert decide(lawyer.actor, submitted, on=LATER).is_submitted
    assert decide(administrator.actor, submitted, on=LATER + timedelta(days=2)).is_in_signature

    page = life_page(fresh(submitted), actor=administrator.actor, on=LATER + timedelta(days=9))
    assert [(line.check.name, line.days, line.is_late) for line in page.checks] == [
        ("Legal", 4, True),
        ("Leadership", 2, False),
    ]
    assert [(span.state, span.days) for span in page.spans] == [(State.SUBMITTED, 6), (State.IN_SIGNATURE, 7)]
    assert [(line.step.name, line.decided, line.days) for line in steps_with_days(administrator.organisation)] == [
        ("Legal", 1, 4.0),
        ("Leadership", 1, 2.0),
    ]
    assert not life_page(fresh(submitted), actor=liaison.actor, on=LATER).checks


def test_who_has_to_check_finds_it_among_the_todos_and_is_told(submitted, administrator, lawyer):
    assert [todo.due_on for todo in todos(lawyer.actor, TODAY) if "Legal" in todo.title] == [TODAY + timedelta(days=3)]
    assert not any("Legal" in todo.title for todo in todos(administrator.actor, TODAY))
    assert Notice.objects.filter(user=lawyer.user, kind="agreement_to_check").count() == 1


def test_sent_back_with_a_reason_it_begins_again_at_the_first_check(submitted, administrator, lawyer):
    with pytest.raises(ReasonNeeded):
        decide(lawyer.actor, submitted, is_approved=False)
    back = decide(lawyer.actor, submitted, is_approved=False, reason="The seat is missing.")
    assert back.is_draft
    assert Notice.objects.filter(user=administrator.user, kind="agreement_sent_back").count() == 1

    again = send(back)
    rows = list(again.checks.values_list("round", "name", "outcome"))
    assert rows == [
        (1, "Legal", CheckOutcome.RETURNED),
        (1, "Leadership", CheckOutcome.DROPPED),
        (2, "Legal", ""),
        (2, "Leadership", ""),
    ]


def test_while_it_is_checked_nobody_changes_or_signs_it(submitted, administrator):
    with pytest.raises(WrongState):
        services.save_clause(actor=administrator.actor, agreement=submitted, name="goals", value=None, on=TODAY)
    with pytest.raises(WrongState):
        sign(submitted, administrator.organisation)
    assert services.withdraw(actor=administrator.actor, agreement=submitted, reason="A typo.", on=TODAY).is_draft


def test_a_change_of_the_order_leaves_what_is_under_way_alone(submitted, administrator, lawyer, checks):
    legal, lead = checks
    services.end_check_step(actor=administrator.actor, step=lead, on=TODAY)
    services.edit_check_step(actor=administrator.actor, step=legal, name="Law", position=5, checker=None)

    decide(administrator.actor, submitted)  # no lawyer is named any more: every administrator decides
    assert fresh(submitted).is_submitted
    assert decide(administrator.actor, submitted).is_in_signature


def test_where_the_checker_has_left_an_administrator_decides(submitted, administrator, lawyer):
    lawyer.membership.ended_at = lawyer.membership.recorded_at
    lawyer.membership.save()
    decide(administrator.actor, submitted)
    assert submitted.checks.first().outcome == CheckOutcome.APPROVED


def test_checks_are_the_administrators_and_of_its_own_people(administrator, lawyer, liaison, checks):
    with pytest.raises(NotAllowed):
        services.add_check_step(actor=lawyer.actor, name="Mine")
    with pytest.raises(CheckNameTaken):
        services.add_check_step(actor=administrator.actor, name=" Legal ")
    with pytest.raises(InvalidInput):
        services.add_check_step(actor=administrator.actor, name="Foreign", checker=liaison.user)
    elsewhere = make_member(Role.COLLEGE_ADMINISTRATOR)
    assert services.add_check_step(actor=elsewhere.actor, name="Legal").position == 1


# ---- Rest -----------------------------------------------------------------------------------------------------------


def test_who_suspends_lets_it_go_on(in_force, administrator, liaison):
    with pytest.raises(ReasonNeeded):
        services.suspend(actor=liaison.actor, agreement=in_force, reason=" ", on=TODAY)
    services.suspend(actor=liaison.actor, agreement=in_force, reason="The hall is rebuilt.", on=LATER)
    assert Notice.objects.filter(user=administrator.user, kind="agreement_suspended").count() == 1
    with pytest.raises(OtherSideActs):
        services.resume(actor=administrator.actor, agreement=in_force, on=LATER)
    services.resume(actor=liaison.actor, agreement=in_force, on=LATER + timedelta(days=10))

    spans = [(span.state, span.days) for span in spans_of(fresh(in_force), on=LATER + timedelta(days=11))]
    assert spans == [(State.IN_FORCE, 4), (State.SUSPENDED, 10), (State.IN_FORCE, 1)]


def test_what_rests_expires_all_the_same(in_force, liaison):
    services.suspend(actor=liaison.actor, agreement=in_force, reason="The hall is rebuilt.", on=LATER)
    assert services.expire_agreements(actor=NIGHT, on=ENDS_ON + timedelta(days=1)) == 1
    assert fresh(in_force).state == State.EXPIRED


# ---- The end --------------------------------------------------------------------------------------------------------


def notice(agreement, actor, *, kind=EndingKind.NOTICE, days=30, on=TODAY, **facts):
    return services.give_notice(
        actor=actor,
        agreement=agreement,
        kind=kind,
        last_on=on + timedelta(days=days),
        reason="The line is closed.",
        on=on,
        **facts,
    )


def test_notice_keeps_to_the_days_of_the_terms_and_ends_in_the_night(in_force, liaison, administrator):
    with pytest.raises(InvalidInput):
        notice(in_force, liaison.actor, days=29)
    notice(in_force, liaison.actor)
    with pytest.raises(EndingThere):
        notice(in_force, administrator.actor)
    assert fresh(in_force).is_in_force

    assert services.end_agreements(actor=NIGHT, on=TODAY + timedelta(days=30)) == 0
    assert services.end_agreements(actor=NIGHT, on=TODAY + timedelta(days=33)) == 1
    assert fresh(in_force).state == State.TERMINATED
    last = spans_of(in_force, on=TODAY + timedelta(days=33))[-1]
    assert (last.state, last.from_on) == (State.TERMINATED, TODAY + timedelta(days=31))
    with pytest.raises(NotAllowed):
        services.end_agreements(actor=administrator.actor, on=TODAY)


def test_a_breach_names_who_is_in_breach_and_leaves_time_to_mend(in_force, liaison):
    college = in_force.parties.get(key="college")
    with pytest.raises(InvalidInput) as refused:
        notice(in_force, liaison.actor, kind=EndingKind.BREACH, days=15)
    assert refused.value.field == "at_fault"
    with pytest.raises(InvalidInput):
        notice(in_force, liaison.actor, kind=EndingKind.BREACH, days=14, at_fault=college)
    assert notice(in_force, liaison.actor, kind=EndingKind.BREACH, days=15, at_fault=college).at_fault == college


def test_notice_is_taken_back_by_who_gave_it(in_force, liaison, administrator):
    notice(in_force, liaison.actor)
    with pytest.raises(NoEnding):
        services.take_back_notice(actor=administrator.actor, agreement=in_force, on=LATER)
    services.take_back_notice(actor=liaison.actor, agreement=in_force, on=LATER)
    assert services.end_agreements(actor=NIGHT, on=TODAY + timedelta(days=99)) == 0


def test_by_consent_it_ends_once_all_have_agreed(in_force, liaison, administrator):
    notice(in_force, administrator.actor, kind=EndingKind.CONSENT, days=1)
    assert any("Agree that it ends" in todo.title for todo in todos(liaison.actor, TODAY))
    assert services.end_agreements(actor=NIGHT, on=LATER) == 0  # nobody has agreed
    with pytest.raises(NoEnding):
        services.agree_to_end(actor=administrator.actor, agreement=in_force, on=LATER)

    services.agree_to_end(actor=liaison.actor, agreement=in_force, on=LATER)
    assert services.end_agreements(actor=NIGHT, on=LATER + timedelta(days=1)) == 1
    assert fresh(in_force).state == State.ENDED


def test_nobody_ends_what_is_not_in_force_or_not_theirs(administrator, liaison, other_liaison, in_force):
    with pytest.raises(WrongState):
        notice(send(make_agreement(administrator.organisation)), administrator.actor)
    for act in (services.take_back_notice, services.agree_to_end, services.resume):
        with pytest.raises(NotAllowed):
            act(actor=other_liaison.actor, agreement=in_force, on=TODAY)


# ---- Renewal --------------------------------------------------------------------------------------------------------


def test_the_day_of_decision_is_the_last_day_minus_the_notice_and_is_told_once(in_force, liaison):
    decision_on = ENDS_ON - timedelta(days=30)
    assert fresh(in_force).decision_on == decision_on
    early, due = decision_on - timedelta(days=31), decision_on - timedelta(days=30)

    assert services.remind_of_decisions(actor=NIGHT, on=early) == 0
    assert services.remind_of_decisions(actor=NIGHT, on=due) == 1
    assert services.remind_of_decisions(actor=NIGHT, on=due + timedelta(days=1)) == 0
    assert Notice.objects.filter(user=liaison.user, kind="agreement_decision").count() == 1
    assert any(todo.due_on == decision_on for todo in todos(liaison.actor, due))


def test_a_renewal_names_its_predecessor_and_moves_its_days(administrator, liaison):
    starts_on, ends_on = date(2026, 1, 1), date(2026, 12, 31)
    bench = t.Contribution(
        kind=ContributionKind.EQUIPMENT,
        name="Bench",
        party="enterprise",
        value=1000,
        due_on=date(2026, 3, 1),
        owner_during="enterprise",
        owner_at_exit="college",
    )
    old = make_agreement_in_force(
        administrator.organisation,
        liaison.organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        contributions=t.Contributions((bench,)),
    )
    new = services.renew(actor=administrator.actor, agreement=old, on=TODAY)

    assert (new.state, new.predecessor, new.starts_on) == (State.DRAFT, old, date(2027, 1, 1))
    assert (new.ends_on, fresh(old).renewal) == (date(2027, 12, 31), Renewal.RENEW)
    assert terms_of(new).contributions.items[0].due_on == date(2027, 3, 1)
    assert terms_of(new).ip == terms_of(old).ip
    with pytest.raises(RenewalDecided):
        services.renew(actor=administrator.actor, agreement=old, on=TODAY)
    for each in (administrator, liaison):
        new = sign(new if new.is_in_signature else send(new), each.organisation)
    assert Contribution.objects.filter(agreement=new).exists()


def test_a_draft_that_is_deleted_leaves_the_renewal_open(administrator, in_force):
    new = services.renew(actor=administrator.actor, agreement=in_force, on=TODAY)
    services.delete_draft(actor=administrator.actor, agreement=new)
    assert fresh(in_force).renewal == ""


def test_who_does_not_renew_says_why_and_it_ends_so(in_force, liaison, administrator):
    with pytest.raises(ReasonNeeded):
        services.decide_not_to_renew(actor=liaison.actor, agreement=in_force, reason="", on=TODAY)
    services.decide_not_to_renew(actor=liaison.actor, agreement=in_force, reason="We move.", on=TODAY)

    assert services.expire_agreements(actor=NIGHT, on=ENDS_ON + timedelta(days=1)) == 1
    assert fresh(in_force).state == State.NOT_RENEWED
    with pytest.raises(WrongState):
        services.renew(actor=administrator.actor, agreement=in_force, on=TODAY)


def test_only_the_keeper_renews(in_force, liaison):
    with pytest.raises(NotAllowed):
        services.renew(actor=liaison.actor, agreement=in_force, on=TODAY)
    assert actor_of(liaison.organisation).can("decline_renewal", in_force)
