"""What the life of an agreement needs beside its states: a college's internal checks, and notice that it ends.

`CheckStep` and `Ending` are subjects, `AgreementCheck` is one with the days that are measured, `EndingConsent` a fact.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with
from partnerships.models.parties import Party


class CheckStepQuerySet(ScopedQuerySet):
    """Steps of internal checks."""

    def standing(self) -> "CheckStepQuerySet":
        """Those that a new agreement goes through, in their order."""
        return self.filter(ended_on=None).order_by("position", "pk")


class CheckStep(models.Model):
    """A check that every agreement of a college goes through before it is signed, such as by the legal office.

    `position` is its place in the order. `checker` decides; without one every administrator of the college does.
    `days` is how long it should take at most.
    """

    college = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="check_steps")
    name = models.CharField(_("name of the check"), max_length=80)
    position = models.PositiveSmallIntegerField(_("place in the order"))
    checker = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    days = models.PositiveSmallIntegerField(_("days it may take"), null=True, blank=True)
    ended_on = models.DateField(_("asked for until"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("college_id",), kept_by="college_id")
    objects = CheckStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal check")
        verbose_name_plural = _("internal checks")
        constraints = [
            models.UniqueConstraint(fields=["college", "name"], condition=Q(ended_on=None), name="check_step_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CheckOutcome(models.TextChoices):
    """How a check ended."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")
    DROPPED = "dropped", _("Not needed any more")


class AgreementCheckQuerySet(ScopedQuerySet):
    """Checks of agreements."""

    def waiting(self) -> "AgreementCheckQuerySet":
        """Those whose turn it is and that nobody has decided."""
        return self.filter(outcome="", began_on__isnull=False)


class AgreementCheck(models.Model):
    """One check of one agreement: from the day on which its turn came to the day on which it was decided.

    Every submission is a new `round` with all checks. `name` and `days` are those of the day of the submission, so
    that a later change of the order leaves what is under way alone. The college's own: other parties never see it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="checks")
    step = models.ForeignKey(CheckStep, on_delete=models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=CheckOutcome.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    decider_label = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("agreement__keeper_id",))
    objects = AgreementCheckQuerySet.as_manager()

    class Meta:
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "round", "position"], name="agreement_check_once"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=models.F("began_on")), name="agreement_check_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EndingKind(models.TextChoices):
    """Why an agreement ends before its last day."""

    NOTICE = "notice", _("One side gives notice")
    BREACH = "breach", _("The other side is in breach")
    CONSENT = "consent", _("All sides agree to end it")


class EndingQuerySet(ScopedQuerySet):
    """Notices that agreements end."""

    def standing(self) -> "EndingQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_on=None)


class Ending(models.Model):
    """Notice that an agreement ends on `last_on` (included). The state changes in the night after it.

    `party` says so; `at_fault` is who is in breach. Ending by consent takes effect when every other party has agreed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="endings")
    kind = models.CharField(_("why it ends"), max_length=20, choices=EndingKind.choices)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    at_fault = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=1000)
    given_on = models.DateField(_("notice given on"))
    last_on = models.DateField(_("last day"))
    taken_back_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = EndingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement"], condition=Q(taken_back_on=None), name="ending_once"),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("given_on")), name="ending_forward"),
        ]


class EndingConsentQuerySet(ScopedQuerySet, FactQuerySet):
    """Consents, scoped."""


class EndingConsent(Fact):
    """A party agrees that the agreement ends."""

    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    signer_label = models.CharField(max_length=200)

    access = seen_with("ending__agreement")
    objects = EndingConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ending", "party"], condition=Q(superseded_at=None), name="ending_consent_once"
            )
        ]
