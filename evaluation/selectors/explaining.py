"""Where a number comes from: its fraction, its records as far as the actor may see them, and what changed."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from accounts.actors import Actor
from core import wording
from evaluation import wordings
from evaluation.engine.lights import interval
from evaluation.engine.measures import MEASURES, Measure
from evaluation.frameworks.plan import Leaf
from evaluation.models import Indicator, IndicatorValue, Run
from evaluation.selectors.changes import Comparison, compare
from evaluation.selectors.filed import Filed, filed_behind
from evaluation.selectors.groups import Group, groups_of
from evaluation.selectors.names import expression_names
from evaluation.selectors.own import turned
from evaluation.selectors.plans import version_plan
from evaluation.selectors.subjects import Subject, figure_url
from evaluation.selectors.suppression import small_cells
from evaluation.selectors.trends import Trend, trend_of
from reference.periods import Window


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
        if self.value.is_hidden:
            return wordings.hidden_text()
        return wordings.value_text(self.indicator, self.value.value)

    @property
    def light_text(self) -> str:
        if self.value.is_hidden:
            return wordings.hidden_text()
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
    """One stored figure, if the actor may see it; emptied where it is hidden (`is_hidden`)."""
    values = IndicatorValue.objects.visible_to(actor).filter(run=run, level=subject.level, code=subject.code)
    found = values.select_related("indicator", "run").filter(indicator__code=indicator).first()
    return small_cells(actor, {run.pk: run.on}).of_row(found) if found is not None else None


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
    return Explanation(
        subject=subject,
        value=value,
        indicator=indicator,
        run=run,
        numerator=parts[0],
        denominator=parts[1],
        groups=groups_of(actor, subject, (over, under), run, with_totals=not value.is_hidden),
        comparison=compare(actor, subject, value, run, sides),
        trend=trend_of(actor, value, run),
        children=_children(actor, value, run) if indicator.is_composite else [],
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


def _children(actor: Actor, value: IndicatorValue, run: Run) -> list[Child]:
    """What stands under a composite, in the order of the framework."""
    below = IndicatorValue.objects.filter(
        run=run, level=value.level, code=value.code, indicator__under=value.indicator.code
    )
    cells = small_cells(actor, {run.pk: run.on})
    return [
        Child(
            label=one.indicator.label,
            url=figure_url(one.level, one.code, one.indicator.code),
            weight=wordings.count_text(one.indicator.weight),
            reached=wordings.hidden_text() if one.is_hidden else wordings.reached_text(one.indicator, one.score),
            light=one.light if one.indicator.is_judged else "",
            light_text=wordings.hidden_text() if one.is_hidden else wordings.light_text(one.light, one.is_firm),
        )
        for one in map(cells.of_row, below.select_related("indicator").order_by("indicator__position"))
    ]
