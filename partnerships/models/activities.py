"""What is done under an agreement: recorded by one side, confirmed by the other."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import ScopedQuerySet
from core.facts import Fact, FactQuerySet
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with
from partnerships.models.parties import Party


class ActivityKind(models.TextChoices):
    """What was done together."""

    TEACHING = "teaching", _("Teaching by enterprise staff")
    CURRICULUM = "curriculum", _("Course or textbook written together")
    INTERNSHIP = "internship", _("Students hosted")
    TEACHER_PRACTICE = "teacher_practice", _("Teachers practising in the enterprise")
    STAFF_TRAINING = "staff_training", _("Training of enterprise staff")
    RESEARCH = "research", _("Joint research")
    TECHNICAL_SERVICE = "technical_service", _("Technical service")
    EQUIPMENT = "equipment", _("Equipment or site provided")
    RECRUITMENT = "recruitment", _("Graduates recruited")
    OTHER = "other", _("Other")


class ActivityQuerySet(ScopedQuerySet, FactQuerySet):
    """Activities, scoped and as of a day."""

    def confirmed(self, on: date, cutoff: datetime) -> Self:
        """Activities up to a day that the other side had confirmed by then, both as known at the cut-off."""
        confirmations = ActivityConfirmation.objects.as_of(on, cutoff).filter(activity=OuterRef("pk"))
        return self.as_of(on, cutoff).filter(Exists(confirmations))

    def awaiting(self, organisation_id: int) -> Self:
        """Activities that stand and wait for an organisation to confirm them: see `Activity.other_side_id`."""
        confirmations = ActivityConfirmation.objects.current().filter(activity=OuterRef("pk"))
        by_keeper = Q(recorded_by_id=F("agreement__keeper_id"))
        other_side = (by_keeper & Q(party__organisation_id=organisation_id)) | (
            ~by_keeper & Q(agreement__keeper_id=organisation_id)
        )
        return self.current().filter(other_side, ~Exists(confirmations))


class Activity(Fact):
    """Something done with an enterprise under an agreement. It counts once the other side has confirmed it.

    `party` is the enterprise it was done with, whichever side recorded it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="activities")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind"), max_length=30, choices=ActivityKind.choices)
    description = models.TextField(_("what was done"), blank=True)
    recorded_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    access = OF_AN_AGREEMENT
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [models.Index(fields=["party", "occurred_on"], name="activity_of_party")]

    @property
    def other_side_id(self) -> int:
        """The organisation that confirms it: the enterprise what the college recorded, the college the rest."""
        keeper_id = self.agreement.keeper_id
        return self.party.organisation_id if self.recorded_by_id == keeper_id else keeper_id

    @property
    def is_confirmed(self) -> bool:
        """Whether the other side has confirmed it; lists prefetch `confirmations`."""
        return any(confirmation.superseded_at is None for confirmation in self.confirmations.all())


class ActivityConfirmationQuerySet(ScopedQuerySet, FactQuerySet):
    """Confirmations, scoped and as of a day."""


class ActivityConfirmation(Fact):
    """The other side's word that an activity took place; `occurred_on` is the day it was given."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="confirmations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    signer_label = models.CharField(max_length=200)

    access = seen_with("activity__agreement")
    objects = ActivityConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "organisation"], condition=Q(superseded_at=None), name="activity_confirmed_once"
            )
        ]
