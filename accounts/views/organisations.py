"""The register of organisations, for the operator."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.filters import OrganisationFilter
from accounts.forms import OrganisationForm, posted
from accounts.idempotency import once
from accounts.models import Organisation
from accounts.services.organisations import register_organisation
from accounts.tables import OrganisationTable
from accounts.views.members import invite_page
from core.errors import DomainError, NotAllowed
from core.pages import render_list


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponseBase:
    """All organisations."""
    request.actor.require("register_organisation")
    return render_list(
        request,
        filterset=OrganisationFilter,
        queryset=Organisation.objects.select_related("region"),
        table=OrganisationTable,
        template="accounts/organisation_list.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Register an authority or another organisation that has no room of its own."""
    request.actor.require("register_organisation")
    form = OrganisationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            organisation = register_organisation(
                actor=request.actor,
                kind=fields["kind"],
                name=fields["name"],
                name_en=fields["name_en"],
                region=fields["region_code"],
                oversees_the_country=fields["whole_country"],
            )
        except DomainError as error:
            if isinstance(error, NotAllowed):
                raise
            error.field = "region_code" if error.field == "region" else error.field
            form.add_refusal(error)
        else:
            messages.success(request, _("The organisation is registered. Invite its first member below."))
            return redirect("accounts:organisation", public_id=organisation.public_id)
    return render(request, "accounts/organisation_new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def organisation(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One organisation with its members; a POST invites the first one."""
    request.actor.require("operate_accounts")
    row = get_object_or_404(Organisation.objects.select_related("region", "overseer_region"), public_id=public_id)
    return invite_page(request, row, "accounts/organisation.html", "accounts:organisation", public_id=public_id)
