"""The register of enterprises (shared) and what an enterprise reports of its years (its own)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from reference.models import Industry


class SizeClass(models.TextChoices):
    """Size by the standard of 2011 (工信部联企业〔2011〕300号)."""

    LARGE = "large", _("Large")
    MEDIUM = "medium", _("Medium")
    SMALL = "small", _("Small")
    MICRO = "micro", _("Micro")


class Enterprise(models.Model):
    """An enterprise of the register. It shares its organisation's primary key; name and region stand there.

    The credit code is unique when present: required for agreements, not for the register.
    """

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="enterprise",
        verbose_name=_("organisation"),
    )
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    industry = models.ForeignKey(
        Industry, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("industry")
    )
    size_class = models.CharField(_("size class"), max_length=10, choices=SizeClass.choices, blank=True)
    is_above_scale = models.BooleanField(_("above designated size"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False, db_index=True, default="")  # enterprises.names
    name_en_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    shared = "the register: names, codes, places and industries are public facts"

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["organisation__name"]
        constraints = [
            models.CheckConstraint(condition=~Q(credit_code=""), name="enterprise_credit_code_null_when_unknown")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ExternalId(models.Model):
    """How another register names the enterprise: scheme `stock`, value `600000.SS`."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="external_ids")
    scheme = models.SlugField(_("scheme"), max_length=30)
    value = models.CharField(_("value"), max_length=60)
    is_ended = models.BooleanField(_("no longer in use"), default=False)

    shared = "the register: public identifiers"

    class Meta:
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="external_id_once")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class EnterpriseYearQuerySet(ScopedQuerySet, FactQuerySet):
    """Yearly facts: of whom one may see them, and as known at a cut-off."""


class EnterpriseYear(Fact):
    """What an enterprise reports of one year. Private to it; a correction supersedes the row."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="years", verbose_name=_("enterprise")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1978), MaxValueValidator(2200)])
    staff_count = models.PositiveIntegerField(
        _("staff"), null=True, blank=True, help_text=_("On-post staff, without interns.")
    )
    revenue = MoneyField(_("revenue"), null=True, blank=True)
    total_assets = MoneyField(_("total assets"), null=True, blank=True)
    research_spend = MoneyField(_("research and development"), null=True, blank=True)
    payroll = MoneyField(_("payroll"), null=True, blank=True)
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
