"""What became of graduates: one answer a graduate and wave. The ledger holds who was asked about which wave and day,
never the answer: that is personal data, and stands in the fact alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock, wording
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from core.imports import Counts, Progress, no_progress
from institutions.models import WORKING, College, GraduateOutcome, OutcomeStatus, Student, Wave
from institutions.services.batches import bring_in_parts, parts
from institutions.services.students import label_of
from ledger.services import record
from reference.models import Region

OF_WORK = ("employer", "employer_name", "is_matched", "region", "pay", "is_retained", "is_promoted", "is_innovator")


class NotGraduated(InvalidInput):
    """Only who graduated is asked."""

    code = "not_graduated"
    message = _("This student has not graduated. Record first that the student left as a graduate.")


class NotOfTheWave(InvalidInput):
    """An answer of a wave is about a day near it."""

    code = "not_of_the_wave"
    message = _("An answer of this wave is about a day from %(first)s to %(last)s.")


class WaveLiesAhead(InvalidInput):
    """Nobody knows the future."""

    code = "wave_lies_ahead"
    message = _("This day lies ahead. Record what is so by today.")


class OfWorkAlone(InvalidInput):
    """Employer, pay and the like are of those who work."""

    code = "of_work_alone"
    message = _("This is known of graduates in work alone. Leave it empty, or change the status.")


class OutcomeReplaced(DomainError):
    """What was corrected or taken back is changed no more."""

    code = "outcome_replaced"
    message = _("This answer was corrected or taken back already. Open the student again.")


@dataclass(frozen=True)
class Answer:
    """What a graduate says, or somebody for them, about one day. None is "not known"."""

    status: OutcomeStatus
    occurred_on: date
    source: str
    employer: Organisation | None = None
    employer_name: str = ""
    is_matched: bool | None = None
    region: Region | None = None
    pay: Decimal | None = None
    is_retained: bool | None = None
    is_promoted: bool | None = None
    is_innovator: bool | None = None


@dataclass(frozen=True)
class Asked:
    """A graduate with the answer of a wave."""

    student: Student
    wave: Wave
    answer: Answer


@transaction.atomic
def record_outcome(*, actor: ActorLike, student: Student, wave: Wave, answer: Answer, on: date) -> GraduateOutcome:
    """Record the answer of a wave, or correct it: what stood is superseded. The same answer again changes nothing.

    Raises NotGraduated, NotOfTheWave, WaveLiesAhead, OfWorkAlone.
    """
    actor.require("record_outcomes", student)
    student = Student.objects.select_for_update(of=("self",)).select_related("college__organisation").get(pk=student.pk)
    check_answer(student, wave, answer, on=on)
    counts = _bring([Asked(student, wave, answer)])
    outcome = GraduateOutcome.objects.current().get(student=student, wave=wave)
    if not counts.unchanged:
        payload = {"wave": wave, "occurred_on": answer.occurred_on, "is_correction": bool(counts.updated)}
        record(
            actor=actor, action="student.outcome_recorded", subject=student, label=label_of(student), payload=payload
        )
    return outcome


@transaction.atomic
def record_outcomes(
    *, actor: ActorLike, college: College, asked: Sequence[Asked], on: date, progress: Progress = no_progress
) -> Counts:
    """Record the answers of many graduates of a college at once; one entry of the ledger says how many.

    An answer that stands already is left alone, another one superseded. Raises as `record_outcome`, for the first.
    """
    actor.require("record_outcomes", Student(college=college))
    for keys in parts(sorted({one.student.pk for one in asked})):  # in one order: two writers never wait for each other
        rows = Student.objects.select_for_update().filter(pk__in=keys, college=college)
        if len(rows.order_by("pk")) != len(keys):
            raise InvalidInput(_("A graduate of another college cannot be recorded here."), field="students")
    for one in asked:
        check_answer(one.student, one.wave, one.answer, on=on)
    return bring_in_parts(
        asked, _bring, actor=actor, college=college, action="students.outcomes_recorded", progress=progress
    )


@transaction.atomic
def take_back_outcome(*, actor: ActorLike, outcome: GraduateOutcome) -> None:
    """Take back an answer that was recorded by mistake: the wave waits again. Raises OutcomeReplaced."""
    actor.require("record_outcomes", outcome.student)
    student = (
        Student.objects.select_for_update(of=("self",))
        .select_related("college__organisation")
        .get(pk=outcome.student_id)
    )
    if not GraduateOutcome.objects.current().filter(pk=outcome.pk).update(superseded_at=clock.now()):
        raise OutcomeReplaced
    payload = {"wave": outcome.wave, "occurred_on": outcome.occurred_on}
    record(actor=actor, action="student.outcome_taken_back", subject=student, label=label_of(student), payload=payload)


def check_answer(student: Student, wave: Wave, answer: Answer, *, on: date) -> None:
    """Raises NotGraduated, WaveLiesAhead, NotOfTheWave, OfWorkAlone; looks at what is given alone."""
    if student.left_on is None or student.leave_reason != Student.LeaveReason.GRADUATED:
        raise NotGraduated(field="student")
    if answer.occurred_on > on:
        raise WaveLiesAhead(field="occurred_on")
    days = wave.days(student.left_on)
    if answer.occurred_on not in days:
        words = {"first": wording.day_short(days.first), "last": wording.day_short(days.last)}
        raise NotOfTheWave(field="occurred_on", params=words)
    if answer.status not in WORKING:
        for name in OF_WORK:
            if getattr(answer, name) not in (None, ""):
                raise OfWorkAlone(field=name)


def _bring(asked: Sequence[Asked]) -> Counts:
    """Write what differs from what stands. The students are locked."""
    students = {one.student.pk for one in asked}
    standing = {
        (row.student_id, row.wave): row for row in GraduateOutcome.objects.current().filter(student__in=students)
    }
    moment = clock.now()
    made, replaced = [], []
    for one in asked:
        facts = _facts(one.answer)
        old = standing.get((one.student.pk, one.wave))
        if old is not None and all(getattr(old, name) == value for name, value in facts.items()):
            continue
        if old is not None:
            replaced.append(old.pk)
        made.append(GraduateOutcome(student_id=one.student.pk, wave=one.wave, recorded_at=moment, **facts))
    GraduateOutcome.objects.filter(pk__in=replaced).update(superseded_at=moment)
    GraduateOutcome.objects.bulk_create(made)
    return Counts(len(made) - len(replaced), len(replaced), len(asked) - len(made))


def _facts(answer: Answer) -> dict[str, object]:
    """An answer as columns; organisations and regions by their keys."""
    facts = {field.name: getattr(answer, field.name) for field in fields(answer)}
    for name in ("employer", "region"):
        found = facts.pop(name)
        facts[f"{name}_id"] = found.pk if found is not None else None
    return facts | {"source": answer.source.strip(), "employer_name": answer.employer_name.strip()}
