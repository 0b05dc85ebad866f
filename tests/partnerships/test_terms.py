"""The terms document: strict reading, canonical writing, the digest of what is material."""

import json
from dataclasses import fields, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships import terms as t
from partnerships.terms.values import (
    AgreementKind,
    AgreementMode,
    ContributionKind,
    Forum,
    OutsideSource,
    Ownership,
    ResultKind,
    RiskCategory,
    Side,
    Silence,
    Stage,
    StepKind,
    Survival,
)

COLLEGE = t.PartyRef("college", Side.COLLEGE, UUID(int=1), "临江机电职业学院", "顾明远")
ENTERPRISE = t.PartyRef("enterprise", Side.ENTERPRISE, UUID(int=2), "云岭精密传动有限公司")

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
keys = st.sampled_from(["college", "enterprise", "enterprise-2"])
parts = st.dictionaries(keys, st.integers(0, 1_000_000), max_size=3)
days = st.none() | st.integers(1, 3650)
dates = st.none() | st.dates()
reasons = st.builds(t.NotApplicable, because=texts.filter(str.strip))


def lists_of(each, size=3):
    return st.lists(each, max_size=size).map(tuple)


one_key = st.just("") | keys
contributions = st.builds(
    t.Contribution,
    key=one_key,
    party=one_key,
    outside_source=st.none() | st.sampled_from(OutsideSource),
    kind=st.none() | st.sampled_from(ContributionKind),
    name=texts,
    value=st.none() | st.decimals(0, 10**12, places=2),
    valuation_by=texts,
    valued_on=dates,
    owner_during=one_key,
    owner_at_exit=one_key,
    due_on=dates,
    depreciation_years=st.none() | st.integers(1, 50),
)
obligations = st.builds(
    t.Obligation,
    key=one_key,
    debtor=one_key,
    creditor=one_key,
    title=texts,
    criteria=texts,
    due_on=dates,
    answer_days=days,
    silence=st.none() | st.sampled_from(Silence),
    is_milestone=st.booleans(),
)
risks = st.builds(
    t.Risk,
    key=one_key,
    category=st.none() | st.sampled_from(RiskCategory),
    cause=texts,
    likelihood=st.none() | st.integers(1, 5),
    impact=st.none() | st.integers(1, 5),
    owner=one_key,
    response=texts,
    protection=texts,
    review_days=days,
)

terms = st.builds(
    t.Terms,
    basics=st.builds(
        t.Basics,
        title=texts,
        kind=st.none() | st.sampled_from(AgreementKind),
        mode=st.none() | st.sampled_from(AgreementMode),
        starts_on=dates,
        ends_on=dates,
    ),
    parties=lists_of(
        st.builds(
            t.PartyRef,
            key=keys,
            side=st.sampled_from(Side),
            organisation=st.uuids(),
            name=texts,
            contact=texts,
        )
    ),
    contributions=st.none() | st.builds(t.Contributions, items=lists_of(contributions)),
    obligations=st.none() | st.builds(t.Obligations, items=lists_of(obligations)),
    risks=st.none() | st.builds(t.Risks, items=lists_of(risks)),
    goals=st.none() | st.builds(t.Goals, vision=texts, educational=texts, college=texts, enterprise=texts),
    ip=st.none()
    | reasons
    | st.builds(
        t.IP,
        foreground=lists_of(
            st.builds(
                t.ForegroundResult,
                kind=st.none() | st.sampled_from(ResultKind),
                name=texts,
                ownership=st.none() | st.sampled_from(Ownership),
                parts=parts,
                cost_parts=parts,
            )
        ),
    ),
    benefit=st.none()
    | reasons
    | st.builds(
        t.Benefit,
        stages=lists_of(st.builds(t.BenefitStage, stage=st.none() | st.sampled_from(Stage), parts=parts)),
    ),
    exit=st.none() | st.builds(t.Exit, notice_days=days, cure_days=days, survives=lists_of(st.sampled_from(Survival))),
    dispute=st.none()
    | st.builds(
        t.Dispute,
        ladder=lists_of(st.builds(t.Step, kind=st.sampled_from(StepKind), body=texts, days=days)),
        final=lists_of(st.sampled_from(Forum)),
        institution=texts,
    ),
)


@given(terms)
def test_what_is_written_is_read_back_the_same(document):
    text = t.canonical(document)

    again = t.read_terms(json.loads(text))

    assert again == document
    assert t.canonical(again) == text
    assert t.digest(again) == t.digest(document)


@given(terms, texts)
def test_a_contact_is_not_material_and_a_name_is(document, words):
    if not document.parties:
        return
    first = document.parties[0]

    other_contact = replace(document, parties=(replace(first, contact=words), *document.parties[1:]))
    other_name = replace(document, parties=(replace(first, name=first.name + "x"), *document.parties[1:]))

    assert t.digest(other_contact) == t.digest(document)
    assert t.digest(other_name) != t.digest(document)


def test_a_document_without_a_clause_keeps_its_text_when_clauses_are_added():
    """Defaults are not written: this text was signed once and must never change."""
    document = t.Terms(
        basics=t.Basics("减速器", AgreementKind.JOINT_RESEARCH, None, date(2027, 1, 1), date(2029, 12, 31)),
        parties=(COLLEGE, ENTERPRISE),
        exit=t.Exit(30, 15, (Survival.CONFIDENTIALITY,)),
    )

    assert t.canonical(document) == (
        '{"basics":{"ends_on":"2029-12-31","kind":"joint_research","starts_on":"2027-01-01","title":"减速器"},'
        '"exit":{"cure_days":15,"notice_days":30,"survives":["confidentiality"]},'
        '"parties":[{"contact":"顾明远","key":"college","name":"临江机电职业学院",'
        '"organisation":"00000000-0000-0000-0000-000000000001","side":"college"},'
        '{"key":"enterprise","name":"云岭精密传动有限公司",'
        '"organisation":"00000000-0000-0000-0000-000000000002","side":"enterprise"}],"schema":1}'
    )
    assert t.digest(document) == "5a3935dec70366253525eebcd5e717bf748c825ee3403e35c1f604562da6d8d7"


