"""Equipment: promised or the college's own, and its life."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from core.facts import StateGoesBack, enter_state
from institutions.models import College, Equipment, EquipmentState, EquipmentStatus, TrainingBase
from institutions.models.equipment import NEXT_STATES
from institutions.services.majors import DateTooEarly
from ledger.services import record

FIRST_STATES = (
    EquipmentStatus.COMMITTED,
    EquipmentStatus.DELIVERED,
    EquipmentStatus.ACCEPTED,
    EquipmentStatus.IN_USE,
    EquipmentStatus.IDLE,
)


class PromiseNeedsContributor(InvalidInput):
    """What is promised is promised by somebody."""

    code = "promise_needs_contributor"
    message = _("Equipment that is committed needs the organisation that committed it.")


class PromiseNeedsDay(InvalidInput):
    """What is promised is promised by a day: without it nothing could ever be late."""

    code = "promise_needs_day"
    message = _("Equipment that is committed needs the day by which it is to be delivered.")


class BaseNotOfCollege(InvalidInput):
    """Equipment stands in a base of its college."""

    code = "base_not_of_college"
    message = _("Equipment stands in a training base of its own college.")


class AssetNumberTaken(InvalidInput):
    """An asset number names one thing in a college."""

    code = "asset_number_taken"
    message = _("The college has equipment of this asset number already.")


class MadeAhead(InvalidInput):
    """Nothing is made in a year to come."""

    code = "made_ahead"
    message = _("Equipment cannot be made in a year that has not begun.")


class EquipmentStateNotNext(DomainError):
    """The life of equipment does not go from its state to this one."""

    code = "equipment_state_not_next"
    message = _("Equipment cannot go from “%(before)s” to “%(after)s”.")


@transaction.atomic
def add_equipment(
    *,
    actor: ActorLike,
    college: College,
    name: str,
    value: Decimal,
    on: date,
    state: EquipmentStatus = EquipmentStatus.COMMITTED,
    base: TrainingBase | None = None,
    asset_number: str = "",
    made_in: int | None = None,
    contributor: Organisation | None = None,
    is_key: bool = False,
    due_on: date | None = None,
) -> Equipment:
    """Add equipment in its first state since a day. Value in CNY. Raises what `_check` finds, EquipmentStateNotNext."""
    equipment = Equipment(
        college=college,
        base=base,
        name=name.strip(),
        asset_number=asset_number.strip(),
        value=value,
        made_in=made_in,
        contributor=contributor,
        is_key=is_key,
        due_on=due_on,
    )
    actor.require("manage_equipment", equipment)
    College.objects.select_for_update().get(pk=college.pk)
    if state not in FIRST_STATES:
        raise EquipmentStateNotNext(field="state", params={"before": "—", "after": EquipmentStatus(state).label})
    _check(equipment, state, on)
    equipment.save()
    enter_state(EquipmentState.objects.all(), state=state, on=on, equipment=equipment)
    payload = _facts(equipment) | {"state": state, "on": on}
    record(actor=actor, action="equipment.added", subject=equipment, payload=payload)
    return equipment


@transaction.atomic
def edit_equipment(
    *,
    actor: ActorLike,
    equipment: Equipment,
    name: str,
    value: Decimal,
    base: TrainingBase | None,
    asset_number: str,
    made_in: int | None,
    contributor: Organisation | None,
    is_key: bool,
    due_on: date | None,
    on: date,
) -> Equipment:
    """Bring equipment to these facts, as seen on a day. Raises what `_check` finds."""
    actor.require("manage_equipment", equipment)
    College.objects.select_for_update().get(pk=equipment.college_id)  # asset numbers are given under this lock
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    before = _facts(equipment)
    equipment.name, equipment.value, equipment.base = name.strip(), value, base
    equipment.asset_number, equipment.made_in = asset_number.strip(), made_in
    equipment.contributor, equipment.is_key, equipment.due_on = contributor, is_key, due_on
    _check(equipment, EquipmentState.objects.current().get(equipment=equipment).state, on)
    equipment.save()
    after = _facts(equipment)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="equipment.edited", subject=equipment, payload=changed)
    return equipment


@transaction.atomic
def change_equipment_state(*, actor: ActorLike, equipment: Equipment, state: EquipmentStatus, on: date) -> Equipment:
    """Move equipment on in its life from a day on. Raises EquipmentStateNotNext, DateTooEarly."""
    actor.require("manage_equipment", equipment)
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    present = EquipmentState.objects.current().get(equipment=equipment)
    if state not in NEXT_STATES[present.state]:
        words = {"before": present.get_state_display(), "after": EquipmentStatus(state).label}
        raise EquipmentStateNotNext(field="state", params=words)
    try:
        enter_state(EquipmentState.objects.all(), state=state, on=on, equipment=equipment)
    except StateGoesBack as error:
        raise DateTooEarly(field="on") from error
    payload = {"before": present.state, "after": state, "on": on}
    record(actor=actor, action="equipment.state_changed", subject=equipment, payload=payload)
    return equipment


def _check(equipment: Equipment, state: str, on: date) -> None:
    if state == EquipmentStatus.COMMITTED and equipment.contributor is None:
        raise PromiseNeedsContributor(field="contributor")
    if state == EquipmentStatus.COMMITTED and equipment.due_on is None:
        raise PromiseNeedsDay(field="due_on")
    if equipment.base is not None and equipment.base.college_id != equipment.college_id:
        raise BaseNotOfCollege(field="base")
    if equipment.made_in is not None and equipment.made_in > on.year:
        raise MadeAhead(field="made_in")
    same = Equipment.objects.filter(college_id=equipment.college_id, asset_number=equipment.asset_number)
    if equipment.asset_number and same.exclude(pk=equipment.pk).exists():
        raise AssetNumberTaken(field="asset_number")


def _facts(equipment: Equipment) -> dict[str, Any]:
    return {
        "name": equipment.name,
        "asset_number": equipment.asset_number,
        "value": f"{equipment.value:.2f}",
        "base": equipment.base_id,
        "made_in": equipment.made_in,
        "contributor": equipment.contributor_id,
        "is_key": equipment.is_key,
        "due_on": equipment.due_on,
    }
