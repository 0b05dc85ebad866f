"""What the rules look at, gathered from the rows, and what they find."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import QuerySet

from enterprises.models import Enterprise, EnterprisePost, EnterpriseYear
from institutions.models import Student
from internships.models import InternshipSlot, Placement, PlacementInsurance, TripartiteAgreement
from internships.overlaps import Span
from internships.rules.facts import BeginFacts, Context, PlacementFacts, SlotFacts
from reference import parameters
from reference.rules import Finding, check

PREFIX = "internship."
PARAMETERS = (
    "min_age",
    "min_grade_year",
    "minor_age",
    "barred_venues",
    "barred_industries",
    "minor_hazards",
    "female_hazards",
    "filed_hazards",
    "max_labour_level",
    "labour_index_bands",
    "unit_ratio_max",
    "post_ratio_max",
    "duration_months_min",
    "duration_months_max",
    "hours_day_max",
    "hours_week_max",
    "rest_days_week_min",
    "pay_ratio_min",
    "pay_cycle_max_days",
    "student_fee_max",
)
SETS = {"barred_venues", "barred_industries", "minor_hazards", "female_hazards", "filed_hazards"}


def rule_context(*, slot: InternshipSlot, on: date, others: Iterable[Placement] = ()) -> Context:
    """Parameters of a day in the region of a slot, what its unit has stated, and the unit's other post interns."""
    found = parameters.values(*(PREFIX + name for name in PARAMETERS), on=on, region=slot.region)
    given: dict[str, Any] = {name: found[PREFIX + name] for name in PARAMETERS}
    given |= {name: frozenset(given[name]) for name in SETS}
    given["labour_index_bands"] = tuple(given["labour_index_bands"])
    rows = list(others)
    same_post = slot.post.casefold().strip()
    return Context(
        **given,
        staff_count=staff_count(slot.enterprise_id, on),
        post_staff=post_staff(slot.enterprise_id, slot.post, on),
        lowest_grade_pay=lowest_grade_pay(slot.enterprise_id, on),
        others=tuple(span_of(row) for row in rows),
        post_others=tuple(span_of(row) for row in rows if row.slot.post.casefold().strip() == same_post),
    )


def span_of(placement: Placement) -> Span:
    return Span(placement.starts_on, placement.ends_on)


def staff_count(enterprise_id: int, on: date) -> int | None:
    """The on-post staff of the latest year that the enterprise has stated by a day; None: never stated."""
    years = EnterpriseYear.objects.current().filter(enterprise_id=enterprise_id, occurred_on__lte=on)
    return years.exclude(staff_count=None).order_by("-year").values_list("staff_count", flat=True).first()


def lowest_grade_pay(enterprise_id: int, on: date) -> Decimal | None:
    """The lowest wage grade of the latest year that states one by a day, CNY a month; None: never stated."""
    years = EnterpriseYear.objects.current().filter(enterprise_id=enterprise_id, occurred_on__lte=on)
    stated = years.exclude(lowest_grade_pay=None).order_by("-year")
    return stated.values_list("lowest_grade_pay", flat=True).first()


def post_staff(enterprise_id: int, post: str, on: date) -> int | None:
    """The staff in a post by the latest year that states it by a day; None: never. Posts are told by their names."""
    posts = EnterprisePost.objects.current().filter(enterprise_id=enterprise_id, occurred_on__lte=on)
    stated = posts.filter(post__iexact=post.strip()).order_by("-year")
    return stated.values_list("staff_count", flat=True).first()


def industry_of(enterprise_id: int) -> str:
    """The code of the enterprise's industry; empty: not stated."""
    found = Enterprise.objects.filter(pk=enterprise_id).values_list("industry__code", flat=True).first()
    return found or ""


def post_interns(enterprise_id: int, *, starts_on: date, ends_on: date) -> QuerySet[Placement]:
    """Post internships of all colleges in a unit that overlap a period.

    Not scoped on purpose: INT-015 and 016 count everybody's interns, and only their number leaves the rules.
    """
    return (
        Placement.objects.not_cancelled()
        .filter(
            slot__enterprise_id=enterprise_id,
            kind=Placement.Kind.POST,
            starts_on__lte=ends_on,
            ends_on__gte=starts_on,
        )
        .select_related("slot")
        .only("starts_on", "ends_on", "slot__post")
    )


def slot_findings(slot: InternshipSlot, *, on: date) -> list[Finding]:
    """What the rules of a day say of a slot, filled to its last place beside the interns placed on other slots."""
    others = post_interns(slot.enterprise_id, starts_on=slot.starts_on, ends_on=slot.ends_on)
    context = rule_context(slot=slot, on=on, others=others.exclude(slot=slot) if slot.pk else others)
    return check("slot", slot_facts(slot), context, on=on)


