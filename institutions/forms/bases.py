"""Forms of training bases."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from institutions.lookups import hosts
from institutions.models import BaseState, College, TechnologyLevel, TrainingBase
from institutions.models.bases import NEXT_STATES
from institutions.selectors import majors_for
from institutions.services.bases import FIRST_STATES
from reference.lookups import regions

PLACES_MAX = 100_000


class TrainingBaseForm(PageForm):
    """Everything about a base but its state."""

    sections = (
        Section(_("The base"), ("name", "is_on_campus", "host", "region", "places", "technology_level")),
        Section(_("What it is for"), ("majors",)),
    )

    name = forms.CharField(label=_("Name"), max_length=120)
    is_on_campus = forms.BooleanField(label=_("On the campus"), required=False)
    host = LookupField(
        url=reverse_lazy("institutions:lookup-hosts"),
        label=_("Host"),
        required=False,
        help_text=_("The organisation where it stands. Needed off the campus."),
    )
    region = LookupField(
        url=reverse_lazy("reference:lookup-regions"),
        label=_("Region"),
        required=False,
        help_text=_("Code or name of the county, city or province."),
    )
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=PLACES_MAX, initial=0)
    technology_level = forms.ChoiceField(
        label=_("Technology level"),
        choices=[("", _("Not given")), *TechnologyLevel.choices],
        required=False,
        help_text=_("What its equipment is up to."),
    )
    majors = forms.ModelMultipleChoiceField(
        label=_("Majors"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, college: College, base: TrainingBase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].source = hosts()  # type: ignore[attr-defined]
        self.fields["region"].source = regions()  # type: ignore[attr-defined]
        self.fields["majors"].queryset = majors_for(college, base)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(base: TrainingBase) -> dict[str, Any]:
        """A base as the form shows it."""
        names = ("name", "is_on_campus", "host", "region", "places", "technology_level")
        return {name: getattr(base, name) for name in names} | {"majors": base.majors.all()}


class NewTrainingBaseForm(TrainingBaseForm):
    """A base with its first state."""

    sections = (*TrainingBaseForm.sections, Section(_("Its state"), ("state", "on")))

    state = forms.ChoiceField(label=_("State"), choices=[(state.value, state.label) for state in FIRST_STATES])
    on = forms.DateField(label=_("In this state since"), widget=DayInput)


class BaseStateForm(PageForm):
    """The next state of a base."""

    state = forms.ChoiceField(label=_("Next state"))
    on = forms.DateField(label=_("From"), widget=DayInput)

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = [state for state in BaseState if state in NEXT_STATES[present]]
        self.fields["state"].choices = [(state.value, state.label) for state in following]  # type: ignore[attr-defined]
