"""Filters of courses and training plans."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from institutions.filters.students import majors_seen
from institutions.models import Course, TrainingPlan


class CourseFilter(ListFilter):
    """Courses by code or name, major, and whether they are taught."""

    search = ("code", "name", "college__organisation__name")
    q_label = _("Name or code")

    majors = django_filters.ModelChoiceFilter(queryset=majors_seen, label=_("Major"))
    is_taught = django_filters.BooleanFilter(field_name="ended_on", lookup_expr="isnull", label=_("Still taught"))

    class Meta(ListFilter.Meta):
        model = Course
        fields = ["majors", "is_taught"]


class TrainingPlanFilter(ListFilter):
    """Plans by major or version, and from when they hold."""

    search = ("version", "major__name", "major__college__organisation__name")
    q_label = _("Major or version")

    major = django_filters.ModelChoiceFilter(queryset=majors_seen, label=_("Major"))
    effective_from = DayRangeFilter(label=_("Effective from"))

    class Meta(ListFilter.Meta):
        model = TrainingPlan
        fields = ["major", "effective_from"]
