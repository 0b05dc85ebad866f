"""Scenarios for the benefit clause that somebody keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from partnerships.models.agreements import Agreement


class BenefitScenario(models.Model):
    """What a party expects of the coming years, under a name. It is its own: the other side does not see it.

    `document` is a scenario as partnerships.simulation writes it; amounts in CNY.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="scenarios")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    document = models.JSONField()
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("organisation_id",), kept_by="organisation_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation", "name"], name="benefit_scenario_once")
        ]

    def __str__(self) -> str:
        return self.name
