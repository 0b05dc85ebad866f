"""Filters of this room's lists, shared by page and API."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.filters import ListFilter
from enterprises.models import Enterprise, EnterprisePost, EnterpriseStatus, EnterpriseYear, SizeClass
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

    status = django_filters.ChoiceFilter(
        choices=EnterpriseStatus.Status.choices, method="with_status", label=_("Status today")
    )

    class Meta(ListFilter.Meta):
        model = Enterprise
        fields = ["symbol", "within", "has_region", "section", "size_class", "status"]

    def with_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Enterprises that have a status today."""
        standing = EnterpriseStatus.objects.as_of(clock.today(), clock.now()).filter(status=value)
        return queryset.filter(pk__in=standing.values("enterprise_id"))

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


class EnterpriseStatusFilter(ListFilter):
    """Statuses by enterprise, kind, place and the day on which they hold."""

    search = ("enterprise__organisation__name", "enterprise__organisation__name_en", "source")
    q_label = _("Enterprise or source")

    status = django_filters.ChoiceFilter(choices=EnterpriseStatus.Status.choices, label=_("Status"))
    within = django_filters.CharFilter(method="only_within", max_length=6, label=_("Within (region code)"))
    holds_on = django_filters.DateFilter(
        method="only_holding", label=_("Holds on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta(ListFilter.Meta):
        model = EnterpriseStatus
        fields = ["status", "within", "holds_on"]

    def only_within(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Of enterprises that stand in a region; an unknown code holds none."""
        region = Region.objects.filter(code=value, valid_to=None).first()
        if region is None:
            return queryset.none()
        return queryset.filter(enterprise__organisation__region__code__range=region.code_range())

    def only_holding(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """That hold on a day."""
        return queryset.filter(Q(until_on=None) | Q(until_on__gt=value), from_on__lte=value)


class EnterpriseYearFilter(ListFilter):
    """Years of one's own enterprise."""

    year = django_filters.RangeFilter(label=_("Year"))

    class Meta(ListFilter.Meta):
        model = EnterpriseYear
        fields = ["year"]


class EnterprisePostFilter(ListFilter):
    """Posts of one's own enterprise, by name and year."""

    search = ("post",)
    q_label = _("Post")

    year = django_filters.NumberFilter(label=_("Year"), min_value=1978, max_value=2200)

    class Meta(ListFilter.Meta):
        model = EnterprisePost
        fields = ["year"]
