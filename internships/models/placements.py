"""Placements: one student on one slot. Personal data.

`Placement` is a subject (the current row), `PlacementState` holds facts.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from institutions.models import Student
from internships.models.slots import InternshipSlot


class PlacementQuerySet(ScopedQuerySet):
    """Placements as pages, rules and measures ask for them."""

    def holding_a_place(self) -> Self:
        """Arranged or under way: an ended or cancelled placement gives its place back."""
        return self.filter(state__in=[Placement.State.ARRANGED, Placement.State.UNDER_WAY])

    def not_cancelled(self) -> Self:
        """All that took or will take place."""
        return self.exclude(state=Placement.State.CANCELLED)

    def for_list(self) -> Self:
        """With what a row of a list shows, in one query."""
        return self.select_related("slot__enterprise", "student", "college").order_by("-starts_on", "-pk")


class Placement(models.Model):
    """One student on one slot, from the first day to the last, both included.

    Seen by the student's college, the host and the mentors it is assigned to, and by nobody else: it is personal data,
    so authorities get counts (measures) and never rows; `overseen_by` stays empty on purpose.
    """

    class State(models.TextChoices):
        ARRANGED = "arranged", _("Arranged")
        UNDER_WAY = "under_way", _("Under way")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    class Kind(models.TextChoices):
        """Exactly the two kinds of 教职成〔2021〕4号 Art. 2 (INT-001)."""

        POST = "post", _("Post internship")
        OBSERVATION = "observation", _("Observation internship")

    class Source(models.TextChoices):
        """Arranged by the school, or by the student with the school's approval (INT-004)."""

        SCHOOL = "school", _("Arranged by the school")
        SELF = "self", _("Arranged by the student, approved by the school")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slot = models.ForeignKey(
        InternshipSlot, on_delete=models.PROTECT, related_name="placements", verbose_name=_("internship slot")
    )
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="placements", verbose_name=_("student"))
    college = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="placements", verbose_name=_("college")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.POST)
    source = models.CharField(_("arranged by"), max_length=10, choices=Source.choices, default=Source.SCHOOL)
    approved_on = models.DateField(_("approved by the school on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ARRANGED)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id", "slot__enterprise_id"), assigned_to=("mentors__user_id",), kept_by="college_id"
    )
    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="placement_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(source="school") | Q(approved_on__isnull=False), name="placement_of_own_choice_is_approved"
            ),
            models.UniqueConstraint(
                fields=["slot", "student"],
                condition=Q(state__in=["arranged", "under_way"]),
                name="placement_once_per_slot",
            ),
        ]
        indexes = [
            models.Index(fields=["slot", "state"], name="placement_of_slot"),
            models.Index(fields=["college", "state"], name="placement_of_college"),
        ]

    def __str__(self) -> str:
        """Without the student's name: texts of rows end up in the ledger, which forgets nothing."""
        return f"{self.slot} {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self) -> str:
        return reverse("internships:placement-detail", args=[self.pk])

    @property
    def is_arranged(self) -> bool:
        return self.state == self.State.ARRANGED

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.UNDER_WAY

    @property
    def has_ended(self) -> bool:
        return self.state == self.State.ENDED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED


class PlacementStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of placements: of whom one may see them, and as known at a cut-off."""


class PlacementState(StateFact):
    """The span of days in which a placement was in a state."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=Placement.State.choices)

    access = Access(owned_by=("placement__college_id", "placement__slot__enterprise_id"))
    objects = PlacementStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a placement")
        verbose_name_plural = _("states of placements")
        constraints = [
            one_open_state("placement", name="placement_one_open_state"),
            spans_are_forward("placement_state_forward"),
        ]
