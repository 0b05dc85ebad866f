"""Amendments: old and new parties sign them, then they are folded into the next version; what lives follows by key."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.actors import Actor
from core import clock
from core.errors import InvalidInput, NotAllowed
from notices.models import Notice
from partnerships import services
from partnerships import terms as t
from partnerships.life import WrongState
from partnerships.models import (
    Agreement,
    ContributionStage,
    ObligationStage,
    Party,
    State,
    TermsVersion,
)
from partnerships.selectors import effective_terms, terms_for, terms_of
from partnerships.selectors.agreements import agreement_page
from partnerships.selectors.files import readable_files
from partnerships.services.amending import AmendmentOvertaken, NothingToAmend
from partnerships.services.drafting import NoCounterpart
from partnerships.services.files import keep_file
from partnerships.terms.values import ContributionKind, PaysAtExit
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.partnerships import (
    ENDS_ON,
    actor_of,
    complete_clauses,
    give_credit_code,
    make_agreement_in_force,
    make_lived_agreement,
    send,
    sign,
)

NIGHT = Actor.system("night")
GOALS = replace(complete_clauses(["college", "enterprise"])["goals"], educational="Test gears.")
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def base(administrator, liaison) -> Agreement:
    return make_agreement_in_force(administrator.organisation, liaison.organisation)


def amend(base: Agreement, *, amends_from: date | None = None, on: date = TODAY, **clauses) -> Agreement:
    """A draft that changes some clauses."""
    actor = actor_of(base.keeper)
    amendment = services.begin_amendment(actor=actor, agreement=base, on=on, amends_from=amends_from)
    for name, value in clauses.items():
        amendment = services.save_clause(actor=actor, agreement=amendment, name=name, value=value, on=on)
    return amendment


def agree(amendment: Agreement, *, on: date = TODAY) -> Agreement:
    """Sent and signed by all its parties."""
    amendment = send(amendment, on=on)
    for party in amendment.parties.select_related("organisation"):
        amendment = sign(amendment, party.organisation, on=on)
    return amendment


def test_signed_by_all_it_is_the_next_version_from_its_day(base, liaison):
    amendment = amend(base, exit=t.Exit(90, 15, ()))
    assert amendment.is_draft
    assert not Agreement.objects.visible_to(liaison.actor).filter(pk=amendment.pk).exists()

    later = TODAY + timedelta(days=5)
    amendment = agree(amendment, on=later)

    assert amendment.state == State.FOLDED
    first, second = TermsVersion.objects.filter(agreement=base).order_by("number")
    assert (first.effective_to, second.effective_from, second.effective_to) == (TODAY + timedelta(days=4), later, None)
    assert second.amendment == amendment
    assert effective_terms(base, TODAY + timedelta(days=4)).exit.notice_days == 30
    assert effective_terms(base, later).exit.notice_days == 90
    assert effective_terms(base, TODAY - timedelta(days=1)) is None
    assert second.digest == t.digest(effective_terms(base, later))
    assert terms_of(fresh(base)).exit.notice_days == 90
    assert fresh(base).is_in_force
    assert fresh(base).decision_on == ENDS_ON - timedelta(days=90)
    assert Notice.objects.exclude(user=liaison.user).filter(kind="agreement_amended").count() == 1
    assert Party.objects.in_force(on=later, cutoff=clock.now()).filter(agreement=amendment).count() == 0


def test_it_shows_what_it_changes_and_the_page_shows_any_day(base, administrator):
    amendment = amend(base, goals=GOALS)
    page = agreement_page(amendment, actor=administrator.actor, on=TODAY)
    assert [change.name for change in page.changes] == ["goals"]
    assert [(pair.before, pair.after, pair.kind) for pair in page.changes[0].pairs] == [
        ("Students can test reducers.", "Test gears.", "changed")
    ]
    agree(amendment, on=TODAY + timedelta(days=5))

    shown = agreement_page(
        fresh(base), actor=administrator.actor, on=TODAY + timedelta(days=9), shown_on=TODAY + timedelta(days=2)
    )
    assert shown.terms.goals.educational == "Students can test reducers."
    today = agreement_page(fresh(base), actor=administrator.actor, on=TODAY + timedelta(days=9))
    assert today.terms.goals.educational == "Test gears."
    assert [row.number for row in today.versions] == [1, 2]


def test_what_holds_later_is_taken_up_by_the_night_of_its_day(base):
    agree(amend(base, amends_from=MARCH, exit=t.Exit(90, 15, ())))
    assert terms_of(fresh(base)).exit.notice_days == 30
    assert services.take_up_terms(actor=NIGHT, on=MARCH - timedelta(days=1)) == 0
    assert services.take_up_terms(actor=NIGHT, on=MARCH) == 1
    assert services.take_up_terms(actor=NIGHT, on=MARCH) == 0
    assert terms_of(fresh(base)).exit.notice_days == 90


def test_one_that_begins_before_another_is_put_upon_that_too(base):
    agree(amend(base, amends_from=APRIL, exit=t.Exit(90, 15, ())))
    agree(amend(base, amends_from=MARCH, goals=GOALS))

    def held(day):
        terms = effective_terms(base, day)
        return terms.goals.educational == "Test gears.", terms.exit.notice_days

    assert [held(day) for day in (MARCH - timedelta(days=1), MARCH, APRIL)] == [(False, 30), (True, 30), (True, 90)]
    for day in (TODAY, MARCH, APRIL):
        assert TermsVersion.objects.filter(agreement=base).effective(day).count() == 1


def test_what_another_has_changed_meanwhile_is_taken_over_first(base, administrator):
    slow = amend(base, exit=t.Exit(60, 15, ()), goals=None)
    agree(amend(base, exit=t.Exit(90, 15, ())))

    with pytest.raises(AmendmentOvertaken):
        send(slow)
    slow = services.refresh_amendment(actor=administrator.actor, amendment=slow, on=TODAY)
    page = agreement_page(slow, actor=administrator.actor, on=TODAY)
    assert {change.name for change in page.changes} == {"goals", "exit"}
    assert not page.is_behind
    assert page.terms.exit.notice_days == 60


def test_one_in_signature_that_is_overtaken_cannot_be_signed(base, administrator):
    slow = send(amend(base, exit=t.Exit(60, 15, ())))
    agree(amend(base, exit=t.Exit(90, 15, ())))
    with pytest.raises(AmendmentOvertaken):
        sign(slow, administrator.organisation)


def test_two_that_change_different_things_are_both_in_the_end(base):
    one = send(amend(base, exit=t.Exit(60, 15, ())))
    agree(amend(base, goals=GOALS))
    for party in one.parties.select_related("organisation"):
        one = sign(one, party.organisation)
    terms = effective_terms(base, TODAY)
    assert (terms.exit.notice_days, terms.goals.educational) == (60, "Test gears.")


def test_a_new_party_signs_too_and_is_one_from_the_first_day(base, administrator):
    third = make_organisation("enterprise")
    give_credit_code(third)
    amendment = amend(base, amends_from=MARCH)
    services.add_party(actor=administrator.actor, agreement=amendment, organisation=third, on=TODAY)
    with pytest.raises(NoCounterpart):
        services.remove_party(actor=administrator.actor, agreement=amendment, key="college", on=TODAY)
    keys = ["college", "enterprise", "enterprise-2"]
    terms, saving = terms_of(base), {"actor": administrator.actor, "agreement": amendment, "on": TODAY}
    stages = tuple(replace(stage, parts=dict.fromkeys(keys, 1)) for stage in terms.benefit.stages)
    services.save_clause(**saving, name="benefit", value=replace(terms.benefit, stages=stages))
    parts = {"parts": dict.fromkeys(keys, 1), "cost_parts": dict.fromkeys(keys, 1)}
    results = tuple(replace(result, **parts) for result in terms.ip.foreground)
    services.save_clause(**saving, name="ip", value=replace(terms.ip, foreground=results))
    new = actor_of(third)
    assert not Agreement.objects.visible_to(new).filter(pk=base.pk).exists()

    amendment = send(fresh(amendment))
    assert Agreement.objects.visible_to(new).filter(pk=amendment.pk).exists()
    assert not Agreement.objects.visible_to(new).filter(pk=base.pk).exists()
    for party in amendment.parties.select_related("organisation"):
        amendment = sign(amendment, party.organisation)

    joined = base.parties.get(organisation=third)
    assert (joined.key, joined.joined_on) == ("enterprise-2", MARCH)
    assert [row.key for row in Party.objects.in_force(on=TODAY, cutoff=clock.now()).filter(agreement=base)] == keys[:2]
    assert Party.objects.in_force(on=MARCH, cutoff=clock.now()).filter(agreement=base).count() == 3


@pytest.fixture
def of_three(administrator, liaison) -> Agreement:
    """With a second enterprise that has brought a bench of 60,000 over five years, which the college keeps."""
    third = make_organisation("enterprise", name="Third")
    bench = t.Contribution(
        "bench", "enterprise-2", None, ContributionKind.EQUIPMENT, "Bench", Decimal(60_000),
        owner_during="enterprise-2", owner_at_exit="college", depreciation_years=5,
    )  # fmt: skip
    keys = ["college", "enterprise", "enterprise-2"]
    agreement = make_agreement_in_force(
        administrator.organisation,
        [liaison.organisation, third],
        contributions=t.Contributions((bench,)),
        exit=replace(complete_clauses(keys)["exit"], pays=PaysAtExit.WHO_KEEPS),
    )
    row, facts = agreement.contributions.get(), {"on": TODAY}
    services.deliver_contribution(actor=actor_of(third), contribution=row, delivered_on=TODAY, **facts)
    services.answer_contribution(actor=administrator.actor, contribution=row, is_accepted=True, **facts)
    return fresh(agreement)


def let_go(base: Agreement, key: str, *, amends_from: date = MARCH) -> Agreement:
    """An amendment by which a party leaves; the terms no longer name it anywhere."""
    keys = [party.key for party in terms_of(base).parties if party.key != key]
    clauses = {name: value for name, value in complete_clauses(keys).items() if name != "exit"}
    amendment = amend(base, amends_from=amends_from, contributions=None, **clauses)
    return services.remove_party(actor=actor_of(base.keeper), agreement=amendment, key=key, on=TODAY)


def test_a_party_leaves_signs_is_settled_and_acts_no_more(of_three, administrator, liaison):
    third = of_three.parties.get(key="enterprise-2")
    amendment = agree(let_go(of_three, third.key))
    assert amendment.parties.count() == 3, "who leaves has signed it too"
    third.refresh_from_db()
    assert third.left_on is None, "until its day nothing changes"

    assert services.take_up_terms(actor=NIGHT, on=MARCH) == 1

    third.refresh_from_db()
    assert third.left_on == MARCH
    assert fresh(of_three).is_in_force
    assert [party.key for party in effective_terms(of_three, MARCH).parties] == ["college", "enterprise"]
    assert len(effective_terms(of_three, MARCH - timedelta(days=1)).parties) == 3
    (payment,) = of_three.exit_payments.all()
    assert (payment.payer.key, payment.payee, payment.reckoned_on) == ("college", third, MARCH - timedelta(days=1))
    gone = (2027 - TODAY.year) * 12 + 2 - TODAY.month  # whole months from the acceptance to the end of February
    assert payment.amount == Decimal(60_000) * (60 - gone) / 60
    with_parties = Party.objects.filter(agreement=of_three)
    assert with_parties.in_force(on=MARCH - timedelta(days=1), cutoff=clock.now()).count() == 3
    assert with_parties.in_force(on=MARCH, cutoff=clock.now()).count() == 2

    left = actor_of(third.organisation)
    with pytest.raises(NotAllowed):
        services.suspend(actor=left, agreement=of_three, reason="No", on=MARCH)
    agree(amend(fresh(of_three), on=MARCH, goals=GOALS), on=MARCH)
    shown = agreement_page(fresh(of_three), actor=left, on=MARCH)
    assert len(shown.versions) == 1, "who has left reads what it was party to, and nothing later"
    assert terms_for(fresh(of_three), actor=left).goals != GOALS
    version = of_three.versions.order_by("number").last()
    of_later = keep_file(actor=Actor.system("test"), version=version, language="en", content=b"%PDF-1.7")
    assert list(readable_files(left)) == []
    assert of_later in readable_files(liaison.actor)
    assert terms_for(fresh(of_three), actor=liaison.actor).goals == GOALS
    following = amend(fresh(of_three), on=MARCH, exit=t.Exit(90, 15, ()))
    assert following.parties.count() == 2
    with pytest.raises(NoCounterpart, match="has left"):
        services.add_party(actor=administrator.actor, agreement=following, organisation=third.organisation, on=MARCH)
    added = services.add_party(
        actor=administrator.actor, agreement=following, organisation=make_organisation("enterprise"), on=MARCH
    )
    assert added.key == "enterprise-3", "a key is never given twice"
    ending = {"kind": "consent", "last_on": MARCH + timedelta(days=10), "reason": "Done", "on": MARCH}
    services.give_notice(actor=liaison.actor, agreement=of_three, **ending)
    services.agree_to_end(actor=administrator.actor, agreement=of_three, on=MARCH)
    services.end_agreements(actor=NIGHT, on=MARCH + timedelta(days=11))
    assert of_three.exit_payments.count() == 1, "what was settled is not settled again"


def test_who_was_to_leave_may_stay_and_two_always_do(of_three, administrator):
    amendment = let_go(of_three, "enterprise-2")
    changing = {"actor": administrator.actor, "agreement": amendment, "on": TODAY}
    with pytest.raises(NoCounterpart, match="one other party"):
        services.remove_party(**changing, key="enterprise")
    with pytest.raises(NoCounterpart):
        services.remove_party(**changing, key="enterprise-2")
    page = administrator.client.get(reverse("partnerships:agreement-parties", args=[amendment.pk])).content.decode()
    assert "leaves by this amendment" in page
    assert "Let it stay" in page

    organisation = amendment.parties.get(key="enterprise-2").organisation
    services.add_party(**changing, organisation=organisation)
    assert [party.key for party in terms_of(fresh(amendment)).parties] == ["college", "enterprise", "enterprise-2"]


def test_an_amendment_begun_before_somebody_left_is_taken_over_first(of_three, administrator):
    other = amend(of_three, goals=GOALS)
    agree(let_go(of_three, "enterprise-2", amends_from=TODAY))
    with pytest.raises(AmendmentOvertaken):
        send(other)
    other = services.refresh_amendment(actor=administrator.actor, amendment=other, on=TODAY)
    assert other.parties.count() == 2
    agree(other)
    assert effective_terms(of_three, TODAY).goals == GOALS
    assert len(effective_terms(of_three, TODAY).parties) == 2


def test_what_lives_follows_by_key(administrator, liaison):
    base = make_lived_agreement(administrator.organisation, liaison.organisation)
    lend, teach = (base.obligations.get(key=key) for key in ("lend", "teach"))
    hours = base.contributions.get(key="hours")
    risk = base.risks.order_by("pk").first()
    terms = terms_of(base)
    bench = next(item for item in terms.contributions.items if item.key == "bench")
    changed = replace(bench, name="Better bench", value=2000)
    new = replace(bench, key="", name="Crane")
    amendment = amend(
        base,
        contributions=t.Contributions((changed, new)),
        obligations=t.Obligations(()),
        risks=replace(terms.risks, items=terms.risks.items[1:]),
    )
    agree(amendment)

    names = dict(base.contributions.values_list("key", "name"))
    assert names == {"bench": "Better bench", "hours": "Hours", "1-1": "Crane"}
    hours.refresh_from_db()
    assert hours.state == ContributionStage.DELIVERED  # what came stays
    lend.refresh_from_db()
    teach.refresh_from_db()
    assert (lend.state, teach.state) == (ObligationStage.WITHDRAWN, ObligationStage.DONE)
    risk.refresh_from_db()
    assert risk.ended_on == TODAY

    again = amend(base, obligations=terms.obligations, risks=terms.risks)
    agree(again, on=TODAY + timedelta(days=1))
    lend.refresh_from_db()
    risk.refresh_from_db()
    assert (lend.state, risk.ended_on) == (ObligationStage.OPEN, None)
    states = lend.states.filter(superseded_at=None).order_by("from_on").values_list("state", "from_on")
    assert list(states) == [
        (ObligationStage.WITHDRAWN, TODAY),
        (ObligationStage.OPEN, TODAY + timedelta(days=1)),
    ]


def test_an_obligation_that_lapsed_is_open_again_with_a_later_day(administrator, liaison):
    base = make_lived_agreement(administrator.organisation, liaison.organisation)
    late = TODAY + timedelta(days=40)
    services.settle_obligations(actor=NIGHT, on=late)
    lend = base.obligations.get(key="lend")
    assert lend.state == ObligationStage.LAPSED
    items = tuple(replace(item, due_on=late + timedelta(days=30)) for item in terms_of(base).obligations.items)
    agree(amend(base, obligations=t.Obligations(items), on=late), on=late)
    lend.refresh_from_db()
    assert (lend.state, lend.due_on) == (ObligationStage.OPEN, late + timedelta(days=30))


def test_a_longer_period_moves_the_end(base, administrator):
    amendment = amend(base)
    basics = replace(terms_of(amendment).basics, ends_on=date(2031, 12, 31))
    services.save_basics(actor=administrator.actor, agreement=amendment, basics=basics, on=TODAY)
    agree(fresh(amendment))
    assert fresh(base).ends_on == date(2031, 12, 31)
    assert services.expire_agreements(actor=NIGHT, on=ENDS_ON + timedelta(days=1)) == 0


def test_only_the_keeper_amends_what_runs_and_changes_something(base, administrator, liaison):
    with pytest.raises(NotAllowed):
        services.begin_amendment(actor=liaison.actor, agreement=base, on=TODAY)
    with pytest.raises(InvalidInput):
        amend(base, amends_from=TODAY - timedelta(days=1))
    with pytest.raises(InvalidInput):
        amend(base, amends_from=ENDS_ON + timedelta(days=1))
    amendment = amend(base)
    with pytest.raises(NothingToAmend):
        send(amendment)
    with pytest.raises(WrongState):
        services.begin_amendment(actor=administrator.actor, agreement=amendment, on=TODAY)
    services.expire_agreements(actor=NIGHT, on=ENDS_ON + timedelta(days=1))
    with pytest.raises(WrongState):
        amend(fresh(base))


def test_its_day_can_be_set_while_it_is_a_draft(base, administrator):
    amendment = amend(base, exit=t.Exit(60, 15, ()))
    services.set_amendment_day(actor=administrator.actor, amendment=amendment, amends_from=MARCH, on=TODAY)
    amendment = send(fresh(amendment))
    with pytest.raises(WrongState):
        services.set_amendment_day(actor=administrator.actor, amendment=amendment, amends_from=APRIL, on=TODAY)
    for party in amendment.parties.select_related("organisation"):
        amendment = sign(amendment, party.organisation)
    assert base.versions.get(number=2).effective_from == MARCH
