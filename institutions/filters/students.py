"""Filters of students."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from institutions.models import Major, Student


def majors_seen(request: Any) -> QuerySet[Major]:
    """Majors that whoever asks may see; none where nobody asks (the schema)."""
    actor = getattr(request, "actor", None)
    return Major.objects.visible_to(actor) if actor is not None else Major.objects.none()


class StudentFilter(ListFilter):
    """Students by number, name or class; major; enrolment; whether and why they left."""

    search = ("number", "name", "class_name")
    q_label = _("Number, name or class")

    major = django_filters.ModelChoiceFilter(queryset=majors_seen, label=_("Major"))
    has_left = django_filters.BooleanFilter(
        field_name="left_on", lookup_expr="isnull", exclude=True, label=_("Has left")
    )
    leave_reason = django_filters.ChoiceFilter(choices=Student.LeaveReason.choices, label=_("Reason of leaving"))
    enrolled_on = DayRangeFilter(label=_("Enrolled"))

    class Meta(ListFilter.Meta):
        model = Student
        fields = ["major", "has_left", "leave_reason", "enrolled_on"]
