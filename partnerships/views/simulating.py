"""What the benefit clause of an agreement gives to whom, under a scenario that a person enters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.shares import PartsInvalid
from partnerships.forms.simulating import ScenarioForm
from partnerships.selectors import terms_of
from partnerships.selectors.simulating import simulation_page
from partnerships.simulation import ROUNDING, NotReckonable, simulate
from partnerships.terms import Benefit
from partnerships.views.common import visible_agreement


@require_safe
def agreement_simulation(request: HttpRequest, pk: int) -> HttpResponse:
    """A scenario is an address: it can be kept, sent and opened again. Nothing is written."""
    agreement = visible_agreement(request, pk)
    terms = terms_of(agreement)
    context = {"agreement": agreement, "rounding": ROUNDING}
    if isinstance(terms.benefit, Benefit) and terms.benefit.stages:
        is_asked = any(name.startswith("income_") for name in request.GET)
        form = ScenarioForm(request.GET if is_asked else None, benefit=terms.benefit)
        context["form"] = form
        if is_asked and form.is_valid():
            try:
                outcome = simulate(terms.benefit, [party.key for party in terms.parties], form.scenario())
            except (NotReckonable, PartsInvalid) as error:
                form.add_refusal(error)
            else:
                context["page"] = simulation_page(terms, outcome) if outcome.lines else None
    return render(request, "partnerships/agreement_simulation.html", context)
