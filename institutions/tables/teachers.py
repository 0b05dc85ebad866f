"""Lists of teachers."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn
from core.templatetags import ui
from institutions.models import DualQualification, Teacher

LEVELS = dict(DualQualification.Level.choices)


class DualColumn(tables.Column):
    """The level that is valid now; else that one has expired."""

    empty_values = ()

    def render(self, record: Any) -> SafeString | str:
        if record.dual_level:
            return ui.state(LEVELS[record.dual_level], "full")
        return ui.state(_now("Expired"), "ended") if record.dual_expired_on else ""

    def value(self, record: Any) -> str:
        if record.dual_level:
            return str(LEVELS[record.dual_level])
        return _now("Expired") if record.dual_expired_on else ""


class UntilColumn(DayColumn):
    """Until when the qualification is or was valid."""

    empty_values = ()

    def render(self, record: Any) -> SafeString | str:
        day = self.value(record)
        return ui.date_short(day) if day else ""

    def value(self, record: Any) -> Any:
        return record.dual_until if record.dual_level else record.dual_expired_on


class PracticeColumn(NumberColumn):
    """Months that count; below the number what is missing."""

    def render(self, value: Any, record: Any) -> SafeString | str:
        months = wording.number(value, 1)
        if record.practice_needed is None or value >= record.practice_needed:
            return months
        missing = wording.number(record.practice_needed - value, 1)
        return format_html('{}<span class="sub">{}</span>', months, _now("%(months)s missing") % {"months": missing})

    def value(self, value: Any) -> Any:
        return value


class TeacherTable(ListTable):
    """Teachers of a college."""

    caption = _("Teachers")

    name = HeadingColumn(verbose_name=pgettext_lazy("person", "Name"))
    number = tables.Column(verbose_name=_("Staff number"))
    is_part_time = tables.Column(verbose_name=_("Post"))
    employer = NameColumn(verbose_name=_("Employer"), order_by="employer__name")
    dual_level = DualColumn(verbose_name=_("Dual qualification"))
    dual_until = UntilColumn(verbose_name=_("Valid until"))
    practice_months = PracticeColumn(verbose_name=_("Months of practice"), places=1)

    class Meta(ListTable.Meta):
        model = Teacher
        fields = ("name", "number", "is_part_time", "employer", "dual_level", "dual_until", "practice_months")
        order_by = "number"

    def render_is_part_time(self, value: bool) -> str:
        """In words."""
        return _now("Part-time") if value else _now("Full-time")

    def value_is_part_time(self, value: bool) -> str:
        """In words too."""
        return self.render_is_part_time(value)
