"""Recording what stands around a placement: agreement, insurance, mentors, outcome."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from internships import services
from internships.forms import InsuranceForm, MentorForm, OutcomeForm, TripartiteForm
from internships.models import Placement, PlacementOutcome, TripartiteAgreement
from internships.views.common import REFUSED, allow, visible_placement, visible_slot


def _record(
    request: HttpRequest, *, form: Any, act: Callable[[Any], Any], back: Any, heading: str, **page: Any
) -> HttpResponse:
    """A form on its own page: a service records what it holds, and the page behind it says so."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {"form": form, "heading": heading, "back": back, **page}
    return render(request, "internships/placement_record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def tripartite_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed the tripartite agreement, and when."""
    placement = visible_placement(request, pk)
    allow(request, "record_tripartite", placement)
    known = TripartiteAgreement.objects.visible_to(request.actor).filter(placement=placement).first()

    def act(form: BaseForm) -> None:
        services.record_tripartite(
            actor=request.actor,
            placement=placement,
            signatures=services.Signatures(**form.cleaned_data),
            on=clock.today(),
        )

    form = TripartiteForm(request.POST or None, instance=known)
    return _record(request, form=form, act=act, back=placement, heading=_("Tripartite agreement"), placement=placement)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def insurance_record(request: HttpRequest, pk: int) -> HttpResponse:
    """A policy for one placement."""
    placement = visible_placement(request, pk)
    allow(request, "insure_placement", placement)
    initial = {"valid_from": placement.starts_on, "valid_to": placement.ends_on}

    def act(form: BaseForm) -> None:
        services.insure_placements(
            actor=request.actor, placements=[placement], policy=services.Policy(**form.cleaned_data)
        )

    form = InsuranceForm(request.POST or None, initial=initial)
    return _record(request, form=form, act=act, back=placement, heading=_("Liability insurance"), placement=placement)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def class_insurance_record(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy for all own students who are placed on a slot."""
    slot = visible_slot(request, pk)
    allow(request, "place_student")
    own = Placement.objects.visible_to(request.actor).holding_a_place().filter(slot=slot).order_by("pk")

    def act(form: BaseForm) -> None:
        services.insure_placements(actor=request.actor, placements=own, policy=services.Policy(**form.cleaned_data))

    form = InsuranceForm(request.POST or None, initial={"valid_from": slot.starts_on, "valid_to": slot.ends_on})
    heading = _("Liability insurance of your students here")
    return _record(request, form=form, act=act, back=slot, heading=heading, slot=slot, number=own.count())


@require_http_methods(["GET", "HEAD", "POST"])
@once
def mentor_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who accompanies the student from today on."""
    placement = visible_placement(request, pk)
    allow(request, "assign_mentor", placement)

    def act(form: BaseForm) -> None:
        said = form.cleaned_data
        services.assign_mentor(
            actor=request.actor,
            placement=placement,
            side=said["side"],
            user=said["member"].user if said["member"] else None,
            name=said["name"],
            on=clock.today(),
        )

    form = MentorForm(request.POST or None, actor=request.actor)
    return _record(request, form=form, act=act, back=placement, heading=_("Assign a mentor"), placement=placement)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def outcome_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the host hired the student."""
    placement = visible_placement(request, pk)
    allow(request, "record_outcome", placement)
    known = PlacementOutcome.objects.visible_to(request.actor).current().filter(placement=placement).first()
    initial = {"is_hired": "yes" if known.is_hired else "no", "grade": known.grade} if known else None

    def act(form: BaseForm) -> None:
        services.record_outcome(actor=request.actor, placement=placement, on=clock.today(), **form.cleaned_data)

    form = OutcomeForm(request.POST or None, actor=request.actor, initial=initial)
    return _record(request, form=form, act=act, back=placement, heading=_("What came of it"), placement=placement)
