"""The register of enterprises: shared, since names, codes, places and statuses are public facts."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock
from core.facts import StateFact, StateFactQuerySet, spans_are_forward
from reference.models import Industry


class SizeClass(models.TextChoices):
    """Size by the standard of 2011 (工信部联企业〔2011〕300号)."""

    LARGE = "large", _("Large")
    MEDIUM = "medium", _("Medium")
    SMALL = "small", _("Small")
    MICRO = "micro", _("Micro")


class EnterpriseQuerySet(models.QuerySet):
    """Enterprises of the register."""

    def standing(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(organisation__merged_into=None)


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
    # The year whose figures gave the size class; empty where the register said it.
    size_class_year = models.PositiveSmallIntegerField(_("size class by the figures of"), null=True, blank=True)
    is_above_scale = models.BooleanField(_("above designated size"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False, db_index=True, default="")  # enterprises.names
    name_en_key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    shared = "the register: names, codes, places and industries are public facts"
    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["organisation__name"]
        constraints = [
            models.CheckConstraint(condition=~Q(credit_code=""), name="enterprise_credit_code_null_when_unknown")
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("enterprises:enterprise-detail", args=[self.organisation.public_id])


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


class EnterpriseStatusQuerySet(StateFactQuerySet):
    """Statuses as they were known at a cut-off."""

    def standing(self) -> Self:
        """The rows that are not corrected, ended ones among them."""
        return self.filter(superseded_at=None)


class EnterpriseStatus(StateFact):
    """A status of the register that held over a span of days: where it says so, and for how long.

    An end may lie ahead: the list of the year, or the certificate, says how long it is valid. A measure asks
    `as_of(on, cutoff)`.
    """

    class Status(models.TextChoices):
        ABOVE_SCALE = "above_scale", _("Above designated size")
        TOP_500 = "top_500", _("Top 500")
        LEADER = "leader", _("Leading enterprise")
        INDUSTRY_EDUCATION = "industry_education", _("Industry–education integration enterprise")

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="statuses", verbose_name=_("enterprise")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    source = models.CharField(_("source"), max_length=200)

    shared = "the register: who is above scale, leads or is recognised is published"
    objects = EnterpriseStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of an enterprise")
        verbose_name_plural = _("statuses of enterprises")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "status"],
                condition=Q(superseded_at=None, until_on=None),
                name="enterprise_status_open_once",
            ),
            spans_are_forward("enterprise_status_forward"),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds; None while it has no end."""
        return self.until_on - timedelta(days=1) if self.until_on else None


class EnterpriseAlias(models.Model):
    """An enterprise that was registered twice: `merged` is the row that no longer stands for itself.

    Its old addresses lead on to `enterprise`, which keeps what pointed to it.
    """

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="aliases", verbose_name=_("enterprise")
    )
    merged = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="merged_into", verbose_name=_("merged")
    )
    reason = models.CharField(_("reason"), max_length=200)
    merged_on = models.DateField(_("merged"))
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    shared = "the register: an old address has to lead on for everyone"
    objects = models.Manager()

    class Meta:
        verbose_name = _("merged enterprise")
        verbose_name_plural = _("merged enterprises")
        ordering = ["-merged_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.merged} → {self.enterprise}"
