"""Lists of this room."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import (
    DayColumn,
    HeadingColumn,
    ListTable,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    StateColumn,
    TextColumn,
)
from core.templatetags import ui
from internships.filters import term_words
from internships.models import Hazard, HelpRequest, InternshipSlot, JobOffer, Placement, Standing

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
OFFER_SHAPES: dict[str, str] = {
    JobOffer.State.DRAFT: "draft",
    JobOffer.State.OPEN: "open",
    JobOffer.State.CLOSED: "ended",
}
HELP_SHAPES: dict[str, str] = {
    HelpRequest.State.ASKED: "ask",
    HelpRequest.State.ANSWERED: "half",
    HelpRequest.State.CLOSED: "done",
}
ANSWER_SHAPES: dict[str, str] = {
    InternshipSlot.Answer.YES: "full",
    InternshipSlot.Answer.MAYBE: "half",
    InternshipSlot.Answer.NO: "ended",
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


class RegionColumn(tables.Column):
    """A region by code and name, as a lookup reads it."""

    def value(self, value: Any) -> str:
        return f"{value.code} {wording.name_of(value)}"


class HazardsColumn(tables.Column):
    """Hazards in words; commas stand inside them."""

    def value(self, value: Any) -> str:
        return "; ".join(str(Hazard(tag).label) for tag in value)


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
    # For the export alone, in the words of the model: what the import of slots reads. The mentor's name stays here.
    enterprise = NameColumn(visible=False)
    region = RegionColumn(visible=False)
    venue = tables.Column(visible=False)
    venue_type = tables.Column(visible=False)
    base = NameColumn(visible=False)
    starts_on = DayColumn(visible=False)
    ends_on = DayColumn(visible=False)
    places = NumberColumn(visible=False)
    hours_per_day = NumberColumn(visible=False)
    hours_per_week = NumberColumn(visible=False)
    rest_days_per_week = NumberColumn(visible=False)
    has_night_work = tables.Column(visible=False)
    has_overtime = tables.Column(visible=False)
    has_holiday_work = tables.Column(visible=False)
    exemption_filing = tables.Column(visible=False)
    tasks = tables.Column(visible=False)
    is_independent = tables.Column(visible=False)
    labour_level = tables.Column(visible=False)
    labour_index = NumberColumn(visible=False)
    hazard_tags = HazardsColumn(visible=False)
    same_post_wage = MoneyColumn(visible=False)
    pay_in_money = tables.Column(visible=False)
    pay_cycle_days = NumberColumn(visible=False)
    pays_student_directly = tables.Column(visible=False)
    charges = MoneyColumn(visible=False)
    is_for_third_party = tables.Column(visible=False)
    agent_fee = MoneyColumn(visible=False)
    answer = tables.Column(visible=False)
    answer_reason = tables.Column(visible=False)

    def render_standing(self, value: str, record: Any) -> SafeString:
        return ui.state(Standing(value).label, STANDING_SHAPES[Standing(value)])

    def value_standing(self, value: str) -> str:
        return str(Standing(value).label)


class PlacementTable(ListTable):
    """Placements of a college, or at a host."""

    caption = _("Placements")

    student = HeadingColumn(
        verbose_name=_("Student"),
        linkify=lambda record: record.get_absolute_url(),
        sub=lambda record: wording.name_of(record.college),
    )
    slot = TextColumn(verbose_name=_("Post"), order_by="slot__post")
    host = TextColumn(verbose_name=_("Host"), accessor="slot__enterprise", order_by="slot__enterprise__name")
    period = PeriodColumn(verbose_name=_("Period"), empty_values=(), order_by=("starts_on", "ends_on"))
    kind = tables.Column(verbose_name=_("Kind"))
    state = StateColumn(verbose_name=_("State"), shapes=PLACEMENT_SHAPES)

    def render_host(self, value: Any) -> SafeString:
        return ui.name_of(value)


class PayRangeColumn(tables.Column):
    """From an amount to an amount, or that none was stated."""

    css = "num"
    empty_values = ()

    def render(self, record: Any) -> str:
        ends = [wording.number(amount, 0) for amount in (record.pay_from, record.pay_to) if amount is not None]
        return " – ".join(ends) or gettext("not stated")

    def value(self, record: Any) -> str:
        return " – ".join(str(amount) for amount in (record.pay_from, record.pay_to) if amount is not None)


class DaysColumn(PeriodColumn):
    """The days in which one may apply."""

    def render(self, record: Any) -> SafeString:
        return format_html(
            '<span class="nobr">{} –</span> {}', ui.date_short(record.open_from), ui.date_short(record.open_to)
        )

    def value(self, record: Any) -> str:
        return f"{record.open_from} – {record.open_to}"


class JobOfferTable(ListTable):
    """Job offers as everyone finds them."""

    caption = _("Job offers")

    post = HeadingColumn(
        verbose_name=_("Post and enterprise"), sub=host_and_region, order_by=("post", "enterprise__name")
    )
    majors = MajorsColumn(verbose_name=_("Major"), orderable=False)
    places = NumberColumn(verbose_name=_("Places"))
    pay = PayRangeColumn(verbose_name=_("Pay, CNY"), order_by=("pay_from", "pay_to"))
    days = DaysColumn(verbose_name=_("Apply"), empty_values=(), order_by=("open_from", "open_to"))
    state = StateColumn(verbose_name=_("State"), shapes=OFFER_SHAPES)


class TermColumn(tables.Column):
    """The term that was asked about."""

    def render(self, record: Any) -> str:
        return str(term_words(record.asked_term))

    def value(self, record: Any) -> str:
        return record.asked_term.label


class HostingTable(ListTable):
    """Who can host, term by term."""

    caption = _("Who can host")

    enterprise = HeadingColumn(
        verbose_name=_("Enterprise"),
        order_by="enterprise__name",
        linkify=lambda record: reverse("enterprises:enterprise-detail", args=[record.enterprise.public_id]),
        sub=lambda record: record.enterprise.region.label if record.enterprise.region else "",
    )
    term = TermColumn(verbose_name=_("Term"), order_by=("first_year", "term"))
    answer = StateColumn(verbose_name=_("Answer of the host"), shapes=ANSWER_SHAPES)
    reason = TextColumn(verbose_name=_("Reason"))
    occurred_on = DayColumn(verbose_name=_("Answered"))


class HelpTable(ListTable):
    """Requests for help of the college's students."""

    caption = _("Requests for help")

    category = HeadingColumn(
        verbose_name=_("About"),
        linkify=lambda record: reverse("internships:help-detail", args=[record.pk]),
        sub=lambda record: record.placement.student.name,
    )
    host = TextColumn(
        verbose_name=_("Host"),
        accessor="placement__slot__enterprise",
        order_by="placement__slot__enterprise__name",
    )
    asked_on = DayColumn(verbose_name=_("Asked"))
    due_on = DayColumn(verbose_name=_("Answer due"))
    state = StateColumn(verbose_name=_("State"), shapes=HELP_SHAPES)

    def render_host(self, value: Any) -> SafeString:
        return ui.name_of(value)
