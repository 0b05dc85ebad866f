"""A student without an account asks for help: the link that the college sends, and the page behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.idempotency import once
from accounts.links import LinkWithdrawn, subject_of
from accounts.models import Link
from core import clock
from core.errors import DomainError
from internships import services
from internships.forms import HelpForm, HelpLinkForm
from internships.models import HelpRequest, Placement
from internships.tables import HELP_SHAPES
from internships.views.common import REFUSED, allow, visible_placement


@require_http_methods(["GET", "HEAD", "POST"])
@once
def help_link_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the student of a placement a link to ask for help through."""
    placement = visible_placement(request, pk)
    allow(request, "send_help_link", placement)
    form, status = HelpLinkForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.send_help_link(
                actor=request.actor, placement=placement, email=form.cleaned_data["email"], on=clock.today()
            )
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            messages.success(request, _("A link was sent to %(email)s.") % form.cleaned_data)
            return redirect(placement)
    page = {"form": form, "heading": _("A link for the student"), "placement": placement, "main": _("Send the link")}
    return render(request, "internships/placement_record.html", page, status=status)


@once
def link_page(request: HttpRequest, link: Link) -> HttpResponseBase:
    """Behind a link: a GET shows what was asked and answered, a POST asks. Registered for `ask_for_help`."""
    placement = subject_of(link)
    if not isinstance(placement, Placement) or services.is_served(placement, on=clock.today()):
        raise LinkWithdrawn(link)
    form, status = HelpForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_help(actor=request.actor, placement=placement, on=clock.today(), **form.cleaned_data)
        except DomainError as error:
            form.add_refusal(error)
            status = error.status
        else:
            messages.success(request, _("Sent. Your college alone reads it; the answer will stand on this page."))
            return redirect(request.path)
    # whole: of the link that was opened, and of those before it to the same address
    asked = HelpRequest.objects.through(link).order_by("-asked_on", "-pk")
    page = {
        "form": form,
        "link": link,
        "placement": placement,
        "asked": [(row, HELP_SHAPES[row.state]) for row in asked],
        "today": clock.today(),
    }
    return render(
        request, "internships/help_by_link.html", page, status=400 if form.errors and status == 200 else status
    )
