"""What makes a teacher dual-qualified: recognitions and practice. A mistake is taken back, not edited."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import DualQualification, Teacher, TeacherPractice
from institutions.services.days import EndsTooEarly
from institutions.services.teachers import label_of
from ledger.services import record

SHORTEST_MONTH = 28  # days


class PracticeNotOver(InvalidInput):
    """Months count once they are over."""

    code = "practice_not_over"
    message = _("Record practice when it is over: this day lies ahead.")


class PracticeTooLong(InvalidInput):
    """More months than the days hold."""

    code = "practice_too_long"
    message = _("There are fewer months between these days.")


class PracticeOverlaps(InvalidInput):
    """A day in an enterprise counts once."""

    code = "practice_overlaps"
    message = _("Practice of this teacher is recorded for some of these days already.")


@transaction.atomic
def record_qualification(
    *,
    actor: ActorLike,
    teacher: Teacher,
    level: DualQualification.Level,
    authority: str,
    valid_from: date,
    valid_to: date | None,
) -> DualQualification:
    """Record that a teacher was recognised as dual-qualified. Raises EndsTooEarly."""
    actor.require("manage_teachers", teacher)
    teacher = Teacher.objects.select_for_update().get(pk=teacher.pk)
    if valid_to is not None and valid_to < valid_from:
        raise EndsTooEarly(field="valid_to")
    qualification = DualQualification.objects.create(
        teacher=teacher, level=level, authority=authority.strip(), valid_from=valid_from, valid_to=valid_to
    )
    payload = {"level": level, "authority": authority.strip(), "valid_from": valid_from, "valid_to": valid_to}
    record(actor=actor, action="teacher.qualified", subject=teacher, label=label_of(teacher), payload=payload)
    return qualification


@transaction.atomic
def take_back_qualification(*, actor: ActorLike, qualification: DualQualification) -> None:
    """Take back what was recorded by mistake: it counts no longer, and past figures keep what they knew."""
    actor.require("manage_teachers", qualification.teacher)
    teacher = Teacher.objects.select_for_update().get(pk=qualification.teacher_id)
    if DualQualification.objects.current().filter(pk=qualification.pk).update(superseded_at=clock.now()):
        payload = {"qualification": qualification.pk, "level": qualification.level}
        record(
            actor=actor,
            action="teacher.qualification_taken_back",
            subject=teacher,
            label=label_of(teacher),
            payload=payload,
        )


@transaction.atomic
def record_practice(
    *,
    actor: ActorLike,
    teacher: Teacher,
    enterprise: Organisation | None,
    from_on: date,
    to_on: date,
    months: Decimal,
    on: date,
) -> TeacherPractice:
    """Record practice in an enterprise, seen on a day. Raises EndsTooEarly, PracticeNotOver, -TooLong, -Overlaps."""
    actor.require("manage_teachers", teacher)
    teacher = Teacher.objects.select_for_update().get(pk=teacher.pk)
    if to_on < from_on:
        raise EndsTooEarly(field="to_on")
    if to_on > on:
        raise PracticeNotOver(field="to_on")
    if months * SHORTEST_MONTH > (to_on - from_on).days + 1:
        raise PracticeTooLong(field="months")
    if TeacherPractice.objects.current().filter(teacher=teacher, from_on__lte=to_on, to_on__gte=from_on).exists():
        raise PracticeOverlaps(field="from_on")
    practice = TeacherPractice.objects.create(
        teacher=teacher, enterprise=enterprise, from_on=from_on, to_on=to_on, months=months
    )
    payload = {
        "enterprise": enterprise.pk if enterprise is not None else None,
        "from_on": from_on,
        "to_on": to_on,
        "months": months,
    }
    record(actor=actor, action="teacher.practised", subject=teacher, label=label_of(teacher), payload=payload)
    return practice


@transaction.atomic
def take_back_practice(*, actor: ActorLike, practice: TeacherPractice) -> None:
    """Take back what was recorded by mistake."""
    actor.require("manage_teachers", practice.teacher)
    teacher = Teacher.objects.select_for_update().get(pk=practice.teacher_id)
    if TeacherPractice.objects.current().filter(pk=practice.pk).update(superseded_at=clock.now()):
        record(
            actor=actor,
            action="teacher.practice_taken_back",
            subject=teacher,
            label=label_of(teacher),
            payload={"practice": practice.pk, "months": practice.months},
        )
