"""Lists of majors."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn
from institutions.models import Major, MajorState
from institutions.tables.states import LabelledState

MAJOR_SHAPES = {MajorState.State.OPEN: "full", MajorState.State.CLOSED: "ended"}


class ChainsColumn(tables.Column):
    """The industry chains that a major serves, one after the other."""

    empty_values = ()

    def render(self, record):
        return pgettext("between items", ", ").join(chain.name for chain in record.chains_now)

    def value(self, record) -> str:
        return self.render(record)


class MajorTable(ListTable):
    """Majors of a college, or of the colleges of a region."""

    caption = _("Majors")

    name = HeadingColumn(verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"), accessor="catalogue__code")
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    chains = ChainsColumn(verbose_name=_("Industry chains"), orderable=False, accessor="pk")
    state = LabelledState(verbose_name=_("State"), shapes=MAJOR_SHAPES, choices=MajorState.State.choices)
    state_since = DayColumn(verbose_name=_("Since"))

    class Meta(ListTable.Meta):
        model = Major
        fields = ("name", "code", "college", "chains", "state", "state_since")
        order_by = "code"
