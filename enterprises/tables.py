"""Tables of this room's lists."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import HeadingColumn, ListTable, NameColumn
from enterprises.models import Enterprise


class EnterpriseTable(ListTable):
    """Enterprises of the register."""

    caption = _("Enterprises")

    organisation = HeadingColumn(
        verbose_name=_("Name"),
        order_by="organisation__name",
        linkify=lambda record: reverse("enterprises:enterprise-detail", args=[record.organisation.public_id]),
        sub=lambda record: wording.other_name(record.organisation),
    )
    credit_code = tables.Column(verbose_name=_("Credit code"))
    region = NameColumn(
        verbose_name=_("Region"), accessor="organisation__region", order_by="organisation__region__code"
    )
    industry = NameColumn(verbose_name=_("Industry"), order_by="industry__code")
    size_class = tables.Column(verbose_name=_("Size class"), accessor="get_size_class_display", order_by="size_class")

    class Meta(ListTable.Meta):
        model = Enterprise
        fields = ("organisation", "credit_code", "region", "industry", "size_class")
        order_by = "organisation"
