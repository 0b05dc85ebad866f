"""Forms of the yearly return."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm


class StartReturnForm(PageForm):
    """Of which year."""

    year = forms.IntegerField(label=_("Year"), min_value=1978, max_value=2200)


class FigureForm(PageForm):
    """A figure with its evidence."""

    value = forms.DecimalField(label=_("Value"), max_digits=20, decimal_places=4, min_value=0)
    change_reason = forms.CharField(
        label=_("Reason of the change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the figure differs from last year's by 10 % or more."),
    )
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("Replaces the file that is there, if there is one.")
    )


class SendBackForm(PageForm):
    """What has to be corrected."""

    reason = forms.CharField(
        label=_("What has to be corrected"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
