"""Lists of students. Birth dates and guardians stay out of them."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import DayColumn, HeadingColumn, ListTable, TextColumn
from institutions.models import Student


class StudentTable(ListTable):
    """Students of a college."""

    caption = _("Students")

    name = HeadingColumn(verbose_name=_("Name"))
    number = tables.Column(verbose_name=_("Student number"))
    major = TextColumn(verbose_name=_("Major"), accessor="major__name")
    class_name = TextColumn(verbose_name=pgettext_lazy("students", "Class"))
    enrolled_on = DayColumn(verbose_name=_("Enrolled"))
    left_on = DayColumn(verbose_name=_("Left on"))
    leave_reason = tables.Column(verbose_name=_("Reason"), accessor="get_leave_reason_display", order_by="leave_reason")

    class Meta(ListTable.Meta):
        model = Student
        fields = ("name", "number", "major", "class_name", "enrolled_on", "left_on", "leave_reason")
        order_by = "number"
