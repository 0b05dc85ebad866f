"""Pages of studios."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions import selectors
from institutions.filters.studios import SkillMasterStudioFilter
from institutions.forms.studios import StudioForm
from institutions.models import SkillMasterStudio
from institutions.services.studios import add_studio, edit_studio
from institutions.tables.studios import SkillMasterStudioTable
from institutions.views.answers import status_of

ACT = "manage_studios"


@require_safe
def studio_list(request: HttpRequest) -> HttpResponseBase:
    """Studios of one's college, or of the colleges of one's region."""
    rows = SkillMasterStudio.objects.visible_to(request.actor)
    return render_list(
        request,
        filterset=SkillMasterStudioFilter,
        queryset=rows.select_related("college__organisation", "enterprise"),
        table=SkillMasterStudioTable,
        template="institutions/studio_list.html",
        context={"may_add": request.actor.can(ACT)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def studio_add(request: HttpRequest) -> HttpResponse:
    """Add a studio."""
    college = selectors.own_college(request.actor, ACT)
    form = StudioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            studio = add_studio(actor=request.actor, college=college, **_facts(form))
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(studio)s is added.") % {"studio": studio})
            return redirect(studio)
    return render(request, "institutions/studio_form.html", {"form": form}, status=status_of(form))


@require_safe
def studio_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A studio."""
    studio = _studio(request, pk)
    page = {
        "studio": studio,
        "has_ended": studio.ended_on is not None and studio.ended_on <= clock.today(),
        "may_edit": request.actor.can(ACT, studio),
    }
    return render(request, "institutions/studio_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def studio_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a studio."""
    studio = _studio(request, pk)
    request.actor.require(ACT, studio)
    form = StudioForm(request.POST or None, initial=StudioForm.initial_of(studio))
    if request.method == "POST" and form.is_valid():
        try:
            edit_studio(actor=request.actor, studio=studio, **_facts(form))
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(studio)
    page = {"form": form, "studio": studio}
    return render(request, "institutions/studio_form.html", page, status=status_of(form))


def _facts(form: StudioForm) -> dict:
    return form.cleaned_data | {"level": SkillMasterStudio.Level(form.cleaned_data["level"])}


def _studio(request: HttpRequest, pk: int) -> SkillMasterStudio:
    rows = SkillMasterStudio.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("college__organisation", "enterprise"), pk=pk)
