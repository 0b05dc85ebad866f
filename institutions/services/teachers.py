"""Teachers. The ledger holds their numbers, never their names."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import College, Teacher
from institutions.services.days import EndsTooEarly
from ledger.services import record


class TeacherNumberTaken(InvalidInput):
    """The college has a teacher of this number."""

    code = "teacher_number_taken"
    message = _("The college has a teacher of this number already.")


class PartTimeNeedsEmployer(InvalidInput):
    """Who teaches part-time works at an enterprise."""

    code = "part_time_needs_employer"
    message = _("Name the enterprise that employs a part-time teacher.")


@transaction.atomic
def add_teacher(
    *,
    actor: ActorLike,
    college: College,
    number: str,
    name: str,
    joined_on: date,
    is_part_time: bool = False,
    employer: Organisation | None = None,
    teaches_professional_courses: bool = True,
) -> Teacher:
    """Add a teacher to a college's register. Raises TeacherNumberTaken, PartTimeNeedsEmployer."""
    teacher = Teacher(
        college=college,
        number=number.strip(),
        name=name.strip(),
        is_part_time=is_part_time,
        employer=employer if is_part_time else None,
        teaches_professional_courses=teaches_professional_courses,
        joined_on=joined_on,
    )
    actor.require("manage_teachers", teacher)
    College.objects.select_for_update().get(pk=college.pk)
    _check(teacher)
    teacher.save()
    record(actor=actor, action="teacher.added", subject=teacher, label=label_of(teacher), payload=_facts(teacher))
    return teacher


@transaction.atomic
def edit_teacher(
    *,
    actor: ActorLike,
    teacher: Teacher,
    number: str,
    name: str,
    joined_on: date,
    is_part_time: bool,
    employer: Organisation | None,
    teaches_professional_courses: bool,
    left_on: date | None,
) -> Teacher:
    """Bring a teacher to these facts. Raises TeacherNumberTaken, PartTimeNeedsEmployer, EndsTooEarly."""
    actor.require("manage_teachers", teacher)
    College.objects.select_for_update().get(pk=teacher.college_id)  # numbers are given under this lock
    teacher = Teacher.objects.select_for_update().get(pk=teacher.pk)
    before, old_name = _facts(teacher), teacher.name
    teacher.number, teacher.name, teacher.is_part_time = number.strip(), name.strip(), is_part_time
    teacher.employer = employer if is_part_time else None
    teacher.teaches_professional_courses = teaches_professional_courses
    teacher.joined_on, teacher.left_on = joined_on, left_on
    _check(teacher)
    teacher.save()
    after = _facts(teacher)
    if after != before or teacher.name != old_name:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="teacher.edited", subject=teacher, label=label_of(teacher), payload=changed)
    return teacher


def label_of(teacher: Teacher) -> str:
    """How the ledger names a teacher: by college and number."""
    return f"{teacher.college}, {teacher.number}"


def check_facts(teacher: Teacher) -> None:
    """Raises PartTimeNeedsEmployer, EndsTooEarly."""
    if teacher.is_part_time and teacher.employer_id is None:
        raise PartTimeNeedsEmployer(field="employer")
    if teacher.left_on is not None and teacher.left_on <= teacher.joined_on:
        raise EndsTooEarly(field="left_on")


def _check(teacher: Teacher) -> None:
    check_facts(teacher)
    same = Teacher.objects.filter(college_id=teacher.college_id, number=teacher.number)
    if same.exclude(pk=teacher.pk).exists():
        raise TeacherNumberTaken(field="number")


def _facts(teacher: Teacher) -> dict[str, Any]:
    return {
        "number": teacher.number,
        "is_part_time": teacher.is_part_time,
        "employer": teacher.employer_id,
        "teaches_professional_courses": teacher.teaches_professional_courses,
        "joined_on": teacher.joined_on,
        "left_on": teacher.left_on,
    }
