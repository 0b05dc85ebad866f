"""Long work: what was asked for, how far it is, what came of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.scoping import Access, ScopedQuerySet
from core import clock


class JobState(models.TextChoices):
    """Queued and running jobs are open; the others stay as they are."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """A piece of long work of one organisation. Subject: the row is the current state; its history is in the ledger.

    A worker holds a job by `lease` until `lease_until`; whoever finds it lapsed may take the job over.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("what"), max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="jobs")
    started_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("started by")
    )
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    message = models.TextField(_("message"), blank=True)
    result = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(_("asked for"), default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(default=clock.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    access = Access(owned_by=("organisation_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        indexes = [
            models.Index(fields=["organisation", "-recorded_at"], name="job_of_organisation"),
            models.Index(fields=["recorded_at"], condition=Q(state__in=["queued", "running"]), name="job_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", kwargs={"public_id": self.public_id})

    @property
    def is_open(self) -> bool:
        """Waiting or running."""
        return self.state in OPEN_STATES


class JobFile(models.Model):
    """What a job was given or has made. In the database, so that web and worker need no common disk."""

    class Part(models.TextChoices):
        INPUT = "input", _("Input")
        REPORT = "report", _("Report")

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    part = models.CharField(max_length=10, choices=Part.choices)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("job__organisation_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "part"], name="job_file_once")]
