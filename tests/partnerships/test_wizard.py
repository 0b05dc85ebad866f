"""Twelve questions, six patterns: every answer leads to one, each pattern is reached, its clauses meet the rules."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from partnerships import terms as t
from partnerships.rules.model import CONTEXT, model_terms
from partnerships.terms.values import LicenceKind, Ownership, ResultUse
from partnerships.wizard import QUESTIONS, Pattern, advice, clauses_for
from reference.rules import check
from tests.factories.partnerships import ANSWERS

ON = date(2026, 11, 20)
MODEL = model_terms()


def all_answers():
    """Every way to answer what decides; the rest as in ANSWERS."""
    deciding = ("inventor", "separable", "payer", "public_money", "background", "exclusive", "owns_later")
    choices = [
        question.choices.values if question.choices else (True, False)
        for question in QUESTIONS
        if question.name in deciding
    ]
    names = [question.name for question in QUESTIONS if question.name in deciding]
    for chosen in product(*choices):
        yield {**ANSWERS, **dict(zip(names, chosen, strict=True))}


def test_there_are_twelve_questions_and_every_pattern_is_reached():
    assert len(QUESTIONS) == 12
    assert {advice(answers).pattern for answers in all_answers()} == set(Pattern)


@pytest.mark.parametrize(
    ("changes", "pattern"),
    [
        ({}, Pattern.OPTION_EXCLUSIVE),
        ({"exclusive": "no"}, Pattern.PLAIN),
        ({"owns_later": True}, Pattern.OPTION_ASSIGNMENT),
        ({"owns_later": True, "payer": "college"}, Pattern.OPTION_EXCLUSIVE),
        ({"payer": "enterprise", "background": "enterprise", "public_money": False}, Pattern.ENTERPRISE),
        ({"payer": "enterprise", "background": "enterprise"}, Pattern.OPTION_EXCLUSIVE),
        ({"inventor": "enterprise"}, Pattern.ENTERPRISE),
        ({"inventor": "both", "separable": True}, Pattern.EACH),
        ({"inventor": "both"}, Pattern.JOINT),
    ],
)
def test_answers_lead_to_a_pattern_with_its_reason(changes, pattern):
    found = advice({**ANSWERS, **changes})
    assert found.pattern is pattern
    assert found.reasons


@pytest.mark.parametrize("inventor", ["college", "enterprise", "both"])
@pytest.mark.parametrize("exclusive", ["no", "yes"])
def test_the_clauses_meet_the_rules_but_for_the_day_of_an_option(inventor, exclusive):
    answers = {**ANSWERS, "inventor": inventor, "exclusive": exclusive}
    made = clauses_for(answers, MODEL, on=ON)
    terms = replace(MODEL, **{name: value for name, (value, _source) in made.items()})
    assert {each.rule for each in check("agreement", terms, CONTEXT, on=ON)} <= {"IP-08"}


def test_answers_shape_the_clauses():
    made = clauses_for({**ANSWERS, "fee_payer": "enterprise"}, MODEL, on=ON)
    ip, licences = made["ip"][0], made["licences"][0]
    assert ip.foreground[0].ownership is Ownership.COLLEGE
    assert ip.foreground[0].payer == "enterprise"
    assert licences.items[0].kind is LicenceKind.OPTION_EXCLUSIVE

    kept = clauses_for({**ANSWERS, "inventor": "enterprise"}, MODEL, on=ON)["ip"][0]
    lost = clauses_for({**ANSWERS, "inventor": "enterprise", "teaches": False}, MODEL, on=ON)["ip"][0]
    assert kept.foreground[0].use is ResultUse.OWNERS_AND_TEACHING
    assert lost.foreground[0].use is ResultUse.OWNERS


def test_without_a_licence_the_clause_says_why():
    made = clauses_for({**ANSWERS, "inventor": "both"}, MODEL, on=ON)
    assert isinstance(made["licences"][0], t.NotApplicable)
