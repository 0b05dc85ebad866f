"""Filters of equipment."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.filters import ListFilter
from institutions.models import Equipment, EquipmentStatus


class EquipmentFilter(ListFilter):
    """Equipment by name, state and where it comes from."""

    search = ("name", "asset_number", "contributor__name", "contributor__name_en", "base__name")
    q_label = _("Name, number, contributor or base")

    state = django_filters.ChoiceFilter(choices=EquipmentStatus.choices, label=_("State"))
    is_key = django_filters.BooleanFilter(label=_("Key equipment"))
    contributed = django_filters.BooleanFilter(
        field_name="contributor", lookup_expr="isnull", exclude=True, label=_("Contributed")
    )
    late = django_filters.BooleanFilter(method="by_lateness", label=_("Late"))

    class Meta(ListFilter.Meta):
        model = Equipment
        fields = ["state", "is_key"]

    def by_lateness(self, rows: Any, name: str, value: bool) -> QuerySet:
        """Promised and not delivered by its day."""
        late = rows.late(clock.today())
        return late if value else rows.exclude(pk__in=late.values("pk"))
