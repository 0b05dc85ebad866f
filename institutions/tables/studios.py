"""Lists of studios."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, TextColumn
from institutions.models import SkillMasterStudio


class SkillMasterStudioTable(ListTable):
    """Studios of skill masters."""

    caption = _("Skill-master studios")

    name = HeadingColumn(verbose_name=_("Name"))
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    level = tables.Column(verbose_name=_("Level"), accessor="get_level_display", order_by="level")
    master = TextColumn(verbose_name=_("Master"))
    enterprise = NameColumn(verbose_name=_("Enterprise"), order_by="enterprise__name")
    recognised_on = DayColumn(verbose_name=_("Recognised on"))
    ended_on = DayColumn(verbose_name=_("Ended on"))

    class Meta(ListTable.Meta):
        model = SkillMasterStudio
        fields = ("name", "college", "level", "master", "enterprise", "recognised_on", "ended_on")
        order_by = "name"
