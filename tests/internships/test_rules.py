"""Every rule: passing, failing, on the boundary, with a sourced level."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from internships.overlaps import Span
from internships.rules.facts import SlotFacts
from internships.rules.students import grade_year
from reference.rules import RULES, Grade, Level, Source, check
from tests.internships.lawful import CONTEXT, ENDS, ON, STARTS, context, of_placement, of_slot, placement, slot


def test_a_lawful_slot_and_a_lawful_placement_have_no_findings():
    assert of_slot(slot()) == []
    assert of_placement(placement()) == []


# ---- INT-015 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("staff", "places", "warned"), [(100, 10, False), (100, 11, True), (15, 1, False), (15, 2, True)]
)
def test_the_slot_counts_with_all_its_places(staff, places, warned):
    assert ("INT-015" in of_slot(slot(places=places), context(staff_count=staff))) is warned


def test_interns_of_other_slots_count_where_they_overlap():
    others = (Span(date(2027, 1, 1), STARTS, 10),)  # leave on the day on which this slot begins
    assert "INT-015" in of_slot(slot(places=11), context(others=others))
    earlier = (Span(date(2027, 1, 1), STARTS - timedelta(days=1), 10),)
    assert of_slot(slot(places=11), context(others=earlier)) == []


def test_a_peak_outside_the_period_is_not_this_slots_fault():
    assert of_slot(slot(), context(others=(Span(date(2026, 1, 1), date(2026, 12, 31), 500),))) == []


def test_the_one_who_is_too_many_is_warned_about():
    assert of_placement(placement(), context(others=(Span(STARTS, ENDS, 19),))) == []
    assert of_placement(placement(), context(others=(Span(STARTS, ENDS, 20),))) == ["INT-015"]


def test_an_observation_internship_is_not_capped():
    crowded = context(others=(Span(STARTS, ENDS, 500),))
    assert of_placement(placement(is_post_internship=False), crowded) == []


def test_an_unconfirmed_text_warns_and_never_blocks():
    rule = next(rule for rule in RULES if rule.id == "INT-015")
    assert (rule.level, rule.effective_level, rule.grade) == (Level.BLOCK, Level.WARN, Grade.UNCONFIRMED)
    found = check("slot", slot(places=21), CONTEXT, on=ON)
    assert [(one.level, one.blocks) for one in found] == [(Level.WARN, False)]


def test_the_message_betrays_no_staff_figure():
    (found,) = check("slot", slot(places=40), context(staff_count=173), on=ON)
    (other,) = check("slot", slot(places=40), context(staff_count=250), on=ON)
    assert str(found) == str(other), "by how much would tell the staff to ten people: places are public"
    assert "1 March 2027" in str(found)
    assert "more post interns than 10%" in str(found)


def test_without_stated_staff_nothing_is_said_to_be_right():
    assert of_slot(slot(), context(staff_count=None)) == ["SL-02"]
    assert of_placement(placement(), context(staff_count=None)) == []


# ---- INT-020 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("enrolled_on", "starts_on", "year"),
    [
        (date(2026, 9, 1), date(2027, 8, 31), 1),
        (date(2026, 9, 1), date(2027, 9, 1), 2),
        (date(2026, 8, 25), date(2026, 9, 1), 1),  # enrolled early for the coming school year
        (date(2026, 7, 1), date(2027, 8, 31), 1),
        (date(2027, 3, 1), date(2027, 9, 1), 2),  # spring intake
        (date(2024, 9, 10), date(2027, 3, 1), 3),
    ],
)
def test_the_year_of_study(enrolled_on, starts_on, year):
    assert grade_year(enrolled_on, starts_on) == year


def test_a_first_year_student_is_blocked_to_the_last_day_of_the_year():
    first_year = placement(enrolled_on=date(2026, 9, 1), starts_on=date(2027, 8, 31), ends_on=date(2028, 1, 31))
    (found,) = check("placement", first_year, CONTEXT, on=ON)
    assert (found.rule, found.field, found.blocks) == ("INT-020", "student", True)


def test_a_second_year_student_may_begin_on_the_first_of_september():
    assert (
        of_placement(placement(enrolled_on=date(2026, 9, 1), starts_on=date(2027, 9, 1), ends_on=date(2028, 1, 31)))
        == []
    )


def test_a_first_year_student_may_observe():
    assert of_placement(placement(enrolled_on=date(2026, 9, 1), is_post_internship=False)) == []


# ---- INT-021 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth_date", "starts_on", "blocked"),
    [
        (date(2011, 3, 1), date(2027, 3, 1), False),  # sixteen on the day
        (date(2011, 3, 2), date(2027, 3, 1), True),  # the day before the birthday
        (date(2012, 2, 29), date(2028, 2, 28), True),  # born on 29 February, leap year
        (date(2012, 2, 29), date(2028, 2, 29), False),
        (date(2008, 2, 29), date(2024, 2, 29), False),
    ],
)
def test_sixteen_on_the_first_day(birth_date, starts_on, blocked):
    facts = placement(birth_date=birth_date, starts_on=starts_on, ends_on=starts_on, enrolled_on=date(2020, 9, 1))
    assert ("INT-021" in of_placement(facts)) is blocked


def test_a_birthday_of_29_february_is_reached_on_1_march_of_a_common_year():
    born = date(2012, 2, 29)
    among = context(min_age=15)  # fifteen falls into 2027, a common year
    early = placement(birth_date=born, starts_on=date(2027, 2, 28), ends_on=ENDS)
    assert of_placement(early, among) == ["INT-021"]
    assert of_placement(placement(birth_date=born, starts_on=date(2027, 3, 1)), among) == []


def test_the_message_does_not_say_the_birth_date():
    (found,) = check("placement", placement(birth_date=date(2015, 6, 7)), CONTEXT, on=ON)
    assert found.blocks
    assert "2015" not in str(found)


# ---- INT-024 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("venue", sorted(CONTEXT.barred_venues))
def test_entertainment_venues_are_barred(venue):
    (found,) = check("slot", slot(venue_type=venue), CONTEXT, on=ON)
    assert (found.rule, found.field, found.blocks) == ("INT-024", "venue_type", True)
    assert of_placement(placement(venue_type=venue)) == ["INT-024"]


@pytest.mark.parametrize("venue", ["factory", "hotel", "restaurant"])
def test_other_venues_are_not(venue):
    assert of_slot(slot(venue_type=venue)) == []


# ---- INT-031 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"hours_per_day": Decimal(8), "hours_per_week": Decimal(44), "rest_days_per_week": 1}, []),
        ({"hours_per_day": Decimal("8.01"), "hours_per_week": None, "rest_days_per_week": None}, ["hours_per_day"]),
        ({"hours_per_week": Decimal("44.01")}, ["hours_per_week"]),
        ({"rest_days_per_week": 0}, ["rest_days_per_week"]),
        ({"hours_per_week": None, "rest_days_per_week": 1}, ["hours_per_week"]),  # six days of eight hours
        ({"hours_per_week": None, "hours_per_day": Decimal("7.3"), "rest_days_per_week": 1}, []),
        ({"hours_per_week": None, "hours_per_day": None, "rest_days_per_week": 1}, ["hours_per_day"]),  # hint alone
    ],
)
def test_working_time(changes, fields):
    assert [found.field for found in check("slot", slot(**changes), CONTEXT, on=ON) if found.field in changes][
        : len(fields) or None
    ] == fields


def test_working_time_blocks_and_says_the_limit():
    (found,) = check("slot", slot(hours_per_day=Decimal("8.50")), CONTEXT, on=ON)
    assert (found.rule, found.blocks, str(found)) == ("INT-031", True, "8.5 hours a day: at most 8 are allowed.")


def test_a_region_may_be_stricter():
    ningbo = context(hours_week_max=Decimal(40))
    assert of_slot(slot(hours_per_week=Decimal("40.5"))) == []
    assert of_slot(slot(hours_per_week=Decimal("40.5")), ningbo) == ["INT-031"]
    assert of_slot(slot(hours_per_week=Decimal(40)), ningbo) == []


# ---- Statement, sources ---------------------------------------------------------------------------------------------


def test_what_is_not_stated_is_hinted_at_and_blocks_nothing():
    bare = SlotFacts(starts_on=STARTS, ends_on=ENDS, places=1, has_region=False)
    found = check("slot", bare, CONTEXT, on=ON)
    assert {one.field for one in found} == {
        "region",
        "venue_type",
        "hours_per_day",
        "rest_days_per_week",
        "pay",
        "tasks",
    }
    assert {one.level for one in found} == {Level.HINT}


def test_every_law_is_cited():
    laws = [rule for rule in RULES if rule.id.startswith("INT-")]
    assert {rule.id for rule in laws} >= {"INT-015", "INT-020", "INT-021", "INT-024", "INT-031"}
    assert all(rule.source is Source.LAW and rule.document and rule.article for rule in laws)


def test_rules_of_2021_do_not_hold_before_they_did():
    underage = placement(birth_date=date(2015, 1, 1))
    assert [found.rule for found in check("placement", underage, CONTEXT, on=date(2021, 12, 30))] == []
    assert [found.rule for found in check("placement", underage, CONTEXT, on=date(2021, 12, 31))] == ["INT-021"]
