"""Forms of studios."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm
from core.lookups import LookupField
from institutions.lookups import enterprises
from institutions.models import SkillMasterStudio


class StudioForm(PageForm):
    """A studio of a skill master."""

    name = forms.CharField(label=_("Name"), max_length=120)
    level = forms.ChoiceField(label=_("Level"), choices=SkillMasterStudio.Level.choices)
    master = forms.CharField(label=_("Master"), max_length=60, help_text=_("Who leads it."))
    enterprise = LookupField(
        url=reverse_lazy("institutions:lookup-enterprises"),
        label=_("Enterprise"),
        required=False,
        help_text=_("Where the master works, if not at the college."),
    )
    recognised_on = forms.DateField(label=_("Recognised on"), widget=DayInput)
    ended_on = forms.DateField(
        label=_("Ended on"), widget=DayInput, required=False, help_text=_("From this day it counts no longer.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].source = enterprises()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(studio: SkillMasterStudio) -> dict[str, Any]:
        """A studio as the form shows it."""
        names = ("name", "level", "master", "enterprise", "recognised_on", "ended_on")
        return {name: getattr(studio, name) for name in names}
