"""Lists: filtered, sorted, counted, paged and exported, with all of it in the address.

`render_list` takes rows that are already scoped (`Model.objects.visible_to(actor)`), the FilterSet that the API uses
too, and a table. Its template extends list_page.html and finds everything in `listing`. A request of htmx gets the
page without the site around it, and takes from it the list and what counts it: the heading, the exports, the filters.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page
from django.db.models import F, Model, QuerySet
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_filters import FilterSet
from django_tables2 import Table
from django_tables2.rows import BoundRow, BoundRows

from core import clock, exports, wording
from core.paging import FromBothEnds
from core.tables import sorted_words

PAGE_SIZE = 50
EXPORT_ROWS_MAX = 50_000
EXPORTS = {"csv": exports.csv_response, "xlsx": exports.xlsx_response}
FRAGMENT = "fragment.html"


@dataclass(frozen=True)
class Chip:
    """A filter that is active, and the query without it."""

    label: str
    value: str
    remove: str


class Listing:
    """What a list page shows."""

    def __init__(self, request: HttpRequest, filters: FilterSet, table_class: type[Table]) -> None:
        self.request = request
        self.filters = filters
        self.form = filters.form
        self.table = table_class(filters.qs, order_by=self._sort(table_class), order_by_field="sort")
        self.table.request = request
        self.queryset = in_order(self.table.data.data)

    @cached_property
    def page(self) -> Page:
        """The page asked for; beyond the end the last one, nonsense the first."""
        return FromBothEnds(self.queryset, PAGE_SIZE).get_page(self.request.GET.get("page", 1))

    @cached_property
    def rows(self) -> BoundRows:
        """The rows of this page."""
        return BoundRows(data=list(self.page.object_list), table=self.table)

    @property
    def count(self) -> int:
        """How many rows pass the filters."""
        return self.page.paginator.count

    @cached_property
    def total(self) -> int:
        """How many rows there are without filters. One more query, only where a page says it."""
        return self.filters.queryset.count() if self.is_filtered else self.count

    @cached_property
    def chips(self) -> list[Chip]:
        """The active filters."""
        return list(self._chips())

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is active."""
        return bool(self.chips)

    @cached_property
    def problems(self) -> list[str]:
        """Filters whose values make no sense: they are not applied, and the page says so."""
        colon = pgettext("before an error", ": ")
        return [f"{field.label}{colon}{message}" for field in self.form for message in field.errors]

    @property
    def clear(self) -> str:
        """The query without filters."""
        sort = self.request.GET.get("sort")
        return f"?{QueryDict(mutable=True).urlencode()}" if not sort else f"?sort={self._quoted(sort)}"

    @property
    def sort_text(self) -> str:
        """By what the rows are sorted, in words; empty for the list's own order."""
        column = next((column for column in self.table.columns if column.is_ordered), None)
        if column is None:
            return ""
        return _("%(column)s, %(order)s") % {"column": column.header, "order": sorted_words(column)}

    @property
    def page_numbers(self) -> Iterator[int | str]:
        """Pages to link to; an ellipsis stands for those between."""
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    def export(self, kind: str) -> HttpResponseBase:
        """All rows that pass the filters, in the order of the page."""
        columns = [column for column in self.table.columns.iterall() if not column.column.exclude_from_export]
        header = [str(column.header) for column in columns]
        rows = (
            [exports.cell(row.get_cell_value(column.name)) for column in columns]
            for row in (BoundRow(record, self.table) for record in self.queryset.iterator(chunk_size=1000))
        )
        return EXPORTS[kind](f"{self.queryset.model._meta.model_name}-{clock.today()}", header, rows)

    def _chips(self) -> Iterator[Chip]:
        if not self.form.is_bound:
            return
        self.form.errors  # noqa: B018 (cleans the form)
        for field in self.form:
            value = self.form.cleaned_data.get(field.name)
            if value in (None, "") or (hasattr(value, "__len__") and not len(value)):
                continue
            yield Chip(str(field.label), chip_text(field, value), self._without(field))

    def _without(self, field: BoundField) -> str:
        query = self.request.GET.copy()
        suffixes = getattr(field.field.widget, "suffixes", ())
        for name in ("page", "export", field.html_name, *(f"{field.html_name}_{suffix}" for suffix in suffixes)):
            query.pop(name, None)
        return f"?{query.urlencode()}"

    def _sort(self, table_class: type[Table]) -> str | None:
        """The order asked for; None, the list's own, where it names no column."""
        asked = self.request.GET.get("sort", "")
        return asked if asked.removeprefix("-") in table_class.base_columns else None

    @staticmethod
    def _quoted(sort: str) -> str:
        query = QueryDict(mutable=True)
        query["sort"] = sort
        return query.urlencode().removeprefix("sort=")


