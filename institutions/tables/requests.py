"""Lists of curriculum requests."""

from django.utils.translation import gettext_lazy as _

from core import clock
from core.tables import DayColumn, HeadingColumn, ListTable, NameColumn, NumberColumn
from institutions.models import CurriculumRequest, RequestState
from institutions.tables.states import LabelledState

REQUEST_SHAPES = {
    RequestState.ASKED: "open",
    RequestState.ANSWERED: "half",
    RequestState.ADOPTED: "half",
    RequestState.TAUGHT: "full",
    RequestState.DECLINED: "ended",
}


def overdue_words(request: CurriculumRequest) -> object:
    """ "overdue" under the name of what is."""
    is_overdue = request.state == RequestState.ASKED and request.due_on < clock.today()  # type: ignore[attr-defined]
    return _("overdue") if is_overdue else ""


class CurriculumRequestTable(ListTable):
    """Requests of an enterprise, or to a college."""

    caption = _("Curriculum requests")

    skill = HeadingColumn(verbose_name=_("Skill"), sub=overdue_words)
    enterprise = NameColumn(verbose_name=_("Enterprise"), order_by="enterprise__name")
    college = NameColumn(
        verbose_name=_("College"), accessor="college__organisation", order_by="college__organisation__name"
    )
    state = LabelledState(verbose_name=_("State"), shapes=REQUEST_SHAPES, choices=RequestState.choices)
    asked_on = DayColumn(verbose_name=_("Asked on"))
    due_on = DayColumn(verbose_name=_("Answer due on"))
    answered_on = DayColumn(verbose_name=_("Answered on"))
    days_taken = NumberColumn(verbose_name=_("Days taken"), accessor="days_taken", orderable=False)

    class Meta(ListTable.Meta):
        model = CurriculumRequest
        fields = ("skill", "enterprise", "college", "state", "asked_on", "due_on", "answered_on", "days_taken")
        order_by = "-asked_on"
