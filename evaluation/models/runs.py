"""Runs and what they hold. A run is one immutable recompute; a pointer says which one is published."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import EVERYTHING, NOTHING, Access, Scope, ScopedQuerySet, overseen
from core import clock
from evaluation.engine.subjects import Level
from evaluation.models.frameworks import FrameworkVersion, Indicator
from reference.models import Region


class RunKind(models.TextChoices):
    """Why a run was made. Only a nightly run can be published."""

    NIGHTLY = "nightly", _("Nightly")
    PREVIEW = "preview", _("Preview")
    AS_OF = "as_of", _("As of a day")
    WHAT_IF = "what_if", _("What if")


class RunState(models.TextChoices):
    """How far a run is."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    COMPUTED = "computed", _("Computed")
    CHECKED = "checked", _("Checked")
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")
    FAILED = "failed", _("Failed")


class Light(models.TextChoices):
    """The verdict of a threshold. No data is grey, never red and never green."""

    RED = "red", _("Red")
    YELLOW = "yellow", _("Yellow")
    GREEN = "green", _("Green")
    GREY = "grey", _("Grey")


class RunQuerySet(models.QuerySet):
    """Runs by what may still be done with them."""

    def open(self) -> Self:
        """Runs that still have work."""
        return self.filter(state__in=(RunState.PLANNED, RunState.RUNNING))

    def published(self) -> Self:
        return self.filter(state=RunState.PUBLISHED)


class Run(models.Model):
    """One recompute of all figures for one day, as known at a cut-off. There is no incremental mode.

    `period` is the school year of the day. Of a nightly kind there is one for each version, period and cut-off.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=RunKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.PLANNED)
    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="runs")
    period = models.CharField(_("period"), max_length=10)
    on = models.DateField(_("day"))
    cutoff = models.DateTimeField(_("data to"))
    reason = models.TextField(_("reason"), blank=True)  # why it is held or failed
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    planned_at = models.DateTimeField(default=clock.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    shared = "holds digests and counts, no tenant's rows; its pages need the act see_runs"
    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "period", "cutoff"], condition=Q(kind=RunKind.NIGHTLY), name="one_publishable_run"
            )
        ]
        indexes = [models.Index(fields=["state", "on"], name="run_by_state")]

    def __str__(self) -> str:
        return f"{_('Run')} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in {RunState.PLANNED, RunState.RUNNING}

    @property
    def seconds(self) -> float | None:
        """From the first task to the last."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()


class Stage(models.TextChoices):
    """What a task does. Deriving waits until everything is counted."""

    COUNT = "count", _("Count")
    DERIVE = "derive", _("Derive, check, publish")


class RunTask(models.Model):
    """A piece of a run that one worker does in one go. Whoever holds the lease may finish it, nobody else.

    A lease that ran out is free: its holder is dead or too slow, and what it still computes is refused at the end.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="tasks")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.COUNT)
    name = models.CharField(_("name"), max_length=200)  # the codes of the measures that share a relation
    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    started_at = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    value_count = models.PositiveIntegerField(_("values"), default=0)

    shared = "part of a run"

    class Meta:
        verbose_name = _("task of a run")
        verbose_name_plural = _("tasks of runs")
        ordering = ["run", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="run_task_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def measures(self) -> list[str]:
        """The codes of the measures that it counts."""
        return self.name.split() if self.stage == Stage.COUNT else []

    @property
    def seconds(self) -> float | None:
        """How long the attempt that finished took."""
        if self.started_at is None or self.done_at is None:
            return None
        return (self.done_at - self.started_at).total_seconds()


class FigureAccess(Access):
    """A region's figures are for the authorities above it, a college's for itself and the authority it answers to.

    A governance body's are those of the college that keeps its file.

    Queries name a run or a subject first, which is what the index is for; the OR then is harmless.
    """

    def as_filter(self, model: type[models.Model], scope: Scope) -> Q:
        if scope.is_everything or scope.region_ranges is None:
            return EVERYTHING
        condition = NOTHING
        if scope.organisation_ids:
            condition |= Q(organisation_id__in=scope.organisation_ids)
        if scope.region_ranges:
            condition |= Q(level__in=(Level.COLLEGE, Level.BODY)) & overseen("organisation_id", scope.region_ranges)
        for low, high in scope.region_ranges:
            condition |= Q(level__in=(Level.PROVINCE, Level.PREFECTURE, Level.COUNTY), code__range=(low, high))
        return condition


LEVELS = [
    (Level.NATION, _("Country")),
    (Level.PROVINCE, _("Province")),
    (Level.PREFECTURE, _("Prefecture")),
    (Level.COUNTY, _("County")),
    (Level.COLLEGE, _("College")),
    (Level.BODY, _("Governance body")),
]


class FigureOfARun(models.Model):
    """Of whom a figure is: a level and a natural code. Keys to region or college are there for names and rights."""

    level = models.CharField(_("level"), max_length=10, choices=LEVELS)
    code = models.CharField(_("code"), max_length=10)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")

    is_hidden = False  # from the reader: selectors.suppression says so of a row that it has emptied
    access: Access = FigureAccess(owned_by=("organisation_id",), overseen_by=("organisation_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class MeasureValue(FigureOfARun):
    """A measure's figure. A subject that has none counted nothing: zero."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="measure_values")
    measure = models.CharField(_("measure"), max_length=60)
    value = models.FloatField(_("value"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "level", "code", "measure"], name="measure_value_once"),
        ]


class IndicatorValue(FigureOfARun):
    """An indicator's figure with its fraction, light and score. No value: there is nothing to divide by.

    `is_firm`: the interval of a share lies on one side of every threshold; empty where no interval is drawn.
    `since`: the first published day of its light. Of the index `common_value` is what it would be with the common
    weights, `rank` its place among the `ranked` of its level and class, `rank_low` to `rank_high` the places that
    other weights would give.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="indicator_values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    numerator = models.FloatField(_("numerator"), null=True)
    denominator = models.FloatField(_("denominator"), null=True)
    value = models.FloatField(_("value"), null=True)
    score = models.FloatField(_("score"), null=True)
    light = models.CharField(_("light"), max_length=6, choices=Light.choices, default=Light.GREY)
    is_firm = models.BooleanField(_("firm"), null=True)
    since = models.DateField(_("since"), null=True)
    common_value = models.FloatField(_("value with the common weights"), null=True)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    rank_low = models.PositiveIntegerField(_("rank at best"), null=True)
    rank_high = models.PositiveIntegerField(_("rank at worst"), null=True)
    ranked = models.PositiveIntegerField(_("ranked"), null=True)
    ranked_in = models.CharField(_("class of region"), max_length=60, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(fields=["run", "level", "code", "indicator"], name="indicator_value_once"),
        ]
        indexes = [models.Index(fields=["level", "code", "run"], name="indicator_value_of")]


class Publication(models.Model):
    """The pointer: which run of a framework everybody sees. Publishing is one update of one row."""

    framework = models.OneToOneField("Framework", on_delete=models.PROTECT, related_name="publication")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)
    late_told_on = models.DateField(null=True, editable=False)  # the last day on which operators heard that it is old

    shared = "a pointer to a run"

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
