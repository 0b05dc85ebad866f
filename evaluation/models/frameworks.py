"""Frameworks: which indicators are judged how, from when on. Configuration: a version in force never changes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, Scope, ScopedQuerySet
from core import clock, wording
from evaluation.engine.subjects import NATION_CODE


class Framework(models.Model):
    """A tree of indicators with a name, such as "participation – process – results".

    `region_code` is the region whose authority keeps it; without one it came with the product. `position` orders the
    frameworks of a page: the first one is shown where no other is asked for.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100, db_default=100)
    region_code = models.CharField(_("kept by the authority of"), max_length=6, blank=True, default="", db_default="")

    shared = "public: what everybody is judged by"

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return wording.name_of(self)


def keeps(scope: Scope) -> str | None:
    """The region whose frameworks somebody keeps: an authority's own; "" (the product's) for the operator; or None."""
    if scope.is_operator or scope.is_everything:
        return ""
    if scope.region_ranges is None:
        return NATION_CODE
    return scope.region_ranges[0][0] if scope.region_ranges else None


class VersionAccess(Access):
    """Everybody reads what has been put to consultation. Drafts are their keeper's; who keeps a framework also reads
    those that came with the product, to begin from them."""

    def as_filter(self, model: type[models.Model], scope: Scope) -> Q:
        found, region = super().as_filter(model, scope), keeps(scope)
        if not found or region is None:  # an empty condition is everything
            return found
        return found | Q(framework__region_code__in={"", region})


class FrameworkVersionQuerySet(ScopedQuerySet):
    """Versions: of whom one may see them, and by the day they judge."""

    def effective(self, on: date) -> Self:
        """The versions that judge a day: one for each framework. A later version never recolours an earlier day."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on).exclude(
            state__in=UNAPPROVED
        )


class FrameworkVersion(models.Model):
    """What a framework says from `effective_from` on, as one document; its indicators stand in rows beside it.

    A draft may change; from its approval on it never does. `digest` is the SHA-256 of the document.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONSULTATION = "consulting", _("In consultation")
        APPROVED = "approved", pgettext_lazy("framework", "Approved")
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
    effect = models.JSONField(null=True, editable=False)  # on the figures published when it was approved
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = VersionAccess(published_to=~Q(state="draft"))
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

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == self.State.DRAFT

    @property
    def is_approved(self) -> bool:
        """Whether it can judge: it never changes any more."""
        return self.state not in UNAPPROVED


UNAPPROVED = (FrameworkVersion.State.DRAFT, FrameworkVersion.State.CONSULTATION)


class FrameworkComment(models.Model):
    """What somebody says about a version while it is in consultation. Open to everybody who is signed in."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(_("author"), max_length=200)
    indicator = models.SlugField(_("indicator"), max_length=60, blank=True)  # the code of what it is about
    text = models.TextField(_("comment"))
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    shared = "public: a consultation is read by everybody whom the framework will judge"

    class Meta:
        verbose_name = _("comment on a framework")
        verbose_name_plural = _("comments on frameworks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text[:60]}"


class Kind(models.TextChoices):
    """What a value is; it decides how it is written and whether chance is weighed."""

    SHARE = "share", _("Share")  # numerator is a part of denominator: 0 to 1, with an interval
    RATIO = "ratio", _("Ratio")
    POINTS = "points", _("Points")  # reached, of how many could be


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class Role(models.TextChoices):
    """What an indicator is for in its framework."""

    HEADLINE = "headline", _("Headline")  # its light is the light of the subject
    INDICATOR = "indicator", _("Indicator")
    COVERAGE = "coverage", _("Coverage")  # how much of the data is there; never judged
    COMPOSITE = "composite", _("Composite")  # made of the indicators under it


class Aggregation(models.TextChoices):
    """How a composite is made of what stands under it."""

    SUM = "sum", _("Sum of points")
    ARITHMETIC = "arithmetic", _("Weighted arithmetic mean")
    GEOMETRIC = "geometric", _("Weighted geometric mean")


class Indicator(models.Model):
    """One indicator of a version: expressions over measures, goalposts, thresholds, and where they come from.

    `low` and `high` are where the light changes; a value on a threshold has the better light. `zero_at` and `full_at`
    are the goalposts of the linear score, `points` its full mark. `under` is the code of its composite, `dimension`
    that of the composite just below the index. What else the version says of it stands in the document.
    """

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="indicators")
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.INDICATOR)
    dimension = models.CharField(_("dimension"), max_length=20, blank=True)
    under = models.CharField(_("stands under"), max_length=60, blank=True, default="", db_default="")
    weight = models.FloatField(_("weight"), default=0, db_default=0)
    aggregation = models.CharField(
        _("aggregation"), max_length=10, choices=Aggregation.choices, blank=True, default="", db_default=""
    )
    method = models.CharField(_("scoring"), max_length=10, blank=True, default="", db_default="")
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    finding = models.CharField(max_length=200, blank=True)  # a sentence with {numerator} and {denominator}
    finding_en = models.CharField(max_length=200, blank=True)
    numerator = models.TextField(_("numerator"), blank=True)
    denominator = models.TextField(_("denominator"), blank=True)
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
    def is_composite(self) -> bool:
        return self.aggregation != ""

    @property
    def is_judged(self) -> bool:
        """Whether it gives a light."""
        return self.low is not None and self.high is not None
