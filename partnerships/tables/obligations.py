"""The list of obligations."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, DueColumn, HeadingColumn, ListTable, NameColumn, StateColumn
from partnerships.life import STAGE_SHAPES
from partnerships.models import Obligation
from partnerships.models.obligations import WAITS_FOR_DEBTOR


class ObligationTable(ListTable):
    """What is owed under which agreement, by whom, to whom, by when."""

    caption = _("Obligations")
    title = HeadingColumn(verbose_name=_("Obligation"), sub="agreement__title")
    debtor = NameColumn(
        verbose_name=_("Who owes it"), accessor="debtor__organisation", order_by="debtor__organisation__name"
    )
    creditor = NameColumn(
        verbose_name=_("Who accepts it"), accessor="creditor__organisation", order_by="creditor__organisation__name"
    )
    due_on = DueColumn(waits=WAITS_FOR_DEBTOR, verbose_name=_("Due on"))
    done_on = DayColumn(verbose_name=_("Done on"))
    is_milestone = tables.BooleanColumn(verbose_name=_("Milestone"), visible=False)
    state = StateColumn(verbose_name=_("State"), shapes=STAGE_SHAPES)

    class Meta(ListTable.Meta):
        model = Obligation
        fields = ("title", "debtor", "creditor", "due_on", "done_on", "is_milestone", "state")
        sequence = fields
