"""Pages of the register of enterprises; yearly facts on the page of one's own."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError, NotAllowed
from core.pages import render_list
from enterprises import services
from enterprises.filters import EnterpriseFilter
from enterprises.forms import EnterpriseForm, EnterpriseYearForm
from enterprises.models import Enterprise, EnterpriseYear
from enterprises.services import EnterpriseFacts
from enterprises.tables import EnterpriseTable

REFUSED = 409


@require_safe
def enterprise_list(request: HttpRequest) -> HttpResponseBase:
    """The register."""
    return render_list(
        request,
        filterset=EnterpriseFilter,
        queryset=Enterprise.objects.select_related("organisation__region", "industry"),
        table=EnterpriseTable,
        template="enterprises/enterprise_list.html",
        context={"may_register": request.actor.can("register_enterprise")},
    )


@require_safe
def enterprise_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the register knows; for its own people also the yearly facts."""
    enterprise = get_object_or_404(
        Enterprise.objects.select_related("organisation__region", "industry"), organisation__public_id=public_id
    )
    own = enterprise.pk == request.actor.organisation_id
    page = {
        "enterprise": enterprise,
        "external_ids": enterprise.external_ids.all(),
        "years": EnterpriseYear.objects.visible_to(request.actor).current().filter(enterprise=enterprise)
        if own
        else None,
        "may_record": own and request.actor.can("record_enterprise_year"),
    }
    return render(request, "enterprises/enterprise_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def enterprise_register(request: HttpRequest) -> HttpResponse:
    """Take an enterprise into the register."""
    request.actor.require("register_enterprise")
    form = EnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        region, industry = said.pop("region"), said.pop("industry")
        facts = EnterpriseFacts(**said, region_id=region.pk, industry_id=industry.pk if industry else None)
        try:
            enterprise = services.register_enterprise(actor=request.actor, facts=facts)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("%(enterprise)s is in the register.") % {"enterprise": enterprise})
            return redirect("enterprises:enterprise-detail", enterprise.organisation.public_id)
    return render(request, "enterprises/enterprise_form.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def year_record(request: HttpRequest) -> HttpResponse:
    """Report a year of one's own enterprise; what was reported before is superseded."""
    request.actor.require("record_enterprise_year")
    enterprise = Enterprise.objects.select_related("organisation").filter(pk=request.actor.organisation_id).first()
    if enterprise is None:
        raise NotAllowed
    on = clock.today()
    form = EnterpriseYearForm(request.POST or None, initial={"year": on.year - 1})
    if request.method == "POST" and form.is_valid():
        try:
            services.record_enterprise_year(actor=request.actor, enterprise=enterprise, on=on, **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("The year %(year)s is recorded.") % {"year": form.cleaned_data["year"]})
            return redirect("enterprises:enterprise-detail", enterprise.organisation.public_id)
    page = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/year_form.html", page, status=_status(form))


def _status(form: EnterpriseForm | EnterpriseYearForm) -> int:
    """200 for a form that is shown, 409 for one that comes back."""
    return REFUSED if form.is_bound and form.errors else 200
