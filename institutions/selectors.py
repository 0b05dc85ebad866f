"""Reading this room."""

from datetime import date

from django.db.models import Q, QuerySet

from core.actors import ActorLike
from core.errors import NotAllowed
from institutions.models import College, Major, MajorState, TrainingBase


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
