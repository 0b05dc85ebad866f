"""A slot, a placement and a beginning that every rule likes, with the shipped parameters; tests change one thing."""

from datetime import date
from decimal import Decimal

from internships.overlaps import Span
from internships.rules.facts import BeginFacts, Context, PlacementFacts, SlotFacts
from reference.rules import check

ON = date(2026, 11, 20)
STARTS, ENDS = date(2027, 3, 1), date(2027, 8, 31)
CONTEXT = Context(
    min_age=16,
    min_grade_year=2,
    minor_age=18,
    barred_venues=frozenset({"bar", "nightclub", "ktv", "bath_center", "game_arcade", "internet_cafe"}),
    barred_industries=frozenset({"7262", "7263", "7269"}),
    minor_hazards=frozenset({"dust", "height", "underground", "heavy_lifting"}),
    female_hazards=frozenset({"underground", "heavy_lifting"}),
    filed_hazards=frozenset({"height", "underground", "radioactive", "toxic", "flammable"}),
    max_labour_level=2,
    labour_index_bands=(Decimal(15), Decimal(20), Decimal(25)),
    unit_ratio_max=Decimal("0.1"),
    post_ratio_max=Decimal("0.2"),
    duration_months_min=Decimal(5),
    duration_months_max=Decimal(7),
    hours_day_max=Decimal(8),
    hours_week_max=Decimal(44),
    rest_days_week_min=1,
    pay_ratio_min=Decimal("0.8"),
    pay_cycle_max_days=31,
    student_fee_max=Decimal(0),
    staff_count=200,
)


def context(**changes) -> Context:
    return Context(**{**CONTEXT.__dict__, **changes})


def slot(**changes) -> SlotFacts:
    lawful = {
        "venue_type": "factory",
        "hours_per_day": Decimal(8),
        "hours_per_week": Decimal(40),
        "rest_days_per_week": 2,
        "pay": Decimal(3400),
        "same_post_wage": Decimal(4200),
        "labour_level": 1,
        "tasks": "Turning, milling, measuring",
    }
    return SlotFacts(**{"starts_on": STARTS, "ends_on": ENDS, "places": 12, **lawful, **changes})


def placement(**changes) -> PlacementFacts:
    facts = {
        "enrolled_on": date(2024, 9, 1),
        "birth_date": date(2007, 5, 4),
        "is_post_internship": True,
        "major": "460103",
        "slot_majors": frozenset({"460103"}),
    }
    return PlacementFacts(**{"starts_on": STARTS, "ends_on": ENDS, **facts, **changes})


def beginning(**changes) -> BeginFacts:
    facts = {
        "birth_date": date(2007, 5, 4),
        "is_post_internship": True,
        "school_signed_on": STARTS,
        "unit_signed_on": STARTS,
        "student_signed_on": STARTS,
        "pay": Decimal(3400),
        "same_post_wage": Decimal(4200),
        "insured": (Span(STARTS, ENDS),),
    }
    return BeginFacts(**{"starts_on": STARTS, "ends_on": ENDS, **facts, **changes})


def of_slot(subject: SlotFacts, among: Context = CONTEXT) -> list[str]:
    return [found.rule for found in check("slot", subject, among, on=ON)]


def of_placement(subject: PlacementFacts, among: Context = CONTEXT) -> list[str]:
    return [found.rule for found in check("placement", subject, among, on=ON)]


def of_beginning(subject: BeginFacts, among: Context = CONTEXT) -> list[str]:
    return [found.rule for found in check("begin", subject, among, on=ON)]
