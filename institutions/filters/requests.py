"""Filters of curriculum requests."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.filters import DayRangeFilter, ListFilter, TickFilter
from institutions.models import CurriculumRequest, RequestState


class CurriculumRequestFilter(ListFilter):
    """Requests by skill or who asks whom, state, day, and what is overdue."""

    search = ("skill", "details", "enterprise__name", "college__organisation__name")
    q_label = _("Skill, enterprise or college")

    state = django_filters.MultipleChoiceFilter(choices=RequestState.choices, label=_("State"))
    is_overdue = TickFilter(method="only_overdue", label=_("Overdue"))
    asked_on = DayRangeFilter(label=_("Asked on"))

    class Meta(ListFilter.Meta):
        model = CurriculumRequest
        fields = ["state", "is_overdue", "asked_on"]

    def only_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Not answered, and the day has passed."""
        return queryset.filter(state=RequestState.ASKED, due_on__lt=clock.today()) if value else queryset
