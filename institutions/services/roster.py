"""A whole roster at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction

from core.actors import ActorLike
from core.imports import Counts, Progress, no_progress
from institutions.models import College, Student
from institutions.services.batches import bring_in_parts

FIELDS = (
    "name",
    "major_id",
    "enrolled_on",
    "birth_date",
    "sex",
    "class_name",
    "guardian_name",
    "left_on",
    "leave_reason",
)


@dataclass(frozen=True)
class RosterRow:
    """A student of a roster: the number, and the facts that the roster gives, by attribute (FIELDS)."""

    number: str
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def bring_students(
    *, actor: ActorLike, college: College, rows: Sequence[RosterRow], progress: Progress = no_progress
) -> Counts:
    """Bring the students of a college to a roster, by number. Who is not in it stays as they are.

    One entry of the ledger says how many; rows were checked by the importer, which knows their lines.
    """
    actor.require("manage_students", Student(college=college))
    College.objects.select_for_update().get(pk=college.pk)
    return bring_in_parts(
        rows,
        partial(_bring, college),
        actor=actor,
        college=college,
        action="students.imported",
        progress=progress,
    )


def _bring(college: College, rows: Sequence[RosterRow]) -> Counts:
    known = {
        student.number: student
        for student in Student.objects.select_for_update(of=("self",)).filter(
            college=college, number__in=[row.number for row in rows]
        )
    }
    created = [Student(college=college, number=row.number, **row.facts) for row in rows if row.number not in known]
    updated = []
    for row in rows:
        student = known.get(row.number)
        if student is None or all(getattr(student, name) == value for name, value in row.facts.items()):
            continue
        for name, value in row.facts.items():
            setattr(student, name, value)
        updated.append(student)
    Student.objects.bulk_create(created)
    if updated:
        Student.objects.bulk_update(updated, [name.removesuffix("_id") for name in FIELDS])
    return Counts(len(created), len(updated), len(rows) - len(created) - len(updated))
