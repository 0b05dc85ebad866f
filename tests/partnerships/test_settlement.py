"""What is given back when an agreement ends before its time: exact to the fen, nothing lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from core.errors import NotAllowed
from partnerships import services
from partnerships import terms as t
from partnerships.models import ExitPayment, State
from partnerships.selectors.settling import settlement_of
from partnerships.services.settling import AlreadyPaid
from partnerships.settlement import (
    BEARS_IT,
    GOES_BACK,
    NO_SCHEDULE,
    NOBODY_NAMED,
    NOT_ACCEPTED,
    NOT_AGREED,
    STAYS,
    WRITTEN_OFF,
    ExitTerms,
    Given,
    by_year,
    settle,
    unamortised,
)
from partnerships.terms.values import AtExit, ContributionKind, PaysAtExit, Survival
from tests.factories.accounts import TODAY
from tests.factories.partnerships import actor_of, make_agreement_in_force

NIGHT = Actor.system("night")
AT_FAULT = ExitTerms(AtExit.UNAMORTISED, PaysAtExit.AT_FAULT, at_fault="college")


def machine(**changes) -> Given:
    facts = {
        "key": "1",
        "name": "Machine",
        "giver": "enterprise",
        "owner_at_exit": "college",
        "value": Decimal("600000.00"),
        "accepted_on": date(2024, 3, 15),
        "years": 5,
    }
    return Given(**{**facts, **changes})


def test_the_party_at_fault_pays_what_is_not_written_off():
    """600,000 over five years, accepted in March 2024, ended in November 2026: 32 of 60 months are gone."""
    lines, payments = settle([machine()], AT_FAULT, on=date(2026, 11, 20))
    assert (lines[0].written_off, lines[0].unamortised) == (Decimal("320000.00"), Decimal("280000.00"))
    assert [(each.payer, each.payee, each.amount) for each in payments] == [
        ("college", "enterprise", Decimal("280000.00"))
    ]


@pytest.mark.parametrize(
    ("on", "rest"),
    [
        (date(2024, 3, 31), "600000.00"),
        (date(2024, 4, 1), "590000.00"),
        (date(2029, 2, 28), "10000.00"),
        (date(2029, 3, 1), "0.00"),
        (date(2040, 1, 1), "0.00"),
        (date(2023, 1, 1), "600000.00"),
    ],
)
def test_months_that_count(on, rest):
    assert unamortised(Decimal(600000), 5, date(2024, 3, 15), on) == Decimal(rest)


@pytest.mark.parametrize(
    ("changes", "terms", "why"),
    [
        ({"accepted_on": None}, AT_FAULT, NOT_ACCEPTED),
        ({"years": None}, AT_FAULT, NO_SCHEDULE),
        ({"owner_at_exit": "enterprise"}, AT_FAULT, GOES_BACK),
        ({"accepted_on": date(2001, 1, 1)}, AT_FAULT, WRITTEN_OFF),
        ({}, ExitTerms(AtExit.UNAMORTISED, PaysAtExit.AT_FAULT), NOBODY_NAMED),
        ({}, ExitTerms(AtExit.UNAMORTISED, PaysAtExit.AT_FAULT, at_fault="enterprise"), BEARS_IT),
        ({}, ExitTerms(AtExit.UNAMORTISED, None), NOBODY_NAMED),
        ({}, ExitTerms(AtExit.NOTHING, PaysAtExit.AT_FAULT, at_fault="college"), STAYS),
        ({}, ExitTerms(AtExit.RETURN, None), GOES_BACK),
        ({}, ExitTerms(None, None), NOT_AGREED),
    ],
)
def test_nobody_pays_and_why(changes, terms, why):
    lines, payments = settle([machine(**changes)], terms, on=date(2026, 11, 20))
    assert (lines[0].why, lines[0].payments, payments) == (why, (), [])


def test_who_pays_by_what_was_agreed():
    def payer(pays: PaysAtExit, **facts) -> list:
        terms = ExitTerms(AtExit.UNAMORTISED, pays, **facts)
        return [(each.payer, each.amount) for each in settle([machine()], terms, on=date(2026, 11, 20))[1]]

    assert payer(PaysAtExit.WHO_KEEPS) == [("college", Decimal("280000.00"))]
    assert payer(PaysAtExit.WHO_LEAVES, who_leaves="enterprise-2") == [("enterprise-2", Decimal("280000.00"))]
    assert payer(PaysAtExit.SHARED, parts={"college": 60, "enterprise": 40}) == [("college", Decimal("168000.00"))]


def test_both_ways_is_set_off():
    theirs = machine(key="2", giver="college", owner_at_exit="enterprise", value=Decimal("60000.01"))
    _lines, payments = settle(
        [machine(), theirs], ExitTerms(AtExit.UNAMORTISED, PaysAtExit.WHO_KEEPS), on=date(2026, 11, 20)
    )
    assert [(each.payer, each.payee, each.amount) for each in payments] == [
        ("college", "enterprise", Decimal("252000.00"))
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(
    st.integers(0, 10**13),
    st.integers(1, 50),
    st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
)
def test_no_fen_is_lost(value, years, accepted_on, on):
    amount = Decimal(value).scaleb(-2)
    assert sum(by_year(amount, years, accepted_on).values(), Decimal(0)) == amount
    rest = unamortised(amount, years, accepted_on, on)
    assert 0 <= rest <= amount
    if on >= accepted_on:
        line = settle([machine(value=amount, years=years, accepted_on=accepted_on)], AT_FAULT, on=on)[0][0]
        assert line.written_off + line.unamortised == amount


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.integers(1, 10**12), st.lists(st.integers(1, 100), min_size=3, max_size=3))
def test_shares_of_a_loss_sum_to_it(value, parts):
    keys = dict(zip(("college", "enterprise", "enterprise-2"), parts, strict=True))
    given_in_full = machine(value=Decimal(value).scaleb(-2), accepted_on=date(2026, 11, 1), giver="other")
    terms = ExitTerms(AtExit.UNAMORTISED, PaysAtExit.SHARED, parts=keys)
    line = settle([given_in_full], terms, on=date(2026, 11, 20))[0][0]
    assert sum((amount for _key, amount in line.payments), Decimal(0)) == line.unamortised


@pytest.fixture
def ended(administrator, liaison):
    """The enterprise gave a machine; the college is in breach, and the enterprise has ended the agreement."""
    owned = {"party": "enterprise", "owner_during": "enterprise", "owner_at_exit": "college"}
    agreement = make_agreement_in_force(
        administrator.organisation,
        liaison.organisation,
        contributions=t.Contributions(
            (
                t.Contribution(
                    "m",
                    kind=ContributionKind.EQUIPMENT,
                    name="Machine",
                    value=Decimal(600000),
                    valuation_by="A house of valuers",
                    valued_on=TODAY,
                    depreciation_years=5,
                    **owned,
                ),
            )
        ),
        exit=t.Exit(30, 15, (Survival.CONFIDENTIALITY,), settlement=AtExit.UNAMORTISED, pays=PaysAtExit.AT_FAULT),
    )
    row = agreement.contributions.get()
    services.deliver_contribution(actor=liaison.actor, contribution=row, delivered_on=TODAY, on=TODAY)
    services.answer_contribution(actor=administrator.actor, contribution=row, is_accepted=True, on=TODAY)
    services.give_notice(
        actor=liaison.actor,
        agreement=agreement,
        kind="breach",
        last_on=date(2028, 11, 30),
        reason="Nothing was taught.",
        on=date(2026, 11, 21),
        at_fault=agreement.parties.get(key="college"),
    )
    assert services.end_agreements(actor=NIGHT, on=date(2028, 12, 1)) == 1
    agreement.refresh_from_db()
    return agreement


def test_the_end_for_a_breach_leaves_what_has_to_be_paid(ended, administrator, liaison):
    assert ended.state == State.TERMINATED
    payment = ExitPayment.objects.get()
    assert (payment.payer.key, payment.payee.key, payment.amount) == ("college", "enterprise", Decimal("360000.00"))

    with pytest.raises(NotAllowed):
        services.confirm_payment(actor=administrator.actor, payment=payment, paid_on=TODAY, on=TODAY)
    services.confirm_payment(actor=liaison.actor, payment=payment, paid_on=date(2028, 12, 20), on=date(2028, 12, 24))
    payment.refresh_from_db()
    assert payment.paid_on == date(2028, 12, 20)
    with pytest.raises(AlreadyPaid):
        services.confirm_payment(actor=liaison.actor, payment=payment, paid_on=TODAY, on=date(2028, 12, 24))


def test_what_would_be_settled_if_it_ended(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    page = settlement_of(agreement, on=TODAY, at_fault="college")
    assert (page.lines, page.payments) == ([], [])
    assert actor_of(liaison.organisation).can("confirm_exit_payment")
