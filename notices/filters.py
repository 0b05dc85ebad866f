"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from notices.models import Notice
from notices.registry import kinds


def kind_choices() -> list[tuple[str, object]]:
    """The kinds of notices that are registered."""
    return [(name, kinds[name].title) for name in kinds.names()]


class NoticeFilter(ListFilter):
    """Notices by kind, day, and whether they are read."""

    kind = django_filters.ChoiceFilter(choices=kind_choices, label=_("About"))
    unread = django_filters.ChoiceFilter(
        method="only_unread", choices=[("yes", _("Unread")), ("no", _("Read"))], label=_("State")
    )
    recorded = DayRangeFilter(field_name="recorded_at", label=_("When"))

    class Meta(ListFilter.Meta):
        model = Notice
        fields = ["kind"]

    def only_unread(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Unread ones, or read ones."""
        return queryset.filter(read_at__isnull=value == "yes")
