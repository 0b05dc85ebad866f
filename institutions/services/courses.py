"""Courses, and what is revised in them together with enterprises."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OrganisationKind
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from institutions.models import College, Course, CourseRevision, Major
from institutions.services.bases import MajorNotOfCollege
from ledger.services import record


class CourseCodeTaken(InvalidInput):
    """The college has a course of this code."""

    code = "course_code_taken"
    message = _("The college has a course of this code already.")


class CourseHasEnded(DomainError):
    """What is no longer taught is not revised."""

    code = "course_has_ended"
    message = _("This course is no longer taught on that day.")


@transaction.atomic
def add_course(
    *, actor: ActorLike, college: College, code: str, name: str, hours: int, majors: Collection[Major] = ()
) -> Course:
    """Add a course. Raises CourseCodeTaken, MajorNotOfCollege."""
    course = Course(college=college)
    actor.require("manage_courses", course)
    return _bring(actor, course, code=code, name=name, hours=hours, majors=majors, ended_on=None)


@transaction.atomic
def edit_course(
    *,
    actor: ActorLike,
    course: Course,
    code: str,
    name: str,
    hours: int,
    majors: Collection[Major],
    ended_on: date | None = None,
) -> Course:
    """Bring a course to these facts. Raises CourseCodeTaken, MajorNotOfCollege."""
    actor.require("manage_courses", course)
    course = Course.objects.select_for_update().get(pk=course.pk)
    return _bring(actor, course, code=code, name=name, hours=hours, majors=majors, ended_on=ended_on)


@transaction.atomic
def revise_course(
    *, actor: ActorLike, course: Course, summary: str, on: date, enterprises: Collection[Organisation] = ()
) -> CourseRevision:
    """Record that a course was revised on a day, with enterprises or without. Raises CourseHasEnded, InvalidInput."""
    actor.require("manage_courses", course)
    course = Course.objects.select_for_update().get(pk=course.pk)
    if course.ended_on is not None and on >= course.ended_on:
        raise CourseHasEnded(field="on")
    if not summary.strip():
        raise InvalidInput(_("Say what was changed."), field="summary")
    only_enterprises(enterprises, field="enterprises")
    revision = CourseRevision.objects.create(course=course, summary=summary.strip(), occurred_on=on)
    revision.enterprises.set(enterprises)
    record(
        actor=actor,
        action="course.revised",
        subject=course,
        payload={"on": on, "summary": revision.summary, "enterprises": sorted(one.pk for one in enterprises)},
    )
    return revision


def only_enterprises(organisations: Collection[Organisation], *, field: str) -> None:
    """Raises InvalidInput for what is no enterprise."""
    if any(one.kind != OrganisationKind.ENTERPRISE for one in organisations):
        raise InvalidInput(_("Name enterprises only."), field=field)


def _bring(
    actor: ActorLike,
    course: Course,
    *,
    code: str,
    name: str,
    hours: int,
    majors: Collection[Major],
    ended_on: date | None,
) -> Course:
    is_new = course.pk is None
    College.objects.select_for_update().get(pk=course.college_id)  # codes are given under this lock
    if any(major.college_id != course.college_id for major in majors):
        raise MajorNotOfCollege(field="majors")
    code = code.strip()
    if Course.objects.filter(college_id=course.college_id, code=code).exclude(pk=course.pk).exists():
        raise CourseCodeTaken(field="code")
    course.code, course.name, course.hours, course.ended_on = code, name.strip(), hours, ended_on
    course.save()
    course.majors.set(majors)
    record(
        actor=actor,
        action="course.added" if is_new else "course.edited",
        subject=course,
        payload={
            "code": code,
            "name": course.name,
            "hours": hours,
            "majors": sorted(major.pk for major in majors),
            "ended_on": ended_on,
        },
    )
    return course
