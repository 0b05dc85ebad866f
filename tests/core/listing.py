"""A list for tests: regions, with a filter, a table and a request for its page."""

from datetime import date

import django_filters
import django_tables2 as tables
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from core.filters import DayRangeFilter, ListFilter
from core.pages import render_list
from core.tables import DayColumn, HeadingColumn, ListTable, NumberColumn, StateColumn, TextColumn
from reference.models import Region

LEVELS = [("province", "Province"), ("prefecture", "Prefecture"), ("county", "County")]


class RegionFilter(ListFilter):
    search = ("name", "name_en", "code")
    level = django_filters.MultipleChoiceFilter(label="Level", choices=LEVELS)
    since = DayRangeFilter(label="Since", field_name="valid_from")
    of = django_filters.ModelChoiceFilter(
        label="Part of", field_name="parent", queryset=Region.objects.filter(level="province")
    )

    class Meta:
        model = Region
        fields = []


class RegionTable(ListTable):
    caption = "Regions"
    name = HeadingColumn(linkify=lambda record: f"/regions/{record.code}/", sub="full_name")
    code = TextColumn(verbose_name="Code")
    level = StateColumn(
        verbose_name="Level", shapes={"province": "full", "prefecture": "half", "county": "open"}, orderable=False
    )
    pk = NumberColumn(verbose_name="Number")
    parent = tables.Column(verbose_name="Part of", order_by="parent__code")
    valid_from = DayColumn(verbose_name="Since")

    class Meta:
        order_by = "code"


def make_regions(count: int, **fields) -> list[Region]:
    """Regions 1, 2, 3 … of a province."""
    since = {"valid_from": date(2000, 1, 1), "name_en": "", **fields}
    province = Region.objects.create(code="990000", name="省", full_name="省", level="province", **since)
    names = [(f"99{number:04d}", f"县{number}") for number in range(1, count + 1)]
    return Region.objects.bulk_create(
        Region(code=code, name=name, full_name=f"省{name}", level="county", parent=province, **since)
        for code, name in names
    )


def regions() -> QuerySet:
    """The rows of the list."""
    return Region.objects.filter(code__startswith="99", level="county").select_related("parent")


def answer(query: str = "", queryset: QuerySet | None = None, *, htmx: bool = False, **context) -> HttpResponseBase:
    """What the list page answers to a query."""
    request = RequestFactory().get(f"/regions/?{query}", headers={"HX-Request": "true"} if htmx else {})
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)
    rows = regions() if queryset is None else queryset
    return render_list(request, filterset=RegionFilter, queryset=rows, table=RegionTable, context=context)


def text(query: str = "", queryset: QuerySet | None = None, **more) -> str:
    """The page as text."""
    return answer(query, queryset, **more).content.decode()
