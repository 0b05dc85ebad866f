"""Tables of this room's lists."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, MoneyColumn, NameColumn, NumberColumn, TextColumn
from enterprises.models import Enterprise, EnterprisePost, EnterpriseStatus, EnterpriseYear


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


class EnterpriseStatusTable(ListTable):
    """Statuses of the register."""

    caption = _("Statuses of enterprises")

    enterprise = HeadingColumn(
        verbose_name=_("Enterprise"),
        accessor="enterprise__organisation",
        order_by="enterprise__organisation__name",
        linkify=lambda record: reverse(
            "enterprises:enterprise-detail", args=[record.enterprise.organisation.public_id]
        ),
    )
    status = tables.Column(verbose_name=_("Status"), accessor="get_status_display", order_by="status")
    source = TextColumn(verbose_name=_("Source"))
    from_on = DayColumn(verbose_name=_("Since"))
    last_on = DayColumn(verbose_name=_("Last day"), order_by="until_on")

    class Meta(ListTable.Meta):
        model = EnterpriseStatus
        fields = ("enterprise", "status", "source", "from_on", "last_on")
        order_by = "enterprise"


class EnterpriseYearTable(ListTable):
    """Years of one's own enterprise; amounts in yuan."""

    caption = _("Years")

    year = HeadingColumn(
        verbose_name=_("Year"),
        linkify=lambda record: reverse("enterprises:year-detail", args=[record.year]),
    )
    staff_count = NumberColumn(verbose_name=_("Staff"))
    revenue = MoneyColumn(verbose_name=_("Revenue (yuan)"))
    total_assets = MoneyColumn(verbose_name=_("Total assets (yuan)"))
    research_spend = MoneyColumn(verbose_name=_("Research and development (yuan)"))
    payroll = MoneyColumn(verbose_name=_("Payroll (yuan)"))
    lowest_grade_pay = MoneyColumn(verbose_name=_("Lowest wage grade (yuan a month)"))
    training_spend = MoneyColumn(verbose_name=_("Spend on vocational education (yuan)"))

    class Meta(ListTable.Meta):
        model = EnterpriseYear
        fields = (
            "year",
            "staff_count",
            "revenue",
            "total_assets",
            "research_spend",
            "payroll",
            "lowest_grade_pay",
            "training_spend",
        )
        order_by = "-year"


class EnterprisePostTable(ListTable):
    """Posts of one's own enterprise."""

    caption = _("Posts")

    post = HeadingColumn(
        verbose_name=_("Post"),
        linkify=lambda record: reverse("enterprises:year-detail", args=[record.year]),
    )
    year = tables.Column(verbose_name=_("Year"))
    staff_count = NumberColumn(verbose_name=_("Staff"))
    monthly_wage = MoneyColumn(verbose_name=_("Wage per month (yuan)"))

    class Meta(ListTable.Meta):
        model = EnterprisePost
        fields = ("post", "year", "staff_count", "monthly_wage")
        order_by = ("-year", "post")
