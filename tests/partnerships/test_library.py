"""The clause library: wordings in both languages that can be signed, and what is known of where a text came from."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from partnerships import services
from partnerships import terms as t
from partnerships.library import deviations, filled, find, in_own_language, library, wordings
from partnerships.rules.model import CONTEXT, model_terms
from partnerships.selectors import terms_of
from partnerships.terms.values import Side
from partnerships.words import in_words
from reference.rules import check
from tests.factories.accounts import TODAY
from tests.factories.partnerships import actor_of, make_agreement

ON = date(2026, 11, 20)
OPEN = {"value", "due_on", "until"}  # what only the parties know: a value, a day
MODEL = model_terms()


@pytest.mark.parametrize("clause", t.CLAUSES)
def test_every_clause_has_three_wordings(clause):
    assert len(wordings(clause, on=ON)) >= 3
    assert wordings(clause, on=date(2025, 12, 31)) == []


@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.code)
def test_a_wording_says_its_title_and_when_it_fits_in_both_languages(entry):
    assert set(entry.title) == set(entry.when) == {"en", "zh"}
    assert all([*entry.title.values(), *entry.when.values()])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.code)
def test_a_wording_leaves_open_only_what_the_parties_know(entry, language):
    terms = replace(MODEL, **{entry.clause: filled(entry, MODEL, language=language)})
    found = check("agreement", terms, CONTEXT, on=ON)
    in_it = [each for each in found if each.field.split(".")[0] == entry.clause and not each.rule.startswith("RK")]
    assert {each.field.split(".")[-1] for each in in_it} <= OPEN


@pytest.mark.parametrize("entry", library(), ids=lambda entry: entry.code)
def test_a_wording_is_known_again_until_it_is_changed(entry):
    terms = replace(MODEL, **{entry.clause: filled(entry, MODEL, language="zh")}, sources={entry.clause: entry.source})
    assert deviations(terms, entry.clause) == []
    assert deviations(replace(terms, sources={}), entry.clause) is None

    emptied = replace(terms, **{entry.clause: type(getattr(terms, entry.clause))()})
    assert deviations(emptied, entry.clause)


def test_a_newer_version_takes_the_place_and_the_old_one_stays_known(monkeypatch):
    old = find("EXIT-TALENT@1")
    new = replace(old, version=2, valid_from=date(2027, 1, 1))
    both = (*library(), new)
    monkeypatch.setattr("partnerships.library.library", lambda: both)
    assert wordings("exit", on=date(2027, 1, 1))[0] == find("EXIT-TALENT@2") == new
    assert wordings("exit", on=date(2026, 12, 31))[0].version == 1
    assert find("EXIT-TALENT@1") == old


def test_texts_of_the_library_follow_the_reader_and_own_texts_do_not():
    entry = find("EXIT-TALENT@1")
    exit_ = replace(filled(entry, MODEL, language="zh"), handover="按附件A")
    terms = replace(MODEL, exit=exit_)
    with translation.override("en"):
        said = dict(next(clause for clause in in_words(terms) if clause.name == "exit").rows)
    assert said["Students in progress"].startswith("Who has begun finishes the term")
    assert said["What is handed over"] == "按附件A"
    with translation.override("zh-hans"):
        assert in_own_language("The two heads") == "双方负责人"


def test_between_two_colleges_the_second_one_stands_where_the_enterprise_would():
    second = t.PartyRef("college-2", Side.COLLEGE, MODEL.parties[0].organisation, "Other")
    terms = replace(MODEL, parties=(MODEL.parties[0], second))
    defence = filled(find("DEFEND-BOTH@1"), terms)
    assert defence.first_right == "college-2"
    assert defence.cost_parts == {"college": 1, "college-2": 1}


@pytest.mark.django_db
def test_an_agreement_remembers_the_wording_until_the_clause_is_gone():
    agreement = make_agreement()
    actor, entry = actor_of(agreement.keeper), find("EXIT-TALENT@1")
    before = t.digest(terms_of(agreement))
    saving = {"actor": actor, "name": "exit", "on": TODAY}

    agreement = services.save_clause(
        agreement=agreement, value=filled(entry, terms_of(agreement)), source=entry.source, **saving
    )
    assert terms_of(agreement).sources == {"exit": "EXIT-TALENT@1"}
    assert t.digest(terms_of(agreement)) == t.digest(replace(terms_of(agreement), sources={})) != before

    changed = replace(terms_of(agreement).exit, notice_days=30)
    agreement = services.save_clause(agreement=agreement, value=changed, **saving)
    with translation.override("en"):
        assert [str(label) for label in deviations(terms_of(agreement), "exit")] == ["Notice period"]

    agreement = services.save_clause(agreement=agreement, value=None, **saving)
    assert terms_of(agreement).sources == {}
