"""Rules on duration, fit, pay and what a placement needs before it begins. Passing, failing, on the boundary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from internships.overlaps import Span
from internships.rules.duration import months_between
from internships.rules.fit import category
from internships.rules.gates import covers
from reference.rules import Level, check
from tests.internships.lawful import (
    CONTEXT,
    ENDS,
    ON,
    STARTS,
    beginning,
    context,
    of_beginning,
    of_placement,
    of_slot,
    placement,
    slot,
)

# ---- INT-017 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months"),
    [
        (date(2027, 3, 1), date(2027, 8, 31), "6"),
        (date(2027, 3, 1), date(2027, 7, 31), "5"),
        (date(2027, 3, 1), date(2027, 3, 1), "0.0333"),
        (date(2027, 1, 31), date(2027, 2, 26), "0.9"),  # the 27th makes it a whole month
        (date(2027, 1, 31), date(2027, 2, 28), "1.0333"),
        (date(2028, 2, 29), date(2029, 2, 27), "12"),
    ],
)
def test_months(starts_on, ends_on, months):
    assert months_between(starts_on, ends_on).quantize(Decimal("0.0001")) == Decimal(months).quantize(Decimal("0.0001"))


@pytest.mark.parametrize(
    ("ends_on", "warned"),
    [
        (date(2027, 7, 30), True),  # a day short of five months
        (date(2027, 7, 31), False),
        (date(2027, 9, 30), False),
        (date(2027, 10, 1), True),  # a day over seven
    ],
)
def test_about_six_months(ends_on, warned):
    assert ("INT-017" in of_placement(placement(ends_on=ends_on))) is warned
    assert of_placement(placement(ends_on=ends_on, is_post_internship=False)) == []


def test_a_split_internship_counts_whole():
    earlier = Span(date(2026, 9, 1), date(2026, 11, 30))
    assert of_placement(placement(ends_on=date(2027, 5, 31), served=(earlier,))) == []
    assert of_placement(placement(served=(earlier,))) == ["INT-017"]


def test_the_duration_warns_and_never_blocks():
    (found,) = check("placement", placement(ends_on=date(2027, 3, 31)), CONTEXT, on=ON)
    assert (found.level, found.field) == (Level.WARN, "ends_on")
    assert "1 months in all" in str(found)


# ---- INT-019 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("major", "majors", "blocked"),
    [
        ("460103", {"460301"}, False),  # another major of the same category
        ("460103", {"510201"}, True),
        ("460103", {"510201", "460301"}, False),
        ("460103", {"260101"}, False),  # the same category of the vocational bachelor
        ("460103", {"660102"}, False),  # and of the secondary school
        ("590103", {"410101"}, True),
        ("460103", {"060101"}, True),  # disciplines of general universities are no categories of these
    ],
)
def test_the_post_fits_the_category_of_the_major(major, majors, blocked):
    facts = placement(major=major, slot_majors=frozenset(majors))
    assert ("INT-019" in of_placement(facts)) is blocked


def test_an_observation_may_look_elsewhere():
    assert of_placement(placement(slot_majors=frozenset({"510201"}), is_post_internship=False)) == []


def test_the_ends_of_the_catalogues_are_different_categories():
    assert len({category(code) for code in ("410101", "590101", "510101", "450101")}) == 4
    assert category("210101") == category("410101") == category("610101")


# ---- INT-050 to 055 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pay", "lowest", "warned"),
    [
        ("3360", None, False),  # exactly 80 % of 4,200
        ("3359.99", None, True),
        ("3000", "3000", False),  # exactly the lowest grade
        ("2999.99", "3000", True),
    ],
)
def test_independent_work_is_paid_80_percent_or_the_lowest_grade(pay, lowest, warned):
    among = context(lowest_grade_pay=Decimal(lowest) if lowest else None)
    offered = slot(pay=Decimal(pay), is_independent=True)
    assert ("INT-050" in of_slot(offered, among)) is warned
    agreed = beginning(pay=Decimal(pay), is_independent=True)
    assert ("INT-050" in of_beginning(agreed, among)) is warned


def test_others_are_paid_something():
    assert of_slot(slot(pay=Decimal("0.01"), is_independent=False)) == []
    assert of_slot(slot(pay=Decimal(0), is_independent=False)) == ["INT-050"]
    assert "INT-050" not in of_slot(slot(pay=None))
    assert of_beginning(beginning(pay=Decimal(0), is_post_internship=False)) == []


def test_the_message_does_not_say_the_lowest_grade():
    (found,) = check("slot", slot(pay=Decimal(1), is_independent=True), context(lowest_grade_pay=Decimal(2345)), on=ON)
    assert found.level == Level.WARN
    assert "80%" in str(found)
    assert "2345" not in str(found)


def test_factors_of_the_pay_are_asked_for():
    found = check("slot", slot(same_post_wage=None, labour_level=None), CONTEXT, on=ON)
    assert {(one.rule, one.field, one.level) for one in found} == {
        ("INT-051", "same_post_wage", Level.HINT),
        ("INT-051", "labour_level", Level.HINT),
    }
    assert of_slot(slot(labour_level=None, labour_index=Decimal(12))) == []


@pytest.mark.parametrize(("rule", "field"), [("INT-052", "pay_in_money"), ("INT-054", "pays_student_directly")])
def test_pay_is_money_and_goes_to_the_student(rule, field):
    assert of_slot(slot(**{field: True})) == of_slot(slot(**{field: None})) == []
    (found,) = check("slot", slot(**{field: False}), CONTEXT, on=ON)
    assert (found.rule, found.field, found.blocks) == (rule, field, True)


@pytest.mark.parametrize(("days", "warned"), [(None, False), (31, False), (32, True)])
def test_paid_every_month(days, warned):
    assert ("INT-053" in of_slot(slot(pay_cycle_days=days))) is warned


@pytest.mark.parametrize(("charges", "blocked"), [(None, False), (Decimal(0), False), (Decimal("0.01"), True)])
def test_nothing_is_charged(charges, blocked):
    assert ("INT-055" in of_slot(slot(charges=charges))) is blocked


# ---- INT-042, 044, 069 ----------------------------------------------------------------------------------------------


def test_a_lawful_beginning_has_no_findings():
    assert of_beginning(beginning()) == []


@pytest.mark.parametrize("field", ["school_signed_on", "unit_signed_on", "student_signed_on"])
@pytest.mark.parametrize(
    ("day", "open_"),
    [(STARTS - timedelta(days=1), False), (STARTS, False), (STARTS + timedelta(days=1), True), (None, True)],
)
def test_all_three_sign_by_the_first_day(field, day, open_):
    found = check("begin", beginning(**{field: day}), CONTEXT, on=ON)
    assert [(one.rule, one.field, one.level) for one in found] == ([("INT-042", field, Level.GATE)] if open_ else [])


@pytest.mark.parametrize(
    ("birth_date", "signed_on", "open_"),
    [
        (date(2009, 3, 1), None, False),  # eighteen on the first day
        (date(2009, 3, 2), None, True),
        (date(2009, 3, 2), STARTS, False),
        (date(2009, 3, 2), STARTS + timedelta(days=1), True),
    ],
)
def test_the_guardian_of_a_minor_signs(birth_date, signed_on, open_):
    facts = beginning(birth_date=birth_date, guardian_signed_on=signed_on)
    assert ("INT-044" in of_beginning(facts)) is open_


@pytest.mark.parametrize(
    ("spans", "open_"),
    [
        ([(STARTS, ENDS)], False),
        ([(STARTS + timedelta(days=1), ENDS)], True),
        ([(STARTS, ENDS - timedelta(days=1))], True),
        ([(date(2027, 6, 1), ENDS), (STARTS, date(2027, 5, 31))], False),  # two policies without a gap
        ([(date(2027, 6, 2), ENDS), (STARTS, date(2027, 5, 31))], True),
        ([(STARTS, ENDS), (STARTS, STARTS)], False),
        ([], True),
    ],
)
def test_the_insurance_covers_every_day(spans, open_):
    insured = tuple(Span(*days) for days in spans)
    assert ("INT-069" in of_beginning(beginning(insured=insured))) is open_
    assert covers(insured, STARTS, ENDS) is not open_


def test_the_student_pays_no_premium():
    (found,) = check("begin", beginning(is_premium_charged=True), CONTEXT, on=ON)
    assert (found.rule, found.blocks) == ("INT-069", True)


def test_an_observation_begins_without_agreement_and_insurance():
    bare = beginning(is_post_internship=False, school_signed_on=None, insured=())
    assert of_beginning(bare) == []
