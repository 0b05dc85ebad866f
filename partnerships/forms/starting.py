"""Beginning an agreement: with whom, and what it is called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from enterprises.credit_code import compact, fault_of
from partnerships.forms.fields import choices_with_blank
from partnerships.services.drafting import NUMBER_LENGTH
from partnerships.terms.values import AgreementKind, AgreementMode


class FindCounterpartForm(PageForm):
    """Search of the register by name or credit code. A mistyped code is told apart from an unknown one."""

    find = forms.CharField(
        label=_("Name or unified social credit code"),
        max_length=100,
        widget=forms.SearchInput,
    )

    def clean_find(self) -> str:
        """A text that looks like a code has to be one."""
        text: str = self.cleaned_data["find"]
        code = compact(text)
        looks_like_code = (
            len(code) in range(16, 21) and code.isascii() and code.isalnum() and any(map(str.isdigit, code))
        )
        fault = fault_of(code) if looks_like_code else None
        if fault is not None:
            raise forms.ValidationError(str(fault.message), code=fault.code)
        return text


class NewAgreementForm(PageForm):
    """Everything that a draft needs at first."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is about"), choices=choices_with_blank(AgreementKind.choices))
    mode = forms.ChoiceField(
        label=_("How the sides work together"), choices=choices_with_blank(AgreementMode.choices), required=False
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("The agreement holds on this day too.")
    )
    number = forms.CharField(
        label=_("Own number"),
        max_length=NUMBER_LENGTH,
        required=False,
        help_text=_("Leave it empty to take the next number of this year."),
    )
