"""What rules and pages of slots need, read together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import QuerySet

from accounts.actors import Actor
from enterprises.models import EnterpriseYear
from institutions.models import Student
from internships.models import InternshipSlot, Placement, SlotFinding, Standing
from internships.overlaps import Span
from internships.rules.facts import Context, PlacementFacts, SlotFacts
from ledger.selectors import HistoryLine, history
from reference import parameters
from reference.models import Region
from reference.rules import Finding, Level, check

PARAMETERS = (
    "internship.min_age",
    "internship.min_grade_year",
    "internship.barred_venues",
    "internship.unit_ratio_max",
    "internship.hours_day_max",
    "internship.hours_week_max",
    "internship.rest_days_week_min",
)


# ---- Rules ----------------------------------------------------------------------------------------------------------


def rule_context(*, enterprise_id: int, region: Region | None, on: date, others: Iterable[Placement] = ()) -> Context:
    """Parameters of a day and a region, the unit's stated staff and its other post interns."""
    found = parameters.values(*PARAMETERS, on=on, region=region)
    return Context(
        min_age=found["internship.min_age"],
        min_grade_year=found["internship.min_grade_year"],
        barred_venues=frozenset(found["internship.barred_venues"]),
        unit_ratio_max=found["internship.unit_ratio_max"],
        hours_day_max=found["internship.hours_day_max"],
        hours_week_max=found["internship.hours_week_max"],
        rest_days_week_min=found["internship.rest_days_week_min"],
        staff_count=staff_count(enterprise_id, on),
        others=tuple(Span(row.starts_on, row.ends_on) for row in others),
    )


def staff_count(enterprise_id: int, on: date) -> int | None:
    """The on-post staff of the latest year that the enterprise has stated by a day; None: never stated."""
    years = EnterpriseYear.objects.current().filter(enterprise_id=enterprise_id, occurred_on__lte=on)
    return years.exclude(staff_count=None).order_by("-year").values_list("staff_count", flat=True).first()


def post_interns(enterprise_id: int, *, starts_on: date, ends_on: date) -> QuerySet[Placement]:
    """Post internships of all colleges in a unit that overlap a period.

    Not scoped on purpose: INT-015 counts everybody's interns, and only their number leaves the rules.
    """
    return (
        Placement.objects.not_cancelled()
        .filter(
            slot__enterprise_id=enterprise_id,
            kind=Placement.Kind.POST,
            starts_on__lte=ends_on,
            ends_on__gte=starts_on,
        )
        .only("starts_on", "ends_on")
    )


def slot_findings(slot: InternshipSlot, *, on: date) -> list[Finding]:
    """What the rules of a day say of a slot, filled to its last place beside the interns placed on other slots."""
    others = post_interns(slot.enterprise_id, starts_on=slot.starts_on, ends_on=slot.ends_on)
    context = rule_context(
        enterprise_id=slot.enterprise_id,
        region=slot.region,
        on=on,
        others=list(others.exclude(slot=slot)) if slot.pk else others,
    )
    facts = SlotFacts(
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
    )
    return check("slot", facts, context, on=on)


def placement_findings(
    *, slot: InternshipSlot, student: Student, starts_on: date, ends_on: date, kind: str, on: date
) -> list[Finding]:
    """What the rules of a day say of placing a student, before anything is written."""
    context = rule_context(
        enterprise_id=slot.enterprise_id,
        region=slot.region,
        on=on,
        others=post_interns(slot.enterprise_id, starts_on=starts_on, ends_on=ends_on),
    )
    facts = PlacementFacts(
        starts_on=starts_on,
        ends_on=ends_on,
        is_post_internship=kind == Placement.Kind.POST,
        enrolled_on=student.enrolled_on,
        birth_date=cast("date", student.birth_date),  # opened by its field
        venue_type=slot.venue_type,
    )
    return check("placement", facts, context, on=on)


# ---- Pages ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SlotPage:
    """What the page of a slot shows to one actor."""

    slot: InternshipSlot
    taken: int
    standing: str
    is_own: bool
    is_stale: bool
    findings: list[Finding]  # of the rules today: for the host alone, as long as the slot may still change
    kept: list[SlotFinding]  # what stood when it was opened
    placements: list[Placement]
    history: list[HistoryLine]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.needs_reason]

    @property
    def hints(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level == Level.HINT]

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label)

    @property
    def free(self) -> int:
        return max(self.slot.places - self.taken, 0)


def slot_page(slot: InternshipSlot, *, actor: Actor, on: date) -> SlotPage:
    """A slot as one actor sees it: rows of placements only as far as they are visible, history to the host alone."""
    row: Any = InternshipSlot.objects.with_standing(on).get(pk=slot.pk)
    is_own = actor.can("edit_slot", slot)
    placements = Placement.objects.visible_to(actor).filter(slot=slot).for_list()
    return SlotPage(
        slot=slot,
        taken=row.taken,
        standing=row.standing,
        is_own=is_own,
        is_stale=InternshipSlot.objects.to_confirm(on).filter(pk=slot.pk).exists(),
        findings=slot_findings(slot, on=on) if is_own and not slot.is_open else [],
        kept=list(SlotFinding.objects.visible_to(actor).current().warnings().filter(slot=slot).order_by("rule")),
        placements=list(placements),
        history=history(slot) if is_own else [],
    )


def reasons_given(slot: InternshipSlot) -> dict[str, str]:
    """The reasons that stand beside the warnings of a slot, by rule: an edit need not ask for them again."""
    rows: Any = SlotFinding.objects.current().warnings().filter(slot=slot).exclude(reason="")
    return dict(rows.values_list("rule", "reason"))
