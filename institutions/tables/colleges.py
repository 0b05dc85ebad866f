"""The register of colleges."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import HeadingColumn, ListTable, NameColumn, TextColumn
from institutions.models import College


class CollegeTable(ListTable):
    """Colleges of the register."""

    caption = _("Colleges")

    organisation = HeadingColumn(
        verbose_name=_("Name"),
        linkify=False,
        order_by="organisation__name",
        sub=lambda record: wording.other_name(record.organisation),
    )
    school_code = tables.Column(verbose_name=_("School code"))
    region = NameColumn(
        verbose_name=_("Region"), accessor="organisation__region", order_by="organisation__region__code"
    )
    education_level = tables.Column(
        verbose_name=_("Education level"), accessor="get_education_level_display", order_by="education_level"
    )
    ownership = tables.Column(verbose_name=_("Ownership"), accessor="get_ownership_display", order_by="ownership")
    authority = TextColumn(verbose_name=_("Competent authority"))

    class Meta(ListTable.Meta):
        model = College
        fields = ("organisation", "school_code", "region", "education_level", "ownership", "authority")
        order_by = "school_code"
