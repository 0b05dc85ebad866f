"""Placing a class: everyone who may, in one transaction, and why the others may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.actors import Actor
from core.errors import DomainError, NotAllowed
from institutions.models import Student
from internships.models import InternshipSlot, Placement
from internships.services.findings import Reasons
from internships.services.placements import place_student
from internships.services.slots import NO_REASONS


@dataclass(frozen=True)
class Answer:
    """What became of one student: placed, or what stood in the way."""

    student: Student
    placement: Placement | None = None
    refusal: DomainError | None = None


@transaction.atomic
def place_students(
    *,
    actor: Actor,
    slot: InternshipSlot,
    students: Iterable[Student],
    starts_on: date,
    ends_on: date,
    kind: str = Placement.Kind.POST,
    on: date,
    reasons: Reasons = NO_REASONS,
) -> list[Answer]:
    """Every student who passes, or whose warnings have a reason, takes a place, in the order given; the answers say
    why the others do not. One reason speaks for all students whom the same rule warns about.

    Raises NotAllowed for a student of another college: then nobody is placed.
    """
    InternshipSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    answers = []
    for student in students:
        try:
            placement = place_student(
                actor=actor,
                slot=slot,
                student=student,
                starts_on=starts_on,
                ends_on=ends_on,
                kind=kind,
                on=on,
                reasons=reasons,
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            answers.append(Answer(student, refusal=refusal))
        else:
            answers.append(Answer(student, placement=placement))
    return answers
