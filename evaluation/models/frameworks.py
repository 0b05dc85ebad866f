"""Frameworks: which indicators are judged how, from when on. Configuration: a version in force never changes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock, wording


class Framework(models.Model):
    """A tree of indicators with a name, such as "participation – process – results"."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160)

    shared = "public: what everybody is judged by"

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return wording.name_of(self)


class FrameworkVersionQuerySet(models.QuerySet):
    """Versions by the day they judge."""

    def effective(self, on: date) -> Self:
        """The versions that judge a day: one for each framework. A later version never recolours an earlier day."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on).exclude(
            state=FrameworkVersion.State.DRAFT
        )


class FrameworkVersion(models.Model):
    """What a framework says from `effective_from` on, as one document; its indicators stand in rows beside it.

    It takes effect with a period, never inside one. `digest` is the SHA-256 of the document.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")
        RETIRED = "retired", _("Retired")

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(_("number"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True, help_text=_("Last day, included."))
    source = models.CharField(_("source"), max_length=300)
    source_en = models.CharField(_("source in English"), max_length=300, blank=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    shared = "public: what everybody is judged by"
    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a framework")
        verbose_name_plural = _("versions of frameworks")
        ordering = ["framework__code", "-effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_version_once"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")), name="framework_version_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.number}"


class Kind(models.TextChoices):
    """What a value is; it decides how it is written and whether chance is weighed."""

    SHARE = "share", _("Share")  # numerator is a part of denominator: 0 to 1, with an interval
    RATIO = "ratio", _("Ratio")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class Role(models.TextChoices):
    """What an indicator is for in its framework."""

    HEADLINE = "headline", _("Headline")  # its light is the light of the subject
    INDICATOR = "indicator", _("Indicator")
    COVERAGE = "coverage", _("Coverage")  # how much of the data is there; never judged


class Indicator(models.Model):
    """One indicator of a version: expressions over measures, goalposts, thresholds, and where they come from.

    `low` and `high` are where the light changes; a value on a threshold has the better light. `zero_at` and `full_at`
    are the goalposts of the linear score, `points` its full mark.
    """

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="indicators")
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.INDICATOR)
    dimension = models.CharField(_("dimension"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160)
    finding = models.CharField(max_length=200, blank=True)  # a sentence with {numerator} and {denominator}
    finding_en = models.CharField(max_length=200, blank=True)
    numerator = models.TextField(_("numerator"))
    denominator = models.TextField(_("denominator"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices, default=Direction.UP)
    low = models.FloatField(_("threshold of red"), null=True, blank=True)
    high = models.FloatField(_("threshold of green"), null=True, blank=True)
    zero_at = models.FloatField(_("zero at"), null=True, blank=True)
    full_at = models.FloatField(_("full score at"), null=True, blank=True)
    points = models.FloatField(_("points"), default=0)
    source = models.CharField(_("source"), max_length=300)
    source_en = models.CharField(_("source in English"), max_length=300, blank=True)

    shared = "public: what everybody is judged by"

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return wording.name_of(self)

    @property
    def is_share(self) -> bool:
        return self.kind == Kind.SHARE

    @property
    def is_judged(self) -> bool:
        """Whether it gives a light."""
        return self.low is not None and self.high is not None
