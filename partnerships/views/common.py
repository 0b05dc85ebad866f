"""What every page of an agreement begins with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from partnerships.life import AMENDMENT_IN_ORDER, IN_ORDER, SHAPES
from partnerships.models import Agreement, State


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    """The agreement with its parties, if the actor may see it; else 404, as if there were none."""
    rows = Agreement.objects.visible_to(request.actor).select_related("keeper", "amends")
    return get_object_or_404(rows.prefetch_related("parties__organisation"), pk=pk)


def life_of(agreement: Agreement) -> dict[str, object]:
    """The steps of components/_life.html."""
    states = list(AMENDMENT_IN_ORDER if agreement.is_amendment else IN_ORDER)
    if agreement.is_submitted:
        states.insert(1, State.SUBMITTED)
    elif agreement.state not in states:
        states.append(State(agreement.state))
    return {
        "life": [(state.label, state == agreement.state) for state in states],
        "life_shape": SHAPES[agreement.state],
    }
