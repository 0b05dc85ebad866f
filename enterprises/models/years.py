"""What an enterprise reports of its years: its own, seen by nobody else."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.scoping import Access, ScopedQuerySet
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from enterprises.models.register import Enterprise

YEARS = (MinValueValidator(1978), MaxValueValidator(2200))


class EnterpriseYearQuerySet(ScopedQuerySet, FactQuerySet):
    """Yearly facts: of whom one may see them, and as known at a cut-off."""


class EnterpriseYear(Fact):
    """What an enterprise reports of one year. Private to it; a correction supersedes the row."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="years", verbose_name=_("enterprise")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    staff_count = models.PositiveIntegerField(
        _("staff"), null=True, blank=True, help_text=_("On-post staff, without interns.")
    )
    revenue = MoneyField(_("revenue"), null=True, blank=True)
    total_assets = MoneyField(_("total assets"), null=True, blank=True)
    research_spend = MoneyField(_("research and development"), null=True, blank=True)
    payroll = MoneyField(_("payroll"), null=True, blank=True)
    lowest_grade_pay = MoneyField(_("lowest wage grade, per month"), null=True, blank=True)
    training_spend = MoneyField(_("spend on vocational education"), null=True, blank=True)

    access = Access(owned_by=("enterprise_id",), kept_by="enterprise_id")
    objects = EnterpriseYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("year of an enterprise")
        verbose_name_plural = _("years of enterprises")
        ordering = ["enterprise", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], condition=Q(superseded_at=None), name="enterprise_year_stands_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class EnterprisePostQuerySet(ScopedQuerySet, FactQuerySet):
    """Posts of years: of whom one may see them, and as known at a cut-off."""


class EnterprisePost(Fact):
    """How many people an enterprise has on one post in a year, and what it pays them. Private to it."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="posts", verbose_name=_("enterprise")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    post = models.CharField(_("post"), max_length=80)
    staff_count = models.PositiveIntegerField(_("staff"), help_text=_("On-post staff, without interns."))
    monthly_wage = MoneyField(_("wage per month"), null=True, blank=True)

    access = Access(owned_by=("enterprise_id",), kept_by="enterprise_id")
    objects = EnterprisePostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of an enterprise")
        verbose_name_plural = _("posts of enterprises")
        ordering = ["enterprise", "-year", "post"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year", "post"],
                condition=Q(superseded_at=None),
                name="enterprise_post_stands_once",
            )
        ]

    def __str__(self) -> str:
        return self.post
