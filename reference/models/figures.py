"""Figures that people file under a code: of a region (what a regional share is divided by), of a college's year."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import wording
from core.facts import Fact, FactQuerySet
from reference.models.regions import Region


class FigureCode(models.Model):
    """What a figure counts, in which unit."""

    class Subject(models.TextChoices):
        REGION = "region", _("Region")
        COLLEGE = "college", _("College")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    subject = models.CharField(_("of whom"), max_length=10, choices=Subject.choices, default=Subject.REGION)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40)
    description = models.TextField(_("description"), blank=True)
    adds_up = models.BooleanField(  # a share or a panel's points of colleges are never a region's
        _("adds up"), default=True, db_default=True, help_text=_("Whether the colleges of a region may be added up.")
    )
    regions = models.CharField(  # a province that brings its own list asks its own colleges
        _("asked in"), max_length=200, blank=True, default="", db_default="",
        help_text=_("First digits of region codes, with commas; empty: everywhere."),
    )  # fmt: skip

    shared = "public catalogue"

    class Meta:
        verbose_name = _("figure code")
        verbose_name_plural = _("figure codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return wording.name_of(self)

    def is_asked_in(self, region: str | None) -> bool:
        """Whether who stands in a region (by its code) is asked for the figure."""
        return not self.regions or any((region or "").startswith(prefix) for prefix in self.regions.split(","))


class RegionFigure(Fact):
    """One figure of one region for one year, with its source. Without it a regional share is grey.

    A correction supersedes the old row. `filed_by_id` is the plain id of the authority that filed it: organisations
    live in a room to the right.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="figures", verbose_name=_("region"))
    figure = models.ForeignKey(FigureCode, on_delete=models.PROTECT, related_name="values", verbose_name=_("figure"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1978)])
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    source = models.CharField(_("source"), max_length=200)
    change_reason = models.CharField(_("reason for the correction"), max_length=200, blank=True)
    filed_by_id = models.BigIntegerField(_("filed by"), null=True, blank=True)

    shared = "public figures of a region"
    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of a region")
        verbose_name_plural = _("figures of regions")
        ordering = ["region__code", "figure__code", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "figure", "year"],
                condition=Q(superseded_at=None),
                name="reference_figure_stands_once",
            )
        ]
