"""Thresholds of rules: dated, overridden by a region, each with its source."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.facts import known
from reference.models.regions import six_digits
from reference.rules import Grade


class ExactEncoder(json.JSONEncoder):
    """Writes a Decimal as a JSON number."""

    def default(self, o: object) -> Any:
        if isinstance(o, Decimal):
            return int(o) if o == o.to_integral_value() else float(o)
        return super().default(o)


class ExactDecoder(json.JSONDecoder):
    """Reads a JSON number with a fraction as Decimal: 0.10 is 0.1 and no float."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal)


class RuleParameterQuerySet(models.QuerySet):
    """Parameters by day and by what was known."""

    def as_of(self, on: date, cutoff: datetime | None = None) -> Self:
        """What held on a day: as known at a cut-off, or as it stands now."""
        recorded = Q(superseded_at=None) if cutoff is None else known(cutoff)
        return self.filter(recorded, Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class RuleParameter(models.Model):
    """The value of one parameter in one region (or the whole country) over a span of days.

    `region_code` is a plain code (empty for the whole country), so that shipped values do not wait for the regions.
    Configuration, in versions: a value that turns out otherwise is superseded by a new row, never overwritten, so that
    a past night finds the value it used.
    """

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("Shipped")
        LOCAL = "local", _("Entered here")

    code = models.CharField(_("code"), max_length=80)
    region_code = models.CharField(_("region code"), max_length=6, blank=True, validators=[six_digits])
    value = models.JSONField(_("value"), encoder=ExactEncoder, decoder=ExactDecoder)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day, included."))
    document = models.CharField(_("document"), max_length=200)
    article = models.CharField(_("article"), max_length=80, blank=True)
    grade = models.CharField(_("source grade"), max_length=1, choices=Grade.choices)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.SHIPPED)
    version = models.PositiveIntegerField(_("version"), default=1)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    shared = "public thresholds"
    objects = RuleParameterQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule parameter")
        verbose_name_plural = _("rule parameters")
        ordering = ["code", "region_code", "valid_from", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "region_code", "valid_from"],
                condition=Q(superseded_at=None),
                name="reference_parameter_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="reference_parameter_span"
            ),
        ]

    def __str__(self) -> str:
        return self.code
