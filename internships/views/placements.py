"""Pages of placements: the list, placing one or a class, a placement and its life."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from accounts.models import Role
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from internships import selectors, services
from internships.filters import PlacementFilter
from internships.forms import ClassChoiceForm, ClassForm, PlacementForm, ReasonsForm, reasons_in
from internships.lookups import students
from internships.models import InternshipSlot, Placement
from internships.tables import HELP_SHAPES, PLACEMENT_SHAPES, PlacementTable
from internships.views.common import REFUSED, allow, do, visible_placement, visible_slot
from reference.rules import RulesOpen, WarningsNeedReasons


@require_safe
def placement_list(request: HttpRequest) -> HttpResponseBase:
    """The placements of one's own college, or at one's own enterprise, and those that one accompanies."""
    return render_list(
        request,
        filterset=PlacementFilter,
        queryset=Placement.objects.visible_to(request.actor).for_list(),
        table=PlacementTable,
        template="internships/placement_list.html",
        context={"may_see_help": request.actor.can("ask_for_help"), "is_mentor": request.actor.role == Role.MENTOR},
    )


@require_safe
def placement_students(request: HttpRequest) -> HttpResponseBase:
    """Students of one's own college, by number or name: suggestions while one types."""
    return lookups.options(request, students(request.actor))


# ---- Placing --------------------------------------------------------------------------------------------------------


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
                    actor=request.actor,
                    slot=slot,
                    on=clock.today(),
                    source=form.cleaned_data["source"],
                    approved_on=form.cleaned_data["approved_on"],
                    reasons=reasons_in(request.POST),
                    **facts,
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


@require_http_methods(["GET", "HEAD", "POST"])
@once
def placement_create_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose students of a major, see who breaks which rule and why, then place those who pass."""
    slot = visible_slot(request, pk)
    allow(request, "place_student")
    choice = ClassChoiceForm(request.GET if request.GET.get("major") else None, actor=request.actor)
    page: dict[str, Any] = {"slot": slot, "choice": choice, "form": None}
    if not (choice.is_bound and choice.is_valid()):
        return render(request, "internships/placement_class.html", page)
    form = ClassForm(request.POST or None, actor=request.actor, slot=slot, **choice.cleaned_data)
    page |= {"form": form, "has_students": form.fields["students"].queryset.exists()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "internships/placement_class.html", page)
    facts = {name: form.cleaned_data[name] for name in ("students", "starts_on", "ends_on", "kind")}
    preview = selectors.class_preview(slot=slot, on=clock.today(), **facts)
    given = reasons_in(request.POST)
    reasons = ReasonsForm(preview.warnings, request.POST if "place" in request.POST else None)
    if "place" in request.POST:
        answers = services.place_students(actor=request.actor, slot=slot, on=clock.today(), reasons=given, **facts)
        return _say(request, slot, answers)
    page |= {"preview": preview, "reasons": reasons}
    return render(request, "internships/placement_class.html", page)


def _say(request: HttpRequest, slot: InternshipSlot, answers: list[services.Answer]) -> HttpResponse:
    """How many were placed, and why the others were not."""
    placed = sum(answer.placement is not None for answer in answers)
    words = ngettext("%(number)s student is placed.", "%(number)s students are placed.", placed)
    (messages.success if placed else messages.warning)(request, words % {"number": placed})
    for answer in answers:
        if answer.refusal is not None:
            findings = getattr(answer.refusal, "findings", None)
            why = " ".join(str(finding) for finding in findings) if findings else str(answer.refusal)
            messages.warning(request, _("%(student)s: %(why)s") % {"student": answer.student, "why": why})
    return redirect(slot)


# ---- A placement ----------------------------------------------------------------------------------------------------


@require_safe
def placement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A placement with its gates, agreement, insurance, mentors, outcome and requests for help."""
    return _page(request, visible_placement(request, pk))


def _page(
    request: HttpRequest,
    placement: Placement,
    *,
    refused: DomainError | None = None,
) -> HttpResponse:
    actor, on = request.actor, clock.today()
    page = selectors.placement_page(placement, actor=actor, on=on)
    may_begin = actor.can("begin_placement", placement)
    context = {
        "page": page,
        "placement": placement,
        "shape": PLACEMENT_SHAPES[placement.state],
        "refused": refused,
        "reasons": ReasonsForm(page.warnings, request.POST if refused else None),
        "may_begin": may_begin and placement.is_arranged and placement.starts_on <= on,
        "may_cancel": may_begin and placement.is_arranged,
        "may_end": may_begin and placement.is_under_way,
        "may_record": actor.can("record_tripartite", placement) and not placement.is_cancelled,
        "may_assign": actor.can("assign_mentor", placement) and not placement.is_cancelled,
        "may_say_outcome": actor.can("record_outcome", placement) and placement.has_ended,
        "may_ask": actor.can("ask_for_help", placement),
        "may_send_link": actor.can("send_help_link", placement) and not services.is_served(placement, on=on),
        "help_requests": [(row, HELP_SHAPES[row.state]) for row in page.help_requests],
    }
    return render(request, "internships/placement_detail.html", context, status=REFUSED if refused else 200)


@require_POST
@once
def placement_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The student has begun; what the gates ask for is shown where it is missing."""
    placement = visible_placement(request, pk)
    allow(request, "begin_placement", placement)
    try:
        services.begin_placement(
            actor=request.actor, placement=placement, on=clock.today(), reasons=reasons_in(request.POST)
        )
    except (RulesOpen, WarningsNeedReasons) as error:
        return _page(request, placement, refused=error)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The placement is under way."))
    return redirect(placement)


def _move(request: HttpRequest, pk: int, act: str, *, service: Callable[..., Placement], done: str) -> HttpResponse:
    """Let a service do `act` to a placement today."""
    placement = visible_placement(request, pk)
    allow(request, act, placement)
    return do(
        request,
        lambda: service(actor=request.actor, placement=placement, on=clock.today()),
        done=done,
        back=placement,
    )


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
