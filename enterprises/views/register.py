"""Pages of the register of enterprises, and of one's own enterprise."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from enterprises import selectors, services
from enterprises.filters import EnterpriseFilter
from enterprises.forms import EnterpriseForm, ExternalIdForm
from enterprises.models import Enterprise, EnterpriseYear, ExternalId
from enterprises.services import EnterpriseFacts
from enterprises.services.merging import survivor_of
from enterprises.services.statuses import may_record_status
from enterprises.tables import EnterpriseTable
from enterprises.views.answers import status_of


@require_safe
def enterprise_list(request: HttpRequest) -> HttpResponseBase:
    """The register."""
    return render_list(
        request,
        filterset=EnterpriseFilter,
        queryset=Enterprise.objects.standing().select_related("organisation__region", "industry"),
        table=EnterpriseTable,
        template="enterprises/enterprise_list.html",
        context={
            "may_register": request.actor.can("register_enterprise"),
            "may_merge": request.actor.can("merge_enterprises"),
        },
    )


@require_safe
def enterprise_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the register knows; for its own people also the yearly facts. The address of a merged one leads on."""
    survivor = survivor_of(public_id)
    if survivor is not None:
        return redirect(survivor)
    return _page(request, enterprise_of(public_id))


@require_safe
def my_enterprise(request: HttpRequest) -> HttpResponse:
    """One's own enterprise: what everyone sees of it, and what only its people see."""
    return _page(request, selectors.own_enterprise(request.actor, "record_enterprise_year"))


def enterprise_of(public_id: uuid.UUID) -> Enterprise:
    """An enterprise by its address. Raises Http404."""
    rows = Enterprise.objects.select_related("organisation__region", "industry")
    return get_object_or_404(rows, organisation__public_id=public_id)


def _page(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    actor, today = request.actor, clock.today()
    own = enterprise.pk == actor.organisation_id
    years = EnterpriseYear.objects.visible_to(actor).current().filter(enterprise=enterprise) if own else None
    page = {
        "enterprise": enterprise,
        "external_ids": enterprise.external_ids.all(),
        "statuses": selectors.statuses_on(enterprise, today),
        "aliases": enterprise.aliases.select_related("merged"),
        "is_own": own,
        "years": years,
        "size_standing": selectors.size_standing(enterprise, on=today) if own else None,
        "may_record": own and actor.can("record_enterprise_year"),
        "may_edit": actor.can("register_organisation") or (own and actor.can("register_enterprise")),
        "may_identify": actor.can("identify_enterprise"),
        "may_record_status": may_record_status(actor, enterprise),
    }
    return render(request, "enterprises/enterprise_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def enterprise_register(request: HttpRequest) -> HttpResponse:
    """Take an enterprise into the register."""
    request.actor.require("register_enterprise")
    form = EnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enterprise = services.register_enterprise(actor=request.actor, facts=_facts(form))
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(enterprise)s is in the register.") % {"enterprise": enterprise})
            return redirect(enterprise)
    return render(request, "enterprises/enterprise_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Bring the register's row up to date: the operator's, or one's own."""
    enterprise = enterprise_of(public_id)
    request.actor.require("register_enterprise")
    if enterprise.pk != request.actor.organisation_id:
        request.actor.require("register_organisation")
    form = EnterpriseForm(request.POST or None, initial=EnterpriseForm.initial_of(enterprise), enterprise=enterprise)
    if request.method == "POST" and form.is_valid():
        try:
            services.register_enterprise(actor=request.actor, facts=_facts(form, enterprise))
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(enterprise)
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/enterprise_form.html", page, status=status_of(form))


def _facts(form: EnterpriseForm, enterprise: Enterprise | None = None) -> EnterpriseFacts:
    said = dict(form.cleaned_data)
    region, industry = said.pop("region"), said.pop("industry")
    return EnterpriseFacts(
        **said,
        region_id=region.pk if region else None,
        industry_id=industry.pk if industry else None,
        enterprise_id=enterprise.pk if enterprise else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def identifier_add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say how another register names an enterprise."""
    enterprise = enterprise_of(public_id)
    request.actor.require("identify_enterprise")
    form = ExternalIdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_external_id(actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(enterprise)
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/identifier_form.html", page, status=status_of(form))


@require_POST
def identifier_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an identifier is no longer in use."""
    row = get_object_or_404(ExternalId.objects.select_related("enterprise__organisation"), pk=pk)
    request.actor.require("identify_enterprise")
    try:
        services.end_external_id(actor=request.actor, external_id=row)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return redirect(row.enterprise)
