"""Lists of graduate outcomes."""

from datetime import date

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import DayColumn, HeadingColumn, ListTable, MoneyColumn, NameColumn, TextColumn, YesNoColumn
from institutions.models import GraduateOutcome


class WaveColumn(DayColumn):
    """The wave, and below it the day that the answer is about."""

    def render(self, value: date, record: GraduateOutcome) -> SafeString:
        return format_html('{}<span class="sub">{}</span>', record.get_wave_display(), super().render(value))


class GraduateOutcomeTable(ListTable):
    """Outcomes of a college's graduates. What a page has no room for stands in the exports."""

    caption = _("Graduate outcomes")

    student = HeadingColumn(
        verbose_name=_("Graduate"),
        sub="student__number",
        accessor="student__name",
        linkify=lambda record: record.student.get_absolute_url(),
    )
    number = tables.Column(verbose_name=_("Student number"), accessor="student__number", visible=False)
    major = TextColumn(verbose_name=_("Major"), accessor="student__major__name")
    class_name = TextColumn(
        verbose_name=pgettext_lazy("students", "Class"), accessor="student__class_name", visible=False
    )
    left_on = DayColumn(verbose_name=_("Graduated"), accessor="student__left_on", visible=False)
    wave = tables.Column(verbose_name=_("Wave"), accessor="get_wave_display", order_by="wave", visible=False)
    occurred_on = WaveColumn(verbose_name=_("Wave and day"))
    status = tables.Column(
        verbose_name=pgettext_lazy("graduate", "Status"), accessor="get_status_display", order_by="status"
    )
    employer = TextColumn(
        verbose_name=pgettext_lazy("graduate", "Employer"),
        accessor="employer_label",
        order_by=("employer__name", "employer_name"),
    )
    region = NameColumn(verbose_name=_("Region of work"), visible=False)
    is_matched = YesNoColumn(verbose_name=_("Post matches the major"))
    pay = MoneyColumn(verbose_name=_("Pay a month (CNY)"), visible=False)
    is_retained = YesNoColumn(verbose_name=_("Still with the first employer"), visible=False)
    is_promoted = YesNoColumn(verbose_name=_("Promoted"), visible=False)
    is_innovator = YesNoColumn(verbose_name=_("Took part in an innovation"), visible=False)
    source = TextColumn(verbose_name=_("Source"))

    class Meta(ListTable.Meta):
        model = GraduateOutcome
        fields = ("student", "number", "major", "class_name", "left_on", "wave", "occurred_on", "status", "employer")
        sequence = (*fields, "region", "is_matched", "pay", "is_retained", "is_promoted", "is_innovator", "source")
        order_by = "-occurred_on"