def slot_facts(slot: InternshipSlot) -> SlotFacts:
    """A slot as the rules see it."""
    return SlotFacts(
        starts_on=slot.starts_on,
        ends_on=slot.ends_on,
        places=slot.places,
        venue_type=slot.venue_type,
        hours_per_day=slot.hours_per_day,
        hours_per_week=slot.hours_per_week,
        rest_days_per_week=slot.rest_days_per_week,
        pay=slot.pay,
        tasks=slot.tasks,
        has_region=slot.region_id is not None,
        industry=industry_of(slot.enterprise_id),
        is_for_third_party=slot.is_for_third_party,
        agent_fee=slot.agent_fee,
        labour_level=slot.labour_level,
        labour_index=slot.labour_index,
        hazards=frozenset(slot.hazard_tags),
        has_night_work=slot.has_night_work,
        has_overtime=slot.has_overtime,
        has_holiday_work=slot.has_holiday_work,
        exemption_filing=slot.exemption_filing,
        is_independent=slot.is_independent,
        same_post_wage=slot.same_post_wage,
        pay_in_money=slot.pay_in_money,
        pay_cycle_days=slot.pay_cycle_days,
        pays_student_directly=slot.pays_student_directly,
        charges=slot.charges,
    )


def placement_facts(
    *, slot: InternshipSlot, student: Student, starts_on: date, ends_on: date, kind: str, majors: frozenset[str]
) -> PlacementFacts:
    """A student on a slot as the rules see them; `majors` are the catalogue codes of the slot."""
    served = Placement.objects.not_cancelled().filter(student=student, kind=Placement.Kind.POST)
    return PlacementFacts(
        starts_on=starts_on,
        ends_on=ends_on,
        is_post_internship=kind == Placement.Kind.POST,
        enrolled_on=student.enrolled_on,
        birth_date=cast("date", student.birth_date),  # opened by its field
        venue_type=slot.venue_type,
        is_female=student.sex == Student.Sex.FEMALE,
        major=student.major.catalogue.code,
        slot_majors=majors,
        hazards=frozenset(slot.hazard_tags),
        labour_level=slot.labour_level,
        labour_index=slot.labour_index,
        served=tuple(Span(*days) for days in served.values_list("starts_on", "ends_on")),
    )


def majors_of(slot: InternshipSlot) -> frozenset[str]:
    """The catalogue codes that a slot names."""
    return frozenset(major.code for major in slot.majors.all())


def placement_context(*, slot: InternshipSlot, starts_on: date, ends_on: date, on: date) -> Context:
    """What the rules of a day need to judge a student on a slot."""
    others = post_interns(slot.enterprise_id, starts_on=starts_on, ends_on=ends_on)
    return rule_context(slot=slot, on=on, others=others)


def placement_findings(
    *, slot: InternshipSlot, student: Student, starts_on: date, ends_on: date, kind: str, on: date
) -> list[Finding]:
    """What the rules of a day say of placing a student, before anything is written."""
    context = placement_context(slot=slot, starts_on=starts_on, ends_on=ends_on, on=on)
    facts = placement_facts(
        slot=slot, student=student, starts_on=starts_on, ends_on=ends_on, kind=kind, majors=majors_of(slot)
    )
    return check("placement", facts, context, on=on)


def begin_findings(placement: Placement, *, on: date) -> list[Finding]:
    """What the rules of a day say of letting a placement begin: the gates, and the agreed pay."""
    slot, student = placement.slot, placement.student
    signed = TripartiteAgreement.objects.filter(placement=placement).first() or TripartiteAgreement()
    policies = PlacementInsurance.objects.filter(placement=placement)
    facts = BeginFacts(
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        is_post_internship=placement.kind == Placement.Kind.POST,
        birth_date=cast("date", student.birth_date),
        school_signed_on=signed.school_signed_on,
        unit_signed_on=signed.unit_signed_on,
        student_signed_on=signed.student_signed_on,
        guardian_signed_on=signed.guardian_signed_on,
        pay=signed.pay,
        same_post_wage=slot.same_post_wage,
        is_independent=slot.is_independent,
        insured=tuple(Span(row.valid_from, row.valid_to) for row in policies),
        is_premium_charged=any(row.payer == PlacementInsurance.Payer.STUDENT for row in policies),
    )
    return check("begin", facts, rule_context(slot=slot, on=on), on=on)
