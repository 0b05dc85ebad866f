"""Lists of courses and training plans."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn, TextColumn
from institutions.models import Course, TrainingPlan


class CourseTable(ListTable):
    """Courses of a college, or of the colleges of a region."""

    caption = _("Courses")

    name = HeadingColumn(verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"))
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    hours = NumberColumn(verbose_name=_("Class hours"))
    revisions = NumberColumn(verbose_name=_("Revisions"), accessor="revision_count")
    revised_on = DayColumn(verbose_name=_("Last revised"), accessor="last_revised_on")
    ended_on = DayColumn(verbose_name=_("No longer taught from"))

    class Meta(ListTable.Meta):
        model = Course
        fields = ("name", "code", "college", "hours", "revisions", "revised_on", "ended_on")
        order_by = "code"


class TrainingPlanTable(ListTable):
    """Training plans."""

    caption = _("Training plans")

    major = TextColumn(
        verbose_name=_("Major"), accessor="major__name", linkify=lambda record: record.get_absolute_url()
    )
    version = TextColumn(verbose_name=_("Version"))
    college = NameColumn(
        verbose_name=_("College"),
        accessor="major__college__organisation",
        order_by="major__college__organisation__name",
    )
    effective_from = DayColumn(verbose_name=_("Effective from"))
    posts = NumberColumn(verbose_name=_("Posts"), accessor="post_count")
    confirmed = NumberColumn(verbose_name=_("Confirmed posts"), accessor="confirmed_count")

    class Meta(ListTable.Meta):
        model = TrainingPlan
        fields = ("major", "version", "college", "effective_from", "posts", "confirmed")
        order_by = "-effective_from"
