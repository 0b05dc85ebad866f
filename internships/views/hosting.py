"""Can you host? And several slots on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from internships import services
from internships.filters import HostingAnswerFilter
from internships.forms import HostingForm, SeveralSlotsForm
from internships.forms.hosting import ROWS
from internships.models import HostingAnswer, InternshipSlot
from internships.tables import HostingTable
from internships.views.common import REFUSED, allow


@require_safe
def hosting_list(request: HttpRequest) -> HttpResponseBase:
    """Who can host in which term, and why not."""
    answers = HostingAnswer.objects.visible_to(request.actor).current()
    return render_list(
        request,
        filterset=HostingAnswerFilter,
        queryset=answers.select_related("enterprise__region").order_by("-first_year", "-term", "enterprise__name"),
        table=HostingTable,
        template="internships/hosting_list.html",
        context={"may_offer": request.actor.can("offer_slot")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def hosting_answer(request: HttpRequest) -> HttpResponse:
    """The first question: yes and maybe lead on to a slot, no is enough."""
    allow(request, "offer_slot")
    form = HostingForm(request.POST or None, on=clock.today(), initial={"term": request.GET.get("term")})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            said = services.answer_hosting(
                actor=request.actor,
                term=form.chosen,
                answer=form.cleaned_data["answer"],
                reason=form.cleaned_data["reason"],
                on=clock.today(),
            )
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            if said.answer == InternshipSlot.Answer.NO:
                messages.success(request, _("Noted. Colleges see your reason and need not ask again."))
                return redirect("internships:slot-list")
            messages.success(request, _("Noted. Now say which post, for whom, when and how many."))
            return redirect(f"{reverse('internships:slot-create')}?term={form.cleaned_data['term']}")
    return render(request, "internships/hosting_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def slot_create_several(request: HttpRequest) -> HttpResponse:
    """Several slots on one page; more rows are one button away, without a script."""
    allow(request, "offer_slot")
    rows = int(request.POST["rows"]) if request.POST.get("rows", "").isdigit() else ROWS
    if "more" in request.POST:
        form = SeveralSlotsForm(initial=request.POST.dict(), rows=rows + ROWS)
        return render(request, "internships/slot_several.html", {"form": form})
    form, status = SeveralSlotsForm(request.POST or None, rows=rows), 200
    if request.method == "POST" and form.is_valid():
        try:
            offered = services.offer_slots(
                actor=request.actor,
                drafts=form.drafts(),
                is_published="publish" in request.POST,
                on=clock.today(),
            )
        except DomainError as error:
            form.add_refusal(error)
            status = REFUSED
        else:
            _say(request, offered)
            return redirect(f"{reverse('internships:slot-list')}?mine=on")
    return render(request, "internships/slot_several.html", {"form": form}, status=status)


def _say(request: HttpRequest, offered: list[services.Offered]) -> None:
    """How many were published, and which stayed drafts."""
    opened = sum(one.slot.is_open for one in offered)
    if opened:
        words = ngettext("%(number)s slot is published.", "%(number)s slots are published.", opened)
        messages.success(request, words % {"number": opened})
    drafts = len(offered) - opened
    if drafts:
        words = ngettext("%(number)s slot is saved as a draft.", "%(number)s slots are saved as drafts.", drafts)
        messages.info(request, words % {"number": drafts})
    for one in offered:
        if one.refusal is not None:
            messages.warning(
                request, _("“%(post)s” is not published: %(why)s") % {"post": one.slot.post, "why": one.refusal}
            )
