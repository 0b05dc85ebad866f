"""When something goes wrong: what is claimed from who protects against it, and how the plan was practised."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with
from partnerships.models.risks import Risk
from partnerships.terms.values import ProtectionKind


class ClaimStage(models.TextChoices):
    """How far a claim is."""

    FILED = "filed", pgettext_lazy("claim", "Filed")
    PAID = "paid", _("Paid")
    REFUSED = "refused", _("Refused")


class ClaimQuerySet(ScopedQuerySet):
    """Claims, scoped."""


class Claim(models.Model):
    """A loss of which a party asks a guarantor, a compensator or an insurer to bear a sum, in CNY. A subject."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="claims")
    against = models.CharField(
        _("policy or protection"),
        max_length=250,
        blank=True,
        help_text=_("Which of the agreed ones; empty for another."),
    )
    kind = models.CharField(_("kind of protection"), max_length=20, choices=ProtectionKind.choices)
    provider = models.CharField(pgettext_lazy("claim", "of whom"), max_length=200)
    lost_on = models.DateField(_("day of the loss"))
    amount = MoneyField(_("claimed"))
    note = models.TextField(_("what happened"), blank=True)
    filed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("claim", "filed by")
    )
    filed_on = models.DateField(_("filed on"))
    state = models.CharField(_("state"), max_length=20, choices=ClaimStage.choices, default=ClaimStage.FILED)
    paid = MoneyField(_("paid"), null=True, blank=True)
    decided_on = models.DateField(pgettext_lazy("claim", "decided on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = seen_with("risk__agreement")
    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_positive"),
            models.CheckConstraint(condition=Q(paid=None) | Q(paid__gt=0, state="paid"), name="claim_paid_when_paid"),
            models.CheckConstraint(condition=Q(filed_on__gte=F("lost_on")), name="claim_after_loss"),
        ]

    def __str__(self) -> str:
        return self.provider


class DrillQuerySet(ScopedQuerySet, FactQuerySet):
    """Drills, scoped."""


class Drill(Fact):
    """The emergency plan was practised on a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="drills")
    note = models.TextField(_("what was practised, and what came of it"))
    reported_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("drill", "reported by")
    )

    access = OF_AN_AGREEMENT
    objects = DrillQuerySet.as_manager()

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
