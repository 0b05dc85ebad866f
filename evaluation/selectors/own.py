"""A college's own figures: as published, over the months, and as they stand now, computed from the same relations."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Organisation
from core import wording
from evaluation import wordings
from evaluation.engine.counting import drill_down, value_of
from evaluation.engine.deriving import derive, thresholds_of
from evaluation.engine.measures import all_measures
from evaluation.engine.subjects import Level
from evaluation.engine.turning import Turning, margin, turning
from evaluation.models import FrameworkVersion, Indicator, IndicatorValue, Role, Run
from evaluation.selectors.dashboard import current_publication, last_of_months, month_ago
from evaluation.selectors.days import months_back
from evaluation.selectors.inputs import inputs_of
from evaluation.selectors.subjects import Subject, figure_url
from evaluation.selectors.trends import Trend, point_of

SUM_OF_COUNTS = re.compile(r"[a-z_]+( \+ [a-z_]+)*")  # where one more record is one more


@dataclass(frozen=True)
class Live:
    """A figure as it stands now; nobody has published it."""

    value: float | None
    light: str
    numerator: float | None
    denominator: float | None  # None: nobody has filed it


@dataclass(frozen=True)
class OwnFigure:
    """One indicator of a college: published, a month before that, and now (not yet published)."""

    indicator: Indicator
    published: IndicatorValue | None
    earlier: IndicatorValue | None
    live: Live | None
    trend: Trend
    url: str

    @property
    def published_text(self) -> str:
        return wordings.value_text(self.indicator, self.published.value) if self.published else ""

    @property
    def published_light_text(self) -> str:
        return wordings.light_text(self.published.light, self.published.is_firm) if self.published else ""

    @property
    def earlier_text(self) -> str:
        return wordings.value_text(self.indicator, self.earlier.value) if self.earlier else ""

    @property
    def change_text(self) -> str:
        """Up 1.8 points since 19 Oct 2026; empty without an earlier figure."""
        if self.published is None or self.earlier is None:
            return ""
        since = wording.day_short(self.earlier.run.on)
        return wordings.change_text(self.indicator.kind, self.published.value, self.earlier.value, since)

    @property
    def live_text(self) -> str:
        return wordings.value_text(self.indicator, self.live.value) if self.live else ""

    @property
    def live_fraction(self) -> str:
        if self.live is None:
            return ""
        return wordings.finding_text(self.indicator, self.live.numerator, self.live.denominator)

    @property
    def fraction(self) -> str:
        """The sentence of the published figure."""
        if self.published is None:
            return ""
        return wordings.finding_text(self.indicator, self.published.numerator, self.published.denominator)

    @property
    def threshold_text(self) -> str:
        return wordings.threshold_text(self.indicator)

    @property
    def turning_text(self) -> str:
        """What would turn the light: of the figure as it stands now, or as published where only that is shown."""
        figure = self.live or self.published
        return turned(self.indicator, figure.numerator, figure.denominator) if figure is not None else ""

    @property
    def published_turning_text(self) -> str:
        """What would turn the published light."""
        if self.published is None:
            return ""
        return turned(self.indicator, self.published.numerator, self.published.denominator)

    @property
    def light(self) -> str:
        """The published light, or the one of this moment before anything is published."""
        return self.published.light if self.published else self.live.light if self.live else "grey"

    @property
    def margin_text(self) -> str:
        """What would lose a green light."""
        figure = self.live or self.published
        return turned(self.indicator, figure.numerator, figure.denominator, margin) if figure is not None else ""

    @property
    def has_moved(self) -> bool:
        """Whether the figure now is shown differently from the published one."""
        return self.published is not None and self.published_text != self.live_text


def finding_of(figures: list[OwnFigure]) -> str:
    """The title of a college's figures: how many lights are green, how many red."""
    lights = [one.light for one in figures if one.indicator.is_judged and not one.indicator.is_composite]
    return wordings.green_finding(lights.count("green"), lights.count("red"), len(lights))


