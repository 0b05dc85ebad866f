"""Filters of claims and drills."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from partnerships.filters.obligations import of_agreement
from partnerships.models import Claim, ClaimStage, Contact, Drill


class ClaimFilter(ListFilter):
    """Text, state, day of the loss."""

    search = ("provider", "risk__cause", "risk__agreement__title")

    state = django_filters.MultipleChoiceFilter(choices=ClaimStage.choices, label=_("State"))
    lost_on = DayRangeFilter(label=_("Day of the loss"))

    class Meta(ListFilter.Meta):
        model = Claim
        fields: list[str] = []


class DrillFilter(ListFilter):
    """Agreement, day."""

    agreement = of_agreement()
    occurred_on = DayRangeFilter(label=_("Day"))

    class Meta(ListFilter.Meta):
        model = Drill
        fields: list[str] = []


class ContactFilter(ListFilter):
    """Agreement."""

    agreement = of_agreement()

    class Meta(ListFilter.Meta):
        model = Contact
        fields: list[str] = []
