"""Where a number comes from: its fraction, its records as far as the actor may see them, and what changed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.scoping import ScopedQuerySet
from core import wording
from evaluation import wordings
from evaluation.engine.counting import drill_down
from evaluation.engine.lights import interval
from evaluation.engine.measures import MEASURES, Measure
from evaluation.frameworks.plan import Leaf
from evaluation.models import Indicator, IndicatorValue, Run
from evaluation.selectors.dashboard import earlier_runs
from evaluation.selectors.filed import Filed, filed_behind
from evaluation.selectors.names import expression_names
from evaluation.selectors.own import turned
from evaluation.selectors.plans import version_plan
from evaluation.selectors.subjects import Subject, figure_url
from evaluation.selectors.trends import Trend, trend_of
from reference.periods import Window

THINGS_MAX = 20_000  # beyond this, who came and who went is not listed


@dataclass(frozen=True)
class Group:
    """Records that one filter of the page shows: all, numerator, denominator only…"""

    key: str
    label: str
    rows: QuerySet
    window: Window
    total: int  # of the figure
    visible: int  # of those, what the actor may open


@dataclass(frozen=True)
class Step:
    """A line of the comparison with the run before."""

    label: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Comparison:
    """What changed since the published run before this one."""

    before: IndicatorValue
    before_run: Run
    change: str
    steps: list[Step]


@dataclass(frozen=True)
class Part:
    """Numerator or denominator: its formula in words, its value, what its measures count and when, what was filed."""

    words: str
    value: float | None
    measures: list[tuple[Measure, Window]]
    filed: list[Filed] = field(default_factory=list)

    @property
    def text(self) -> str:
        return wordings.count_text(self.value)


@dataclass(frozen=True)
class Child:
    """What stands under a composite, or a thing that gives points: its weight, and what it reached of how much."""

    label: str
    url: str
    weight: str
    reached: str
    light: str
    light_text: str


@dataclass(frozen=True)
class Explanation:
    """Everything that the page shows of one figure."""

    subject: Subject
    value: IndicatorValue
    indicator: Indicator
    run: Run
    numerator: Part
    denominator: Part
    groups: list[Group]
    comparison: Comparison | None
    trend: Trend
    children: list[Child] = field(default_factory=list)

    @property
    def since(self) -> date | None:
        """The first published day of this light."""
        return self.value.since

    @property
    def common_text(self) -> str:
        """What it would be with the common weights, where the class has its own."""
        if self.value.common_value is None or self.value.common_value == self.value.value:
            return ""
        return wordings.value_text(self.indicator, self.value.common_value)

    @property
    def rank_text(self) -> str:
        """4th of 12 (3rd to 6th with other weights); empty where nothing is ranked."""
        return wordings.rank_text(self.value)

    @property
    def text(self) -> str:
        return wordings.value_text(self.indicator, self.value.value)

    @property
    def light_text(self) -> str:
        return wordings.light_text(self.value.light, self.value.is_firm)

    @property
    def threshold_text(self) -> str:
        return wordings.threshold_text(self.indicator)

    @property
    def finding(self) -> str:
        """The title: the number as a sentence."""
        told = wordings.finding_text(self.indicator, self.value.numerator, self.value.denominator)
        return told or self.indicator.label

    @property
    def turning_text(self) -> str:
        """What would turn this light."""
        return turned(self.indicator, self.value.numerator, self.value.denominator)

    @property
    def interval_text(self) -> str:
        """The interval of a share and what follows from it; empty where none is drawn."""
        if self.value.is_firm is None or not self.value.denominator:
            return ""
        low, high = interval(np.array([self.value.numerator]), np.array([self.value.denominator]))
        ends = {"low": wording.percent(float(low[0])), "high": wording.percent(float(high[0]))}
        if self.value.is_firm:
            return _("%(low)s to %(high)s, all of it with this light: firm.") % ends
        return _("%(low)s to %(high)s, across a threshold: borderline.") % ends


def figure_of(actor: Actor, subject: Subject, indicator: str, run: Run) -> IndicatorValue | None:
    """One stored figure, if the actor may see it."""
    values = IndicatorValue.objects.visible_to(actor).filter(run=run, level=subject.level, code=subject.code)
    return values.select_related("indicator").filter(indicator__code=indicator).first()


def explain(actor: Actor, subject: Subject, value: IndicatorValue, run: Run) -> Explanation:
    """The explanation of a stored figure."""
    indicator = value.indicator
    leaf = version_plan(run.version).leaf(indicator.code)
    sides = _sides(leaf)
    over, under = ([MEASURES[name] for name in side if name in MEASURES] for side in sides)
    names = expression_names(run.version)
    parts = [
        Part(
            wordings.formula_text(expression, names) if expression else "",
            figure,
            [(measure, measure.window(run.on, run.cutoff)) for measure in measures],
            filed_behind(actor, side, subject, run),
        )
        for expression, figure, measures, side in (
            (_numerator(indicator, leaf), value.numerator, over, sides[0]),
            (indicator.denominator, value.denominator, under, sides[1]),
        )
    ]
    before = _before(value, run)
    return Explanation(
        subject=subject,
        value=value,
        indicator=indicator,
        run=run,
        numerator=parts[0],
        denominator=parts[1],
        groups=_groups(actor, subject, over, under, run),
        comparison=_comparison(subject, value, before, (over, under)) if before is not None else None,
        trend=trend_of(value, run),
        children=_children(value, run) if indicator.is_composite else [],
    )


def _sides(leaf: Leaf | None) -> tuple[list[str], list[str]]:
    """What numerator and denominator read; things and a reference belong to the numerator."""
    if leaf is None:
        return [], []
    over = {name for one in (leaf.numerator, leaf.reference) if one is not None for name in one.names}
    over.update(name for one, _points in leaf.per for name in one.names)
    return sorted(over), list(leaf.denominator.names) if leaf.denominator is not None else []


def _numerator(indicator: Indicator, leaf: Leaf | None) -> str:
    """The expression of the numerator; of things their points: 3 × national consortia + 2 × provincial ones."""
    if indicator.numerator or leaf is None:
        return indicator.numerator
    return " + ".join(f"{points:g} * ({one.text})" for one, points in leaf.per)


def _children(value: IndicatorValue, run: Run) -> list[Child]:
    """What stands under a composite, in the order of the framework. One query."""
    below = IndicatorValue.objects.filter(
        run=run, level=value.level, code=value.code, indicator__under=value.indicator.code
    )
    return [
        Child(
            label=one.indicator.label,
            url=figure_url(one.level, one.code, one.indicator.code),
            weight=wordings.count_text(one.indicator.weight),
            reached=wordings.reached_text(one.indicator, one.score),
            light=one.light if one.indicator.is_judged else "",
            light_text=wordings.light_text(one.light, one.is_firm),
        )
        for one in below.select_related("indicator").order_by("indicator__position")
    ]


def _rows(measure: Measure, subject: Subject, run: Run) -> QuerySet:
    return drill_down(measure, level=subject.level, subject=subject.key, on=run.on, cutoff=run.cutoff)


def _visible(rows: QuerySet, actor: Actor) -> QuerySet:
    """Of the records those that the actor may open; shared registers are open to all."""
    return rows.visible_to(actor) if isinstance(rows, ScopedQuerySet) else rows


def _groups(actor: Actor, subject: Subject, over: list[Measure], under: list[Measure], run: Run) -> list[Group]:
    """Records by how they count. One relation inside the other gives "both" and "denominator only", else one each."""
    if len(over) == len(under) == 1:
        numerator, denominator = (_rows(measures[0], subject, run) for measures in (over, under))
        if numerator.model is denominator.model:
            return _nested(actor, numerator, denominator, under[0].window(run.on, run.cutoff))
    found = []
    for side, measures in (("numerator", over), ("denominator", under)):
        for measure in measures:
            label = _("Numerator: %(title)s") if side == "numerator" else _("Denominator: %(title)s")
            rows, window = _rows(measure, subject, run), measure.window(run.on, run.cutoff)
            found.append(_group(actor, f"{side}-{measure.code}", label % {"title": measure.title}, rows, window))
    return found


def _nested(actor: Actor, numerator: QuerySet, denominator: QuerySet, window: Window) -> list[Group]:
    marked = denominator.annotate(in_numerator=Exists(numerator.filter(pk=OuterRef("pk"))))
    return [
        _group(actor, "all", _("All"), marked, window),
        _group(actor, "both", _("Numerator and denominator"), marked.filter(in_numerator=True), window),
        _group(actor, "denominator", _("Denominator only"), marked.filter(in_numerator=False), window),
    ]


def _group(actor: Actor, key: str, label: str, rows: QuerySet, window: Window) -> Group:
    visible = _visible(rows, actor)
    total = rows.count()
    return Group(key, label, visible, window, total, visible.count() if visible is not rows else total)


def _before(value: IndicatorValue, run: Run) -> IndicatorValue | None:
    """The same figure in the published run before this one."""
    same = IndicatorValue.objects.filter(level=value.level, code=value.code, indicator__code=value.indicator.code)
    runs = earlier_runs(run).filter(on__lt=run.on)
    return same.filter(run__in=runs).select_related("run", "indicator").order_by("-run__on", "-run").first()


def _comparison(
    subject: Subject, value: IndicatorValue, before: IndicatorValue, measures: tuple[list[Measure], list[Measure]]
) -> Comparison:
    run, earlier = value.run, before.run
    change = wordings.change_text(value.indicator.kind, value.value, before.value, wording.day_short(earlier.on))
    steps: list[Step] = []
    if (
        all(len(side) == 1 and _is_count(side[0], run) for side in measures)
        and max(value.denominator or 0, before.denominator or 0) < THINGS_MAX
    ):
        moved = [_moved(side[0], subject, run, earlier) for side in measures]
        (came_over, went_over), (came_under, went_under) = moved
        steps = [
            Step(_("Came in"), len(came_over), len(came_under)),
            Step(_("Dropped out"), -len(went_over), -len(went_under)),
        ]
    return Comparison(before, earlier, change, steps)


def _is_count(measure: Measure, run: Run) -> bool:
    """Whether what came and went can be told by things; a sum has none."""
    return measure.counted(run.on, run.cutoff).aggregate.function == "COUNT"


def _things(measure: Measure, subject: Subject, run: Run) -> set[Any]:
    """What a measure counted, as keys."""
    thing = measure.counted(run.on, run.cutoff).aggregate.get_source_expressions()[0]
    return set(_rows(measure, subject, run).order_by().values_list(thing.name, flat=True))


def _moved(measure: Measure, subject: Subject, run: Run, earlier: Run) -> tuple[set[Any], set[Any]]:
    """What came in and what dropped out between two runs."""
    now, before = _things(measure, subject, run), _things(measure, subject, earlier)
    return now - before, before - now
