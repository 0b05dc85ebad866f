"""Pages of joint applications and patents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from institutions.selectors import own_college
from institutions.views.answers import status_of
from partnerships import services
from partnerships.filters import JointApplicationFilter, PatentFilter
from partnerships.forms.work import JointApplicationForm, PatentForm
from partnerships.models import JointApplication, Patent, Project
from partnerships.tables import JointApplicationTable, PatentTable
from partnerships.tables.work import RESULT_SHAPES


@require_safe
def application_list(request: HttpRequest) -> HttpResponseBase:
    """Applications of one's college, those that one is a partner of, or those of one's region."""
    applications = JointApplication.objects.visible_to(request.actor)
    return render_list(
        request,
        filterset=JointApplicationFilter,
        queryset=applications.select_related("college__organisation").prefetch_related("partners"),
        table=JointApplicationTable,
        template="partnerships/application_list.html",
        context={"may_add": request.actor.can("manage_joint_applications")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def application_add(request: HttpRequest) -> HttpResponse:
    """Record an application."""
    college = own_college(request.actor, "manage_joint_applications")
    form = JointApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            application = services.add_application(actor=request.actor, college=college, on=clock.today(), **facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(application)s is added.") % {"application": application})
            return redirect(application)
    return render(request, "partnerships/application_form.html", {"form": form}, status=status_of(form))


@require_safe
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An application, its partners and what came of it."""
    application = _application(request, pk)
    page = {
        "application": application,
        "shape": RESULT_SHAPES[JointApplication.Result(application.result)],
        "may_edit": request.actor.can("manage_joint_applications", application),
    }
    return render(request, "partnerships/application_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an application, or record its result."""
    application = _application(request, pk)
    request.actor.require("manage_joint_applications", application)
    form = JointApplicationForm(request.POST or None, initial=JointApplicationForm.initial_of(application))
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            services.edit_application(actor=request.actor, application=application, on=clock.today(), **facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(application)
    page = {"form": form, "application": application}
    return render(request, "partnerships/application_form.html", page, status=status_of(form))


@require_safe
def patent_list(request: HttpRequest) -> HttpResponseBase:
    """Patents of one's college, those that one owns too, or those of one's region."""
    patents = Patent.objects.visible_to(request.actor)
    return render_list(
        request,
        filterset=PatentFilter,
        queryset=patents.select_related("college__organisation").prefetch_related("owners"),
        table=PatentTable,
        template="partnerships/patent_list.html",
        context={"may_add": request.actor.can("manage_patents")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def patent_add(request: HttpRequest) -> HttpResponse:
    """Record a patent."""
    college = own_college(request.actor, "manage_patents")
    form = PatentForm(request.POST or None, college=college, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            patent = services.add_patent(actor=request.actor, college=college, on=clock.today(), **facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(patent)s is added.") % {"patent": patent})
            return redirect(patent)
    return render(request, "partnerships/patent_form.html", {"form": form}, status=status_of(form))


@require_safe
def patent_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A patent, its owners and the day on which it expires."""
    patent = _patent(request, pk)
    page = {
        "patent": patent,
        "project": Project.objects.visible_to(request.actor).filter(pk=patent.project_id).first(),
        "is_expired": patent.expires_on <= clock.today(),
        "may_edit": request.actor.can("manage_patents", patent),
    }
    return render(request, "partnerships/patent_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def patent_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a patent, or record its grant."""
    patent = _patent(request, pk)
    request.actor.require("manage_patents", patent)
    initial = PatentForm.initial_of(patent)
    form = PatentForm(request.POST or None, college=patent.college, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_patent(actor=request.actor, patent=patent, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(patent)
    page = {"form": form, "patent": patent}
    return render(request, "partnerships/patent_form.html", page, status=status_of(form))


def _application(request: HttpRequest, pk: int) -> JointApplication:
    applications = JointApplication.objects.visible_to(request.actor)
    return get_object_or_404(applications.select_related("college__organisation").prefetch_related("partners"), pk=pk)


def _patent(request: HttpRequest, pk: int) -> Patent:
    patents = Patent.objects.visible_to(request.actor)
    return get_object_or_404(patents.select_related("college__organisation").prefetch_related("owners"), pk=pk)
