"""Tables of this room's lists."""

from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.tables import DayColumn, ListTable
from core.templatetags import ui
from notices.models import Notice


class SentenceColumn(tables.Column):
    """What the notice says, linked to what it is about."""

    is_heading = True

    def render(self, value: str, record: Notice) -> SafeString:
        text = ui.as_written(value)
        return format_html('<a href="{}">{}</a>', record.url, text) if record.url else text

    def value(self, value: str) -> str:
        return value


class ReadColumn(tables.Column):
    """Read, or a button that says so."""

    empty_values = ()

    def render(self, record: Notice, table: Any) -> SafeString:
        if record.read_at is not None:
            return ui.state(_("Read"), "done")
        # Not with the request: its context processors would ask the database anew for every row.
        return render_to_string("notices/_read_button.html", {"notice": record, "csrf_token": get_token(table.request)})

    def value(self, record: Notice) -> str:
        return _("Unread") if record.read_at is None else _("Read")


class NoticeTable(ListTable):
    """A person's notices."""

    caption = gettext_lazy("Notices")

    text = SentenceColumn(verbose_name=gettext_lazy("What"), orderable=False)
    recorded_at = DayColumn(verbose_name=gettext_lazy("When"))
    read_at = ReadColumn(verbose_name=gettext_lazy("State"), orderable=False)

    class Meta(ListTable.Meta):
        model = Notice
        fields = ("text", "recorded_at", "read_at")
        order_by = "-recorded_at"
