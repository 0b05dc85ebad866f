"""Opening and closing majors."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from core.facts import StateGoesBack, enter_state
from institutions.models import College, Major, MajorState
from ledger.services import record
from reference.models import CatalogueMajor

State = MajorState.State


class MajorIsOpen(DomainError):
    """The college teaches this major already."""

    code = "major_is_open"
    message = _("This major is open already.")


class MajorIsClosed(DomainError):
    """The major was closed before."""

    code = "major_is_closed"
    message = _("This major is closed already.")


class DateTooEarly(InvalidInput):
    """A state cannot begin before the one it follows."""

    code = "date_too_early"
    message = _("This is before the day on which the present state began.")


@transaction.atomic
def open_major(*, actor: ActorLike, college: College, catalogue: CatalogueMajor, on: date, name: str = "") -> Major:
    """Let a college teach a major from a day on; a closed one opens again. Raises MajorIsOpen, DateTooEarly."""
    name = name.strip() or catalogue.name
    actor.require("manage_majors", Major(college=college, catalogue=catalogue, name=name))
    College.objects.select_for_update().get(pk=college.pk)
    major, _is_new = Major.objects.get_or_create(college=college, catalogue=catalogue, name=name)
    if MajorState.objects.current().filter(major=major, state=State.OPEN).exists():
        raise MajorIsOpen(field="catalogue")
    _enter(major, State.OPEN, on)
    record(actor=actor, action="major.opened", subject=major, payload={"catalogue": catalogue.code, "on": on})
    return major


@transaction.atomic
def close_major(*, actor: ActorLike, major: Major, on: date) -> Major:
    """End a major on a day: from then on it does not count. Raises MajorIsClosed, DateTooEarly."""
    actor.require("manage_majors", major)
    major = Major.objects.select_for_update().get(pk=major.pk)
    if not MajorState.objects.current().filter(major=major, state=State.OPEN).exists():
        raise MajorIsClosed
    _enter(major, State.CLOSED, on)
    record(actor=actor, action="major.closed", subject=major, payload={"on": on})
    return major


def _enter(major: Major, state: MajorState.State, on: date) -> None:
    try:
        enter_state(MajorState.objects.all(), state=state, on=on, major=major)
    except StateGoesBack as error:
        raise DateTooEarly(field="on") from error
