"""Forms: a figure that an authority files for a region; why a run may go on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from core.lookups import LookupField
from reference.lookups import regions
from reference.models import FigureCode

FIRST_YEAR = 1978


class FiledFigureForm(PageForm):
    """A figure of a region for a year, with where it comes from."""

    region = LookupField(url=reverse_lazy("reference:lookup-regions"), label=_("Region"), help_text=_("Code or name."))
    figure = forms.ModelChoiceField(queryset=FigureCode.objects.none(), label=_("Figure"))
    year = forms.IntegerField(label=_("Year"), validators=[MinValueValidator(FIRST_YEAR)])
    value = forms.DecimalField(label=_("Value"), max_digits=20, decimal_places=4, min_value=Decimal(0))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The publication or register that it is taken from.")
    )

    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=200,
        required=False,
        help_text=_("Only where a figure stands already: it is superseded and stays in the history."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].source = regions()  # type: ignore[attr-defined]
        self.fields["figure"].queryset = FigureCode.objects.filter(subject=FigureCode.Subject.REGION)  # type: ignore[attr-defined]
        self.fields["year"].validators.append(MaxValueValidator(today.year))


class RunReasonForm(PageForm):
    """Why a run may go on, or be published all the same."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It goes into the ledger with your name."))
