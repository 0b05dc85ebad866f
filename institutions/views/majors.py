"""Pages of majors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors, services
from institutions.filters import MajorFilter
from institutions.forms import OnForm, OpenMajorForm
from institutions.forms.majors import ChainForm
from institutions.models import Major, MajorChain
from institutions.models.chains import with_chains
from institutions.services.chains import add_chain, remove_chain
from institutions.tables import MAJOR_SHAPES, MajorTable
from institutions.views.answers import status_of


@require_safe
def major_list(request: HttpRequest) -> HttpResponseBase:
    """Majors of one's college, or of the colleges of one's region."""
    majors = Major.objects.visible_to(request.actor).with_state()
    return render_list(
        request,
        filterset=MajorFilter,
        queryset=majors.select_related("catalogue", "college__organisation").prefetch_related(with_chains()),
        table=MajorTable,
        template="institutions/major_list.html",
        context={"may_open": request.actor.can("manage_majors")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def major_open(request: HttpRequest) -> HttpResponse:
    """Teach a major from a day on."""
    college = selectors.own_college(request.actor, "manage_majors")
    form = OpenMajorForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            major = services.open_major(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(major)s is open.") % {"major": major})
            return redirect(major)
    return render(request, "institutions/major_form.html", {"form": form}, status=status_of(form))


@require_safe
def major_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A major and its states."""
    return _major_page(request, _major(request, pk), OnForm(initial={"on": clock.today()}))


@require_POST
def major_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a major from a day on."""
    major, form = _major(request, pk), OnForm(request.POST)
    request.actor.require("manage_majors", major)
    if form.is_valid():
        try:
            services.close_major(actor=request.actor, major=major, on=form.cleaned_data["on"])
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(major)s is closed.") % {"major": major})
            return redirect(major)
    return _major_page(request, major, form)


@require_POST
@once
def chain_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note an industry chain that a major serves."""
    major, form = _major(request, pk), ChainForm(request.POST)
    request.actor.require("manage_majors", major)
    if form.is_valid():
        try:
            add_chain(actor=request.actor, major=major, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(major)
    return _major_page(request, major, OnForm(initial={"on": clock.today()}), form)


@require_POST
def chain_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on a major does not serve a chain."""
    chain = get_object_or_404(MajorChain.objects.visible_to(request.actor).select_related("major"), pk=pk)
    remove_chain(actor=request.actor, chain=chain)
    messages.success(request, _("Removed."))
    return redirect(chain.major)


def _major(request: HttpRequest, pk: int) -> Major:
    majors = Major.objects.visible_to(request.actor).with_state()
    return get_object_or_404(majors.select_related("catalogue", "college__organisation"), pk=pk)


def _major_page(request: HttpRequest, major: Major, form: OnForm, chain_form: ChainForm | None = None) -> HttpResponse:
    may_edit = request.actor.can("manage_majors", major)
    page = {
        "major": major,
        "shape": MAJOR_SHAPES[major.state],
        "states": selectors.states_of(major.states),
        "chains": major.chains.current().select_related("industry"),
        "may_edit": may_edit,
        "chain_form": chain_form or ChainForm() if may_edit else None,
        "form": form if may_edit and major.state == "open" else None,
    }
    return render(request, "institutions/major_detail.html", page, status=status_of(chain_form or form))
