"""Placing students on slots, and what becomes of it."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import wording
from core.errors import DomainError, InvalidInput
from core.facts import enter_state
from institutions.models import Student
from internships import selectors
from internships.models import InternshipSlot, Placement, PlacementFinding, PlacementState
from internships.services.findings import Reasons, as_payload, keep_findings
from internships.services.help_links import withdraw_help_links
from internships.services.slots import NO_REASONS, SlotNotOpen
from ledger.services import record
from reference.rules import require_reasons

State = Placement.State
NEXT_STATES: dict[str, frozenset[str]] = {
    State.ARRANGED: frozenset({State.UNDER_WAY, State.CANCELLED}),
    State.UNDER_WAY: frozenset({State.ENDED}),
    State.ENDED: frozenset(),
    State.CANCELLED: frozenset(),
}


class SlotFull(DomainError):
    """Every place is taken."""

    code = "slot_full"
    message = _("Every place of this slot is taken.")


class SlotAnswersNo(DomainError):
    """The host said that it cannot host."""

    code = "slot_answers_no"
    message = _("The host cannot take students on this slot: %(reason)s")


class StudentPlacedAlready(DomainError):
    """The student is placed in these days, or holds a place of this slot."""

    code = "student_placed_already"
    message = _("The student is already placed from %(start)s to %(end)s.")


class PlacementOver(DomainError):
    """A placement cannot go from its state to the one asked for."""

    code = "placement_over"
    message = _("This placement is “%(state)s”: that cannot be done any more.")


@transaction.atomic
def place_student(
    *,
    actor: Actor,
    slot: InternshipSlot,
    student: Student,
    starts_on: date,
    ends_on: date,
    kind: str = Placement.Kind.POST,
    source: str = Placement.Source.SCHOOL,
    approved_on: date | None = None,
    on: date,
    reasons: Reasons = NO_REASONS,
) -> Placement:
    """A student of the actor's own college takes a place of an open slot. The slot's row is locked: the last place
    goes to exactly one.

    Raises NotAllowed (another college's student), SlotNotOpen, SlotAnswersNo, InvalidInput (days outside the slot, the
    student's own choice without an approval), SlotFull, StudentPlacedAlready, RulesOpen, WarningsNeedReasons.
    """
    actor.require("place_student", student)
    if source == Placement.Source.SELF and approved_on is None:  # INT-004
        raise InvalidInput(_("Say when the school approved what the student arranged."), field="approved_on")
    slot = InternshipSlot.objects.select_for_update(of=("self",)).select_related("region").get(pk=slot.pk)
    student = Student.objects.select_for_update(of=("self",)).select_related("major__catalogue").get(pk=student.pk)
    _require_room(slot, starts_on=starts_on, ends_on=ends_on)
    _require_free(student, slot, starts_on=starts_on, ends_on=ends_on)
    findings = selectors.placement_findings(
        slot=slot, student=student, starts_on=starts_on, ends_on=ends_on, kind=kind, on=on
    )
    require_reasons(findings, reasons)
    placement = Placement.objects.create(
        slot=slot,
        student=student,
        college_id=student.college_id,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
        source=source,
        approved_on=approved_on if source == Placement.Source.SELF else None,
    )
    enter_state(PlacementState.objects.all(), state=State.ARRANGED, on=on, placement=placement)
    keep_findings(PlacementFinding.objects.all(), findings, reasons=reasons, on=on, placement=placement)
    record(
        actor=actor,
        action="placement.arranged",
        subject=placement,
        payload={
            "slot": slot.pk,
            "student": student.pk,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
            "kind": kind,
            "source": source,
            "findings": as_payload(findings),
        },
    )
    return placement


@transaction.atomic
def begin_placement(*, actor: Actor, placement: Placement, on: date, reasons: Reasons = NO_REASONS) -> Placement:
    """The student has begun: the tripartite agreement is signed, the insurance covers every day.

    Raises PlacementOver, InvalidInput (before the first day), RulesOpen (INT-042, 044, 069), WarningsNeedReasons
    (INT-050).
    """
    placement = _move(actor=actor, act="begin_placement", placement=placement, state=State.UNDER_WAY, on=on)
    findings = selectors.begin_findings(placement, on=on)
    require_reasons(findings, reasons)
    keep_findings(
        PlacementFinding.objects.all(), findings, reasons=reasons, on=on, is_further=True, placement=placement
    )
    return placement


def end_placement(*, actor: Actor, placement: Placement, on: date) -> Placement:
    """The student has left on a day, which becomes the last one if it is earlier; the place is free again.

    Raises PlacementOver.
    """
    return _move(actor=actor, act="end_placement", placement=placement, state=State.ENDED, on=on)


def cancel_placement(*, actor: Actor, placement: Placement, on: date) -> Placement:
    """The student will not come; the place is free again. Raises PlacementOver once it has begun."""
    return _move(actor=actor, act="cancel_placement", placement=placement, state=State.CANCELLED, on=on)


@transaction.atomic
def _move(*, actor: Actor, act: str, placement: Placement, state: str, on: date) -> Placement:
    actor.require(act, placement)
    rows = Placement.objects.select_for_update(of=("self",)).select_related("slot__region", "student")
    placement = rows.get(pk=placement.pk)
    if state not in NEXT_STATES[placement.state]:
        raise PlacementOver(params={"state": placement.get_state_display()})
    if state == State.UNDER_WAY and on < placement.starts_on:
        raise InvalidInput(_("The placement begins on %(start)s."), params={"start": wording.day(placement.starts_on)})
    placement.state = state
    if state == State.ENDED:
        placement.ends_on = max(placement.starts_on, min(placement.ends_on, on))
    placement.save(update_fields=["state", "ends_on"])
    enter_state(PlacementState.objects.all(), state=state, on=on, placement=placement)
    if state == State.CANCELLED:
        withdraw_help_links(actor=actor, placement=placement)
    record(actor=actor, action=f"placement.{PAST[state]}", subject=placement, payload={"on": on.isoformat()})
    return placement


PAST: dict[str, str] = {State.UNDER_WAY: "begun", State.ENDED: "ended", State.CANCELLED: "cancelled"}


def _require_room(slot: InternshipSlot, *, starts_on: date, ends_on: date) -> None:
    if not slot.is_open:
        raise SlotNotOpen
    if slot.answer == InternshipSlot.Answer.NO:
        raise SlotAnswersNo(params={"reason": slot.answer_reason})
    if ends_on < starts_on:
        raise InvalidInput(_("The last day lies before the first day."), field="ends_on")
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if not slot.starts_on <= day <= slot.ends_on:
            raise InvalidInput(
                _("The slot runs from %(start)s to %(end)s."),
                field=field,
                params={"start": wording.day(slot.starts_on), "end": wording.day(slot.ends_on)},
            )
    if slot.placements.holding_a_place().count() >= slot.places:
        raise SlotFull


def _require_free(student: Student, slot: InternshipSlot, *, starts_on: date, ends_on: date) -> None:
    same_days = Q(starts_on__lte=ends_on, ends_on__gte=starts_on)
    placed = student.placements.holding_a_place().filter(same_days | Q(slot=slot)).order_by("starts_on").first()
    if placed is not None:
        raise StudentPlacedAlready(
            field="student", params={"start": wording.day(placed.starts_on), "end": wording.day(placed.ends_on)}
        )
