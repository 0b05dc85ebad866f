"""Tables of this room's lists."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn, StateColumn, TextColumn
from institutions.models import BaseState, College, Major, MajorState, TrainingBase

MAJOR_SHAPES = {MajorState.State.OPEN: "full", MajorState.State.CLOSED: "ended"}
BASE_SHAPES = {
    BaseState.PROPOSED: "draft",
    BaseState.RECOGNISED: "open",
    BaseState.ACTIVE: "full",
    BaseState.DORMANT: "half",
    BaseState.WITHDRAWN: "ended",
}


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


class LabelledState(StateColumn):
    """A state that the list annotated: its word and its shape."""

    def __init__(self, *args, choices, **kwargs) -> None:
        self.words = dict(choices)
        super().__init__(*args, **kwargs)

    def render(self, value, record, bound_column):
        return super().render(self.words[value], record, bound_column)

    def value(self, value) -> str:
        return str(self.words[value])


class MajorTable(ListTable):
    """Majors of a college, or of the colleges of a region."""

    caption = _("Majors")

    name = HeadingColumn(verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"), accessor="catalogue__code")
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    state = LabelledState(verbose_name=_("State"), shapes=MAJOR_SHAPES, choices=MajorState.State.choices)
    state_since = DayColumn(verbose_name=_("Since"))

    class Meta(ListTable.Meta):
        model = Major
        fields = ("name", "code", "college", "state", "state_since")
        order_by = "code"


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
    state = LabelledState(verbose_name=_("State"), shapes=BASE_SHAPES, choices=BaseState.choices)
    state_since = DayColumn(verbose_name=_("Since"))

    class Meta(ListTable.Meta):
        model = TrainingBase
        fields = ("name", "college", "host", "region", "places", "state", "state_since")
        order_by = "name"
