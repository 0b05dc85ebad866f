"""Activities of an agreement: recorded by one side, confirmed by the other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from partnerships import services
from partnerships.forms.acting import ActivityForm
from partnerships.models import Activity, Agreement, Party, Side
from partnerships.selectors import activities_of
from partnerships.views.common import life_of, visible_agreement


@require_http_methods(["GET", "HEAD", "POST"])
@once
def agreement_activities(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, the form to record one, and a button for each that waits for our side."""
    agreement = visible_agreement(request, pk)
    if request.method == "POST":
        request.actor.require("record_activity", agreement)
    may_record = request.actor.can("record_activity", agreement) and not agreement.is_keepers_alone
    form = ActivityForm(
        request.POST if request.method == "POST" else None,
        parties=_parties(request, agreement),
        initial={"occurred_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.record_activity(
                actor=request.actor,
                agreement=agreement,
                party=form.party(),
                kind=form.cleaned_data["kind"],
                occurred_on=form.cleaned_data["occurred_on"],
                description=form.cleaned_data["description"],
                on=clock.today(),
            )
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Recorded. It counts once the other side has confirmed it."))
            return redirect("partnerships:agreement-activities", agreement.pk)
    may_confirm = request.actor.can("confirm_activity", agreement)
    rows = [(row, waits and may_confirm) for row, waits in activities_of(agreement, actor=request.actor)]
    return render(
        request,
        "partnerships/agreement_activities.html",
        {
            "agreement": agreement,
            "rows": rows,
            "form": form if may_record else None,
            **life_of(agreement),
        },
        status=400 if form.errors else 200,
    )


@require_POST
def activity_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm an activity that the other side has recorded."""
    rows = Activity.objects.visible_to(request.actor).select_related("agreement", "party")
    activity = get_object_or_404(rows, pk=pk)
    services.confirm_activity(actor=request.actor, activity=activity, on=clock.today())
    messages.success(request, _("Confirmed: it counts now."))
    return redirect("partnerships:agreement-activities", activity.agreement_id)


def _parties(request: HttpRequest, agreement: Agreement) -> list[Party]:
    """The enterprises for which the actor may record something: all for the keeper, itself for an enterprise."""
    rows = agreement.parties.filter(side=Side.ENTERPRISE).select_related("organisation")
    if request.actor.organisation_id != agreement.keeper_id:
        rows = rows.filter(organisation_id=request.actor.organisation_id)
    return list(rows)
