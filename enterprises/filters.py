"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from enterprises.models import Enterprise, SizeClass
from reference.models import Region


class EnterpriseFilter(ListFilter):
    """Enterprises by name, code or symbol, place, industry and size."""

    search = ("organisation__name", "organisation__name_en", "credit_code")
    q_label = _("Name or credit code")

    symbol = django_filters.CharFilter(method="with_symbol", max_length=60, label=_("Stock symbol"))
    within = django_filters.CharFilter(method="only_within", max_length=6, label=_("Within (region code)"))
    has_region = django_filters.BooleanFilter(
        field_name="organisation__region", lookup_expr="isnull", exclude=True, label=_("Region known")
    )
    section = django_filters.ChoiceFilter(
        field_name="industry__section",
        choices=[(letter, letter) for letter in "ABCDEFGHIJKLMNOPQRST"],
        label=_("Section of industry"),
    )
    size_class = django_filters.ChoiceFilter(choices=SizeClass.choices, label=_("Size class"))

    class Meta(ListFilter.Meta):
        model = Enterprise
        fields = ["symbol", "within", "has_region", "section", "size_class"]

    def with_symbol(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The enterprise that another register knows by this identifier."""
        found = Enterprise.objects.filter(external_ids__value__iexact=value.strip()).values("pk")
        return queryset.filter(pk__in=found)

    def only_within(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Enterprises that stand in a region; an unknown code holds none."""
        region = Region.objects.filter(code=value, valid_to=None).first()
        if region is None:
            return queryset.none()
        return queryset.filter(organisation__region__code__range=region.code_range())
