"""Filter of assessments."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayRangeFilter, ListFilter
from partnerships.filters.obligations import of_agreement
from partnerships.models import Assessment, Verdict


class AssessmentFilter(ListFilter):
    """Agreement, what follows, day."""

    agreement = of_agreement()
    decision = django_filters.MultipleChoiceFilter(choices=Verdict.choices, label=_("What follows"))
    assessed_on = DayRangeFilter(field_name="occurred_on", label=_("Day"))

    class Meta(ListFilter.Meta):
        model = Assessment
        fields: list[str] = []
