"""Forms of claims and drills."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm
from partnerships.forms.fields import CleanText, choices_with_blank
from partnerships.terms.values import ProtectionKind

MONEY: dict[str, Any] = {"max_digits": 15, "decimal_places": 2, "min_value": Decimal("0.01")}


class ClaimForm(PageForm):
    """A loss, and of whom it is claimed."""

    units = {"amount": _("CNY")}
    kind = forms.ChoiceField(label=_("Kind of protection"), choices=choices_with_blank(ProtectionKind.choices))
    provider = forms.CharField(label=_("Of whom"), max_length=200)
    lost_on = forms.DateField(label=_("Day of the loss"), widget=DayInput)
    amount = forms.DecimalField(label=_("Claimed"), **MONEY)
    note = CleanText(label=_("What happened"), longest=4000, rows=2)


class DecisionForm(PageForm):
    """What came of a claim."""

    units = {"paid": _("CNY")}
    paid = forms.DecimalField(label=_("Paid"), required=False, help_text=_("Empty: it was refused."), **MONEY)
    decided_on = forms.DateField(label=pgettext_lazy("claim", "Decided on"), widget=DayInput)


class DrillForm(PageForm):
    """A drill of the emergency plan."""

    occurred_on = forms.DateField(label=_("Day"), widget=DayInput)
    note = CleanText(label=_("What was practised, and what came of it"), longest=4000, rows=3)
