"""Pages of slots and placements."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from internships import selectors, services
from internships.filters import PlacementFilter, SlotFilter
from internships.forms import (
    ConfirmForm,
    NewSlotForm,
    PlacementForm,
    ReasonsForm,
    SlotForm,
    reasons_in,
)
from internships.lookups import students
from internships.models import InternshipSlot, Placement
from internships.tables import PLACEMENT_SHAPES, STANDING_SHAPES, PlacementTable, SlotTable
from internships.wordings import events
from reference.rules import RulesOpen, WarningsNeedReasons

REFUSED = 409


def visible_slot(request: HttpRequest, pk: int) -> InternshipSlot:
    """The slot, or 404."""
    slots = InternshipSlot.objects.visible_to(request.actor).select_related("enterprise", "region")
    return get_object_or_404(slots, pk=pk)


def allow(request: HttpRequest, act: str, row: Any = None) -> None:
    """403 unless the actor may do this."""
    if not request.actor.can(act, row):
        raise PermissionDenied


# ---- Slots ----------------------------------------------------------------------------------------------------------


@require_safe
def slot_list(request: HttpRequest) -> HttpResponseBase:
    """Own slots and those that are open."""
    on = clock.today()
    slots = InternshipSlot.objects.visible_to(request.actor)
    own = slots.filter(enterprise_id=request.actor.organisation_id)
    context = {
        "to_confirm": own.to_confirm(on).count() if request.actor.can("offer_slot") else 0,
        "may_offer": request.actor.can("offer_slot"),
        "may_place": request.actor.can("place_student"),
    }
    return render_list(
        request,
        filterset=SlotFilter,
        queryset=slots.for_list(on),
        table=SlotTable,
        template="internships/slot_list.html",
        context=context,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def slot_create(request: HttpRequest) -> HttpResponse:
    """Three things, then publish at once or keep the draft."""
    allow(request, "offer_slot")
    form = NewSlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            slot = services.draft_slot(actor=request.actor, draft=form.draft(), on=clock.today())
        except DomainError as error:
            form.add_refusal(error)
        else:
            return _publish(request, slot) if "publish" in request.POST else redirect(slot)
    return render(request, "internships/slot_form.html", {"form": form, "region": request.actor.organisation.region})


def _publish(request: HttpRequest, slot: InternshipSlot) -> HttpResponse:
    """Open a new draft; what stands in the way is on its page."""
    try:
        services.open_slot(actor=request.actor, slot=slot, on=clock.today())
    except DomainError as error:
        messages.warning(request, _("Saved as a draft. %(why)s") % {"why": error})
    else:
        messages.success(request, _("Published: every college finds this slot now."))
    return redirect(slot)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def slot_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a slot. An open one is judged again when it is saved."""
    slot = visible_slot(request, pk)
    allow(request, "edit_slot", slot)
    form, reasons, status = SlotForm(request.POST or None, instance=copy(slot)), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            services.save_slot(
                actor=request.actor,
                slot=slot,
                draft=form.draft(),
                on=clock.today(),
                reasons=reasons_in(request.POST),
            )
        except WarningsNeedReasons as error:
            reasons, status = ReasonsForm(error.findings, request.POST), REFUSED
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            messages.success(request, _("Saved."))
            return redirect(slot)
    if not form.is_bound:
        for finding in selectors.slot_findings(slot, on=clock.today()):
            if finding.blocks or finding.needs_reason:
                form.warn(form.field_for(finding.field) or "post", finding.message)
    page = {"form": form, "slot": slot, "reasons": reasons}
    return render(request, "internships/slot_form.html", page, status=status)


@require_safe
def slot_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A slot with its checks, its placements and, for the host, its history."""
    return _slot_page(request, visible_slot(request, pk))


def _slot_page(
    request: HttpRequest,
    slot: InternshipSlot,
    *,
    reasons: ReasonsForm | None = None,
    refused: DomainError | None = None,
) -> HttpResponse:
    page = selectors.slot_page(slot, actor=request.actor, on=clock.today())
    if reasons is None and page.warnings:
        reasons = ReasonsForm(page.warnings, given=selectors.reasons_given(slot))
    context = {
        "page": page,
        "slot": slot,
        "shape": STANDING_SHAPES[page.standing],
        "placements": [_row(request, row) for row in page.placements],
        "may_place": request.actor.can("place_student")
        and slot.is_open
        and slot.answer != InternshipSlot.Answer.NO
        and page.free,
        "reasons": reasons,
        "refused": refused,
        "confirm_form": ConfirmForm(instance=slot) if page.is_own and slot.is_open else None,
        "events": events(page.history),
    }
    return render(request, "internships/slot_detail.html", context, status=REFUSED if refused else 200)


def _row(request: HttpRequest, placement: Placement) -> dict[str, Any]:
    """A placement with its shape and what the person may do to it today."""
    may_end = request.actor.can("end_placement", placement)
    return {
        "placement": placement,
        "shape": PLACEMENT_SHAPES[placement.state],
        "may_begin": may_end and placement.is_arranged and placement.starts_on <= clock.today(),
        "may_cancel": may_end and placement.is_arranged,
        "may_end": may_end and placement.is_under_way,
    }


@require_POST
@once
def slot_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish; what stands in the way is shown beside the reasons that were written."""
    slot = visible_slot(request, pk)
    allow(request, "edit_slot", slot)
    given = reasons_in(request.POST)
    try:
        services.open_slot(actor=request.actor, slot=slot, on=clock.today(), reasons=given)
    except (RulesOpen, WarningsNeedReasons) as error:
        warnings = [found for found in selectors.slot_findings(slot, on=clock.today()) if found.needs_reason]
        return _slot_page(request, slot, reasons=ReasonsForm(warnings, request.POST), refused=error)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Published: every college finds this slot now."))
    return redirect(slot)