def chip_text(field: BoundField, value: Any) -> str:
    """A filter's value in words."""
    if isinstance(value, slice):
        return " – ".join(chip_text(field, end) for end in (value.start, value.stop) if end is not None)
    choices = {str(key): str(label) for key, label in _flat_choices(field)}
    if isinstance(value, list | tuple | set | QuerySet):
        return _(" or ").join(choices.get(str(one), wording.name_of(one)) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime) and value.time().replace(tzinfo=None) in {time.min, time.max}:
        return wording.day_short(value.date())  # one end of a range of days
    if isinstance(value, date):
        return wording.day_short(value)
    return choices.get(str(value), wording.name_of(value))


def _flat_choices(field: BoundField) -> Iterator[tuple[Any, Any]]:
    """The choices of a field that has a fixed list; a list from the database is not read a second time."""
    if hasattr(field.field, "queryset"):
        return
    for key, label in getattr(field.field, "choices", ()):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def in_order(queryset: QuerySet) -> QuerySet:
    """The same order on both databases and from page to page: empty values last, ties by key."""
    asked = queryset.query.order_by or queryset.model._meta.ordering or ()
    tie = () if asked and asked[-1] in {"pk", "-pk"} else ("pk",)
    return queryset.order_by(*(_ordering(queryset.model, part) for part in asked), *tie)


def _ordering(model: type[Model], part: Any) -> Any:
    """One part of an order. Where nothing can be empty it stays plain, since an index only serves a plain one."""
    if not isinstance(part, str) or _is_filled(model, part.lstrip("-")):
        return part
    name = F(part.lstrip("-"))
    return name.desc(nulls_last=True) if part.startswith("-") else name.asc(nulls_last=True)


def _is_filled(model: type[Model], name: str) -> bool:
    """Whether it is a column of this very table that is never empty."""
    if name == "pk":
        return True
    with suppress(FieldDoesNotExist):
        field = model._meta.get_field(name)
        return bool(field.concrete) and not field.is_relation and not field.null
    return False


def render_list(
    request: HttpRequest,
    *,
    filterset: type[FilterSet],
    queryset: QuerySet,
    table: type[Table],
    template: str = "list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The list page, its inside for htmx, or its export (`?export=csv|xlsx`), from the same filtered rows."""
    listing = Listing(request, filterset(request.GET, queryset=queryset, request=request), table)
    kind = request.GET.get("export")
    notice = ""
    if kind in EXPORTS:
        if listing.problems:
            notice = _("Nothing was exported: a filter is not valid.")
        elif listing.count > EXPORT_ROWS_MAX:
            notice = _("Nothing was exported: an export holds %(max)s rows at most. Narrow the list with filters.") % {
                "max": wording.number(EXPORT_ROWS_MAX)
            }
        else:
            return listing.export(kind)
    htmx: Any = getattr(request, "htmx", False)
    is_fragment = bool(htmx) and not htmx.boosted
    page = {"listing": listing, "table": listing.table, "export_notice": notice, **(context or {})}
    frame = {"frame": FRAGMENT} if is_fragment else {}
    response = render(request, template, page | frame, status=400 if notice else 200)
    response["Vary"] = "HX-Request"
    return response
