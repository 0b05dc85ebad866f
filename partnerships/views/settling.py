"""What the parties owe each other when an agreement ends before its time."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.errors import InvalidInput
from core.forms import DayInput, PageForm
from partnerships import services
from partnerships.models import Agreement, ExitPayment
from partnerships.selectors.settling import settlement_of
from partnerships.settlement import by_year
from partnerships.views.common import visible_agreement


class SettlementForm(PageForm):
    """For which day it is reckoned, and who would be at fault."""

    on = forms.DateField(label=gettext_lazy("If it ended on"), widget=DayInput)
    at_fault = forms.ChoiceField(label=gettext_lazy("Party at fault"), required=False)

    def __init__(self, *args, agreement: Agreement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parties = agreement.parties.select_related("organisation")
        nobody = [("", gettext_lazy("nobody"))]
        self.fields["at_fault"].choices = nobody + [(party.key, str(party)) for party in parties]


class PaidForm(PageForm):
    """When the sum came."""

    paid_on = forms.DateField(label=gettext_lazy("Came on"), widget=DayInput)


@require_safe
def agreement_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be owed on a day; once the agreement has ended, what is owed and what was paid."""
    return _page(request, visible_agreement(request, pk))


def _page(request: HttpRequest, agreement: Agreement, paid: PaidForm | None = None, status: int = 200) -> HttpResponse:
    asked = request.GET if "on" in request.GET else None
    form = SettlementForm(asked, agreement=agreement, initial={"on": clock.today()})
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = settlement_of(agreement, on=said.get("on") or clock.today(), at_fault=said.get("at_fault", ""))
    lines = [
        (line, page.parties.get(line.given.giver), [(page.parties[key], amount) for key, amount in line.payments])
        for line in page.lines
    ]
    schedules = [
        (item.name, by_year(item.value, item.years, item.accepted_on))
        for item in (line.given for line in page.lines)
        if item.years and item.accepted_on
    ]
    kept = agreement.exit_payments.select_related("payer__organisation", "payee__organisation").order_by("pk")
    return render(
        request,
        "partnerships/agreement_settlement.html",
        {
            "agreement": agreement,
            "page": page,
            "lines": lines,
            "schedules": schedules,
            "payments": [(page.parties[each.payer], page.parties[each.payee], each.amount) for each in page.payments],
            "kept": kept,
            "own": request.actor.organisation_id if request.actor.can("confirm_exit_payment") else None,
            "form": form,
            "paid_form": paid or PaidForm(initial={"paid_on": clock.today()}),
        },
        status=400 if form.is_bound and form.errors else status,
    )


@require_POST
def exit_payment_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The payee says that a sum has come."""
    rows = ExitPayment.objects.visible_to(request.actor).select_related("agreement__keeper")
    payment, form = get_object_or_404(rows, pk=pk), PaidForm(request.POST)
    request.actor.require("confirm_exit_payment", payment)
    if form.is_valid():
        try:
            services.confirm_payment(actor=request.actor, payment=payment, on=clock.today(), **form.cleaned_data)
        except InvalidInput as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The payment was confirmed."))
            return redirect("partnerships:agreement-settlement", payment.agreement_id)
    return _page(request, payment.agreement, form, status=400)
