"""Drafting, changing, opening, closing and confirming slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Organisation
from core import wording
from core.errors import DomainError, InvalidInput, NotAllowed
from core.facts import enter_state
from institutions.models import TrainingBase
from internships import selectors
from internships.models import InternshipSlot, SlotFinding, SlotState
from internships.services.findings import Reasons, as_payload, keep_findings
from ledger.services import record
from reference.models import CatalogueMajor, Region
from reference.rules import require_reasons

NO_REASONS: Reasons = {}


class SlotNotOpen(DomainError):
    """The slot is a draft or closed."""

    code = "slot_not_open"
    message = _("This slot is not open.")


class SlotOpenAlready(DomainError):
    """The slot is open."""

    code = "slot_open_already"
    message = _("This slot is open already.")


class SlotIsOver(DomainError):
    """The last day of the slot has passed."""

    code = "slot_is_over"
    message = _("The last day of this slot has passed. Change the period first.")


class SlotHasPlacements(DomainError):
    """A change would leave students without their place or their days."""

    code = "slot_has_placements"
    message = _("Students are placed here already: keep at least %(taken)s places, and %(start)s to %(end)s.")


@dataclass(frozen=True)
class SlotDraft:
    """What a host says of a slot. The first five publish it; what is None or empty is not stated."""

    post: str
    majors: tuple[CatalogueMajor, ...]
    starts_on: date
    ends_on: date
    places: int
    region: Region | None = None
    venue: str = ""
    venue_type: str = ""
    hours_per_day: Decimal | None = None
    hours_per_week: Decimal | None = None
    rest_days_per_week: int | None = None
    pay: Decimal | None = None
    tasks: str = ""
    answer: str = InternshipSlot.Answer.YES
    answer_reason: str = ""
    base: TrainingBase | None = None
    mentor_name: str = ""
    labour_level: int | None = None
    labour_index: Decimal | None = None
    hazard_tags: tuple[str, ...] = ()
    has_night_work: bool = False
    has_overtime: bool = False
    has_holiday_work: bool = False
    exemption_filing: str = ""
    is_independent: bool | None = None
    same_post_wage: Decimal | None = None
    pay_in_money: bool | None = None
    pay_cycle_days: int | None = None
    pays_student_directly: bool | None = None
    charges: Decimal | None = None
    is_for_third_party: bool | None = None
    agent_fee: Decimal | None = None

    def columns(self) -> dict[str, Any]:
        """What goes into columns: all but the majors."""
        columns = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "majors"}
        return columns | {"hazard_tags": sorted(self.hazard_tags)}


def planned_slot(*, host: Organisation, draft: SlotDraft) -> InternshipSlot:
    """The slot that a draft would become, checked and not written. Raises InvalidInput with its field."""
    slot = InternshipSlot(enterprise=host, **draft.columns())
    slot.region = draft.region or host.region
    _refuse_nonsense(slot, draft.majors)
    return slot


@transaction.atomic
def draft_slot(*, actor: Actor, draft: SlotDraft, on: date) -> InternshipSlot:
    """A draft of the actor's enterprise; nobody else sees it. Without a region it takes the enterprise's own.

    Raises NotAllowed, InvalidInput.
    """
    actor.require("offer_slot")
    host = actor.organisation
    if host is None:  # the system offers nothing
        raise NotAllowed
    slot = planned_slot(host=host, draft=draft)
    slot.save(force_insert=True)
    slot.majors.set(draft.majors)
    enter_state(SlotState.objects.all(), state=InternshipSlot.State.DRAFT, on=on, slot=slot)
    record(actor=actor, action="slot.drafted", subject=slot, payload=_as_payload(slot, draft.majors))
    return slot


@transaction.atomic
def save_slot(
    *, actor: Actor, slot: InternshipSlot, draft: SlotDraft, on: date, reasons: Reasons = NO_REASONS
) -> InternshipSlot:
    """Change a slot. An open one is judged again and must still meet the rules; reasons once given stand.

    Raises InvalidInput, SlotHasPlacements, RulesOpen, WarningsNeedReasons.
    """
    actor.require("edit_slot", slot)
    slot = _locked(slot)
    before = _as_payload(slot, slot.majors.all())
    for name, value in draft.columns().items():
        setattr(slot, name, value)
    slot.region = draft.region or slot.enterprise.region
    _refuse_nonsense(slot, draft.majors)
    _keep_placements_whole(slot)
    slot.save()
    slot.majors.set(draft.majors)
    if slot.is_open:
        _judge(slot, on=on, reasons={**selectors.reasons_given(slot), **_said(reasons)})
    after = _as_payload(slot, draft.majors)
    changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if changed:
        record(actor=actor, action="slot.changed", subject=slot, payload=changed)
    return slot


@transaction.atomic
def open_slot(*, actor: Actor, slot: InternshipSlot, on: date, reasons: Reasons = NO_REASONS) -> InternshipSlot:
    """Publish a draft, or a closed slot again: every college finds it. Opening confirms it.

    Raises SlotOpenAlready, SlotIsOver, RulesOpen, WarningsNeedReasons.
    """
    actor.require("edit_slot", slot)
    slot = _locked(slot)
    if slot.is_open:
        raise SlotOpenAlready
    if slot.ends_on < on:
        raise SlotIsOver(field="ends_on")
    findings = _judge(slot, on=on, reasons={**selectors.reasons_given(slot), **_said(reasons)})
    _enter(slot, InternshipSlot.State.OPEN, on=on)
    slot.confirmed_on = on
    slot.save(update_fields=["state", "confirmed_on"])
    record(actor=actor, action="slot.opened", subject=slot, payload={"findings": as_payload(findings)})
    return slot


@transaction.atomic
def close_slot(*, actor: Actor, slot: InternshipSlot, on: date) -> InternshipSlot:
    """Take an open slot off the market. Students who are placed on it stay. Raises SlotNotOpen."""
    actor.require("edit_slot", slot)
    slot = _locked(slot)
    if not slot.is_open:
        raise SlotNotOpen
    return _close(actor, slot, on=on)


def close_past_slots(*, actor: Actor, on: date) -> int:
    """Open slots whose last day has passed are closed. Part of the night; returns how many.

    Each in its own transaction.
    """
    actor.require("close_past_slots")
    due = InternshipSlot.objects.filter(state=InternshipSlot.State.OPEN, ends_on__lt=on).order_by("pk")
    return sum(_close_past(actor, slot, on) for slot in due)


@transaction.atomic
def _close_past(actor: Actor, slot: InternshipSlot, on: date) -> bool:
    slot = _locked(slot)
    if not slot.is_open or slot.ends_on >= on:
        return False
    _close(actor, slot, on=on)
    return True


def _close(actor: Actor, slot: InternshipSlot, *, on: date) -> InternshipSlot:
    _enter(slot, InternshipSlot.State.CLOSED, on=on)
    slot.save(update_fields=["state"])
    record(actor=actor, action="slot.closed", subject=slot)
    return slot


@transaction.atomic
def confirm_slot(
    *, actor: Actor, slot: InternshipSlot, on: date, answer: str | None = None, answer_reason: str = ""
) -> InternshipSlot:
    """ "Still true": the host confirms an open slot on a day, with a new answer if it changed.

    Raises SlotNotOpen, InvalidInput.
    """
    actor.require("edit_slot", slot)
    slot = _locked(slot)
    if not slot.is_open:
        raise SlotNotOpen
    if answer is not None:
        slot.answer, slot.answer_reason = answer, answer_reason.strip()
        _refuse_nonsense(slot, slot.majors.all())
    slot.confirmed_on = on
    slot.save(update_fields=["answer", "answer_reason", "confirmed_on"])
    record(
        actor=actor,
        action="slot.confirmed",
        subject=slot,
        payload={"on": on.isoformat(), "answer": slot.answer, "reason": slot.answer_reason},
    )
    return slot


def _locked(slot: InternshipSlot) -> InternshipSlot:
    return InternshipSlot.objects.select_for_update(of=("self",)).select_related("enterprise", "region").get(pk=slot.pk)


def _enter(slot: InternshipSlot, state: str, *, on: date) -> None:
    slot.state = state
    enter_state(SlotState.objects.all(), state=state, on=on, slot=slot)


def _judge(slot: InternshipSlot, *, on: date, reasons: Reasons) -> list[Any]:
    findings = selectors.slot_findings(slot, on=on)
    require_reasons(findings, reasons)
    keep_findings(SlotFinding.objects.all(), findings, reasons=reasons, on=on, slot=slot)
    return findings


def _said(reasons: Reasons) -> dict[str, str]:
    return {rule: reason for rule, reason in reasons.items() if reason.strip()}


def _refuse_nonsense(slot: InternshipSlot, majors: Iterable[CatalogueMajor]) -> None:
    """Raises InvalidInput for the first field that cannot be: the same checks that forms and the API show."""
    try:
        slot.full_clean(exclude=["enterprise", "region", "base"], validate_unique=False, validate_constraints=False)
    except ValidationError as refused:
        field, messages = next(iter(refused.message_dict.items()))
        raise InvalidInput(messages[0], field=field) from refused
    if not list(majors):
        raise InvalidInput(_("Choose at least one major."), field="majors")
    if slot.base is not None and slot.base.host_id != slot.enterprise_id:
        raise InvalidInput(_("Choose a training base that stands at your enterprise."), field="base")


def _keep_placements_whole(slot: InternshipSlot) -> None:
    """Raises SlotHasPlacements where places or days of placed students would go."""
    held = list(slot.placements.holding_a_place().values_list("starts_on", "ends_on"))
    if not held:
        return
    start, end = min(first for first, _last in held), max(last for _first, last in held)
    if len(held) > slot.places or slot.starts_on > start or slot.ends_on < end:
        raise SlotHasPlacements(
            field="places" if len(held) > slot.places else "starts_on",
            params={"taken": len(held), "start": wording.day(start), "end": wording.day(end)},
        )


def _as_payload(slot: InternshipSlot, majors: Iterable[CatalogueMajor]) -> dict[str, Any]:
    """The slot as the ledger keeps it: natural codes and texts; of a person only that one is named."""
    others = {"majors", "region", "base", "mentor_name"}
    plain = {name: getattr(slot, name) for name in SlotDraft.__dataclass_fields__ if name not in others}
    return {
        **{name: _as_text(value) for name, value in plain.items()},
        "majors": sorted(major.code for major in majors),
        "region": slot.region.code if slot.region else None,
        "base": slot.base_id,
        "mentor_name": bool(slot.mentor_name),
    }


def _as_text(value: Any) -> str | int | list[str] | None:
    """8 and 8.00 are the same number of hours."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, int | list | None) else str(value)
