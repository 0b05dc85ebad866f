"""Lists of yearly returns."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, ListTable, NameColumn, StateColumn, TextColumn
from institutions.models import AnnualReturn, ReturnState

RETURN_SHAPES = {
    ReturnState.DRAFT: "draft",
    ReturnState.FILED: "half",
    ReturnState.VERIFIED: "full",
    ReturnState.RETURNED: "ask",
}


class AnnualReturnTable(ListTable):
    """Returns of a college, or of the colleges of a region."""

    caption = _("Yearly returns")

    year = tables.Column(verbose_name=_("Year"), linkify=True, initial_sort_descending=True)
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    state = StateColumn(verbose_name=_("State"), shapes=RETURN_SHAPES, accessor="state")
    filed_on = DayColumn(verbose_name=_("Filed on"))
    reporter_label = TextColumn(verbose_name=_("Reported by"))
    verified_on = DayColumn(verbose_name=_("Verified on"))
    verifier_label = TextColumn(verbose_name=_("Verified by"))

    class Meta(ListTable.Meta):
        model = AnnualReturn
        fields = ("year", "college", "state", "filed_on", "reporter_label", "verified_on", "verifier_label")
        order_by = "-year"
