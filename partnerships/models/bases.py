"""Which training bases an agreement is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.scoping import ScopedQuerySet
from core import clock
from institutions.models import TrainingBase
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement


class AgreementBaseQuerySet(ScopedQuerySet):
    """Links between agreements and bases, scoped."""


class AgreementBase(models.Model):
    """A training base of the keeper that an agreement founds or serves. A subject: it is there or not."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="base_links")
    base = models.ForeignKey(
        TrainingBase, on_delete=models.PROTECT, related_name="agreement_links", verbose_name=_("training base")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = AgreementBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training base of an agreement")
        verbose_name_plural = _("training bases of agreements")
        constraints = [models.UniqueConstraint(fields=["agreement", "base"], name="agreement_base_once")]
