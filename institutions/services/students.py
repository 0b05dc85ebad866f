"""Students enrol, change and leave. Of their personal data the ledger keeps numbers and days, in erasable payloads."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from institutions.models import College, Major, Student
from institutions.services.bases import MajorNotOfCollege
from institutions.services.days import EndsTooEarly
from ledger.services import record


class StudentNumberTaken(InvalidInput):
    """The college has a student of this number."""

    code = "student_number_taken"
    message = _("The college has a student of this number already.")


class BornTooLate(InvalidInput):
    """Nobody enrols before birth."""

    code = "born_too_late"
    message = _("The birth date is not before the day of enrolment.")


class StudentHasLeft(DomainError):
    """Who has left does not leave again."""

    code = "student_has_left"
    message = _("This student has left already.")


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
    class_name: str = "",
    guardian_name: str = "",
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
        class_name=class_name.strip(),
        guardian_name=guardian_name.strip(),
    )
    actor.require("manage_students", student)
    if major.college_id != college.pk:
        raise MajorNotOfCollege(field="major")
    check_days(birth_date=birth_date, enrolled_on=enrolled_on)
    College.objects.select_for_update().get(pk=college.pk)
    if Student.objects.filter(college=college, number=student.number).exists():
        raise StudentNumberTaken(field="number")
    student.save()
    record(
        actor=actor,
        action="student.enrolled",
        subject=student,
        label=label_of(student),
        payload={"number": student.number, "major": major.pk, "enrolled_on": enrolled_on},
    )
    return student


@transaction.atomic
def edit_student(
    *,
    actor: ActorLike,
    student: Student,
    name: str,
    major: Major,
    enrolled_on: date,
    sex: Student.Sex,
    class_name: str = "",
    birth_date: date | None = None,
    guardian_name: str | None = None,
) -> Student:
    """Bring a student to these facts; None leaves a birth date or guardian as it is. Raises MajorNotOfCollege,
    BornTooLate. The ledger keeps which personal facts changed, not what they are.
    """
    actor.require("manage_students", student)
    student = Student.objects.select_for_update(of=("self",)).get(pk=student.pk)
    if major.college_id != student.college_id:
        raise MajorNotOfCollege(field="major")
    facts: dict[str, Any] = {
        "name": name.strip(),
        "major": major,
        "enrolled_on": enrolled_on,
        "sex": sex,
        "class_name": class_name.strip(),
    }
    if birth_date is not None:
        facts["birth_date"] = birth_date
    if guardian_name is not None:
        facts["guardian_name"] = guardian_name.strip()
    changed = [field for field, value in facts.items() if getattr(student, field) != value]
    for field in changed:
        setattr(student, field, facts[field])
    check_days(birth_date=student.birth_date, enrolled_on=enrolled_on)  # type: ignore[arg-type]
    if changed:
        student.save(update_fields=changed)
        payload = {"changed": changed, "major": major.pk, "enrolled_on": enrolled_on}
        record(actor=actor, action="student.edited", subject=student, label=label_of(student), payload=payload)
    return student


@transaction.atomic
def leave_student(*, actor: ActorLike, student: Student, on: date, reason: Student.LeaveReason) -> Student:
    """A student graduates, withdraws or transfers: from `on` no longer one. Raises StudentHasLeft, EndsTooEarly."""
    actor.require("manage_students", student)
    student = Student.objects.select_for_update(of=("self",)).get(pk=student.pk)
    if student.left_on is not None:
        raise StudentHasLeft
    if on <= student.enrolled_on:
        raise EndsTooEarly(field="on")
    student.left_on, student.leave_reason = on, reason
    student.save(update_fields=["left_on", "leave_reason"])
    record(
        actor=actor,
        action="student.left",
        subject=student,
        label=label_of(student),
        payload={"on": on, "reason": reason},
    )
    return student


@transaction.atomic
def reveal_birth_date(*, actor: ActorLike, student: Student) -> date:
    """The birth date, for somebody who has to see it: the ledger keeps who looked and when."""
    actor.require("reveal_birth_date", student)
    record(actor=actor, action="student.birth_date_shown", subject=student, label=label_of(student))
    return student.birth_date  # type: ignore[return-value]  # a TextField in the database, a day in Python


def check_days(*, birth_date: date, enrolled_on: date) -> None:
    """Raises BornTooLate."""
    if birth_date >= enrolled_on:
        raise BornTooLate(field="birth_date")


def label_of(student: Student) -> str:
    """A student for the ledger: by number, never by name."""
    return f"{student.college}, {student.number}"
