"""Filters of graduate outcomes."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import DayRangeFilter, ListFilter
from institutions.filters.students import majors_seen
from institutions.models import GraduateOutcome, OutcomeStatus, Wave


class GraduateOutcomeFilter(ListFilter):
    """Outcomes by graduate or employer, wave, status, major, year of graduation, and the day that they are about."""

    search = ("student__number", "student__name", "student__class_name", "employer_name", "employer__name")
    q_label = _("Graduate, class or employer")

    wave = django_filters.MultipleChoiceFilter(choices=Wave.choices, label=_("Wave"))
    status = django_filters.MultipleChoiceFilter(
        choices=OutcomeStatus.choices, label=pgettext_lazy("graduate", "Status")
    )
    major = django_filters.ModelChoiceFilter(field_name="student__major", queryset=majors_seen, label=_("Major"))
    year = django_filters.NumberFilter(
        field_name="student__left_on", lookup_expr="year", label=_("Year of graduation"), min_value=1900, max_value=2200
    )
    is_matched = django_filters.BooleanFilter(label=_("Post matches the major"))
    occurred_on = DayRangeFilter(label=_("About the day"))

    class Meta(ListFilter.Meta):
        model = GraduateOutcome
        fields = ["wave", "status", "major", "year", "is_matched", "occurred_on"]
