"""Enrolling students. Their personal data stays out of the ledger, except in erasable payloads without birth dates."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import College, Major, Student
from institutions.services.bases import MajorNotOfCollege
from ledger.services import record


class StudentNumberTaken(InvalidInput):
    """The college has a student of this number."""

    code = "student_number_taken"
    message = _("The college has a student of this number already.")


class BornTooLate(InvalidInput):
    """Nobody enrols before birth."""

    code = "born_too_late"
    message = _("The birth date is not before the day of enrolment.")


@transaction.atomic
def enrol_student(
    *,
    actor: ActorLike,
    college: College,
    number: str,
    name: str,
    major: Major,
    enrolled_on: date,
    birth_date: date,
    sex: Student.Sex = Student.Sex.UNKNOWN,
) -> Student:
    """Enrol a student in a major of the college. Raises StudentNumberTaken, MajorNotOfCollege, BornTooLate."""
    student = Student(
        college=college,
        number=number.strip(),
        name=name.strip(),
        major=major,
        enrolled_on=enrolled_on,
        birth_date=birth_date,  # type: ignore[misc]  # a TextField in the database, a day in Python
        sex=sex,
    )
    actor.require("manage_students", student)
    if major.college_id != college.pk:
        raise MajorNotOfCollege(field="major")
    if birth_date >= enrolled_on:
        raise BornTooLate(field="birth_date")
    College.objects.select_for_update().get(pk=college.pk)
    if Student.objects.filter(college=college, number=student.number).exists():
        raise StudentNumberTaken(field="number")
    student.save()
    record(
        actor=actor,
        action="student.enrolled",
        subject=student,
        label=f"{college}, {student.number}",
        payload={"number": student.number, "major": major.pk, "enrolled_on": enrolled_on},
    )
    return student
