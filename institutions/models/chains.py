"""Industry chains that majors serve."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from accounts.scoping import Access, ScopedQuerySet
from core import clock
from institutions.models.colleges import Major
from reference.models import Industry


class MajorChainQuerySet(ScopedQuerySet):
    """Chains of the majors one may see."""

    def current(self) -> Self:
        """What majors serve now."""
        return self.filter(superseded_at=None)


class MajorChain(models.Model):
    """A major serves an industry chain. What it no longer serves keeps its row, with the moment it was taken away."""

    major = models.ForeignKey(Major, on_delete=models.PROTECT, related_name="chains", verbose_name=_("major"))
    name = models.CharField(_("industry chain"), max_length=80)
    industry = models.ForeignKey(
        Industry, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("industry")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    access = Access(owned_by=("major__college_id",), overseen_by=("major__college_id",))
    objects = MajorChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("industry chain of a major")
        verbose_name_plural = _("industry chains of majors")
        ordering = ["major", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["major", "name"], condition=Q(superseded_at=None), name="major_chain_once_per_major"
            )
        ]

    def __str__(self) -> str:
        return self.name


def with_chains() -> Prefetch:
    """For lists of majors: what each serves now, by name, in `chains_now`."""
    rows = MajorChain.objects.current().select_related("industry").order_by("name")
    return Prefetch("chains", queryset=rows, to_attr="chains_now")
