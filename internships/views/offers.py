"""Pages of job offers."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from internships import services
from internships.filters import JobOfferFilter
from internships.forms import JobOfferForm
from internships.models import JobOffer
from internships.tables import OFFER_SHAPES, JobOfferTable
from internships.views.common import REFUSED, allow, do


def _visible(request: HttpRequest, pk: int) -> JobOffer:
    return get_object_or_404(JobOffer.objects.visible_to(request.actor).select_related("enterprise", "region"), pk=pk)


@require_safe
def job_offer_list(request: HttpRequest) -> HttpResponseBase:
    """Own offers and those that are open."""
    return render_list(
        request,
        filterset=JobOfferFilter,
        queryset=JobOffer.objects.visible_to(request.actor).for_list(),
        table=JobOfferTable,
        template="internships/job_offer_list.html",
        context={"may_offer": request.actor.can("offer_job")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def job_offer_create(request: HttpRequest) -> HttpResponse:
    """Publish at once, or keep the draft."""
    allow(request, "offer_job")
    form, status = JobOfferForm(request.POST or None, initial={"open_from": clock.today()}), 200
    if request.method == "POST" and form.is_valid():
        on = clock.today()
        try:
            offer = services.draft_offer(actor=request.actor, draft=form.draft(), on=on)
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            return _publish(request, offer) if "publish" in request.POST else redirect(offer)
    return render(request, "internships/job_offer_form.html", {"form": form}, status=status)


def _publish(request: HttpRequest, offer: JobOffer) -> HttpResponse:
    return do(
        request,
        lambda: services.open_offer(actor=request.actor, offer=offer, on=clock.today()),
        done=_("Published: everybody who is signed in finds this job offer."),
        back=offer,
    )


@require_safe
def job_offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer."""
    offer = _visible(request, pk)
    page = {
        "offer": offer,
        "shape": OFFER_SHAPES[offer.state],
        "may_edit": request.actor.can("edit_job_offer", offer),
        "is_applicable": JobOffer.objects.visible_to(request.actor).applicable(clock.today()).filter(pk=pk).exists(),
    }
    return render(request, "internships/job_offer_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def job_offer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer; an open one is seen changed at once."""
    offer = _visible(request, pk)
    allow(request, "edit_job_offer", offer)
    form, status = JobOfferForm(request.POST or None, instance=copy(offer)), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.save_offer(actor=request.actor, offer=offer, draft=form.draft())
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            messages.success(request, _("Saved."))
            return redirect(offer)
    return render(request, "internships/job_offer_form.html", {"form": form, "offer": offer}, status=status)


@require_POST
@once
def job_offer_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish."""
    offer = _visible(request, pk)
    allow(request, "edit_job_offer", offer)
    return _publish(request, offer)


@require_POST
@once
def job_offer_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    offer = _visible(request, pk)
    allow(request, "edit_job_offer", offer)
    return do(
        request,
        lambda: services.close_offer(actor=request.actor, offer=offer, on=clock.today()),
        done=_("Closed: nobody else finds this job offer any more."),
        back=offer,
    )
