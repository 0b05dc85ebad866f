"""Reading this room."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from core.actors import ActorLike
from core.errors import NotAllowed
from institutions.models import College, EquipmentStatus, Major, MajorState, TrainingBase
from institutions.models.equipment import HELD_STATES, EquipmentQuerySet
from institutions.models.teachers import TeacherQuerySet
from reference.models import RuleParameter
from reference.parameters import parameters


def college_of(actor: ActorLike) -> College | None:
    """The college that the actor acts for, if it is one."""
    return College.objects.select_related("organisation").filter(pk=actor.organisation_id).first()


def own_college(actor: ActorLike, act: str) -> College:
    """The college acted for, by somebody who may do this. Raises NotAllowed."""
    actor.require(act)
    college = college_of(actor)
    if college is None:
        raise NotAllowed
    return college


def majors_for(college: College, base: TrainingBase | None = None) -> QuerySet[Major]:
    """The majors that a base of a college may serve: those that are open, and those that it serves already."""
    choices = Q(pk__in=MajorState.objects.current().filter(state=MajorState.State.OPEN).values("major"))
    if base is not None:
        choices |= Q(pk__in=base.majors.values("pk"))
    return Major.objects.filter(choices, college=college).select_related("catalogue")


def states_of(rows: QuerySet) -> list[tuple[str, date, date | None]]:
    """The states of one subject as they stand now: label, first day, first day of the next one; newest first."""
    standing = rows.filter(superseded_at=None).order_by("-from_on", "-pk")
    return [(row.get_state_display(), row.from_on, row.until_on) for row in standing]


# ---- Teachers -------------------------------------------------------------------------------------------------------

PRACTICE = "teacher.practice"


@dataclass(frozen=True)
class PracticeRule:
    """How many months of practice in enterprises a teacher needs, over the days from `since` to the day asked for."""

    since: date
    months: int
    years: int
    source: RuleParameter


def practice_rule(on: date) -> PracticeRule | None:
    """The rule of a day (STF-03); None before there was one."""
    source = parameters([PRACTICE], on=on).get(PRACTICE)
    if source is None:
        return None
    years = int(source.value["years"])
    return PracticeRule(_years_before(on, years) + timedelta(days=1), int(source.value["months"]), years, source)


def teachers_on(rows: TeacherQuerySet, on: date) -> TeacherQuerySet:
    """Teachers with their qualification and their practice as they stand on a day."""
    rule = practice_rule(on)
    since, needed = (rule.since, rule.months) if rule is not None else (date.min, None)
    return (
        rows.with_qualification(on).with_practice(since, on, needed).select_related("college__organisation", "employer")
    )


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)


# ---- Equipment ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """What equipment is worth, in CNY: held, promised and not there, and of that what is late, with its number."""

    held: Decimal
    promised: Decimal
    late: Decimal
    late_count: int


def totals_of(rows: EquipmentQuerySet, on: date) -> Totals:
    """The totals of equipment that was read `with_state`."""
    late = Q(state=EquipmentStatus.COMMITTED, due_on__lt=on)
    found = rows.aggregate(
        held=Sum("value", filter=Q(state__in=HELD_STATES)),
        promised=Sum("value", filter=Q(state=EquipmentStatus.COMMITTED)),
        late=Sum("value", filter=late),
        late_count=Count("pk", filter=late),
    )
    sums = {name: found[name] or Decimal(0) for name in ("held", "promised", "late")}
    return Totals(**sums, late_count=found["late_count"])


def bases_for(college: College) -> QuerySet[TrainingBase]:
    """The bases in which equipment of a college may stand."""
    return TrainingBase.objects.filter(college=college).order_by("name")
