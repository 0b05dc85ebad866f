"""Slots and placements for tests, through the services."""

from datetime import date
from itertools import count

from institutions.models import Major, Student
from institutions.services import enrol_student, open_major
from internships.models import HelpRequest, HostingAnswer, InternshipSlot, JobOffer, Placement
from internships.services import (
    OfferDraft,
    Policy,
    Signatures,
    SlotDraft,
    answer_help,
    answer_hosting,
    ask_for_help,
    begin_placement,
    draft_offer,
    draft_slot,
    end_placement,
    insure_placements,
    open_offer,
    open_slot,
    place_student,
    record_tripartite,
)
from reference.models import CatalogueMajor
from reference.periods import SchoolYear, Term
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


def make_begun(administrator: Member, slot: InternshipSlot, student: Student | None = None, **changes) -> Placement:
    """Under way since its first day."""
    placement = make_ready(administrator, make_placement(administrator, slot, student, **changes))
    return begin_placement(actor=administrator.actor, placement=placement, on=placement.starts_on)


def make_ended(administrator: Member, slot: InternshipSlot, student: Student | None = None, **changes) -> Placement:
    """Over since its last day."""
    placement = make_begun(administrator, slot, student, **changes)
    return end_placement(actor=administrator.actor, placement=placement, on=placement.ends_on)


def make_ready_today(administrator: Member, liaison: Member, *, on: date = TODAY) -> Placement:
    """It may begin today."""
    slot = make_open_slot(liaison, on=on, starts_on=on, ends_on=date(on.year + 1, on.month - 6, on.day))
    return make_ready(administrator, make_placement(administrator, slot, on=on), on=on)


def make_begun_today(administrator: Member, liaison: Member, *, on: date = TODAY) -> Placement:
    """Under way since today."""
    return begin_placement(actor=administrator.actor, placement=make_ready_today(administrator, liaison, on=on), on=on)


def make_help_request(
    member: Member, placement: Placement, *, on: date = TODAY, answer: str = "", category: str = "pay"
) -> HelpRequest:
    """What a student asked for; with an answer, if one is given."""
    asked = ask_for_help(
        actor=member.actor, placement=placement, category=category, text="Two months without pay", on=on
    )
    return answer_help(actor=member.actor, request=asked, answer=answer, on=on) if answer else asked


def make_hosting_answer(
    member: Member, *, answer: str = "no", reason: str = "Moving", on: date = TODAY
) -> HostingAnswer:
    """For the second term of 2026/27."""
    return answer_hosting(actor=member.actor, term=Term(SchoolYear(2026), 2), answer=answer, reason=reason, on=on)


def make_offer(member: Member, *, on: date = TODAY, **changes) -> JobOffer:
    """A draft of a job offer."""
    facts = {
        "post": "Process technician",
        "majors": (make_catalogue_major(),),
        "places": 3,
        "open_from": on,
        "open_to": date(2027, 6, 30),
        "pay_from": 5200,
        "pay_to": 6800,
    }
    return draft_offer(actor=member.actor, draft=OfferDraft(**{**facts, **changes}), on=on)


def make_open_offer(member: Member, *, on: date = TODAY, **changes) -> JobOffer:
    """An open job offer."""
    return open_offer(actor=member.actor, offer=make_offer(member, on=on, **changes), on=on)
