"""The form of the figures that an authority files for a region."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from core.lookups import LookupField
from reference.lookups import regions
from reference.models import FigureCode

FIRST_YEAR = 1978


class QuestionForm(PageForm):
    """What somebody asks about a figure, or says in a question."""

    text = forms.CharField(label=_("Your question"), max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str | Promise = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


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
