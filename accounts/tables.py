"""Tables of this room's lists."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import wording
from core.tables import HeadingColumn, ListTable, NameColumn


class OrganisationTable(ListTable):
    """Organisations of the register."""

    caption = _("Organisations")

    name = HeadingColumn(
        verbose_name=_("Name"),
        linkify=lambda record: reverse("accounts:organisation", args=[record.public_id]),
        sub=wording.other_name,
    )
    kind = tables.Column(verbose_name=_("Kind"), accessor="get_kind_display", order_by="kind")
    region = NameColumn(verbose_name=_("Region"), order_by="region__code")

    class Meta(ListTable.Meta):
        model = Organisation
        fields = ("name", "kind", "region")
        order_by = "name"
