"""Filters of yearly returns."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from institutions.models import AnnualReturn, ReturnState


class AnnualReturnFilter(ListFilter):
    """Returns by college, year and state."""

    search = ("college__organisation__name", "college__organisation__name_en", "college__school_code")
    q_label = _("College")

    year = django_filters.NumberFilter(label=_("Year"))
    state = django_filters.MultipleChoiceFilter(choices=ReturnState.choices, label=_("State"))

    class Meta(ListFilter.Meta):
        model = AnnualReturn
        fields = ["year", "state"]
