"""Pages of colleges, majors and training bases."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError, NotAllowed
from core.pages import render_list
from institutions import selectors, services
from institutions.filters import CollegeFilter, MajorFilter, TrainingBaseFilter
from institutions.forms import BaseStateForm, NewTrainingBaseForm, OnForm, OpenMajorForm, TrainingBaseForm
from institutions.lookups import hosts
from institutions.models import BaseState, College, Major, TrainingBase
from institutions.tables import BASE_SHAPES, MAJOR_SHAPES, CollegeTable, MajorTable, TrainingBaseTable

REFUSED = 409


def own_college(request: HttpRequest, act: str) -> College:
    """The college acted for, by somebody who may do this. Raises NotAllowed."""
    request.actor.require(act)
    college = selectors.college_of(request.actor)
    if college is None:
        raise NotAllowed
    return college


@require_safe
def college_list(request: HttpRequest) -> HttpResponseBase:
    """The register of colleges."""
    return render_list(
        request,
        filterset=CollegeFilter,
        queryset=College.objects.select_related("organisation__region"),
        table=CollegeTable,
        template="institutions/college_list.html",
    )


@require_safe
def lookup_hosts(request: HttpRequest) -> HttpResponse:
    """Organisations that may host a base, for the script."""
    request.actor.require("manage_bases")
    return lookups.options(request, hosts())


# ---- Majors ---------------------------------------------------------------------------------------------------------


@require_safe
def major_list(request: HttpRequest) -> HttpResponseBase:
    """Majors of one's college, or of the colleges of one's region."""
    majors = Major.objects.visible_to(request.actor).with_state()
    return render_list(
        request,
        filterset=MajorFilter,
        queryset=majors.select_related("catalogue", "college__organisation"),
        table=MajorTable,
        template="institutions/major_list.html",
        context={"may_open": request.actor.can("manage_majors")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def major_open(request: HttpRequest) -> HttpResponse:
    """Teach a major from a day on."""
    college = own_college(request, "manage_majors")
    form = OpenMajorForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            major = services.open_major(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(major)s is open.") % {"major": major})
            return redirect(major)
    return render(request, "institutions/major_form.html", {"form": form}, status=_status(form))


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


def _major(request: HttpRequest, pk: int) -> Major:
    majors = Major.objects.visible_to(request.actor).with_state()
    return get_object_or_404(majors.select_related("catalogue", "college__organisation"), pk=pk)


def _major_page(request: HttpRequest, major: Major, form: OnForm) -> HttpResponse:
    may_close = major.state == "open" and request.actor.can("manage_majors", major)
    page = {
        "major": major,
        "shape": MAJOR_SHAPES[major.state],
        "states": selectors.states_of(major.states),
        "form": form if may_close else None,
    }
    return render(request, "institutions/major_detail.html", page, status=_status(form))


# ---- Training bases -------------------------------------------------------------------------------------------------


@require_safe
def base_list(request: HttpRequest) -> HttpResponseBase:
    """Bases of one's college, those that one hosts, or those of one's region."""
    bases = TrainingBase.objects.visible_to(request.actor).with_state()
    return render_list(
        request,
        filterset=TrainingBaseFilter,
        queryset=bases.select_related("college__organisation", "host", "region"),
        table=TrainingBaseTable,
        template="institutions/base_list.html",
        context={"may_add": request.actor.can("manage_bases")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def base_add(request: HttpRequest) -> HttpResponse:
    """Add a base in its first state."""
    college = own_college(request, "manage_bases")
    form = NewTrainingBaseForm(request.POST or None, college=college, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data | {"state": BaseState(form.cleaned_data["state"])}
            base = services.add_training_base(actor=request.actor, college=college, **facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(base)s is added.") % {"base": base})
            return redirect(base)
    return render(request, "institutions/base_form.html", {"form": form}, status=_status(form))


@require_safe
def base_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A base, its majors and its states."""
    base = _base(request, pk)
    return _base_page(request, base, BaseStateForm(present=base.state, initial={"on": clock.today()}))


@require_http_methods(["GET", "HEAD", "POST"])
def base_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a base but its state."""
    base = _base(request, pk)
    request.actor.require("manage_bases", base)
    initial = TrainingBaseForm.initial_of(base)
    form = TrainingBaseForm(request.POST or None, college=base.college, base=base, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_training_base(actor=request.actor, base=base, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(base)
    return render(request, "institutions/base_form.html", {"form": form, "base": base}, status=_status(form))


@require_POST
def base_change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a base on in its life."""
    base = _base(request, pk)
    request.actor.require("manage_bases", base)
    form = BaseStateForm(request.POST, present=base.state)
    if form.is_valid():
        try:
            state = BaseState(form.cleaned_data["state"])
            services.change_base_state(actor=request.actor, base=base, state=state, on=form.cleaned_data["on"])
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(base)s is now: %(state)s.") % {"base": base, "state": state.label})
            return redirect(base)
    return _base_page(request, base, form)


def _base(request: HttpRequest, pk: int) -> TrainingBase:
    bases = TrainingBase.objects.visible_to(request.actor).with_state()
    return get_object_or_404(bases.select_related("college__organisation", "host", "region"), pk=pk)


def _base_page(request: HttpRequest, base: TrainingBase, form: BaseStateForm) -> HttpResponse:
    may_edit = request.actor.can("manage_bases", base)
    page = {
        "base": base,
        "state": BaseState(base.state).label,
        "shape": BASE_SHAPES[base.state],
        "states": selectors.states_of(base.states),
        "majors": base.majors.select_related("catalogue"),
        "may_edit": may_edit,
        "form": form if may_edit and form.fields["state"].choices else None,
    }
    return render(request, "institutions/base_detail.html", page, status=_status(form))


def _status(form: Any) -> int:
    """200 for a form that is shown, 409 for one that comes back."""
    return REFUSED if form.is_bound and form.errors else 200
