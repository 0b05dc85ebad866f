"""The rule mechanism: what blocks, what only warns, and what is refused at registration."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from reference.rules import (
    RULES,
    DuplicateRule,
    Finding,
    Grade,
    Level,
    Rules,
    RulesOpen,
    Source,
    UnsourcedRule,
    require_met,
)

ON = date(2026, 11, 20)


def said(rules: Rules, id_: str = "T-1", **changes):
    """Register a rule that always finds something."""
    facts = {
        "applies_to": ("thing",),
        "level": Level.BLOCK,
        "source": Source.HOUSE,
        "valid_from": date(2026, 1, 1),
        "title": "A title",
    }

    def never_met(subject: object, context: object) -> Iterator[Finding]:
        """It is never met."""
        yield Finding("name", "Needs %(what)s.", params={"what": subject})

    rules.rule(id_, **{**facts, **changes})(never_met)


def test_a_finding_says_rule_level_version_and_text():
    rules = Rules()
    said(rules)

    (finding,) = rules.check("thing", "a name", None, on=ON)

    assert (finding.rule, finding.level, finding.field) == ("T-1", Level.BLOCK, "name")
    assert finding.blocks
    assert str(finding) == str(finding.message) == "Needs a name."
    assert len(finding.version) == 12


def test_a_per_cent_sign_in_a_filled_text_survives():
    assert str(Finding("", "Above %(limit)s.", params={"limit": "10%"}).of(next(iter_of_one()))) == "Above 10%."


def iter_of_one():
    rules = Rules()
    said(rules)
    return iter(rules)


@pytest.mark.parametrize("level", [Level.BLOCK, Level.GATE])
@pytest.mark.parametrize(
    "unsure",
    [
        {"source": Source.PROPOSAL},
        {"grade": Grade.UNCONFIRMED},
        {"source": Source.LAW, "grade": "U", "document": "教职成〔2021〕4号", "article": "Art. 11"},
    ],
)
def test_a_proposal_or_an_unconfirmed_text_never_blocks(level, unsure):
    rules = Rules()
    said(rules, level=level, **unsure)

    (finding,) = rules.check("thing", "x", None, on=ON)

    assert finding.level is Level.WARN
    assert not finding.blocks
    assert next(iter(rules)).is_lowered
    require_met([finding])


@pytest.mark.parametrize("grade", [Grade.CONFIRMED, Grade.SECONDARY])
def test_a_sure_law_blocks(grade):
    rules = Rules()
    said(rules, source=Source.LAW, grade=grade, document="劳动法", article="Art. 36")
    assert rules.check("thing", "x", None, on=ON)[0].blocks


def test_an_unsure_hint_stays_a_hint():
    rules = Rules()
    said(rules, level=Level.HINT, source=Source.PROPOSAL)
    assert rules.check("thing", "x", None, on=ON)[0].level is Level.HINT


def test_rules_hold_from_their_first_to_their_last_day():
    rules = Rules()
    said(rules, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31))

    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]

    assert [len(rules.check("thing", "x", None, on=day)) for day in days] == [0, 1, 1, 0]


def test_only_the_rules_of_the_group_are_asked():
    rules = Rules()
    said(rules, applies_to=("agreement", "slot"))
    said(rules, "T-2", applies_to=("placement",))
    assert [finding.rule for finding in rules.check("slot", "x", None, on=ON)] == ["T-1"]


def test_an_id_is_taken_once():
    rules = Rules()
    said(rules)
    with pytest.raises(DuplicateRule):
        said(rules)


def test_a_rule_that_replaces_another_keeps_its_id_and_has_its_own_version():
    rules = Rules()
    said(rules, valid_to=date(2026, 6, 30))
    said(rules, valid_from=date(2026, 7, 1))

    before, after = (rules.check("thing", "x", None, on=day)[0] for day in (date(2026, 6, 30), date(2026, 7, 1)))

    assert before.rule == after.rule
    assert before.version != after.version


def test_a_rule_cannot_replace_another_before_its_end():
    rules = Rules()
    said(rules, valid_to=date(2026, 6, 30))
    with pytest.raises(DuplicateRule):
        said(rules, valid_from=date(2026, 6, 30))


@pytest.mark.parametrize("cited", [{}, {"document": "劳动法"}, {"article": "Art. 36"}])
def test_a_law_is_cited(cited):
    with pytest.raises(UnsourcedRule):
        said(Rules(), source=Source.LAW, **cited)


def test_the_version_stays_while_nothing_changes():
    versions = []
    for __ in range(2):
        rules = Rules()
        said(rules)
        versions.append(next(iter(rules)).version)
    assert versions[0] == versions[1]


def test_open_rules_refuse_with_those_that_block():
    rules = Rules()
    said(rules)
    said(rules, "T-2", level=Level.WARN)

    with pytest.raises(RulesOpen) as refused:
        require_met(rules.check("thing", "x", None, on=ON))

    assert refused.value.code == "rules_open"
    assert [finding.rule for finding in refused.value.findings] == ["T-1"]


def test_the_text_is_read_in_the_language_of_the_reader():
    finding = Finding("", _("%(count)d rows"), params={"count": 3})
    with override("en"):
        assert str(finding) == "3 rows"


def test_every_rule_of_the_house_has_title_docstring_and_source():
    for known in RULES:
        assert str(known.title), known.id
        assert known.description, known.id
        assert known.source is not Source.LAW or (known.document and known.article), known.id
