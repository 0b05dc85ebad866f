"""Forms of equipment."""

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from institutions.lookups import hosts
from institutions.models import College, Equipment, EquipmentStatus
from institutions.models.equipment import NEXT_STATES
from institutions.selectors import bases_for
from institutions.services.equipment import FIRST_STATES

FIRST_YEAR, LAST_YEAR = 1900, 2150


class EquipmentForm(PageForm):
    """Everything about equipment but its state."""

    sections = (
        Section(_("The equipment"), ("name", "asset_number", "value", "made_in", "is_key", "base")),
        Section(_("Where it comes from"), ("contributor", "due_on")),
    )
    units = {"value": _("CNY")}

    name = forms.CharField(label=_("Name"), max_length=120)
    asset_number = forms.CharField(label=_("Asset number"), max_length=40, required=False)
    value = forms.DecimalField(
        label=pgettext_lazy("equipment", "Value"), max_digits=14, decimal_places=2, min_value=Decimal(0)
    )
    made_in = forms.IntegerField(
        label=_("Year of make"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text=_("Its age is computed from this."),
    )
    is_key = forms.BooleanField(
        label=_("Key equipment"), required=False, help_text=_("The programme cannot be taught without it.")
    )
    base = forms.ModelChoiceField(label=_("Training base"), queryset=None, required=False)
    contributor = LookupField(
        url=reverse_lazy("institutions:lookup-hosts"),
        label=_("Contributor"),
        required=False,
        help_text=_("The organisation that promised or gave it. It sees this page. Empty for the college's own."),
    )
    due_on = forms.DateField(
        label=_("To be delivered by"), widget=DayInput, required=False, help_text=_("Needed while it is promised.")
    )

    def __init__(self, *args: Any, college: College, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = bases_for(college)  # type: ignore[attr-defined]
        self.fields["contributor"].source = hosts()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(equipment: Equipment) -> dict[str, Any]:
        """Equipment as the form shows it."""
        names = ("name", "asset_number", "value", "made_in", "is_key", "base", "contributor", "due_on")
        return {name: getattr(equipment, name) for name in names}


class NewEquipmentForm(EquipmentForm):
    """Equipment with its first state."""

    sections = (*EquipmentForm.sections, Section(_("Its state"), ("state", "on")))

    state = forms.ChoiceField(label=_("State"), choices=[(state.value, state.label) for state in FIRST_STATES])
    on = forms.DateField(label=_("In this state since"), widget=DayInput)


class EquipmentStateForm(PageForm):
    """The next state of equipment."""

    state = forms.ChoiceField(label=_("Next state"))
    on = forms.DateField(label=_("From"), widget=DayInput)

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = [state for state in EquipmentStatus if state in NEXT_STATES[present]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
