"""Pages of curriculum requests: both sides read the same thread."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.requests import CurriculumRequestFilter
from institutions.forms.requests import AnswerForm, AskForm
from institutions.lookups import colleges
from institutions.models import CurriculumRequest, RequestState
from institutions.services import requests as services
from institutions.tables.requests import REQUEST_SHAPES, CurriculumRequestTable
from institutions.views.answers import status_of


@require_safe
def lookup_colleges(request: HttpRequest) -> HttpResponse:
    """Colleges to ask, for the script."""
    request.actor.require("ask_curriculum")
    return lookups.options(request, colleges())


@require_safe
def request_list(request: HttpRequest) -> HttpResponseBase:
    """Requests to one's college, of one's enterprise, or of one's region."""
    found = CurriculumRequest.objects.visible_to(request.actor).with_state().with_days()
    return render_list(
        request,
        filterset=CurriculumRequestFilter,
        queryset=found.select_related("enterprise", "college__organisation"),
        table=CurriculumRequestTable,
        template="institutions/request_list.html",
        context={"may_ask": request.actor.can("ask_curriculum")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def request_ask(request: HttpRequest) -> HttpResponse:
    """Ask a college to teach something."""
    request.actor.require("ask_curriculum")
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask_curriculum(actor=request.actor, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("The college is asked."))
            return redirect(asked)
    return render(request, "institutions/request_form.html", {"form": form}, status=status_of(form))


@require_safe
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A request, what came of it, and how long it took."""
    asked = _asked(request, pk)
    return _request_page(request, asked, AnswerForm(present=asked.state, initial={"on": clock.today()}))


@require_POST
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The college moves a request on."""
    asked = _asked(request, pk)
    request.actor.require("answer_curriculum", asked)
    form = AnswerForm(request.POST, present=asked.state)
    if form.is_valid():
        try:
            services.answer_curriculum(actor=request.actor, request=asked, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(asked)
    return _request_page(request, asked, form)


def _asked(request: HttpRequest, pk: int) -> CurriculumRequest:
    found = CurriculumRequest.objects.visible_to(request.actor).with_state().with_days()
    return get_object_or_404(found.select_related("enterprise", "college__organisation"), pk=pk)


def _request_page(request: HttpRequest, asked: CurriculumRequest, form: AnswerForm) -> HttpResponse:
    may_answer = request.actor.can("answer_curriculum", asked)
    page = {
        "asked": asked,
        "state": RequestState(asked.state).label,
        "shape": REQUEST_SHAPES[asked.state],
        "is_overdue": asked.state == RequestState.ASKED and asked.due_on < clock.today(),
        "states": selectors.states_of(asked.states),
        "form": form if may_answer and form.fields["state"].choices else None,
    }
    return render(request, "institutions/request_detail.html", page, status=status_of(form))
