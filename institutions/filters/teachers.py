"""Filters of teachers."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock
from core.filters import ListFilter
from institutions.models import DualQualification, Teacher

DUAL = [
    ("valid", _("Dual-qualified now")),
    ("soon", _("Expires within 90 days")),
    ("expired", _("Expired")),
    ("none", _("Never recognised")),
]
PRACTICE = [("met", _("Enough months")), ("short", _("Months missing"))]


class TeacherFilter(ListFilter):
    """Teachers by name or number, and what they are."""

    search = ("name", "number", "employer__name")
    q_label = _("Name or number")

    is_part_time = django_filters.BooleanFilter(label=_("Part-time"))
    teaches_professional_courses = django_filters.BooleanFilter(label=_("Teaches professional courses"))
    dual = django_filters.ChoiceFilter(choices=DUAL, method="by_qualification", label=_("Dual qualification"))
    level = django_filters.ChoiceFilter(
        choices=DualQualification.Level.choices, field_name="dual_level", label=_("Level of the qualification")
    )
    practice = django_filters.ChoiceFilter(choices=PRACTICE, method="by_practice", label=_("Enterprise practice"))
    employed = django_filters.BooleanFilter(method="by_employment", label=pgettext_lazy("teacher", "Works here now"))

    class Meta(ListFilter.Meta):
        model = Teacher
        fields = ["is_part_time", "teaches_professional_courses"]

    def by_qualification(self, rows: Any, name: str, value: str) -> QuerySet:
        """By the qualification that the rows were read with."""
        if value == "valid":
            return rows.filter(dual_level__isnull=False)
        if value == "soon":
            return rows.expiring(clock.today())
        return rows.filter(dual_level=None, dual_expired_on__isnull=value == "none")

    def by_practice(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """By the months that the rows were read with; who needs none is in neither."""
        if value == "met":
            return rows.filter(practice_months__gte=F("practice_needed"))
        return rows.filter(practice_months__lt=F("practice_needed"))

    def by_employment(self, rows: Any, name: str, value: bool) -> QuerySet:
        """Who works here today, or does not."""
        here = rows.employed(clock.today())
        return here if value else rows.exclude(pk__in=here.values("pk"))
