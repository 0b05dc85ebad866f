"""Pages of projects and of the money that came in for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock, lookups
from core.errors import DomainError
from core.pages import render_list
from institutions.selectors import own_college
from institutions.views.answers import status_of
from partnerships import services
from partnerships.filters import ProjectFilter
from partnerships.forms.work import ProjectForm, ReceiptForm
from partnerships.lookups import partners
from partnerships.models import Agreement, Project, ProjectReceipt
from partnerships.tables import ProjectTable


@require_safe
def lookup_partners(request: HttpRequest) -> HttpResponse:
    """Organisations that may be partners, for the script."""
    request.actor.require("manage_projects")
    return lookups.options(request, partners())


@require_safe
def project_list(request: HttpRequest) -> HttpResponseBase:
    """Projects of one's college, those that one is a partner of, or those of one's region."""
    projects = Project.objects.visible_to(request.actor).with_received()
    return render_list(
        request,
        filterset=ProjectFilter,
        queryset=projects.select_related("college__organisation").prefetch_related("partners__organisation"),
        table=ProjectTable,
        template="partnerships/project_list.html",
        context={"may_add": request.actor.can("manage_projects")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def project_add(request: HttpRequest) -> HttpResponse:
    """Add a project."""
    college = own_college(request.actor, "manage_projects")
    form = ProjectForm(request.POST or None, college=college, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            project = services.add_project(actor=request.actor, college=college, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(project)s is added.") % {"project": project})
            return redirect(project)
    return render(request, "partnerships/project_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a project but what came in."""
    project = _project(request, pk)
    request.actor.require("manage_projects", project)
    form = ProjectForm(
        request.POST or None,
        college=project.college,
        actor=request.actor,
        initial=ProjectForm.initial_of(project),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_project(actor=request.actor, project=project, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(project)
    page = {"form": form, "project": project}
    return render(request, "partnerships/project_form.html", page, status=status_of(form))


@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A project, its receipts and what is still open."""
    project = _project(request, pk)
    return _project_page(request, project, ReceiptForm(project=project, initial={"occurred_on": clock.today()}))


@require_POST
@once
def project_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money that came in."""
    project = _project(request, pk)
    request.actor.require("manage_projects", project)
    form = ReceiptForm(request.POST, project=project)
    if form.is_valid():
        try:
            services.record_receipt(actor=request.actor, project=project, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(project)
    return _project_page(request, project, form)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a corrected receipt in the place of a wrong one."""
    receipt = _receipt(request, pk)
    request.actor.require("manage_projects", receipt.project)
    initial = ReceiptForm.initial_of(receipt)
    form = ReceiptForm(request.POST or None, project=receipt.project, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_receipt(actor=request.actor, receipt=receipt, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Corrected. Past figures keep what was known then."))
            return redirect(receipt.project)
    page = {"form": form, "receipt": receipt, "project": receipt.project}
    return render(request, "partnerships/receipt_form.html", page, status=status_of(form))


@require_POST
def receipt_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a receipt that never was."""
    receipt = _receipt(request, pk)
    services.take_back_receipt(actor=request.actor, receipt=receipt)
    messages.success(request, _("Taken back."))
    return redirect(receipt.project)


def _project(request: HttpRequest, pk: int) -> Project:
    projects = Project.objects.visible_to(request.actor).with_received()
    return get_object_or_404(projects.select_related("college__organisation"), pk=pk)


def _receipt(request: HttpRequest, pk: int) -> ProjectReceipt:
    receipts = ProjectReceipt.objects.visible_to(request.actor).current()
    return get_object_or_404(receipts.select_related("project__college__organisation"), pk=pk)


def _project_page(request: HttpRequest, project: Project, form: ReceiptForm) -> HttpResponse:
    may_edit = request.actor.can("manage_projects", project)
    received, contracted = project.received, project.contracted
    page = {
        "project": project,
        "partners": [row.organisation for row in project.partners.select_related("organisation")],
        "receipts": project.receipts.current().select_related("payer").order_by("-occurred_on", "-pk"),
        "received_rate": received / contracted if contracted else None,
        "open": None if contracted is None or received > contracted else contracted - received,
        "over": received - contracted if contracted is not None and received > contracted else None,
        "patents": project.patents.visible_to(request.actor),
        "agreement": _agreement(request, project),
        "may_edit": may_edit,
        "form": form if may_edit else None,
    }
    return render(request, "partnerships/project_detail.html", page, status=status_of(form))


def _agreement(request: HttpRequest, project: Project) -> Agreement | None:
    """The agreement, for those who may see it: a partner of a project need not be a party."""
    return Agreement.objects.visible_to(request.actor).filter(pk=project.agreement_id).first()
