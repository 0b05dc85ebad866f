"""Lists of slots and placements."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, MoneyColumn, StateColumn, TextColumn
from core.templatetags import ui
from internships.models import Placement, Standing

STANDING_SHAPES: dict[str, str] = {
    Standing.DRAFT: "draft",
    Standing.OPEN: "open",
    Standing.PARTLY_FILLED: "half",
    Standing.FULL: "full",
    Standing.TO_CONFIRM: "ask",
    Standing.CLOSED: "ended",
}
PLACEMENT_SHAPES: dict[str, str] = {
    Placement.State.ARRANGED: "open",
    Placement.State.UNDER_WAY: "half",
    Placement.State.ENDED: "done",
    Placement.State.CANCELLED: "ended",
}
MAJORS_SHOWN = 2


def host_and_region(record: Any) -> str:
    """The second line below a post."""
    place = [record.region.label] if record.region else []
    return " · ".join([wording.name_of(record.enterprise), *place])


class PostColumn(HeadingColumn):
    """The post, its host below, and a warning where one stands."""

    def render(self, value: Any, record: Any, bound_column: Any, table: Any) -> SafeString:
        cell = super().render(value, record, bound_column, table)
        if not record.has_warning:
            return cell
        return format_html("{}{}", cell, ui.light("yellow", gettext("Opened with a warning")))


class MajorsColumn(tables.Column):
    """The first majors by name, the others as a number; all of them in exports."""

    def render(self, value: Any) -> SafeString:
        rows = list(value.all())
        shown = ui.joined((ui.name_of(row) for row in rows[:MAJORS_SHOWN]), gettext(", "))
        rest = len(rows) - MAJORS_SHOWN
        return format_html('{} <span class="soft">+{}</span>', shown, rest) if rest > 0 else shown

    def value(self, value: Any) -> str:
        return gettext(", ").join(f"{row.code} {wording.name_of(row)}" for row in value.all())


class PeriodColumn(tables.Column):
    """First and last day."""

    def render(self, record: Any) -> SafeString:
        return format_html(
            '<span class="nobr">{} –</span> {}', ui.date_short(record.starts_on), ui.date_short(record.ends_on)
        )

    def value(self, record: Any) -> str:
        return f"{record.starts_on} – {record.ends_on}"


class TakenColumn(tables.Column):
    """Places taken of those offered."""

    css = "num"

    def render(self, record: Any) -> str:
        return gettext("%(taken)s of %(places)s") % {"taken": record.taken, "places": wording.number(record.places)}

    def value(self, record: Any) -> str:
        return f"{record.taken}/{record.places}"


class StatedColumn(MoneyColumn):
    """An amount, or that none was stated."""

    empty_values = ()

    def render(self, value: Any) -> str:
        if value is None:
            return gettext("not stated")
        return wording.number(value, 0 if value == value.to_integral_value() else 2)


class ConfirmedColumn(DayColumn):
    """When the host last said that it still stands."""

    empty_values = ()

    def render(self, value: Any) -> SafeString | str:
        return ui.date_short(value) if value else gettext("Never")


class SlotTable(ListTable):
    """Slots as everyone finds them."""

    caption = _("Internship slots")

    post = PostColumn(verbose_name=_("Post and host"), sub=host_and_region, order_by=("post", "enterprise__name"))
    majors = MajorsColumn(verbose_name=_("Major"), orderable=False)
    period = PeriodColumn(verbose_name=_("Period"), empty_values=(), order_by=("starts_on", "ends_on"))
    taken = TakenColumn(verbose_name=_("Taken"))
    pay = StatedColumn(verbose_name=_("Pay, CNY"))
    standing = StateColumn(verbose_name=_("State"), shapes=STANDING_SHAPES, orderable=False)
    confirmed_on = ConfirmedColumn(verbose_name=_("Confirmed"))

    def render_standing(self, value: str, record: Any) -> SafeString:
        return ui.state(Standing(value).label, STANDING_SHAPES[Standing(value)])

    def value_standing(self, value: str) -> str:
        return str(Standing(value).label)


class PlacementTable(ListTable):
    """Placements of a college, or at a host."""

    caption = _("Placements")

    student = HeadingColumn(
        verbose_name=_("Student"),
        linkify=lambda record: record.slot.get_absolute_url(),
        sub=lambda record: wording.name_of(record.college),
    )
    slot = TextColumn(verbose_name=_("Post"), order_by="slot__post")
    host = TextColumn(verbose_name=_("Host"), accessor="slot__enterprise", order_by="slot__enterprise__name")
    period = PeriodColumn(verbose_name=_("Period"), empty_values=(), order_by=("starts_on", "ends_on"))
    kind = tables.Column(verbose_name=_("Kind"))
    state = StateColumn(verbose_name=_("State"), shapes=PLACEMENT_SHAPES)

    def render_host(self, value: Any) -> SafeString:
        return ui.name_of(value)
