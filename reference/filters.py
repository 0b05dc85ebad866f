"""Filters of this room's lists, shared by page and API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from reference.models import CatalogueMajor, Industry, Region


class RegionFilter(ListFilter):
    """Regions by name or code, level, what holds them, and whether they are in use."""

    search = ("code", "name", "name_en", "full_name")
    q_label = _("Name or code")

    level = django_filters.ChoiceFilter(choices=Region.Level.choices, label=_("Level"))
    within = django_filters.CharFilter(method="only_within", max_length=6, label=_("Within (region code)"))
    economic_area = django_filters.ChoiceFilter(choices=Region.EconomicArea.choices, label=_("Economic area"))
    flag = django_filters.ChoiceFilter(choices=Region.Flag.choices, label=_("Remark"))
    is_retired = django_filters.BooleanFilter(
        field_name="valid_to", lookup_expr="isnull", exclude=True, label=_("Retired")
    )

    class Meta(ListFilter.Meta):
        model = Region
        fields = ["level", "within", "economic_area", "flag", "is_retired"]

    def only_within(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A region and everything below it; an unknown code holds nothing."""
        region = Region.objects.filter(code=value, valid_to=None).first()
        return queryset.filter(code__range=region.code_range()) if region is not None else queryset.none()


class CatalogueMajorFilter(ListFilter):
    """Majors of the catalogues by name or code, level and category."""

    search = ("code", "name", "name_en", "category", "class_name")
    q_label = _("Name or code")

    level = django_filters.ChoiceFilter(choices=CatalogueMajor.Level.choices, label=_("Level"))
    class_code = django_filters.CharFilter(lookup_expr="startswith", max_length=4, label=_("Class code begins with"))
    is_state_controlled = django_filters.BooleanFilter(label=_("State-controlled"))

    class Meta(ListFilter.Meta):
        model = CatalogueMajor
        fields = ["level", "class_code", "is_state_controlled"]


class IndustryFilter(ListFilter):
    """Industries by name or code, level and section."""

    search = ("code", "name", "name_en")
    q_label = _("Name or code")

    level = django_filters.ChoiceFilter(choices=Industry.Level.choices, label=_("Level"))
    section = django_filters.ChoiceFilter(
        choices=[(letter, letter) for letter in "ABCDEFGHIJKLMNOPQRST"], label=_("Section")
    )

    class Meta(ListFilter.Meta):
        model = Industry
        fields = ["level", "section"]
