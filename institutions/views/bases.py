"""Pages of training bases."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors, services
from institutions.filters import TrainingBaseFilter
from institutions.forms import BaseStateForm, NewTrainingBaseForm, TrainingBaseForm
from institutions.lookups import hosts
from institutions.models import BaseState, TrainingBase
from institutions.tables import BASE_SHAPES, TrainingBaseTable
from institutions.views.answers import status_of


@require_safe
def lookup_hosts(request: HttpRequest) -> HttpResponse:
    """Organisations that may host a base, for the script."""
    request.actor.require("manage_bases")
    return lookups.options(request, hosts())


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
    college = selectors.own_college(request.actor, "manage_bases")
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
    return render(request, "institutions/base_form.html", {"form": form}, status=status_of(form))


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
    return render(request, "institutions/base_form.html", {"form": form, "base": base}, status=status_of(form))


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
    return render(request, "institutions/base_detail.html", page, status=status_of(form))
