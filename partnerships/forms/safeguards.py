"""Forms of claims and drills."""

from collections.abc import Sequence
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
    against = forms.ChoiceField(label=_("Policy or protection"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of protection"), choices=choices_with_blank(ProtectionKind.choices), required=False,
        help_text=_("Where it is none of the agreed ones."),
    )  # fmt: skip
    provider = forms.CharField(
        label=_("Of whom"), max_length=200, required=False, help_text=_("Where it is none of the agreed ones.")
    )
    lost_on = forms.DateField(label=_("Day of the loss"), widget=DayInput)
    amount = forms.DecimalField(label=_("Claimed"), **MONEY)
    note = CleanText(label=_("What happened"), longest=4000, rows=2)

    def __init__(self, *args: Any, covers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].choices = [("", _("Another one")), *covers]


class DecisionForm(PageForm):
    """What came of a claim."""

    units = {"paid": _("CNY")}
    paid = forms.DecimalField(label=_("Paid"), required=False, help_text=_("Empty: it was refused."), **MONEY)
    decided_on = forms.DateField(label=pgettext_lazy("claim", "Decided on"), widget=DayInput)


class DrillForm(PageForm):
    """A drill of the emergency plan."""

    occurred_on = forms.DateField(label=_("Day"), widget=DayInput)
    note = CleanText(label=_("What was practised, and what came of it"), longest=4000, rows=3)


class ContactForm(PageForm):
    """Somebody to call at one's own side."""

    topic = forms.CharField(label=_("For what"), max_length=120, help_text=_("Such as accidents, students, equipment."))
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    hours = forms.CharField(label=_("To be reached"), max_length=120, required=False, help_text=_("Days and hours."))
