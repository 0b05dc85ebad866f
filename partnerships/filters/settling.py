"""Filters of payments at the end."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from partnerships.filters.obligations import of_agreement
from partnerships.models import ExitPayment


class ExitPaymentFilter(ListFilter):
    """Agreement, and whether the sum has come."""

    agreement = of_agreement()
    is_open = django_filters.BooleanFilter(field_name="paid_on", lookup_expr="isnull", label=_("Not paid yet"))

    class Meta(ListFilter.Meta):
        model = ExitPayment
        fields: list[str] = []
