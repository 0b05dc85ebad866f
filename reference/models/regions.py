"""Administrative divisions, with validity, and what became of retired codes."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import wording

six_digits = RegexValidator(r"^\d{6}$", _("A region code has six digits."))


class RegionQuerySet(models.QuerySet):
    """Regions by validity, place and kind."""

    def valid_on(self, on: date) -> Self:
        """Regions whose code was in use on a day. An open end means unknown or still in use."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gte=on),
        )

    def within(self, region: "Region") -> Self:
        """A region and everything below it."""
        return self.filter(code__range=region.code_range())

    def selectable(self) -> Self:
        """Regions a person may choose: no placeholders such as 市辖区."""
        return self.exclude(flag=Region.Flag.PLACEHOLDER)


class Region(models.Model):
    """A province, prefecture or county. An organisation may stand at any level."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")
        COUNTY = "county", _("County")

    class EconomicArea(models.TextChoices):
        EAST = "east", pgettext_lazy("economic area", "East")
        CENTRAL = "central", pgettext_lazy("economic area", "Central")
        WEST = "west", pgettext_lazy("economic area", "West")
        NORTHEAST = "northeast", pgettext_lazy("economic area", "Northeast")

    class Flag(models.TextChoices):
        """What the statistics bureau's list holds beside the divisions of GB/T 2260."""

        STATISTICAL_ZONE = "statistical_zone_not_GBT2260", _("Statistical zone, not a division")
        PLACEHOLDER = "placeholder", _("Placeholder, not a place")
        WITHOUT_COUNTIES = "prefecture_without_counties", _("Prefecture without counties")
        STANDS_FOR_PREFECTURE = "code_of_a_prefecture_without_counties", _("Stands for a prefecture without counties")

    code = models.CharField(_("code"), max_length=6, validators=[six_digits])
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    economic_area = models.CharField(_("economic area"), max_length=10, choices=EconomicArea.choices, blank=True)
    flag = models.CharField(_("remark"), max_length=40, choices=Flag.choices, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day, included."))

    shared = "public divisions"
    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="reference_region_code_valid"),
            models.UniqueConstraint(fields=["code", "valid_to"], name="reference_region_code_retired"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="reference_region_span",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="reference_region_code")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page; Chinese where English is missing."""
        return wording.name_of(self)

    @property
    def is_placeholder(self) -> bool:
        """Holds children, but is no place (市辖区, 省直辖县级行政区划)."""
        return self.flag == self.Flag.PLACEHOLDER

    def code_range(self) -> tuple[str, str]:
        """Lowest and highest code of the region and everything below it, both included.

        Padded to six digits, so that a plain b-tree serves on both databases and no LIKE is needed. The counties
        directly under a province (4290xx, 6590xx) hang under a placeholder prefecture and lie inside its range.
        """
        significant = {self.Level.PROVINCE: 2, self.Level.PREFECTURE: 4, self.Level.COUNTY: 6}[self.Level(self.level)]
        prefix = self.code[:significant]
        return prefix.ljust(6, "0"), prefix.ljust(6, "9")

    def lineage_codes(self) -> list[str]:
        """Its own code and the codes of the regions above it, most specific first: county, prefecture, province."""
        padded = [self.code, self.code[:4] + "00", self.code[:2] + "0000"]
        return list(dict.fromkeys(padded))


class RegionSuccession(models.Model):
    """An old code became a new one. One old code may have two successors (`is_partial`)."""

    old = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="successions", verbose_name=_("old region"))
    new = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="predecessions", verbose_name=_("new region")
    )
    on = models.DateField(_("from"), help_text=_("First day on which the old code is no longer in use."))
    is_partial = models.BooleanField(_("only a part"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    shared = "public divisions"

    class Meta:
        verbose_name = _("succession of a region")
        verbose_name_plural = _("successions of regions")
        ordering = ["on", "old__code", "new__code"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="reference_succession_once"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="reference_succession_two_regions"),
        ]

    def __str__(self) -> str:
        return f"{self.old.code} → {self.new.code}"
