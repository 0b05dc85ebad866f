"""The list of risks."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.tables import HeadingColumn, ListTable, NameColumn
from partnerships.models import Risk


class RiskTable(ListTable):
    """What may go wrong under which agreement, who answers for it, how it was judged last."""

    caption = _("Risks")
    cause = HeadingColumn(verbose_name=_("What may go wrong"), sub="agreement__title")
    category = tables.Column(verbose_name=pgettext_lazy("risk", "What it is about"))
    owner = NameColumn(verbose_name=_("Who answers for it"), accessor="owner__organisation", order_by="owner__pk")
    likelihood = tables.Column(verbose_name=_("Likelihood"), accessor="likelihood_now")
    impact = tables.Column(verbose_name=_("Impact"), accessor="impact_now")

    class Meta(ListTable.Meta):
        model = Risk
        fields = ("cause", "category", "owner", "likelihood", "impact")
        sequence = fields
