"""Slots and placements for tests, through the services."""

from datetime import date
from itertools import count

from institutions.models import Major, Student
from institutions.services import enrol_student, open_major
from internships.models import InternshipSlot, Placement
from internships.services import (
    Policy,
    Signatures,
    SlotDraft,
    draft_slot,
    insure_placements,
    open_slot,
    place_student,
    record_tripartite,
)
from reference.models import CatalogueMajor
from tests.factories.accounts import JOINED, TODAY, Member

STARTS, ENDS = date(2027, 3, 1), date(2027, 8, 31)
_numbers = count(1)


def make_catalogue_major(code: str = "460103", name: str = "数控技术", **fields) -> CatalogueMajor:
    """A major of the catalogue, by code."""
    given = {
        "level": CatalogueMajor.Level.COLLEGE,
        "name": name,
        "category_code": code[:2],
        "category": "装备制造大类",
        "class_code": code[:4],
        "class_name": "机械设计制造类",
    }
    return CatalogueMajor.objects.get_or_create(code=code, defaults={**given, **fields})[0]


def slot_draft(**changes) -> SlotDraft:
    """A slot that every rule likes."""
    facts = {
        "post": "CNC machining operator",
        "majors": changes.pop("majors", None) or (make_catalogue_major(),),
        "starts_on": STARTS,
        "ends_on": ENDS,
        "places": 12,
        "venue_type": "factory",
        "hours_per_day": 8,
        "hours_per_week": 40,
        "rest_days_per_week": 2,
        "pay": 3400,
        "same_post_wage": 4200,
        "labour_level": 1,
        "tasks": "Turning, milling, measuring",
    }
    return SlotDraft(**{**facts, **changes})


def make_slot(member: Member, *, on: date = TODAY, **changes) -> InternshipSlot:
    """A draft."""
    return draft_slot(actor=member.actor, draft=slot_draft(**changes), on=on)


def make_open_slot(member: Member, *, on: date = TODAY, reasons=None, **changes) -> InternshipSlot:
    """An open slot."""
    return open_slot(actor=member.actor, slot=make_slot(member, on=on, **changes), on=on, reasons=reasons or {})


def make_intern(administrator: Member, **changes) -> Student:
    """A student of the administrator's college who may do a post internship."""
    college = administrator.organisation.college
    catalogue = make_catalogue_major()
    major = Major.objects.filter(college=college, catalogue=catalogue).first() or open_major(
        actor=administrator.actor, college=college, catalogue=catalogue, on=JOINED
    )
    number = next(_numbers)
    facts = {
        "number": f"2024{number:05d}",
        "name": f"学生{number}",
        "enrolled_on": date(2024, 9, 1),
        "birth_date": date(2006, 5, 4),
    }
    return enrol_student(actor=administrator.actor, college=college, major=major, **{**facts, **changes})


def make_placement(
    administrator: Member, slot: InternshipSlot, student: Student | None = None, *, on: date = TODAY, **changes
) -> Placement:
    """A student on a slot, for its whole period."""
    facts = {"starts_on": slot.starts_on, "ends_on": slot.ends_on}
    return place_student(
        actor=administrator.actor,
        slot=slot,
        student=student or make_intern(administrator),
        on=on,
        **{**facts, **changes},
    )


def make_ready(administrator: Member, placement: Placement, *, on: date = TODAY) -> Placement:
    """Signed by all three and insured throughout: it may begin."""
    signed = Signatures(school_signed_on=on, unit_signed_on=on, student_signed_on=on, guardian_signed_on=on)
    record_tripartite(actor=administrator.actor, placement=placement, signatures=signed, on=on)
    policy = Policy("PICC", f"P-{placement.pk}", placement.starts_on, placement.ends_on)
    insure_placements(actor=administrator.actor, placements=[placement], policy=policy)
    return placement
