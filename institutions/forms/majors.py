"""Forms of majors."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from core.lookups import LookupField
from reference.lookups import industries, majors


class OpenMajorForm(PageForm):
    """Which major of the catalogue is taught, from when."""

    catalogue = LookupField(
        url=reverse_lazy("reference:lookup-majors"),
        label=_("Major of the catalogue"),
        help_text=_("Code or name."),
    )
    name = forms.CharField(
        label=_("Own name"), max_length=80, required=False, help_text=_("Only if the college calls it otherwise.")
    )
    on = forms.DateField(label=_("Open from"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["catalogue"].source = majors()  # type: ignore[attr-defined]


class ChainForm(PageForm):
    """An industry chain that a major serves."""

    name = forms.CharField(label=_("Industry chain"), max_length=80, help_text=_("As the region's plan calls it."))
    industry = LookupField(
        url=reverse_lazy("reference:lookup-industries"),
        label=_("Industry"),
        required=False,
        help_text=_("Code or name of GB/T 4754."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["industry"].source = industries()  # type: ignore[attr-defined]