def test_the_order_in_which_parts_are_named_does_not_matter():
    one = t.Terms(benefit=t.Benefit((t.BenefitStage(Stage.PILOT, {"college": 1, "enterprise": 2}),)))
    other = t.Terms(benefit=t.Benefit((t.BenefitStage(Stage.PILOT, {"enterprise": 2, "college": 1}),)))

    assert t.digest(one) == t.digest(other)


def test_three_states_of_a_clause():
    assert t.read_terms({}).ip is None
    assert t.read_terms({"ip": {}}).ip == t.IP()
    assert t.read_terms({"ip": {"not_applicable": "no results"}}).ip == t.NotApplicable("no results")


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ([], ""),
        ({"schema": 2}, "schema"),
        ({"clauses": {}}, "clauses"),
        ({"exit": {"notice_days": "30"}}, "exit.notice_days"),
        ({"exit": {"notice_days": True}}, "exit.notice_days"),
        ({"exit": {"notice_days": 0}}, "exit.notice_days"),
        ({"exit": {"notice_days": 30.0}}, "exit.notice_days"),
        ({"exit": {"survives": "confidentiality"}}, "exit.survives"),
        ({"exit": {"survives": ["gold"]}}, "exit.survives.0"),
        ({"exit": {"not_applicable": "we stay for ever"}}, "exit"),
        ({"ip": {"not_applicable": "  "}}, "ip.not_applicable"),
        ({"ip": {"not_applicable": "x", "foreground": []}}, "ip"),
        ({"ip": {"foreground": [{"parts": {"college": -1}}]}}, "ip.foreground.0.parts.college"),
        ({"ip": {"foreground": [{"parts": {"college": "sixty"}}]}}, "ip.foreground.0.parts.college"),
        ({"ip": {"foreground": [{}] * 61}}, "ip.foreground"),
        ({"basics": {"starts_on": "2027-02-30"}}, "basics.starts_on"),
        ({"basics": {"title": "x" * 201}}, "basics.title"),
        ({"goals": {"vision": "a\x00b"}}, "goals.vision"),
        ({"goals": {"vision": "\ud800"}}, "goals.vision"),
        ({"dispute": {"ladder": [{"days": 3}]}}, "dispute.ladder.0.kind"),
        ({"parties": [{"key": "college"}]}, "parties.0.side"),
        ({"contributions": {"items": [{"value": 12.5}]}}, "contributions.items.0.value"),
        ({"contributions": {"items": [{"value": "12.505"}]}}, "contributions.items.0.value"),
        ({"contributions": {"items": [{"value": "-1"}]}}, "contributions.items.0.value"),
        ({"contributions": {"items": [{"value": "NaN"}]}}, "contributions.items.0.value"),
        ({"contributions": {"items": [{"value": "1e400"}]}}, "contributions.items.0.value"),
        ({"obligations": {"items": [{"is_milestone": "yes"}]}}, "obligations.items.0.is_milestone"),
        ({"obligations": {"not_applicable": "none"}}, "obligations"),
        ({"risks": {"items": [{"likelihood": 6}]}}, "risks.items.0.likelihood"),
        ({"risks": {"items": [{}] * 61}}, "risks.items"),
    ],
)
def test_what_is_no_terms_is_refused_with_its_path(document, path):
    with pytest.raises(t.TermsUnreadable) as refused:
        t.read_terms(document)

    assert path in [fault.field for fault in refused.value.findings]
    assert all(str(fault.message) for fault in refused.value.findings)


def test_all_faults_are_named_at_once():
    with pytest.raises(t.TermsUnreadable) as refused:
        t.read_clause("exit", {"notice_days": "soon", "cure_days": "later", "colour": "red"})

    assert {fault.field for fault in refused.value.findings} == {"exit.notice_days", "exit.cure_days", "exit.colour"}


def test_emoji_rare_and_right_to_left_text_is_kept():
    words = "🤝 𠮷野家 مرحبا\nsecond line"

    assert t.read_terms({"goals": {"vision": words}}).goals.vision == words
    assert t.read_terms({"goals": {"vision": "a\r\nb"}}).goals.vision == "a\nb"


def test_an_amount_is_written_one_way():
    for amount, written in (("1200.5", "1200.50"), ("1200.50", "1200.50"), (1200, "1200.00")):
        item = t.read_terms({"contributions": {"items": [{"value": amount}]}}).contributions.items[0]
        assert t.to_json(item) == {"value": written}


def test_every_entry_has_a_key_and_keeps_it():
    given = t.Terms(risks=t.Risks((t.Risk(cause="a"), t.Risk("7", cause="b"), t.Risk("fire", cause="c"), t.Risk())))

    kept = t.with_keys(given)

    assert [item.key for item in kept.risks.items] == ["8", "7", "fire", "9"]
    assert t.with_keys(kept) is kept
    with pytest.raises(t.TermsUnreadable) as refused:
        t.with_keys(t.Terms(obligations=t.Obligations((t.Obligation("1"), t.Obligation("1")))))
    assert [fault.field for fault in refused.value.findings] == ["obligations.items.0.key", "obligations.items.1.key"]


def test_every_clause_is_a_field_of_terms():
    assert set(t.CLAUSES) <= {each.name for each in fields(t.Terms)}
