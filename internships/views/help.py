"""Requests for help: recorded on a student's behalf, answered against a clock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from internships import services
from internships.filters import HelpRequestFilter
from internships.forms import HelpAnswerForm, HelpForm
from internships.models import HelpRequest
from internships.tables import HELP_SHAPES, HelpTable
from internships.views.common import REFUSED, allow, visible_placement


def _visible(request: HttpRequest, pk: int) -> HelpRequest:
    return get_object_or_404(HelpRequest.objects.visible_to(request.actor).for_list(), pk=pk)


@require_safe
def help_list(request: HttpRequest) -> HttpResponseBase:
    """The requests of the college's students."""
    return render_list(
        request,
        filterset=HelpRequestFilter,
        queryset=HelpRequest.objects.visible_to(request.actor).for_list(),
        table=HelpTable,
        template="internships/help_list.html",
        context={"waiting": HelpRequest.objects.visible_to(request.actor).unanswered().count()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def help_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a student asks for."""
    placement = visible_placement(request, pk)
    allow(request, "ask_for_help", placement)
    form, status = HelpForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask_for_help(
                actor=request.actor, placement=placement, on=clock.today(), **form.cleaned_data
            )
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            messages.success(request, _("Recorded: the clock for an answer runs."))
            return redirect("internships:help-detail", asked.pk)
    page = {"form": form, "heading": _("A student asks for help"), "back": placement, "placement": placement}
    return render(request, "internships/placement_record.html", page, status=status)


@require_safe
def help_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with the form for its answer."""
    asked = _visible(request, pk)
    return _page(request, asked, HelpAnswerForm(is_read_by_student=asked.is_by_student))


def _page(request: HttpRequest, asked: HelpRequest, form: HelpAnswerForm, *, status: int = 200) -> HttpResponse:
    may_answer = request.actor.can("answer_help", asked.placement)
    page = {
        "asked": asked,
        "shape": HELP_SHAPES[asked.state],
        "form": form if may_answer and asked.is_waiting else None,
        "may_settle": may_answer and asked.state == HelpRequest.State.ANSWERED,
        "is_late": asked.is_waiting and asked.due_on < clock.today(),
        "today": clock.today(),
    }
    return render(request, "internships/help_detail.html", page, status=status)


@require_POST
@once
def help_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done: the clock stops."""
    asked = _visible(request, pk)
    allow(request, "answer_help", asked.placement)
    form, status = HelpAnswerForm(request.POST, is_read_by_student=asked.is_by_student), 400
    if form.is_valid():
        try:
            services.answer_help(
                actor=request.actor, request=asked, answer=form.cleaned_data["answer"], on=clock.today()
            )
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Answered: the clock has stopped."))
        return redirect("internships:help-detail", pk)
    return _page(request, asked, form, status=status)


@require_POST
@once
def help_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The student is content, or nothing more can be done."""
    asked = _visible(request, pk)
    allow(request, "answer_help", asked.placement)
    try:
        services.settle_help(actor=request.actor, request=asked, on=clock.today())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Settled."))
    return redirect("internships:help-detail", pk)
