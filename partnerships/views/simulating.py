"""What the benefit clause of an agreement gives to whom, under scenarios that a person enters, keeps and compares."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.idempotency import once
from core.errors import DomainError
from core.shares import PartsInvalid
from partnerships import services
from partnerships.forms.simulating import KeepForm, ScenarioForm
from partnerships.models import Agreement, BenefitScenario
from partnerships.scenario import scenario_from_json
from partnerships.selectors import terms_of
from partnerships.selectors.simulating import comparison_of, simulation_page
from partnerships.simulation import ROUNDING, NotReckonable, simulate
from partnerships.terms import Benefit, Terms
from partnerships.views.common import visible_agreement


@require_safe
def agreement_simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """A scenario is an address: it can be sent and opened again. Nothing is written."""
    agreement = visible_agreement(request, pk)
    return _page(request, agreement, terms_of(agreement))


@require_POST
@once
def scenario_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the scenario whose fields come along, under a name."""
    agreement = visible_agreement(request, pk)
    terms = terms_of(agreement)
    keep = KeepForm(request.POST)
    if not isinstance(terms.benefit, Benefit):
        return redirect("partnerships:agreement-simulation", agreement.pk)
    form = ScenarioForm(request.POST, benefit=terms.benefit)
    if keep.is_valid() and form.is_valid():
        try:
            kept = services.keep_scenario(
                actor=request.actor, agreement=agreement, name=keep.cleaned_data["name"], scenario=form.scenario()
            )
        except DomainError as refusal:
            keep.add_refusal(refusal)
        else:
            messages.success(request, _("The scenario “%(name)s” is kept.") % {"name": kept.name})
            return redirect(f"{reverse('partnerships:agreement-simulation', args=[agreement.pk])}?scenario={kept.pk}")
    return _page(request, agreement, terms, keep=keep, status=400)


@require_POST
def scenario_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a kept scenario away."""
    scenario = get_object_or_404(BenefitScenario.objects.visible_to(request.actor), pk=pk)
    agreement = scenario.agreement_id
    services.drop_scenario(actor=request.actor, scenario=scenario)
    messages.success(request, _("The scenario was dropped."))
    return redirect("partnerships:agreement-simulation", agreement)


def _page(
    request: HttpRequest, agreement: Agreement, terms: Terms, *, keep: KeepForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"agreement": agreement, "rounding": ROUNDING}
    if isinstance(terms.benefit, Benefit) and terms.benefit.stages:
        kept = BenefitScenario.objects.visible_to(request.actor).filter(agreement=agreement).order_by("name", "pk")
        data = _entered(request, terms.benefit, kept)
        form = ScenarioForm(data, benefit=terms.benefit)
        context |= {"form": form, "comparison": comparison_of(terms, terms.benefit, kept)}
        if data is not None and form.is_valid():
            try:
                outcome = simulate(terms.benefit, [party.key for party in terms.parties], form.scenario())
            except (NotReckonable, PartsInvalid) as error:
                form.add_refusal(error)
            else:
                context["page"] = simulation_page(terms, outcome) if outcome.lines else None
                if request.actor.can("keep_scenario", agreement):
                    context |= {
                        "keep": keep or KeepForm(),
                        "fields": [(name, data[name]) for name in form.fields if data.get(name)],
                    }
    return render(request, "partnerships/agreement_simulation.html", context, status=status)


def _entered(request: HttpRequest, benefit: Benefit, kept: QuerySet[BenefitScenario]) -> Mapping[str, str] | None:
    """What was entered: sent, or that of a kept scenario; None where nothing is."""
    if request.method == "POST":
        return request.POST
    if any(name.startswith("income_") for name in request.GET):
        return request.GET
    number = request.GET.get("scenario", "")
    scenario = kept.filter(pk=number).first() if number.isascii() and number.isdecimal() and len(number) < 19 else None
    return ScenarioForm.entered(benefit, scenario_from_json(scenario.document)) if scenario else None
