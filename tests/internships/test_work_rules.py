"""Rules on the post itself: headcount of a post, hazards, labour, hours, hosts. Passing, failing, on the boundary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from internships.overlaps import Span
from internships.rules.hazards import level_of
from reference.rules import RULES, Grade, Level, check
from tests.internships.lawful import CONTEXT, ENDS, ON, STARTS, context, of_placement, of_slot, placement, slot


def level(rule_id: str) -> tuple[Level, Level, Grade]:
    rule = next(rule for rule in RULES if rule.id == rule_id)
    return rule.level, rule.effective_level, rule.grade


# ---- INT-016 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("staff", "places", "warned"), [(60, 12, False), (59, 12, True), (4, 1, True), (5, 1, False)])
def test_a_post_lets_in_a_fifth_of_its_staff(staff, places, warned):
    assert ("INT-016" in of_slot(slot(places=places), context(post_staff=staff))) is warned


def test_only_those_of_the_same_post_count_and_only_where_they_overlap():
    among = context(post_staff=100, others=(Span(STARTS, ENDS, 8),))
    assert of_slot(slot(), among) == []
    touching = context(post_staff=100, post_others=(Span(date(2027, 1, 1), STARTS, 9),))
    assert of_slot(slot(), touching) == ["INT-016"]
    before = context(post_staff=100, post_others=(Span(date(2027, 1, 1), STARTS - timedelta(days=1), 9),))
    assert of_slot(slot(), before) == []


def test_the_one_who_is_too_many_in_the_post():
    assert of_placement(placement(), context(post_staff=10, post_others=(Span(STARTS, ENDS, 1),))) == []
    assert of_placement(placement(), context(post_staff=10, post_others=(Span(STARTS, ENDS, 2),))) == ["INT-016"]


def test_both_caps_apply_together_and_neither_blocks():
    found = check("slot", slot(places=21), context(post_staff=100), on=ON)
    assert {(one.rule, one.level) for one in found} == {("INT-015", Level.WARN), ("INT-016", Level.WARN)}
    assert level("INT-016") == (Level.BLOCK, Level.WARN, Grade.UNCONFIRMED)


def test_without_stated_staff_of_the_post_it_is_not_checked():
    assert of_slot(slot(places=20), context(post_staff=None)) == []


# ---- INT-022, 023 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth_date", "blocked"),
    [(date(2009, 3, 1), False), (date(2009, 3, 2), True)],  # eighteen on the first day, and a day too young
)
def test_juveniles_do_no_dangerous_work(birth_date, blocked):
    young = placement(birth_date=birth_date, hazards=frozenset({"dust"}))
    assert ("INT-022" in of_placement(young)) is blocked
    assert of_placement(placement(birth_date=birth_date, hazards=frozenset({"cold"}))) == []


def test_the_finding_names_the_hazards_and_no_birth_date():
    young = placement(birth_date=date(2010, 1, 1), hazards=frozenset({"dust", "height"}))
    (found,) = check("placement", young, CONTEXT, on=ON)
    assert (found.rule, found.blocks) == ("INT-022", True)
    assert "Dust" in str(found)
    assert "2010" not in str(found)


@pytest.mark.parametrize(
    ("is_female", "hazards", "blocked"),
    [
        (True, {"underground"}, True),
        (True, {"heavy_lifting", "cold"}, True),
        (True, {"cold"}, False),
        (False, {"underground"}, False),
    ],
)
def test_work_barred_to_women(is_female, hazards, blocked):
    facts = placement(is_female=is_female, hazards=frozenset(hazards))
    assert ("INT-023" in of_placement(facts)) is blocked


def test_the_heaviest_labour_is_barred_to_juveniles_and_women_by_name():
    young = placement(birth_date=date(2010, 1, 1), is_female=True, labour_level=4)
    assert of_placement(young) == ["INT-022", "INT-023", "INT-026"]


# ---- INT-025 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("industry", "for_others", "blocked"),
    [
        ("7263", None, True),
        ("7263", True, True),
        ("7263", False, False),  # into its own office
        ("7261", None, False),  # a public employment service is no company of this kind
        ("3421", True, False),
    ],
)
def test_labour_dispatch_arranges_nothing_for_others(industry, for_others, blocked):
    assert ("INT-025" in of_slot(slot(industry=industry, is_for_third_party=for_others))) is blocked


@pytest.mark.parametrize(("fee", "blocked"), [(None, False), (Decimal(0), False), (Decimal("0.01"), True)])
def test_nobody_is_paid_for_arranging(fee, blocked):
    assert ("INT-025" in of_slot(slot(agent_fee=fee))) is blocked


# ---- INT-026, 027, 028 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level_said", "blocked"), [(None, False), (1, False), (2, False), (3, True), (4, True)])
def test_no_labour_above_level_two(level_said, blocked):
    assert ("INT-026" in of_slot(slot(labour_level=level_said))) is blocked
    assert ("INT-026" in of_placement(placement(labour_level=level_said))) is blocked


@pytest.mark.parametrize(
    ("index", "expected"),
    [("0", 1), ("15", 1), ("15.01", 2), ("20", 2), ("20.01", 3), ("25", 3), ("25.01", 4)],
)
def test_the_level_of_a_labour_index(index, expected):
    assert level_of(Decimal(index), CONTEXT.labour_index_bands) == expected


@pytest.mark.parametrize(("index", "blocked"), [("20", False), ("20.01", True)])
def test_an_index_above_twenty_blocks(index, blocked):
    assert ("INT-027" in of_slot(slot(labour_index=Decimal(index)))) is blocked
    assert level("INT-027") == (Level.BLOCK, Level.BLOCK, Grade.SECONDARY)


def test_high_risk_work_needs_a_filing_and_warns():
    assert of_slot(slot(hazards=frozenset({"height"}))) == ["INT-028"]
    assert of_slot(slot(hazards=frozenset({"height"}), exemption_filing="皖教备 7")) == []
    assert of_slot(slot(hazards=frozenset({"cold_water"}))) == []
    assert level("INT-028") == (Level.BLOCK, Level.WARN, Grade.UNCONFIRMED)


# ---- INT-029, 030 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["has_night_work", "has_overtime"])
def test_nights_and_overtime_need_a_filing(field):
    (found,) = check("slot", slot(**{field: True}), CONTEXT, on=ON)
    assert (found.rule, found.field, found.blocks) == ("INT-030", field, True)
    assert of_slot(slot(**{field: True}, exemption_filing="皖教备 7")) == []


def test_holidays_warn():
    assert of_slot(slot(has_holiday_work=True)) == ["INT-029"]
    assert of_slot(slot(has_holiday_work=True, exemption_filing="皖教备 7")) == []
    assert level("INT-029") == (Level.BLOCK, Level.WARN, Grade.UNCONFIRMED)


def test_no_unconfirmed_rule_blocks():
    unsure = [rule for rule in RULES if rule.grade is Grade.UNCONFIRMED]
    assert {rule.id for rule in unsure} >= {"INT-015", "INT-016", "INT-028", "INT-029"}
    assert not [rule.id for rule in unsure if rule.effective_level in {Level.BLOCK, Level.GATE}]
