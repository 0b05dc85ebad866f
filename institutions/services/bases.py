"""Training bases: adding, editing, and moving them through their life."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from core.facts import StateGoesBack, enter_state
from institutions.models import BaseState, College, Major, TrainingBase, TrainingBaseState
from institutions.models.bases import NEXT_STATES
from institutions.services.majors import DateTooEarly
from ledger.services import record
from reference.models import Region

FIRST_STATES = (BaseState.PROPOSED, BaseState.RECOGNISED, BaseState.ACTIVE)
COUNTED_STATES = (BaseState.RECOGNISED, BaseState.ACTIVE)


class BaseNeedsHost(InvalidInput):
    """A base off the campus stands at somebody's."""

    code = "base_needs_host"
    message = _("A base off the campus needs a host organisation.")


class BaseNameTaken(InvalidInput):
    """The college has a base of this name."""

    code = "base_name_taken"
    message = _("The college has a training base of this name already.")


class MajorNotOfCollege(InvalidInput):
    """A base serves majors of its own college."""

    code = "major_not_of_college"
    message = _("A training base serves majors of its own college.")


class BaseDoesNotMove(InvalidInput):
    """A base that has been counted stays on the campus or off it: figures of past nights count it there."""

    code = "base_does_not_move"
    message = _("Once a base is recognised, this cannot change. Withdraw the base and add another.")


class BaseStateNotNext(DomainError):
    """The life of a base does not go from its state to this one."""

    code = "base_state_not_next"
    message = _("A training base cannot go from “%(before)s” to “%(after)s”.")


@transaction.atomic
def add_training_base(
    *,
    actor: ActorLike,
    college: College,
    name: str,
    is_on_campus: bool,
    host: Organisation | None,
    region: Region | None,
    places: int,
    majors: Collection[Major],
    on: date,
    state: BaseState = BaseState.PROPOSED,
    technology_level: str = "",
) -> TrainingBase:
    """Add a base in its first state. Raises BaseNeedsHost, BaseNameTaken, MajorNotOfCollege, BaseStateNotNext."""
    base = TrainingBase(
        college=college,
        name=name.strip(),
        is_on_campus=is_on_campus,
        host=host,
        region=region,
        places=places,
        technology_level=technology_level,
    )
    actor.require("manage_bases", base)
    College.objects.select_for_update().get(pk=college.pk)
    _check(base, majors)
    if state not in FIRST_STATES:
        raise BaseStateNotNext(field="state", params={"before": "—", "after": BaseState(state).label})
    base.save()
    base.majors.set(majors)
    enter_state(TrainingBaseState.objects.all(), state=state, on=on, base=base)
    record(actor=actor, action="training_base.added", subject=base, payload=_facts(base) | {"state": state, "on": on})
    return base


@transaction.atomic
def edit_training_base(
    *,
    actor: ActorLike,
    base: TrainingBase,
    name: str,
    is_on_campus: bool,
    host: Organisation | None,
    region: Region | None,
    places: int,
    majors: Collection[Major],
    technology_level: str,
) -> TrainingBase:
    """Bring a base to these facts. Raises BaseNeedsHost, BaseNameTaken, MajorNotOfCollege, BaseDoesNotMove."""
    actor.require("manage_bases", base)
    College.objects.select_for_update().get(pk=base.college_id)  # names are given under this lock
    base = TrainingBase.objects.select_for_update().get(pk=base.pk)
    if is_on_campus != base.is_on_campus and base.states.filter(state__in=COUNTED_STATES).exists():
        raise BaseDoesNotMove(field="is_on_campus")
    before = _facts(base)
    base.name, base.is_on_campus, base.places = name.strip(), is_on_campus, places
    base.host, base.region, base.technology_level = host, region, technology_level
    _check(base, majors)
    base.save()
    base.majors.set(majors)
    after = _facts(base)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="training_base.edited", subject=base, payload=changed)
    return base


@transaction.atomic
def change_base_state(*, actor: ActorLike, base: TrainingBase, state: BaseState, on: date) -> TrainingBase:
    """Move a base on in its life from a day on. Raises BaseStateNotNext, DateTooEarly."""
    actor.require("manage_bases", base)
    base = TrainingBase.objects.select_for_update().get(pk=base.pk)
    present = TrainingBaseState.objects.current().get(base=base)
    if state not in NEXT_STATES[present.state]:
        words = {"before": present.get_state_display(), "after": BaseState(state).label}
        raise BaseStateNotNext(field="state", params=words)
    try:
        enter_state(TrainingBaseState.objects.all(), state=state, on=on, base=base)
    except StateGoesBack as error:
        raise DateTooEarly(field="on") from error
    record(
        actor=actor,
        action="training_base.state_changed",
        subject=base,
        payload={"before": present.state, "after": state, "on": on},
    )
    return base


def _check(base: TrainingBase, majors: Collection[Major]) -> None:
    if not base.is_on_campus and base.host is None:
        raise BaseNeedsHost(field="host")
    if TrainingBase.objects.filter(college_id=base.college_id, name=base.name).exclude(pk=base.pk).exists():
        raise BaseNameTaken(field="name")
    if any(major.college_id != base.college_id for major in majors):
        raise MajorNotOfCollege(field="majors")


def _facts(base: TrainingBase) -> dict[str, object]:
    return {
        "name": base.name,
        "is_on_campus": base.is_on_campus,
        "host": base.host_id,
        "region": base.region.code if base.region is not None else "",
        "places": base.places,
        "technology_level": base.technology_level,
        "majors": sorted(base.majors.values_list("pk", flat=True)) if base.pk else [],
    }
