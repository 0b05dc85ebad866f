"""Terms in words, in both languages; shares add up to a hundred percent."""

import re
from decimal import Decimal
from uuid import UUID

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from partnerships import terms as t
from partnerships.terms.values import Side
from partnerships.words import in_words, parts_in_words
from tests.partnerships.rule_cases import COMPLETE

NAMES = {"college": "临江学院", "enterprise": "云岭公司", "enterprise-2": "Third"}
THREE = t.Terms(parties=tuple(t.PartyRef(key, Side.OTHER, UUID(int=1), name) for key, name in NAMES.items()))


@given(st.dictionaries(st.sampled_from(list(NAMES)), st.integers(0, 1_000_000), min_size=1))
def test_percents_of_parts_add_up(parts):
    with translation.override("en"):
        words = parts_in_words(parts, THREE)
    percents = [Decimal(found.replace(",", "")) for found in re.findall(r"\(([\d.,]+)%\)", words)]
    assert sum(percents) == (100 if any(parts.values()) else 0)
    assert len(percents) == (len(parts) if any(parts.values()) else 0)
    for key, part in parts.items():
        assert f"{NAMES[key]} {part}" in words


def test_every_clause_has_its_rows_and_an_empty_one_has_none():
    said = {clause.name: bool(clause.rows) for clause in in_words(COMPLETE)}
    assert list(said) == ["basics", *t.CLAUSES]
    assert [name for name, has_rows in said.items() if not has_rows] == ["setting"]  # it has no mode
    assert all(not clause.rows for clause in in_words(t.Terms()))


def test_thirds_are_said_exactly():
    with translation.override("en"):
        assert (
            parts_in_words(dict.fromkeys(NAMES, 1), THREE)
            == "临江学院 1 (33.34%), 云岭公司 1 (33.33%), Third 1 (33.33%)"
        )
