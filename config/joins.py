"""What rooms that do not know each other have to do with each other."""

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from jobs.models import Job, JobState
from notices.registry import Kind, kinds
from notices.services import notify

ENDED = {
    JobState.DONE: Kind(_("Long work is done"), _("Done: %(title)s")),
    JobState.FAILED: Kind(_("Long work has failed"), _("Failed: %(title)s. %(message)s")),
}


def register_notices() -> None:
    """Kinds of notices whose cause lies in a room that does not know the notices."""
    for state, kind in ENDED.items():
        kinds.register(f"job_{state}", kind)


def tell_starter(job: Job) -> None:
    """Whoever started a job learns how it ended, wherever they are by then."""
    if job.started_by is None or job.state not in ENDED:
        return
    notify(
        actor=Actor.system("jobs"),
        users=[job.started_by],
        kind=f"job_{job.state}",
        params={"title": job.title, "message": job.message},
        url=job.get_absolute_url(),
        organisation_id=job.organisation_id,
    )
