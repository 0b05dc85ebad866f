"""Pages of the statuses that the register keeps: above scale, top 500, leader, industry–education enterprise."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from enterprises import services
from enterprises.filters import EnterpriseStatusFilter
from enterprises.forms import StatusEndForm, StatusForm
from enterprises.models import EnterpriseStatus
from enterprises.services.statuses import require_of_region
from enterprises.tables import EnterpriseStatusTable
from enterprises.views.answers import status_of
from enterprises.views.register import enterprise_of


@require_safe
def status_list(request: HttpRequest) -> HttpResponseBase:
    """Who is above scale, leads, or is recognised, since when and where it says so."""
    return render_list(
        request,
        filterset=EnterpriseStatusFilter,
        queryset=EnterpriseStatus.objects.standing().select_related("enterprise__organisation__region"),
        table=EnterpriseStatusTable,
        template="enterprises/status_list.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def status_record(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record a status of an enterprise with its source."""
    enterprise = enterprise_of(public_id)
    require_of_region(request.actor, "record_enterprise_status", enterprise)
    form = StatusForm(request.POST or None, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.record_enterprise_status(actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(enterprise)
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/status_form.html", page, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def status_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say until when a status held."""
    rows = EnterpriseStatus.objects.standing().select_related("enterprise__organisation")
    row = get_object_or_404(rows, pk=pk)
    require_of_region(request.actor, "record_enterprise_status", row.enterprise)
    form = StatusEndForm(request.POST or None, initial={"last_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_enterprise_status(actor=request.actor, status=row, last_on=form.cleaned_data["last_on"])
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(row.enterprise)
    page = {"form": form, "enterprise": row.enterprise, "status": row}
    return render(request, "enterprises/status_form.html", page, status=status_of(form))
