"""A day alone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm


class OnForm(PageForm):
    """From which day."""

    on = forms.DateField(label=_("From"), widget=DayInput)
