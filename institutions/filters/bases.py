"""Filters of training bases."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from institutions.models import BaseState, TechnologyLevel, TrainingBase


class TrainingBaseFilter(ListFilter):
    """Training bases by name, state, and where they are."""

    search = ("name", "host__name", "host__name_en", "college__organisation__name")
    q_label = _("Name or host")

    state = django_filters.ChoiceFilter(choices=BaseState.choices, label=_("State"))
    is_on_campus = django_filters.BooleanFilter(label=_("On the campus"))

    technology_level = django_filters.ChoiceFilter(choices=TechnologyLevel.choices, label=_("Technology level"))

    class Meta(ListFilter.Meta):
        model = TrainingBase
        fields = ["state", "is_on_campus", "technology_level"]
