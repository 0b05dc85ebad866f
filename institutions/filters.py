"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from institutions.models import BaseState, College, Major, MajorState, TrainingBase


class CollegeFilter(ListFilter):
    """Colleges of the register."""

    search = ("organisation__name", "organisation__name_en", "school_code")
    q_label = _("Name or code")

    is_vocational = django_filters.BooleanFilter(label=_("Vocational"))
    education_level = django_filters.ChoiceFilter(choices=College.EducationLevel.choices, label=_("Education level"))
    ownership = django_filters.ChoiceFilter(choices=College.Ownership.choices, label=_("Ownership"))
    region_from = django_filters.CharFilter(
        field_name="organisation__region__code",
        lookup_expr="startswith",
        max_length=6,
        label=_("Region code begins with"),
    )

    class Meta(ListFilter.Meta):
        model = College
        fields = ["is_vocational", "education_level", "ownership", "region_from"]


class MajorFilter(ListFilter):
    """Majors by name or code, and state."""

    search = ("name", "catalogue__code", "catalogue__name", "college__organisation__name")
    q_label = _("Name or code")

    state = django_filters.ChoiceFilter(choices=MajorState.State.choices, label=_("State"))

    class Meta(ListFilter.Meta):
        model = Major
        fields = ["state"]


class TrainingBaseFilter(ListFilter):
    """Training bases by name, state, and where they are."""

    search = ("name", "host__name", "host__name_en", "college__organisation__name")
    q_label = _("Name or host")

    state = django_filters.ChoiceFilter(choices=BaseState.choices, label=_("State"))
    is_on_campus = django_filters.BooleanFilter(label=_("On the campus"))

    class Meta(ListFilter.Meta):
        model = TrainingBase
        fields = ["state", "is_on_campus"]
