"""Claims against who protects from a risk; the emergency plan and its drills."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from core import clock
from partnerships import services
from partnerships.forms.safeguards import ClaimForm, DecisionForm, DrillForm
from partnerships.models import Claim
from partnerships.selectors.safeguards import emergency_of
from partnerships.views.common import visible_agreement
from partnerships.views.progress import act_on
from partnerships.views.risks import risk_page, visible_risk


@require_POST
@once
def claim_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a loss is claimed."""
    risk, form = visible_risk(request, pk), ClaimForm(request.POST, prefix="claim")
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
    """The plan and its drills; a POST records a drill."""
    agreement, form, status = visible_agreement(request, pk), DrillForm(initial={"occurred_on": clock.today()}), 200
    if request.method == "POST":
        request.actor.require("record_drill", agreement)
        form = DrillForm(request.POST)

        def act(form: Form) -> None:
            services.record_drill(actor=request.actor, agreement=agreement, on=clock.today(), **form.cleaned_data)

        status = act_on(request, form, act, _("The drill was kept."))
        if not status:
            return redirect("partnerships:agreement-emergency", agreement.pk)
    context = {
        "agreement": agreement,
        "page": emergency_of(agreement, on=clock.today()),
        "form": form if request.actor.can("record_drill", agreement) else None,
    }
    return render(request, "partnerships/agreement_emergency.html", context, status=status)
