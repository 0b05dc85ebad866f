"""Filters of kept scenarios."""

from core.filters import ListFilter
from partnerships.filters.obligations import of_agreement
from partnerships.models import BenefitScenario


class BenefitScenarioFilter(ListFilter):
    """Agreement."""

    agreement = of_agreement()

    class Meta(ListFilter.Meta):
        model = BenefitScenario
        fields: list[str] = []
