"""Studios of skill masters."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from institutions.models.colleges import College


class SkillMasterStudioQuerySet(ScopedQuerySet):
    """Studios and whether they are recognised on a day."""

    def recognised(self, on: date) -> Self:
        """Those that are recognised on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), recognised_on__lte=on)


class SkillMasterStudio(models.Model):
    """A studio that a master of a trade leads, as an authority or the college itself recognised it."""

    class Level(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("level", "National")
        PROVINCIAL = "provincial", pgettext_lazy("level", "Provincial")
        MUNICIPAL = "municipal", pgettext_lazy("level", "Municipal")
        COLLEGE = "college", pgettext_lazy("level", "Of the college")

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="studios", verbose_name=_("college"))
    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    master = models.CharField(_("master"), max_length=60)
    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    recognised_on = models.DateField(_("recognised on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)

    access = Access(owned_by=("college_id",), overseen_by=("college_id",), kept_by="college_id")
    objects = SkillMasterStudioQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill-master studio")
        verbose_name_plural = _("skill-master studios")
        ordering = ["college", "name"]
        constraints = [
            models.UniqueConstraint(fields=["college", "name"], name="studio_name_once_per_college"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("recognised_on")), name="studio_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:studio-detail", args=[self.pk])
