"""What enterprises ask colleges to teach, with a clock."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from institutions.models.colleges import College


class RequestState(models.TextChoices):
    """The life of a curriculum request."""

    ASKED = "asked", pgettext_lazy("curriculum request", "Asked")
    ANSWERED = "answered", pgettext_lazy("curriculum request", "Answered")
    ADOPTED = "adopted", pgettext_lazy("curriculum request", "Adopted")
    TAUGHT = "taught", pgettext_lazy("curriculum request", "Taught")
    DECLINED = "declined", pgettext_lazy("curriculum request", "Declined")


NEXT_REQUEST_STATES: dict[str, frozenset[str]] = {
    RequestState.ASKED: frozenset({RequestState.ANSWERED, RequestState.ADOPTED, RequestState.DECLINED}),
    RequestState.ANSWERED: frozenset({RequestState.ADOPTED, RequestState.DECLINED}),
    RequestState.ADOPTED: frozenset({RequestState.TAUGHT, RequestState.DECLINED}),
    RequestState.TAUGHT: frozenset(),
    RequestState.DECLINED: frozenset(),
}


class CurriculumRequestQuerySet(ScopedQuerySet):
    """Requests with their state."""

    def with_state(self) -> Self:
        """Adds `state` and `state_since`."""
        open_row = CurriculumRequestState.objects.current().filter(request=OuterRef("pk"))
        return self.annotate(
            state=Subquery(open_row.values("state")[:1]), state_since=Subquery(open_row.values("from_on")[:1])
        )

    def with_days(self) -> Self:
        """Adds `answered_on`, the first day after the question, and `taught_on`; empty where it has not come to it."""
        rows = CurriculumRequestState.objects.filter(request=OuterRef("pk"), superseded_at=None).order_by("from_on")
        later = rows.exclude(state=RequestState.ASKED)
        taught = rows.filter(state=RequestState.TAUGHT)
        return self.annotate(
            answered_on=Subquery(later.values("from_on")[:1]), taught_on=Subquery(taught.values("from_on")[:1])
        )


class CurriculumRequest(models.Model):
    """An enterprise asks a college to teach a skill. The college answers by `due_on`."""

    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="curriculum_requests", verbose_name=_("enterprise")
    )
    college = models.ForeignKey(
        College, on_delete=models.PROTECT, related_name="curriculum_requests", verbose_name=_("college")
    )
    skill = models.CharField(_("skill"), max_length=120)
    details = models.TextField(_("details"), blank=True)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due on"))
    answer = models.TextField(_("answer"), blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("college_id", "enterprise_id"), overseen_by=("college_id",), kept_by="college_id")
    objects = CurriculumRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("curriculum request")
        verbose_name_plural = _("curriculum requests")
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return self.skill

    def get_absolute_url(self) -> str:
        return reverse("institutions:request-detail", args=[self.pk])

    @property
    def days_taken(self) -> int | None:
        """Days from the question to the first answer, of a row `with_days`; None where there is no answer yet."""
        answered_on = getattr(self, "answered_on", None)
        return (answered_on - self.asked_on).days if answered_on is not None else None


class CurriculumRequestStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of requests: of whom one may see them, and as known at a cut-off."""


class CurriculumRequestState(StateFact):
    """A request was in one state over a span of days."""

    request = models.ForeignKey(CurriculumRequest, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices)

    access = Access(owned_by=("request__college_id", "request__enterprise_id"), overseen_by=("request__college_id",))
    objects = CurriculumRequestStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a curriculum request")
        verbose_name_plural = _("states of curriculum requests")
        constraints = [
            one_open_state("request", name="curriculum_request_one_state"),
            spans_are_forward("curriculum_request_forward"),
        ]
