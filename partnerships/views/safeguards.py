"""Claims against who protects from a risk; the emergency plan and its drills."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from core import clock
from partnerships import services
from partnerships.forms.safeguards import ClaimForm, ContactForm, DecisionForm, DrillForm
from partnerships.models import Agreement, Claim, Contact
from partnerships.selectors.safeguards import covers_of, emergency_of
from partnerships.views.common import visible_agreement
from partnerships.views.progress import act_on
from partnerships.views.risks import cover_choices, risk_page, visible_risk


@require_POST
@once
def claim_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a loss is claimed."""
    risk = visible_risk(request, pk)
    form = ClaimForm(request.POST, prefix="claim", covers=cover_choices(covers_of(risk, on=clock.today())))
    request.actor.require("file_claim", risk)

    def act(form: Form) -> None:
        services.file_claim(actor=request.actor, risk=risk, on=clock.today(), **form.cleaned_data)

    if refused := act_on(request, form, act, _("The claim was kept.")):
        return risk_page(request, risk, claim=form, status=refused)
    return redirect(risk)


@require_POST
def claim_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of a claim."""
    claim = get_object_or_404(Claim.objects.visible_to(request.actor), pk=pk)
    request.actor.require("file_claim", claim)
    form = DecisionForm(request.POST, prefix=f"decision-{claim.pk}")

    def act(form: Form) -> None:
        services.decide_claim(actor=request.actor, claim=claim, on=clock.today(), **form.cleaned_data)

    if refused := act_on(request, form, act, _("What came of the claim was kept.")):
        return risk_page(request, visible_risk(request, claim.risk_id), decision=form, status=refused)
    return redirect(claim.risk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_emergency(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, its drills and whom to call; a POST records a drill."""
    agreement = visible_agreement(request, pk)
    if request.method != "POST":
        return _emergency_page(request, agreement)
    request.actor.require("record_drill", agreement)
    form = DrillForm(request.POST)

    def act(form: Form) -> None:
        services.record_drill(actor=request.actor, agreement=agreement, on=clock.today(), **form.cleaned_data)

    if refused := act_on(request, form, act, _("The drill was kept.")):
        return _emergency_page(request, agreement, drill=form, status=refused)
    return redirect("partnerships:agreement-emergency", agreement.pk)


@require_POST
@once
def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody to call at one's own side."""
    agreement, form = visible_agreement(request, pk), ContactForm(request.POST, prefix="contact")
    request.actor.require("manage_contacts", agreement)

    def act(form: Form) -> None:
        services.add_contact(actor=request.actor, agreement=agreement, **form.cleaned_data)

    if refused := act_on(request, form, act, _("The contact was kept.")):
        return _emergency_page(request, agreement, contact=form, status=refused)
    return redirect("partnerships:agreement-emergency", agreement.pk)


@require_POST
def contact_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove somebody of one's own side."""
    rows = Contact.objects.visible_to(request.actor).select_related("agreement", "party")
    contact = get_object_or_404(rows, pk=pk)
    services.remove_contact(actor=request.actor, contact=contact)
    messages.success(request, _("The contact was removed."))
    return redirect("partnerships:agreement-emergency", contact.agreement_id)


def _emergency_page(
    request: HttpRequest,
    agreement: Agreement,
    *,
    drill: Form | None = None,
    contact: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    contacts = Contact.objects.visible_to(actor).filter(agreement=agreement).select_related("party__organisation")
    may_name = actor.can("manage_contacts", agreement)
    context = {
        "agreement": agreement,
        "page": emergency_of(agreement, on=clock.today()),
        "contacts": contacts,
        "own": actor.organisation_id if may_name else None,
        "contact_form": (contact or ContactForm(prefix="contact")) if may_name else None,
        "form": (drill or DrillForm(initial={"occurred_on": clock.today()}))
        if actor.can("record_drill", agreement)
        else None,
    }
    return render(request, "partnerships/agreement_emergency.html", context, status=status)
