"""Who of a class may be placed on a slot, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from institutions.models import Student
from internships.models import InternshipSlot, Placement
from internships.overlaps import Span
from internships.selectors.judging import majors_of, placement_context, placement_facts
from reference.rules import Finding, check


@dataclass(frozen=True)
class Preview:
    """One student: what the rules find, and whether something else stands in the way."""

    student: Student
    findings: list[Finding]
    is_placed: bool = False  # in these days, or on this slot
    has_no_place: bool = False  # those before take the last one

    @property
    def is_blocked(self) -> bool:
        return self.is_placed or self.has_no_place or any(finding.blocks for finding in self.findings)

    @property
    def needs_reason(self) -> bool:
        return any(finding.needs_reason for finding in self.findings)


@dataclass(frozen=True)
class ClassPreview:
    """A class as it would be placed, in order: who takes a place counts for those after."""

    rows: list[Preview]

    @property
    def passing(self) -> int:
        """How many may be placed, some of them with a reason."""
        return sum(not row.is_blocked for row in self.rows)

    @property
    def warnings(self) -> list[Finding]:
        """One finding for each rule that warns about somebody who may be placed."""
        found = {}
        for row in self.rows:
            if not row.is_blocked:
                found.update({finding.rule: finding for finding in row.findings if finding.needs_reason})
        return [found[rule] for rule in sorted(found)]


def class_preview(
    *, slot: InternshipSlot, students: Iterable[Student], starts_on: date, ends_on: date, kind: str, on: date
) -> ClassPreview:
    """What the rules of a day say of placing these students in this order."""
    context = placement_context(slot=slot, starts_on=starts_on, ends_on=ends_on, on=on)
    majors = majors_of(slot)
    free = slot.places - slot.placements.holding_a_place().count()
    people = list(students)
    placed = set(
        Placement.objects.holding_a_place()
        .filter(Q(starts_on__lte=ends_on, ends_on__gte=starts_on) | Q(slot=slot), student__in=people)
        .values_list("student_id", flat=True)
    )
    rows = []
    for student in people:
        facts = placement_facts(
            slot=slot, student=student, starts_on=starts_on, ends_on=ends_on, kind=kind, majors=majors
        )
        row = Preview(
            student,
            check("placement", facts, context, on=on),
            is_placed=student.pk in placed,
            has_no_place=free <= 0,
        )
        rows.append(row)
        if not row.is_blocked:
            free -= 1
            taken = (Span(starts_on, ends_on, facts.interns.count),)
            context = replace(context, others=context.others + taken, post_others=context.post_others + taken)
    return ClassPreview(rows)
