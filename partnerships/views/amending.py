"""Amendments and versions of the terms: begun, dated, brought up to what is agreed; two versions side by side."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError, NotAllowed
from partnerships import sections, services
from partnerships.forms.acting import AmendmentDayForm
from partnerships.models import Agreement, TermsVersion
from partnerships.selectors.agreements import compare_versions
from partnerships.selectors.terms import readable_versions
from partnerships.views.common import life_of, visible_agreement


@require_POST
@once
def agreement_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the draft of an amendment, and go to it."""
    agreement = visible_agreement(request, pk)
    amendment = services.begin_amendment(actor=request.actor, agreement=agreement, on=clock.today())
    messages.success(request, _("The amendment begins with what is agreed now. Change what is to change."))
    return redirect(sections.section_url(amendment, "basics"))


@require_POST
def amendment_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from which day an amendment holds."""
    amendment, form = _amendment(request, pk), AmendmentDayForm(request.POST)
    request.actor.require("edit_agreement", amendment)
    if not form.is_valid():
        messages.error(request, form.errors["amends_from"][0])
        return redirect(amendment)
    try:
        services.set_amendment_day(
            actor=request.actor, amendment=amendment, on=clock.today(), amends_from=form.cleaned_data["amends_from"]
        )
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect(amendment)


@require_POST
def amendment_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what other amendments have agreed since this one was begun."""
    amendment = _amendment(request, pk)
    services.refresh_amendment(actor=request.actor, amendment=amendment, on=clock.today())
    messages.success(request, _("What was agreed in the meantime is taken over. Read the changes once more."))
    return redirect(amendment)


@require_safe
def agreement_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions of the terms side by side: `from` and `to` are their numbers, the last two unless said."""
    agreement = visible_agreement(request, pk)
    versions = readable_versions(agreement, actor=request.actor)
    if not versions:
        raise Http404
    before = _chosen(versions, request.GET.get("from", ""), versions[max(len(versions) - 2, 0)])
    after = _chosen(versions, request.GET.get("to", ""), versions[-1])
    changes = compare_versions(agreement, before, after, actor=request.actor)
    context = {"agreement": agreement, "versions": versions, "before": before, "after": after, "changes": changes}
    return render(request, "partnerships/agreement_compare.html", {**context, **life_of(agreement)})


def day_asked_for(request: HttpRequest) -> date | None:
    """The day in `?on=`; what is no day is none."""
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


def _chosen(versions: list[TermsVersion], number: str, otherwise: TermsVersion) -> TermsVersion:
    return next((version for version in versions if str(version.number) == number), otherwise)


def _amendment(request: HttpRequest, pk: int) -> Agreement:
    amendment = visible_agreement(request, pk)
    if not amendment.is_amendment:
        raise Http404
    return amendment
