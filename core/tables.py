"""Tables of lists on django-tables2: what a column shows on the page and what it exports.

A column's `render` is for the page, its `value` for exports: text, number, date or nothing, never markup.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import clock, wording
from core.templatetags import ui


class ListTable(tables.Table):
    """A table in our markup. Meta: model, fields or own columns, order_by; `caption` names it for screen readers."""

    caption: ClassVar[Any] = ""

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sort"


class HeadingColumn(tables.Column):
    """The row's name, linked to its page; `sub` is a second fact below it: an accessor or a function of the record."""

    is_heading = True

    def __init__(self, *args: Any, sub: str | Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", True)
        self.sub = sub
        super().__init__(*args, **kwargs)
        self.wrapped_link: Any = self.link
        self.link: Any = None  # the link stands around the name, not around the second fact

    def render(self, value: Any, record: Any, bound_column: Any, table: Any) -> SafeString:
        name = ui.name_of(value) if hasattr(value, "name") else ui.as_written(value)
        if self.wrapped_link is not None:
            name = self.wrapped_link(name, record=record, value=value, bound_column=bound_column, table=table)
        second = self.sub(record) if callable(self.sub) else tables.A(self.sub).resolve(record) if self.sub else ""
        return format_html('{}<span class="sub">{}</span>', name, ui.as_written(second)) if second else name

    def value(self, value: Any) -> str:
        return wording.name_of(value) if isinstance(value, Model) else str(value)


class NameColumn(tables.Column):
    """A thing with a name in two languages."""

    def render(self, value: Any) -> SafeString:
        return ui.name_of(value)

    def value(self, value: Any) -> str:
        return wording.name_of(value)


class TextColumn(tables.Column):
    """What people wrote, marked with its language where it is not the page's."""

    def render(self, value: Any) -> SafeString:
        return ui.as_written(value)

    def value(self, value: Any) -> str:
        return str(value)


class NumberColumn(tables.Column):
    """A number, right, in groups of three; `places` fixes its decimals."""

    css = "num"

    def __init__(self, *args: Any, places: int | None = None, **kwargs: Any) -> None:
        self.places = places
        kwargs.setdefault("initial_sort_descending", True)
        super().__init__(*args, **kwargs)

    def render(self, value: wording.Number) -> str:
        return wording.number(value, self.places)

    def value(self, value: wording.Number) -> wording.Number:
        return value


class PercentColumn(NumberColumn):
    """A rate from 0 to 1, shown as a percentage and exported as it is."""

    def render(self, value: wording.Number) -> str:
        return wording.percent(value, 1 if self.places is None else self.places)


class MoneyColumn(NumberColumn):
    """An amount in CNY; the column's title says so."""

    def render(self, value: wording.Number) -> str:
        return wording.number(value, 2 if self.places is None else self.places)


class DayColumn(tables.Column):
    """A day or a moment; exported as a date."""

    css = "nobr"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial_sort_descending", True)
        super().__init__(*args, **kwargs)

    def render(self, value: date) -> SafeString:
        return ui.date_short(value)

    def value(self, value: date) -> date:
        return value


class DueColumn(DayColumn):
    """A day by which something is owed; how late it is, while the row is in a state that still waits for it."""

    def __init__(self, *args: Any, waits: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits = waits

    def render(self, value: date, record: Any) -> SafeString:  # type: ignore[override]  # tables ask by name
        day, today = ui.date_short(value), clock.today()
        if record.state not in self.waits or value >= today:
            return day
        return format_html('{}<span class="sub"><b>{}</b></span>', day, wording.days_left(value, today))


class YesNoColumn(tables.Column):
    """Yes or no in words; nothing where nobody knows."""

    def render(self, value: bool) -> str:
        return _("yes") if value else _("no")

    def value(self, value: bool) -> bool:
        return value


class StateColumn(tables.Column):
    """A state as an ink square and a word; `shapes` maps stored states to the shapes of `{% state %}`."""

    def __init__(self, *args: Any, shapes: Mapping[str, str], **kwargs: Any) -> None:
        self.shapes = shapes
        super().__init__(*args, **kwargs)

    def render(self, value: str, record: Any, bound_column: Any) -> SafeString:
        return ui.state(value, self.shapes[str(bound_column.accessor.resolve(record))])

    def value(self, value: str) -> str:
        return str(value)


class LightColumn(tables.Column):
    """A light; nothing is grey."""

    empty_values = ()

    def render(self, value: str | None) -> SafeString:
        return ui.light(value)

    def value(self, value: str | None) -> str:
        return str(ui.LIGHTS.get(str(value), ui.LIGHTS["grey"]))


def sorted_words(bound_column: Any) -> str:
    """How the rows of a sorted column run, in words."""
    falls = bound_column.order_by_alias.is_descending
    if isinstance(bound_column.column, NumberColumn):
        return _("highest first") if falls else _("lowest first")
    if isinstance(bound_column.column, DayColumn | tables.DateColumn | tables.DateTimeColumn):
        return _("newest first") if falls else _("oldest first")
    return _("Z to A") if falls else _("A to Z")