Turner = Callable[..., Turning | None]


def turned(indicator: Indicator, numerator: float | None, denominator: float | None, turner: Turner = turning) -> str:
    """What would turn the light of a fraction, in words; nothing where the numerator is no plain count."""
    if not SUM_OF_COUNTS.fullmatch(indicator.numerator):
        return ""
    found = turner(numerator, denominator, thresholds_of(indicator))
    if found is not None and indicator.is_share and (numerator or 0) + found.change > (denominator or 0):
        return ""
    return wordings.turning_text(found, wordings.formula_text(indicator.numerator))


def own_figures(
    actor: Actor, subject: Subject, *, on: date, cutoff: datetime, with_live: bool = True, run: Run | None = None
) -> tuple[Run | None, list[OwnFigure]]:
    """The published run (or the earlier one that was asked for) and every figure of a college, the index first.

    Live figures are those of `on`, known at `cutoff`.
    """
    pointer = current_publication() if run is None else None
    run = pointer.run if pointer is not None else run
    version = run.version if run is not None else FrameworkVersion.objects.effective(on).first()
    if version is None:
        return None, []
    stored = _stored(actor, subject, run) if run is not None else {}
    live = _live(subject, version, on, cutoff) if with_live else {}
    return run, [
        _figure(indicator, stored.get(indicator.code, []), live.get(indicator.code), subject, run)
        for indicator in sorted(
            version.indicators.exclude(role=Role.COVERAGE), key=lambda one: (not one.is_composite, one.position)
        )
    ]


def _figure(
    indicator: Indicator, stored: list[IndicatorValue], live: Live | None, subject: Subject, run: Run | None
) -> OwnFigure:
    published = next((value for value in stored if run is not None and value.run_id == run.pk), None)
    by_month = {(value.run.on.year, value.run.on.month): value for value in stored}
    limit = None if run is None else months_back(run.on, 1)
    earlier = [value for value in stored if limit is not None and value.run.on <= limit]
    return OwnFigure(
        indicator=indicator,
        published=published,
        earlier=earlier[-1] if earlier else None,
        live=live,
        trend=Trend(indicator.label, indicator, [point_of(value) for value in by_month.values()]),
        url=figure_url(Level.COLLEGE, subject.code, indicator.code) if published is not None else "",
    )


def _stored(actor: Actor, subject: Subject, run: Run) -> dict[str, list[IndicatorValue]]:
    """Published figures by indicator, oldest first: now, a month ago, and the last of each of twelve months."""
    mine = IndicatorValue.objects.visible_to(actor).filter(level=subject.level, code=subject.code)
    asked = Q(run=run.pk) | Q(run__in=month_ago(run)) | Q(run__in=last_of_months(run))
    found: dict[str, list[IndicatorValue]] = defaultdict(list)
    for value in mine.filter(asked).select_related("run", "indicator").order_by("run__on", "run"):
        found[value.indicator.code].append(value)
    return found


def _live(subject: Subject, version: FrameworkVersion, on: date, cutoff: datetime) -> dict[str, Live]:
    """Every indicator of one subject, computed now. A query for each measure."""
    place = (str(subject.level), subject.code)
    figures = []
    for measure in all_measures():
        rows = drill_down(measure, level=subject.level, subject=subject.key, on=on, cutoff=cutoff)
        figures.append((measure.code, *place, value_of(measure, rows, on=on, cutoff=cutoff)))
    region = subject.thing.region.code if isinstance(subject.thing, Organisation) and subject.thing.region else None
    inputs = inputs_of(version, {place: region}, figures, on=on, cutoff=cutoff, is_alone=True)
    if not inputs.cohort.subjects:
        return {}
    return {
        one.code: Live(_known(one.value[0]), str(one.light[0]), _known(one.numerator[0]), _known(one.denominator[0]))
        for one in derive(inputs.plan, inputs.cohort, inputs.table)
    }


def _known(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
