"""Filters of activities."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from partnerships.models import Activity, ActivityKind


class ActivityFilter(ListFilter):
    """Agreement, kind, period."""

    kind = django_filters.ChoiceFilter(choices=ActivityKind.choices, label=_("Kind"), empty_label=_("All kinds"))
    occurred_on = DayRangeFilter(label=_("Day"))

    class Meta(ListFilter.Meta):
        model = Activity
        fields = ["kind"]
