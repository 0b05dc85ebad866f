"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from jobs.models import Job, JobState
from jobs.registry import kinds


def kind_choices() -> list[tuple[str, object]]:
    """The kinds of jobs that are registered."""
    return [(name, kinds[name].title) for name in kinds.names()]


class JobFilter(ListFilter):
    """Jobs by words, state, kind and day."""

    search = ("title",)

    state = django_filters.MultipleChoiceFilter(choices=JobState.choices, label=_("State"))
    kind = django_filters.ChoiceFilter(choices=kind_choices, label=_("Kind"))
    recorded = DayRangeFilter(field_name="recorded_at", label=_("Asked for"))

    class Meta(ListFilter.Meta):
        model = Job
        fields = ["state", "kind"]