@require_POST
@once
def slot_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the market."""
    slot = visible_slot(request, pk)
    allow(request, "edit_slot", slot)
    return _do(
        request,
        lambda: services.close_slot(actor=request.actor, slot=slot, on=clock.today()),
        done=_("Closed: colleges do not find this slot any more. Students who are placed here stay."),
        back=slot,
    )


@require_POST
@once
def slot_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """“Still true”, in one tap; with another answer where one was chosen."""
    slot = visible_slot(request, pk)
    allow(request, "edit_slot", slot)
    return _do(
        request,
        lambda: services.confirm_slot(
            actor=request.actor,
            slot=slot,
            on=clock.today(),
            answer=request.POST.get("answer"),
            answer_reason=request.POST.get("answer_reason", ""),
        ),
        done=_("Confirmed for today."),
        back=slot,
    )


def _do(request: HttpRequest, act: Callable[[], Any], *, done: str, back: InternshipSlot) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back)


# ---- Placements -----------------------------------------------------------------------------------------------------


@require_safe
def placement_list(request: HttpRequest) -> HttpResponseBase:
    """The placements of one's own college, or at one's own enterprise."""
    return render_list(
        request,
        filterset=PlacementFilter,
        queryset=Placement.objects.visible_to(request.actor).for_list(),
        table=PlacementTable,
        template="internships/placement_list.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def placement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose an own student and see what the rules say; place in a second step."""
    slot = visible_slot(request, pk)
    allow(request, "place_student")
    form = PlacementForm(request.POST or None, actor=request.actor, slot=slot)
    checked, reasons, status = None, None, 200
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("student", "starts_on", "ends_on", "kind")}
        checked = selectors.placement_findings(slot=slot, on=clock.today(), **facts)
        warnings = [found for found in checked if found.needs_reason]
        reasons = ReasonsForm(warnings, request.POST if "place" in request.POST else None)
        if "place" in request.POST:
            try:
                services.place_student(
                    actor=request.actor, slot=slot, on=clock.today(), reasons=reasons_in(request.POST), **facts
                )
            except WarningsNeedReasons:
                status = REFUSED
            except DomainError as error:
                form.add_refusal(error)
                status = REFUSED
            else:
                messages.success(request, _("The student is placed."))
                return redirect(slot)
        elif any(found.blocks for found in checked):
            form.add_refusal(RulesOpen(found for found in checked if found.blocks))
    page = {"form": form, "slot": slot, "checked": checked, "reasons": reasons}
    return render(request, "internships/placement_form.html", page, status=status)


def _move(request: HttpRequest, pk: int, act: str, *, service: Callable[..., Placement], done: str) -> HttpResponse:
    """Let a service do `act` to a placement today, and lead back to its slot."""
    placement = get_object_or_404(Placement.objects.visible_to(request.actor).select_related("slot"), pk=pk)
    allow(request, act, placement)
    return _do(
        request,
        lambda: service(actor=request.actor, placement=placement, on=clock.today()),
        done=done,
        back=placement.slot,
    )


@require_POST
@once
def placement_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The student has begun."""
    done = _("The placement is under way.")
    return _move(request, pk, "begin_placement", service=services.begin_placement, done=done)


@require_POST
@once
def placement_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The student will not come."""
    done = _("The placement is cancelled; its place is free again.")
    return _move(request, pk, "cancel_placement", service=services.cancel_placement, done=done)


@require_POST
@once
def placement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The student has left today."""
    done = _("The placement has ended; its place is free again.")
    return _move(request, pk, "end_placement", service=services.end_placement, done=done)


@require_safe
def placement_students(request: HttpRequest) -> HttpResponseBase:
    """Students of one's own college, by number or name: suggestions while one types."""
    return lookups.options(request, students(request.actor))
