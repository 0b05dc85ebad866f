"""Pages of slots."""

from copy import copy
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from internships import selectors, services
from internships.filters import SlotFilter
from internships.forms import ConfirmForm, NewSlotForm, ReasonsForm, SlotForm, reasons_in
from internships.models import InternshipSlot, Placement
from internships.tables import PLACEMENT_SHAPES, STANDING_SHAPES, SlotTable
from internships.views.common import REFUSED, allow, do, visible_slot
from internships.wordings import events
from reference.rules import RulesOpen, WarningsNeedReasons


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
    term = selectors.asked_term(request.GET.get("term", ""))
    initial = {"starts_on": term.start, "ends_on": term.end} if term else None
    form = NewSlotForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = selectors.hosting_answer(request.actor.organisation_id, on=form.cleaned_data["starts_on"])
        draft = form.draft()
        if said is not None and said.answer == InternshipSlot.Answer.MAYBE:
            draft = replace(draft, answer=said.answer, answer_reason=said.reason)
        try:
            slot = services.draft_slot(actor=request.actor, draft=draft, on=clock.today())
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
    form, reasons, status = SlotForm(request.POST or None, instance=copy(slot), actor=request.actor), None, 200
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
        "may_insure": request.actor.can("place_student")
        and any(row.college_id == request.actor.organisation_id for row in page.placements),
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
    return do(
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
    return do(
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
