"""Equipment, from the promise to its return."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from core.money import MoneyField
from institutions.models.bases import TrainingBase
from institutions.models.colleges import College


class EquipmentStatus(models.TextChoices):
    """The life of a piece of equipment."""

    COMMITTED = "committed", pgettext_lazy("equipment", "Committed")
    DELIVERED = "delivered", pgettext_lazy("equipment", "Delivered")
    ACCEPTED = "accepted", pgettext_lazy("equipment", "Accepted")
    IN_USE = "in_use", pgettext_lazy("equipment", "In use")
    IDLE = "idle", pgettext_lazy("equipment", "Idle")
    FAILED = "failed", pgettext_lazy("equipment", "Failed")
    RETURNED = "returned", pgettext_lazy("equipment", "Returned")


# From which state equipment may go to which. Failed: it never came, was refused, or broke down. Returned is the end.
NEXT_STATES: dict[str, frozenset[str]] = {
    EquipmentStatus.COMMITTED: frozenset({EquipmentStatus.DELIVERED, EquipmentStatus.FAILED}),
    EquipmentStatus.DELIVERED: frozenset({EquipmentStatus.ACCEPTED, EquipmentStatus.FAILED, EquipmentStatus.RETURNED}),
    EquipmentStatus.ACCEPTED: frozenset({EquipmentStatus.IN_USE, EquipmentStatus.IDLE, EquipmentStatus.RETURNED}),
    EquipmentStatus.IN_USE: frozenset({EquipmentStatus.IDLE, EquipmentStatus.FAILED, EquipmentStatus.RETURNED}),
    EquipmentStatus.IDLE: frozenset({EquipmentStatus.IN_USE, EquipmentStatus.FAILED, EquipmentStatus.RETURNED}),
    EquipmentStatus.FAILED: frozenset({EquipmentStatus.DELIVERED, EquipmentStatus.IN_USE, EquipmentStatus.RETURNED}),
    EquipmentStatus.RETURNED: frozenset(),
}
# The college has it: the value of what it holds counts these.
HELD_STATES = (EquipmentStatus.ACCEPTED, EquipmentStatus.IN_USE, EquipmentStatus.IDLE)


class EquipmentQuerySet(ScopedQuerySet):
    """Equipment with its state."""

    def with_state(self) -> Self:
        """Adds `state` and `state_since`: the last state that was entered; its first day may lie ahead."""
        open_row = EquipmentState.objects.current().filter(equipment=OuterRef("pk"))
        return self.annotate(
            state=Subquery(open_row.values("state")[:1]), state_since=Subquery(open_row.values("from_on")[:1])
        )

    def late(self, on: date) -> Self:
        """Was to be delivered before a day and is only promised. After `with_state`."""
        return self.filter(due_on__lt=on, state=EquipmentStatus.COMMITTED)


class Equipment(models.Model):
    """A machine or a set of them in a college: its own, or promised and given by a contributor."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="equipment", verbose_name=_("college"))
    base = models.ForeignKey(
        TrainingBase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="equipment",
        verbose_name=_("training base"),
    )
    name = models.CharField(_("name"), max_length=120)
    asset_number = models.CharField(_("asset number"), max_length=40, blank=True)
    value = MoneyField(pgettext_lazy("equipment", "value"))
    made_in = models.PositiveSmallIntegerField(_("made in"), null=True, blank=True)
    contributor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contributor")
    )
    is_key = models.BooleanField(_("key equipment"), default=False)
    due_on = models.DateField(_("to be delivered by"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id",),
        shared_with=("contributor_id",),
        overseen_by=("college_id",),
        kept_by="college_id",
    )
    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = pgettext_lazy("plural", "equipment")
        ordering = ["college", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "asset_number"],
                condition=~Q(asset_number=""),
                name="asset_number_once_per_college",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="equipment_value_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:equipment-detail", args=[self.pk])

    def age_on(self, on: date) -> int | None:
        """Years since the year in which it was made; None where nobody wrote it down."""
        return None if self.made_in is None else on.year - self.made_in


class EquipmentStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of equipment: of whom one may see them, and as known at a cut-off."""


class EquipmentState(StateFact):
    """Equipment was in one state over a span of days."""

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=12, choices=EquipmentStatus.choices)

    access = Access(
        owned_by=("equipment__college_id",),
        shared_with=("equipment__contributor_id",),
        overseen_by=("equipment__college_id",),
    )
    objects = EquipmentStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of equipment")
        verbose_name_plural = _("states of equipment")
        constraints = [
            one_open_state("equipment", name="equipment_one_open_state"),
            spans_are_forward("equipment_state_forward"),
        ]
