"""The forms of this room: a filed figure, why a run may go on, a draft of a framework, a comment on it."""

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


class RunReasonForm(PageForm):
    """Why a run may go on, or be published all the same."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It goes into the ledger with your name."))


class DraftForm(PageForm):
    """A version of a framework: what the framework is called, and a file or a text that says the rest."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{0,59}$",
        label=_("Code of the framework"),
        help_text=_("Small letters, digits and hyphens; a new one begins a new framework."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("YAML, CSV or Excel, as a version is downloaded; it goes before the text."),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )

    def __init__(self, *args: Any, is_edit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_edit:
            for name in ("code", "name", "name_en"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("file") is None and not said.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or write the version as text."))
        return said

    @property
    def titles(self) -> dict[str, str]:
        """The name of the framework in both languages."""
        said = self.cleaned_data
        return {"zh-hans": said["name"], "en": said["name_en"]}


class CommentForm(PageForm):
    """What somebody says about a version in consultation."""

    indicator = forms.CharField(
        label=_("About the indicator"), max_length=60, required=False, help_text=_("Its code; empty: about all of it.")
    )
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}))
