"""Tables of this room's lists."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, HeadingColumn, ListTable, StateColumn
from jobs.models import Job, JobState
from jobs.registry import kinds

SHAPES: dict[str, str] = {
    JobState.QUEUED: "open",
    JobState.RUNNING: "half",
    JobState.DONE: "done",
    JobState.FAILED: "ask",
    JobState.CANCELLED: "ended",
}


def kind_title(job: Job) -> str:
    """What a kind of job is called."""
    return str(kinds[job.kind].title) if job.kind in kinds else job.kind


class JobTable(ListTable):
    """Jobs of one's organisation."""

    caption = _("Long work")

    title = HeadingColumn(verbose_name=_("What"), sub=kind_title)
    state = StateColumn(verbose_name=_("State"), accessor="state", shapes=SHAPES)
    started_by = tables.Column(verbose_name=_("Started by"), order_by="started_by__name")
    recorded_at = DayColumn(verbose_name=_("Asked for"))
    finished_at = DayColumn(verbose_name=_("Finished"))

    class Meta(ListTable.Meta):
        model = Job
        fields = ("title", "state", "started_by", "recorded_at", "finished_at")
        order_by = "-recorded_at"
