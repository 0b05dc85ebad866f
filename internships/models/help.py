"""A student asks for help, against a clock. Personal data, seen by the college alone: it may be about the host.

`HelpRequest` is a subject, `HelpRequestState` holds facts. The texts stay out of the ledger.
"""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Link
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from internships.models.placements import Placement


class HelpRequestQuerySet(ScopedQuerySet):
    """Requests as pages list them."""

    def unanswered(self) -> Self:
        """Asked and waiting."""
        return self.filter(state=HelpRequest.State.ASKED)

    def through(self, link: Link) -> Self:
        """What the holder of a link has asked: through this link, or through one before it to the same address."""
        return self.filter(placement_id=link.subject_id, link__email=link.email)

    def late(self, on: date) -> Self:
        """Waiting beyond the day on which an answer was due."""
        return self.unanswered().filter(due_on__lt=on)

    def for_list(self) -> Self:
        """With what a row of a list shows, in one query."""
        return self.select_related("placement__student", "placement__slot__enterprise", "placement__college").order_by(
            "due_on", "pk"
        )


class HelpRequest(models.Model):
    """A student's request: written by the student through a link, or recorded on the student's behalf."""

    class Category(models.TextChoices):
        """INT-071 and the prohibitions of section 1 in groups."""

        PAY = "pay", _("Pay")
        HOURS = "hours", _("Working time")
        SAFETY = "safety", _("Safety or health")
        TASKS = "tasks", _("Tasks do not fit the major")
        TREATMENT = "treatment", _("Treatment")
        CHARGES = "charges", _("Charges or papers kept")
        LODGING = "lodging", _("Lodging or food")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("help", "Waiting")
        ANSWERED = "answered", pgettext_lazy("help", "Answered")
        CLOSED = "closed", pgettext_lazy("help", "Settled")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="help_requests")
    link = models.ForeignKey(
        Link, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("asked through")
    )
    category = models.CharField(_("about"), max_length=12, choices=Category.choices)
    text = models.TextField(_("what happened"), max_length=2000)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("placement__college_id",))
    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        indexes = [models.Index(fields=["state", "due_on"], name="help_request_by_due_day")]

    def __str__(self) -> str:
        """Without what was said: texts of rows end up in the ledger."""
        return f"{self.asked_on} {self.category}"

    @property
    def is_by_student(self) -> bool:
        """Written by the student: the answer is read by the student too."""
        return self.link_id is not None

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.ASKED


class HelpRequestStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of requests: of whom one may see them, and as known at a cut-off."""


class HelpRequestState(StateFact):
    """The span of days in which a request was in a state."""

    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=HelpRequest.State.choices)

    access = Access(owned_by=("request__placement__college_id",))
    objects = HelpRequestStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a request for help")
        verbose_name_plural = _("states of requests for help")
        constraints = [
            one_open_state("request", name="help_request_one_open_state"),
            spans_are_forward("help_request_state_forward"),
        ]
