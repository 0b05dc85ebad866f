"""Which run a page shows: the published one, or an earlier one that was published in its time."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from core import clock
from evaluation.models import FrameworkVersion, Publication, Run, RunState
from evaluation.selectors.dashboard import current_publication
from jobs.models import Job, JobState

CHOICES = 14  # a fortnight of nights
FRESH = timedelta(hours=26)  # a night later, and two hours for what may come between


def asked_run(number: str) -> Run | None:
    """The run that an address names, if it was published, else the one that is published now. One query."""
    if not number:
        pointer = current_publication()
        return pointer.run if pointer is not None else None
    if not number.isdecimal() or len(number) > 18:
        return None
    runs = Run.objects.select_related("version__framework").filter(state=RunState.PUBLISHED)
    return runs.filter(pk=int(number)).first()


def published_frameworks() -> list[Publication]:
    """What is published of each framework, the main one first. One query."""
    pointers = Publication.objects.select_related("framework", "run")
    return list(pointers.order_by("framework__position", "framework__code"))


def last_published(shown: Run) -> list[Run]:
    """The last published runs of the framework of a run, newest first; the shown one among them. One query."""
    runs = Run.objects.published().filter(version__framework=shown.version.framework_id)
    found = list(runs.order_by("-on", "-pk")[:CHOICES])
    return found if shown in found else [*found, shown]


def late_publications(at: datetime) -> list[Publication]:
    """Pointers to runs whose data ended more than 26 hours ago, of the frameworks in force. One query."""
    judging = FrameworkVersion.objects.effective(at.astimezone(clock.SHANGHAI).date()).values("framework")
    late = Publication.objects.filter(run__cutoff__lt=at - FRESH, framework__in=judging)
    return list(late.select_related("run__version__framework").order_by("framework__code"))


def imports_since_before(cutoff: datetime) -> QuerySet[Job]:
    """Imports that began before a cut-off and still write."""
    return Job.objects.filter(kind="import", state=JobState.RUNNING, started_at__lte=cutoff)
