"""Lists of equipment."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core import clock
from core.tables import DueColumn, HeadingColumn, ListTable, MoneyColumn, NameColumn, NumberColumn
from institutions.models import Equipment, EquipmentStatus
from institutions.tables.states import LabelledState

EQUIPMENT_SHAPES = {
    EquipmentStatus.COMMITTED: "open",
    EquipmentStatus.DELIVERED: "half",
    EquipmentStatus.ACCEPTED: "done",
    EquipmentStatus.IN_USE: "full",
    EquipmentStatus.IDLE: "draft",
    EquipmentStatus.FAILED: "ended",
    EquipmentStatus.RETURNED: "ended",
}


class AgeColumn(NumberColumn):
    """Years since it was made."""

    empty_values = ()

    def render(self, record: Any) -> str:
        age = record.age_on(clock.today())
        return "" if age is None else str(age)

    def value(self, record: Any) -> int | None:
        return record.age_on(clock.today())


class EquipmentTable(ListTable):
    """Equipment of a college, or what a contributor gave."""

    caption = _("Equipment")

    name = HeadingColumn(
        verbose_name=_("Name"), sub=lambda record: _now("Key equipment") if record.is_key else record.asset_number
    )
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    contributor = NameColumn(verbose_name=_("Contributor"), order_by="contributor__name")
    base = NameColumn(verbose_name=_("Training base"), order_by="base__name")
    value = MoneyColumn(verbose_name=_("Value, CNY"))
    age = AgeColumn(verbose_name=_("Age, years"), accessor="made_in", order_by="-made_in")
    due_on = DueColumn(waits=(EquipmentStatus.COMMITTED,), verbose_name=_("To be delivered by"))
    state = LabelledState(verbose_name=_("State"), shapes=EQUIPMENT_SHAPES, choices=EquipmentStatus.choices)

    class Meta(ListTable.Meta):
        model = Equipment
        fields = ("name", "college", "contributor", "base", "value", "age", "due_on", "state")
        order_by = "name"
