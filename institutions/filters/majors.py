"""Filters of majors."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from institutions.models import Major, MajorState


class MajorFilter(ListFilter):
    """Majors by name or code, and state."""

    search = ("name", "catalogue__code", "catalogue__name", "college__organisation__name")
    q_label = _("Name or code")

    state = django_filters.ChoiceFilter(choices=MajorState.State.choices, label=_("State"))

    class Meta(ListFilter.Meta):
        model = Major
        fields = ["state"]
