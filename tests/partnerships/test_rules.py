"""Every rule of agreements, failing and passing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from partnerships import terms as t
from partnerships.rules import Context
from partnerships.terms.values import AgreementKind, Forum, Ownership, ResultKind, Side, Stage, Survival
from reference.rules import RULES, Level, check

ON = date(2026, 11, 20)
CODE = "91110000600037341L"
COLLEGE = t.PartyRef("college", Side.COLLEGE, UUID(int=1), "College")
ENTERPRISE = t.PartyRef("enterprise", Side.ENTERPRISE, UUID(int=2), "Enterprise")
COMPLETE = t.Terms(
    basics=t.Basics("Reducers", AgreementKind.JOINT_RESEARCH, None, date(2027, 1, 1), date(2029, 12, 31)),
    parties=(COLLEGE, ENTERPRISE),
    goals=t.Goals(educational="They can test reducers.", college="Teach", enterprise="Hire"),
    ip=t.IP(
        (
            t.ForegroundResult(
                ResultKind.INVENTION, "", Ownership.JOINT, {"college": 60, "enterprise": 40}, {"college": 1}
            ),
        )
    ),
    benefit=t.Benefit((t.BenefitStage(Stage.COMMERCIAL, {"college": 1, "enterprise": 2}),)),
    exit=t.Exit(30, 15, (Survival.CONFIDENTIALITY,)),
    dispute=t.Dispute((), (Forum.COURT,)),
)
CONTEXT = Context(ON, {"enterprise": CODE})


def found(terms: t.Terms, context: Context = CONTEXT, on: date = ON) -> list[tuple[str, str]]:
    return [(each.rule, each.field) for each in check("agreement", terms, context, on=on)]


def result(**fields) -> t.Terms:
    return replace(COMPLETE, ip=t.IP((replace(COMPLETE.ip.foreground[0], **fields),)))


def stage(**fields) -> t.Terms:
    return replace(COMPLETE, benefit=t.Benefit((replace(COMPLETE.benefit.stages[0], **fields),)))


def basics(**fields) -> t.Terms:
    return replace(COMPLETE, basics=replace(COMPLETE.basics, **fields))


def test_complete_terms_meet_every_rule():
    assert found(COMPLETE) == []


def test_the_rules_of_an_empty_document():
    assert found(t.Terms(parties=(COLLEGE, ENTERPRISE)), Context(ON)) == [
        ("BN-01", "benefit.stages"),
        ("DS-01", "dispute.final"),
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
            replace(COMPLETE, benefit=t.NotApplicable("-")),
        ),
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
        (
            "DS-02",
            "dispute.institution",
            replace(COMPLETE, dispute=t.Dispute((), (Forum.ARBITRATION,))),
            replace(COMPLETE, dispute=t.Dispute((), (Forum.ARBITRATION,), "CIETAC")),
        ),
        ("PT-04", "basics.ends_on", basics(ends_on=date(2026, 12, 31)), basics(ends_on=date(2027, 1, 1))),
        ("PT-04", "basics.starts_on", basics(starts_on=None), COMPLETE),
    ],
)
def test_a_rule_fails_and_passes(rule, field, broken, mended):
    assert found(broken) == [(rule, field)]
    assert found(mended) == []


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
    (finding,) = check("agreement", COMPLETE, Context(ON, {"enterprise": code}), on=ON)

    assert (finding.rule, finding.field, finding.blocks) == ("PT-01", "parties.1", True)
    assert words in str(finding.message)
    assert "Enterprise" in str(finding.message)


def test_a_college_needs_no_credit_code():
    assert found(replace(COMPLETE, parties=(COLLEGE,)), Context(ON)) == [
        ("BN-01", "benefit.stages.0.parts"),
        ("IP-02", "ip.foreground.0.parts"),
    ]


def test_what_blocks_and_what_warns():
    levels = {rule.id: rule.effective_level for rule in RULES if "agreement" in rule.applies_to}

    assert {name for name, level in levels.items() if level is Level.WARN} == {"EX-03"}
    assert {"GO-01", "IP-01", "IP-02", "BN-01", "EX-01", "DS-01", "PT-01", "PT-04"} <= {
        name for name, level in levels.items() if level is Level.BLOCK
    }


def test_house_rules_do_not_judge_before_they_were_made():
    assert found(t.Terms(), Context(date(2025, 12, 31)), on=date(2025, 12, 31)) == [("DS-01", "dispute.final")]
