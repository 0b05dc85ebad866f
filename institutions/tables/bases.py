"""Lists of training bases."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn
from institutions.models import BaseState, TrainingBase
from institutions.tables.states import LabelledState

BASE_SHAPES = {
    BaseState.PROPOSED: "draft",
    BaseState.RECOGNISED: "open",
    BaseState.ACTIVE: "full",
    BaseState.DORMANT: "half",
    BaseState.WITHDRAWN: "ended",
}


class TrainingBaseTable(ListTable):
    """Training bases."""

    caption = _("Training bases")

    name = HeadingColumn(verbose_name=_("Name"))
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    host = NameColumn(verbose_name=_("Host"), order_by="host__name")
    region = NameColumn(verbose_name=_("Region"), order_by="region__code")
    places = NumberColumn(verbose_name=_("Places"))
    technology_level = tables.Column(
        verbose_name=_("Technology level"), accessor="get_technology_level_display", order_by="technology_level"
    )
    state = LabelledState(verbose_name=_("State"), shapes=BASE_SHAPES, choices=BaseState.choices)
    state_since = DayColumn(verbose_name=_("Since"))

    class Meta(ListTable.Meta):
        model = TrainingBase
        fields = ("name", "college", "host", "region", "places", "technology_level", "state", "state_since")
        order_by = "name"
