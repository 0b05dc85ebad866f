"""A whole list of teachers at once, with the recognitions as dual-qualified that it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from core import clock
from core.actors import ActorLike
from core.imports import Counts, Progress, no_progress
from institutions.models import College, DualQualification, Teacher
from institutions.services.batches import bring_in_parts
from institutions.services.teachers import check_facts

FIELDS = (
    "name",
    "joined_on",
    "left_on",
    "is_part_time",
    "employer_id",
    "teaches_professional_courses",
)


@dataclass(frozen=True)
class Recognition:
    """A recognition as dual-qualified; the one of a level, an authority and a first day is one."""

    level: DualQualification.Level
    authority: str
    valid_from: date
    valid_to: date | None = None

    @property
    def key(self) -> tuple[str, str, date]:
        """What tells it from other recognitions of the same teacher."""
        return self.level, self.authority, self.valid_from


@dataclass(frozen=True)
class StaffRow:
    """A teacher of a list: the number, the facts that it gives by attribute (FIELDS), and a recognition."""

    number: str
    facts: dict[str, Any] = field(default_factory=dict)
    recognition: Recognition | None = None

    def brought_to(self, teacher: Teacher) -> Teacher:
        """The teacher with these facts; who is not part-time has no employer here."""
        for name, value in self.facts.items():
            setattr(teacher, name, value)
        if not teacher.is_part_time:
            teacher.employer_id = None
        return teacher


@transaction.atomic
def bring_teachers(
    *, actor: ActorLike, college: College, rows: Sequence[StaffRow], progress: Progress = no_progress
) -> Counts:
    """Bring the teachers of a college to a list, by number. Who is not in it stays as they are.

    One entry of the ledger says how many. A recognition that differs in its last day replaces what stood.
    Raises PartTimeNeedsEmployer, EndsTooEarly.
    """
    actor.require("manage_teachers", Teacher(college=college))
    College.objects.select_for_update().get(pk=college.pk)  # numbers are given under this lock
    return bring_in_parts(
        rows,
        partial(_bring, college),
        actor=actor,
        college=college,
        action="teachers.imported",
        progress=progress,
    )


def _bring(college: College, rows: Sequence[StaffRow]) -> Counts:
    locked = Teacher.objects.select_for_update(of=("self",)).filter(
        college=college, number__in=[row.number for row in rows]
    )
    known = {teacher.number: teacher for teacher in locked.order_by("pk")}
    created, updated = [], []
    for row in rows:
        teacher = known.get(row.number)
        before = None if teacher is None else _facts(teacher)
        teacher = row.brought_to(teacher or Teacher(college=college, number=row.number))
        check_facts(teacher)
        if before is None:
            created.append(teacher)
        elif before != _facts(teacher):
            updated.append(teacher)
    Teacher.objects.bulk_create(created)
    if updated:
        Teacher.objects.bulk_update(updated, [name.removesuffix("_id") for name in FIELDS])
    known |= {teacher.number: teacher for teacher in created}
    recognised = _recognise([(known[row.number], row.recognition) for row in rows if row.recognition is not None])
    touched = {teacher.pk for teacher in updated} | (recognised - {teacher.pk for teacher in created})
    return Counts(len(created), len(touched), len(rows) - len(created) - len(touched))


def _recognise(given: Sequence[tuple[Teacher, Recognition]]) -> set[int]:
    """Write what differs from what stands. Returns the teachers of whom something was written."""
    rows = DualQualification.objects.current().filter(teacher__in=[teacher for teacher, _ in given])
    standing = {(row.teacher_id, row.level, row.authority, row.valid_from): row for row in rows}
    moment = clock.now()
    made, replaced = [], []
    for teacher, said in given:
        old = standing.get((teacher.pk, *said.key))
        if old is not None and old.valid_to == said.valid_to:
            continue
        if old is not None:
            replaced.append(old.pk)
        facts = {"authority": said.authority, "valid_from": said.valid_from, "valid_to": said.valid_to}
        made.append(DualQualification(teacher=teacher, level=said.level, recorded_at=moment, **facts))
    DualQualification.objects.filter(pk__in=replaced).update(superseded_at=moment)
    DualQualification.objects.bulk_create(made)
    return {row.teacher_id for row in made}


def _facts(teacher: Teacher) -> dict[str, Any]:
    return {name: getattr(teacher, name) for name in FIELDS}
