"""Every rule of agreements, failing and passing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from partnerships import terms as t
from partnerships.rules import Context
from partnerships.rules.model import CONTEXT
from partnerships.terms.values import (
    BenefitBasis,
    ContributionKind,
    DeductionKind,
    Forum,
    OutsideSource,
    Ownership,
    ResultKind,
    RiskCategory,
    Silence,
)
from reference.examples import MODELS, changed, example_of
from reference.rules import RULES, Level, check
from tests.partnerships.rule_cases import CASES, COMPLETE, HALVES, LI, NONE, UNIT, so

ON = date(2026, 11, 20)
CODE = "91110000600037341L"
ACCEPTED, ALUMNI = Silence.ACCEPTED, OutsideSource.ALUMNI
COLLEGE, ENTERPRISE = COMPLETE.parties
BOTH = {"college": 1, "enterprise": 1}
OPEN = t.Tier(None, BOTH)
FIFTY = (replace(LI, part=50), replace(UNIT, part=49))
SALE = t.Payment("First sale", Decimal(5))
OPTION = t.ShareOption("Second round", "college", "enterprise", 5, Decimal(1))
COSTS = t.Deduction(DeductionKind.COSTS, "Legal", cap=Decimal(5))


def found(terms: t.Terms, context: Context = CONTEXT, on: date = ON) -> list[tuple[str, str]]:
    return [(each.rule, each.field) for each in check("agreement", terms, context, on=on)]


def result(**fields) -> t.Terms:
    return replace(COMPLETE, ip=t.IP((replace(COMPLETE.ip.foreground[0], **fields),)))


def stage(**fields) -> t.Terms:
    return replace(COMPLETE, benefit=t.Benefit((replace(COMPLETE.benefit.stages[0], **fields),)))


def basics(**fields) -> t.Terms:
    return replace(COMPLETE, basics=replace(COMPLETE.basics, **fields))


def put_in(**fields) -> t.Terms:
    return replace(COMPLETE, contributions=t.Contributions((replace(COMPLETE.contributions.items[0], **fields),)))


def evaluated(**fields) -> t.Terms:
    return replace(COMPLETE, review=replace(COMPLETE.review, **fields))


def owed(place: int = 0, **fields) -> t.Terms:
    items = list(COMPLETE.obligations.items)
    items[place] = replace(items[place], **fields)
    return replace(COMPLETE, obligations=t.Obligations(tuple(items)))


def risk(place: int = 0, **fields) -> t.Terms:
    items = list(COMPLETE.risks.items)
    items[place] = replace(items[place], **fields)
    return replace(COMPLETE, risks=t.Risks(tuple(items)))


def test_complete_terms_meet_every_rule():
    assert found(COMPLETE) == []


def test_the_rules_of_an_empty_document():
    assert found(t.Terms(parties=(COLLEGE, ENTERPRISE)), Context(ON)) == [
        ("AJ-01", "review.triggers"),
        ("BN-01", "benefit.stages"),
        ("BR-01", "breach.damages"),
        ("DS-01", "dispute.final"),
        ("DS-04", "dispute.seat"),
        ("DS-04", "dispute.law"),
        ("EV-01", "review.every_months"),
        ("EV-01", "review.assessor"),
        ("EV-01", "review.criteria"),
        ("EX-01", "exit.notice_days"),
        ("EX-01", "exit.cure_days"),
        ("EX-03", "exit.survives"),
        ("GO-01", "goals.educational"),
        ("GO-01", "goals.college"),
        ("GO-01", "goals.enterprise"),
        ("IP-01", "ip.foreground"),
        ("PT-01", "parties.1"),
        ("PT-04", "basics.starts_on"),
        ("PT-04", "basics.ends_on"),
    ]


@pytest.mark.parametrize(
    ("rule", "field", "broken", "mended"),
    [
        (
            "GO-01",
            "goals.enterprise",
            replace(COMPLETE, goals=replace(COMPLETE.goals, enterprise="  ")),
            replace(COMPLETE, goals=replace(COMPLETE.goals, enterprise="Hire")),
        ),
        ("IP-01", "ip.foreground.0.ownership", result(ownership=None), result(ownership=Ownership.COLLEGE, parts={})),
        ("IP-01", "ip.foreground.0.kind", result(kind=None), result(kind=ResultKind.DATA)),
        (
            "IP-01",
            "ip.foreground",
            replace(COMPLETE, ip=t.IP()),
            replace(COMPLETE, ip=t.NotApplicable("Teaching")),
        ),
        ("IP-02", "ip.foreground.0.parts", result(parts={"college": 60, "enterprise": 0}), result()),
        ("IP-02", "ip.foreground.0.parts", result(parts={"college": 100}), result(ownership=Ownership.COLLEGE)),
        (
            "IP-02",
            "ip.foreground.0.parts",
            result(parts={"college": 1, "enterprise": 1, "uncle": 1}),
            result(parts={"college": 1, "enterprise": 1}),
        ),
        ("BN-01", "benefit.stages.0.parts", stage(parts={"college": 1}), stage(parts={"college": 1, "enterprise": 0})),
        ("BN-01", "benefit.stages.0.parts", stage(parts={"college": 0, "enterprise": 0}), stage()),
        ("BN-01", "benefit.stages.0.parts", stage(parts={"college": 1, "enterprise": 1, "uncle": 1}), stage()),
        ("BN-01", "benefit.stages.0.stage", stage(stage=None), stage()),
        (
            "BN-01",
            "benefit.stages",
            replace(COMPLETE, benefit=None),
            replace(COMPLETE, benefit=NONE),
        ),
        ("BN-01", "benefit.stages.0.tiers.0.parts", stage(tiers=(t.Tier(None, {"college": 1}),)), stage(tiers=(OPEN,))),
        ("BN-01", "benefit.stages.0.inner.0.party", stage(inner=(replace(LI, party=""),)), stage(inner=(LI,))),
        ("BN-01", "benefit.stages.0.inner.0.name", stage(inner=(replace(LI, name=" "),)), stage(inner=(LI,))),
        ("BN-01", "benefit.stages.0.inner.1.name", stage(inner=(LI, LI)), stage(inner=(LI, UNIT))),
        ("BN-01", "benefit.stages.0.inner.0.part", stage(inner=(replace(LI, part=0),)), stage(inner=(LI,))),
        (
            "BN-02",
            "benefit.stages.0.tiers.0.up_to",
            stage(tiers=(t.Tier(Decimal(0), BOTH), OPEN)),
            stage(tiers=(t.Tier(Decimal(1), BOTH), OPEN)),
        ),
        (
            "BN-02",
            "benefit.stages.0.tiers.1.up_to",
            stage(tiers=(t.Tier(Decimal(5), BOTH), t.Tier(Decimal(5), BOTH), OPEN)),
            stage(tiers=(t.Tier(Decimal(5), BOTH), t.Tier(Decimal(6), BOTH), OPEN)),
        ),
        ("BN-02", "benefit.stages.0.tiers.0.up_to", stage(tiers=(t.Tier(Decimal(5), BOTH),)), stage(tiers=(OPEN,))),
        (
            "BN-04",
            "benefit.stages.0.basis",
            stage(basis=BenefitBasis.NET),
            stage(basis=BenefitBasis.NET, deductions=(COSTS,)),
        ),
        (
            "BN-04",
            "benefit.stages.0.deductions.0.cap",
            stage(deductions=(replace(COSTS, cap=None),)),
            stage(deductions=(COSTS,)),
        ),
        ("BN-04", "benefit.stages.0.deductions.0.kind", stage(deductions=(replace(COSTS, kind=None),)), COMPLETE),
        ("BN-04", "benefit.stages.0.deductions.0.name", stage(deductions=(replace(COSTS, name=""),)), COMPLETE),
        (
            "BN-04",
            "benefit.stages.0.deductions.0.percent",
            stage(deductions=(t.Deduction(DeductionKind.PERCENT, "Office"),)),
            stage(deductions=(t.Deduction(DeductionKind.PERCENT, "Office", percent=Decimal(15)),)),
        ),
        (
            "BN-04",
            "benefit.stages.0.deductions.0.amount",
            stage(deductions=(t.Deduction(DeductionKind.FIXED, "Office"),)),
            stage(deductions=(t.Deduction(DeductionKind.FIXED, "Office", amount=Decimal(1)),)),
        ),
        ("BN-05", "benefit.stages.0.payer", stage(floor=Decimal(1)), stage(floor=Decimal(1), payer="enterprise")),
        (
            "BN-05",
            "benefit.stages.0.cap",
            stage(floor=Decimal(2), cap=Decimal(1), payer="enterprise"),
            stage(floor=Decimal(2), cap=Decimal(2), payer="enterprise"),
        ),
        (
            "BN-07",
            "benefit.stages.0.inner",
            stage(basis=BenefitBasis.EQUITY, inner=(LI, replace(UNIT, part=2))),
            stage(basis=BenefitBasis.EQUITY, inner=(LI, UNIT)),
        ),
        (
            "BN-07",
            "benefit.stages.0.inner",
            stage(basis=BenefitBasis.PROFIT, inner=(LI, replace(UNIT, part=20))),
            stage(basis=BenefitBasis.PROFIT, inner=(LI, replace(UNIT, part=19))),
        ),
        (
            "BN-08",
            "benefit.stages.0.parts",
            replace(
                stage(basis=BenefitBasis.EQUITY, inner=(LI,), parts={"college": 71, "enterprise": 29}),
                contributions=put_in(kind=ContributionKind.TECHNOLOGY).contributions,
            ),
            replace(
                stage(basis=BenefitBasis.EQUITY, inner=(LI,), parts={"college": 70, "enterprise": 30}),
                contributions=put_in(kind=ContributionKind.TECHNOLOGY).contributions,
            ),
        ),
        *(
            ("BN-11", f"benefit.stages.0.{field}", stage(**{name: (wrong,)}), stage(**{name: (right,)}))
            for name, field, wrong, right in (
                ("payments", "payments.0.name", replace(SALE, name=" "), SALE),
                ("payments", "payments.0.amount", replace(SALE, amount=None), SALE),
                ("awards", "awards.0.amount", t.Award("Patent"), t.Award("Patent", amount=Decimal(5))),
                ("options", "options.0.name", replace(OPTION, name=""), OPTION),
                ("options", "options.0.holder", replace(OPTION, holder="uncle"), OPTION),
                ("options", "options.0.granter", replace(OPTION, granter=""), OPTION),
                ("options", "options.0.granter", replace(OPTION, granter="college"), OPTION),
                ("options", "options.0.shares", replace(OPTION, shares=None), OPTION),
                ("options", "options.0.shares", replace(OPTION, price=None), replace(OPTION, price=Decimal(0))),
            )
        ),
        ("BN-11", "benefit.stages.0.payments.1.name", stage(payments=(SALE, SALE)), stage(payments=(SALE,))),
        (
            "BN-11",
            "benefit.stages.0.fund_of",
            stage(fund=Decimal(5)),
            stage(fund=Decimal(5), fund_of="college"),
        ),
        (
            "BN-12",
            "benefit.stages.0.each",
            stage(basis=BenefitBasis.UNITS),
            stage(basis=BenefitBasis.UNITS, each=Decimal(1), unit="piece"),
        ),
        ("BN-12", "benefit.stages.0.unit", stage(each=Decimal(1), unit=" "), stage(each=Decimal(1), unit="piece")),
        (
            "BN-12",
            "benefit.stages.0.payments",
            stage(basis=BenefitBasis.MILESTONE),
            stage(basis=BenefitBasis.MILESTONE, payments=(SALE,)),
        ),
        (
            "BN-12",
            "benefit.stages.0.fee",
            stage(basis=BenefitBasis.SERVICE),
            stage(basis=BenefitBasis.SERVICE, fee=Decimal(1)),
        ),
        (
            "BN-07",
            "benefit.stages.0.inner",
            stage(basis=BenefitBasis.EQUITY, inner=(LI, UNIT), fund=Decimal("0.01"), fund_of="college"),
            stage(basis=BenefitBasis.EQUITY, inner=(LI, UNIT), fund=Decimal("0.01"), fund_of="enterprise"),
        ),
        (
            "BN-07",
            "benefit.stages.0.inner",
            stage(basis=BenefitBasis.EQUITY, inner=(LI, replace(UNIT, part=2)), makers_least=Decimal("49.99")),
            stage(basis=BenefitBasis.EQUITY, inner=(LI, replace(UNIT, part=2)), makers_least=Decimal(50)),
        ),
        ("BN-07", "benefit.stages.0.inner", stage(basis=BenefitBasis.EQUITY, makers_least=Decimal(50)), COMPLETE),
        (
            "BN-07",
            "benefit.stages.0.inner",
            stage(basis=BenefitBasis.EQUITY, inner=FIFTY, fund=Decimal(2), fund_of="college"),
            stage(basis=BenefitBasis.EQUITY, inner=FIFTY, fund=Decimal(1), fund_of="college"),
        ),
        ("BR-01", "breach.damages", replace(COMPLETE, breach=t.Breach(" ")), replace(COMPLETE, breach=t.Breach("x"))),
        (
            "BR-01",
            "breach.damages",
            replace(COMPLETE, breach=None),
            replace(COMPLETE, breach=t.Breach(agreed_sum=Decimal(0))),
        ),
        ("BN-10", "benefit.stages.0.performance", stage(performance=Decimal("2.99")), stage(performance=Decimal(3))),
        ("BN-10", "benefit.stages.0.performance", stage(performance=Decimal("10.01")), stage(performance=Decimal(10))),
        ("EV-01", "review.criteria", evaluated(criteria=" "), evaluated(criteria="Employed", adjustment="None")),
        ("EV-01", "review.assessor", evaluated(assessor=""), evaluated(assessor="A third party")),
        ("EV-01", "review.every_months", evaluated(every_months=None), evaluated(every_months=60)),
        ("EX-01", "exit.cure_days", replace(COMPLETE, exit=replace(COMPLETE.exit, cure_days=None)), COMPLETE),
        ("EX-01", "exit.notice_days", replace(COMPLETE, exit=replace(COMPLETE.exit, notice_days=None)), COMPLETE),
        ("EX-03", "exit.survives", replace(COMPLETE, exit=replace(COMPLETE.exit, survives=())), COMPLETE),
        ("DS-01", "dispute.final", replace(COMPLETE, dispute=t.Dispute()), COMPLETE),
        (
            "DS-01",
            "dispute.final",
            replace(COMPLETE, dispute=t.Dispute((), (Forum.COURT, Forum.ARBITRATION), "CIETAC")),
            replace(COMPLETE, dispute=t.Dispute((), (Forum.ARBITRATION,), "CIETAC")),
        ),
        ("CT-01", "contributions.items.0.owner_during", put_in(owner_during=""), put_in(owner_during="college")),
        ("CT-01", "contributions.items.0.owner_at_exit", put_in(owner_at_exit="uncle"), put_in()),
        ("CT-01", "contributions.items.0.party", put_in(party="uncle"), put_in(party="college")),
        ("CT-01", "contributions.items.0.party", put_in(party=""), put_in(party="", outside_source=ALUMNI)),
        ("CT-01", "contributions.items.0.party", put_in(outside_source=ALUMNI), put_in()),
        ("CT-01", "contributions.items.0.kind", put_in(kind=None), put_in(kind=ContributionKind.SITE)),
        ("CT-01", "contributions.items.0.name", put_in(name=" "), put_in(name="Bench")),
        ("CT-01", "contributions.items.0.value", put_in(value=None), put_in(value=Decimal(0))),
        (
            "CT-02",
            "contributions.items.0.valuation_by",
            put_in(valuation_by=""),
            put_in(valuation_by="", value=Decimal("99999.99")),
        ),
        ("CT-02", "contributions.items.0.valuation_by", put_in(valued_on=None), put_in()),
        (
            "CT-02",
            "contributions.items.0.valuation_by",
            put_in(valuation_by=""),
            put_in(valuation_by="", kind=ContributionKind.MONEY),
        ),
        ("MS-01", "obligations.items.0.title", owed(title=""), owed()),
        ("MS-01", "obligations.items.1.debtor", owed(1, debtor=""), owed()),
        ("MS-01", "obligations.items.0.creditor", owed(creditor="uncle"), owed()),
        ("MS-01", "obligations.items.0.creditor", owed(creditor="college"), owed()),
        ("MS-01", "obligations.items.0.due_on", owed(due_on=None), owed()),
        ("MS-01", "obligations.items.0.criteria", owed(criteria=" "), owed()),
        ("MS-02", "obligations.items.0.silence", owed(silence=None), owed(silence=Silence.REFUSED)),
        ("MS-02", "obligations.items.0.answer_days", owed(answer_days=None), owed(answer_days=1)),
        ("MS-03", "obligations.items.0.due_on", owed(due_on=date(2030, 1, 1)), owed(due_on=date(2029, 12, 31))),
        (
            "MS-04",
            "obligations.items.0.debtor",
            owed(1, debtor="college", creditor="enterprise"),
            replace(COMPLETE, obligations=t.Obligations(COMPLETE.obligations.items[:1])),
        ),
        ("RK-01", "risks.items", replace(COMPLETE, risks=t.Risks(COMPLETE.risks.items[1:])), COMPLETE),
        (
            "RK-01",
            "risks.items.2.category",
            replace(COMPLETE, risks=t.Risks((*COMPLETE.risks.items, t.Risk("3", None, "Fire", 1, 1)))),
            replace(COMPLETE, risks=t.Risks((*COMPLETE.risks.items, t.Risk("3", RiskCategory.SAFETY, "Fire", 1, 1)))),
        ),
        ("RK-01", "risks.items.0.cause", risk(cause=""), COMPLETE),
        ("RK-01", "risks.items.0.likelihood", risk(likelihood=None), risk(likelihood=1)),
        ("RK-01", "risks.items.0.impact", risk(impact=None), risk(impact=1)),
        ("RK-02", "risks.items.1.owner", risk(1, owner=""), risk(1, owner="", likelihood=3, impact=3)),
        ("RK-02", "risks.items.1.owner", risk(1, owner="uncle", impact=1), risk(1, impact=1)),
        ("RK-03", "risks.items.0.protection", risk(protection=""), risk(protection="", likelihood=2)),
        ("RK-06", "risks.items.0.owner", risk(1, owner="college"), risk(1, owner="", impact=4)),
        (
            "DS-02",
            "dispute.institution",
            replace(COMPLETE, dispute=t.Dispute((), (Forum.ARBITRATION,))),
            replace(COMPLETE, dispute=t.Dispute((), (Forum.ARBITRATION,), "CIETAC")),
        ),
        (
            "PT-04",
            "basics.ends_on",
            replace(basics(ends_on=date(2026, 12, 31)), obligations=None),
            replace(basics(ends_on=date(2027, 1, 1)), obligations=None),
        ),
        ("PT-04", "basics.starts_on", basics(starts_on=None), COMPLETE),
        *CASES,
    ],
)
def test_a_rule_fails_and_passes(rule, field, broken, mended):
    assert [each for each in found(broken) if each[0] == rule] == [(rule, field)]
    assert [each for each in found(mended) if each[0] == rule] == []


OF_MODELS = [rule for rule in RULES if set(rule.applies_to) & set(MODELS)]


@pytest.mark.parametrize("rule", OF_MODELS, ids=[rule.id for rule in OF_MODELS])
def test_every_rule_finds_its_example_and_nothing_in_the_model(rule):
    example = example_of(rule)

    assert example is not None, f"{rule.id} has no example: name in `fails` what it finds"
    assert example.findings
    assert not list(rule.findings(example.passing, CONTEXT))


@pytest.mark.parametrize("group", list(MODELS))
def test_no_rule_finds_anything_in_a_model(group):
    assert check(group, MODELS[group].subject(), MODELS[group].context, on=ON) == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("exit.cure_days", 7, 7),
        ("obligations.items.1.title", "Lend", "Lend"),
        ("ip.foreground.0.parts.college", 5, 5),
    ],
)
def test_a_copy_with_one_value_changed(path, value, expected):
    held = changed(COMPLETE, path, value)
    for name in path.split("."):
        held = (
            held[int(name)]
            if isinstance(held, tuple)
            else held[name]
            if isinstance(held, dict)
            else getattr(held, name)
        )
    assert held == expected
    assert COMPLETE.exit.cure_days == 15


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "no credit code"),
        ("911100006000", "has 18 characters; this one has 12"),
        ("911100006000373410", "is “0” and should be “L”"),
        ("91110000600037341O", "cannot stand in a credit code"),
    ],
)
def test_credit_codes_of_enterprises(code, words):
    """PT-01 says what is wrong with the code, and which check digit was expected."""
    (finding,) = check("agreement", COMPLETE, replace(CONTEXT, credit_codes={"enterprise": code}), on=ON)

    assert (finding.rule, finding.field, finding.blocks) == ("PT-01", "parties.1", True)
    assert words in str(finding.message)
    assert "Enterprise" in str(finding.message)


def test_a_college_needs_no_credit_code():
    assert "PT-01" not in {rule for rule, _field in found(replace(COMPLETE, parties=(COLLEGE,)), Context(ON))}


def test_what_blocks_and_what_warns():
    levels = {rule.id: rule.effective_level for rule in RULES if "agreement" in rule.applies_to}

    assert {name for name, level in levels.items() if level is Level.BLOCK} == {
        *("BN-01", "BN-02", "BN-03", "BN-04", "BN-05", "BN-11", "CT-01", "DS-01", "DS-02", "EX-01", "EX-02"),
        *("GO-01", "IN-01", "IP-01", "IP-02", "IP-03", "IP-06", "IP-08", "MS-01", "PT-01", "PT-04"),
        *("RK-01", "RK-02"),
    }
    assert [name for name, level in levels.items() if level is Level.HINT] == ["BR-01", "EX-04"]


def test_house_rules_do_not_judge_before_they_were_made():
    assert found(t.Terms(), Context(date(2025, 12, 31)), on=date(2025, 12, 31)) == [("DS-01", "dispute.final")]


def test_without_its_parameter_a_rule_asks_nothing():
    far = so({"benefit.stages.0.parts": {"college": 1, "enterprise": 0}})
    assert "BN-09" in {rule for rule, _field in found(far)}
    assert "BN-09" not in {rule for rule, _field in found(far, replace(CONTEXT, benefit_gap=None))}


def test_a_gap_is_told_with_its_figures():
    terms = so({**HALVES, "benefit.stages.0.parts": {"college": 3, "enterprise": 1}})
    (gap,) = [each for each in check("agreement", terms, CONTEXT, on=ON) if each.rule == "BN-09"]
    assert str(gap.message) == "College puts in 50% and gets 75%. Say why."
