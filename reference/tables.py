"""Tables of this room's lists."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn, TextColumn
from reference.models import CatalogueMajor, Industry, Region


class RegionTable(ListTable):
    """Regions."""

    caption = _("Regions")

    code = tables.Column(verbose_name=_("Code"))
    name = HeadingColumn(verbose_name=_("Name"), linkify=False, sub=wording.other_name)
    level = tables.Column(verbose_name=_("Level"), accessor="get_level_display", order_by="level")
    parent = NameColumn(verbose_name=_("Part of"), order_by="parent__code")
    economic_area = tables.Column(
        verbose_name=_("Economic area"), accessor="get_economic_area_display", order_by="economic_area"
    )
    flag = tables.Column(verbose_name=_("Remark"), accessor="get_flag_display", order_by="flag")
    valid_to = DayColumn(verbose_name=_("Retired after"))

    class Meta(ListTable.Meta):
        model = Region
        fields = ("code", "name", "level", "parent", "economic_area", "flag", "valid_to")
        order_by = "code"


class CatalogueMajorTable(ListTable):
    """Majors of the catalogues."""

    caption = _("Majors of the catalogue")

    code = tables.Column(verbose_name=_("Code"))
    name = HeadingColumn(verbose_name=_("Name"), linkify=False, sub=wording.other_name)
    level = tables.Column(verbose_name=_("Level"), accessor="get_level_display", order_by="level")
    category = TextColumn(verbose_name=_("Category"), order_by="category_code")
    class_name = TextColumn(verbose_name=_("Class"), order_by="class_code")
    duration_years = NumberColumn(verbose_name=_("Years"))
    degree = TextColumn(verbose_name=_("Degree"))

    class Meta(ListTable.Meta):
        model = CatalogueMajor
        fields = ("code", "name", "level", "category", "class_name", "duration_years", "degree")
        order_by = "code"


class IndustryTable(ListTable):
    """Industries."""

    caption = _("Industries")

    code = tables.Column(verbose_name=_("Code"), accessor="full_code", order_by=("section", "code"))
    name = HeadingColumn(verbose_name=_("Name"), linkify=False, sub=wording.other_name)
    level = tables.Column(verbose_name=_("Level"), accessor="get_level_display", order_by="level")
    parent = NameColumn(verbose_name=_("Part of"), order_by="parent__code")

    class Meta(ListTable.Meta):
        model = Industry
        fields = ("code", "name", "level", "parent")
        order_by = "code"
