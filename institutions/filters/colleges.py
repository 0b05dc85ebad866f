"""Filters of the register of colleges."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from institutions.models import College


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
