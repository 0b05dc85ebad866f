"""Filters of majors."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter, matches
from institutions.models import Major, MajorChain, MajorState


class MajorFilter(ListFilter):
    """Majors by name or code, and state."""

    search = ("name", "catalogue__code", "catalogue__name", "college__organisation__name")
    q_label = _("Name or code")

    state = django_filters.ChoiceFilter(choices=MajorState.State.choices, label=_("State"))

    chain = django_filters.CharFilter(method="by_chain", label=_("Industry chain"), max_length=80)

    class Meta(ListFilter.Meta):
        model = Major
        fields = ["state"]

    def by_chain(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Majors that serve a chain whose name holds these words now."""
        chains = MajorChain.objects.current().filter(matches(value, ("name",)), major=OuterRef("pk"))
        return rows.filter(Exists(chains))
