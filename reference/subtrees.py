"""Filtering by a region and all below it, for lists of every room."""

from collections.abc import Iterable, Iterator

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reference.models import Region

INDENT = "\u2003"


class RegionCodeField(forms.CharField):
    """A region's code; a page offers those regions that occur, the API takes any."""

    choices: list[tuple[str, str]] = []
    default_validators = [RegexValidator(r"^\d{6}$", _("A region code has six digits."))]


class SubtreeFilter(django_filters.CharFilter):
    """Everything in a region and below it."""

    field_class = RegionCodeField

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Nothing, for a code that is no region in use."""
        if not value:
            return qs
        region = Region.objects.filter(code=value, valid_to=None).first()
        return qs.filter(**{f"{self.field_name}__code__range": region.code_range()}) if region else qs.none()


def region_choices(codes: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    """These regions and those above them, provinces first, what lies inside indented."""
    wanted = {padded for code in codes if code for padded in (code, f"{code[:4]}00", f"{code[:2]}0000")}
    for region in Region.objects.filter(code__in=wanted, valid_to=None).selectable().order_by("code"):
        depth = list(Region.Level).index(Region.Level(region.level))
        yield region.code, f"{INDENT * depth}{region.label}"


def offer_regions(filters: django_filters.FilterSet, name: str, codes: Iterable[str | None]) -> None:
    """Let a page choose among the regions that occur; the API takes any code."""
    choices = list(region_choices(codes))
    filters.filters[name].extra["widget"] = forms.Select(choices=[("", _("all regions")), *choices])
    filters.form.fields[name].choices = [(code, label.strip()) for code, label in choices]
