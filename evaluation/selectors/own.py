"""A college's own figures: as published, and as they stand now, computed from the same relations."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from accounts.actors import Actor
from evaluation import wordings
from evaluation.engine.counting import drill_down, value_of
from evaluation.engine.deriving import columns, derive
from evaluation.engine.measures import all_measures
from evaluation.engine.subjects import Level
from evaluation.frameworks import formulas
from evaluation.models import FrameworkVersion, Indicator, IndicatorValue, Role, Run
from evaluation.selectors.dashboard import current_publication, month_ago
from evaluation.selectors.subjects import Subject, figure_url


@dataclass(frozen=True)
class OwnFigure:
    """One indicator of a college: published, a month before that, and now (not yet published)."""

    indicator: Indicator
    published: IndicatorValue | None
    earlier: IndicatorValue | None
    live_value: float | None
    live_light: str
    live_fraction: str
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
    def live_text(self) -> str:
        return wordings.value_text(self.indicator, self.live_value)

    @property
    def threshold_text(self) -> str:
        return wordings.threshold_text(self.indicator)

    @property
    def has_moved(self) -> bool:
        """Whether the figure now is shown differently from the published one."""
        return self.published is not None and self.published_text != self.live_text


def own_figures(actor: Actor, subject: Subject, *, on: date, cutoff: datetime) -> tuple[Run | None, list[OwnFigure]]:
    """The published run and every judged indicator of a college. Live figures are those of `on`, known at `cutoff`."""
    pointer = current_publication()
    version = pointer.run.version if pointer else FrameworkVersion.objects.effective(on).first()
    if version is None:
        return None, []
    indicators = list(version.indicators.exclude(role=Role.COVERAGE))
    stored = _stored(actor, subject, pointer.run) if pointer else {}
    live = _live(subject, version, on, cutoff)
    figures = []
    for indicator in indicators:
        found = live[indicator.code]
        figures.append(
            OwnFigure(
                indicator=indicator,
                published=stored.get((indicator.code, True)),
                earlier=stored.get((indicator.code, False)),
                live_value=found[0],
                live_light=found[1],
                live_fraction=wordings.finding_text(indicator, found[2], found[3]),
                url=figure_url(Level.COLLEGE, subject.code, indicator.code) if pointer else "",
            )
        )
    return (pointer.run if pointer else None), figures


def _stored(actor: Actor, subject: Subject, run: Run) -> dict[tuple[str, bool], IndicatorValue]:
    """Published figures by indicator, now (True) and a month ago (False)."""
    mine = IndicatorValue.objects.visible_to(actor).filter(level=subject.level, code=subject.code)
    rows = mine.filter(run=run).union(mine.filter(run__in=month_ago(run)), all=True)
    codes = {one.pk: one.code for one in Indicator.objects.filter(version__framework=run.version.framework_id)}
    return {(codes[row.indicator_id], row.run_id == run.pk): row for row in rows}


def _live(
    subject: Subject, version: FrameworkVersion, on: date, cutoff: datetime
) -> dict[str, tuple[float | None, str, float, float]]:
    """Every indicator of one subject, computed now: value, light, numerator, denominator. A query for each measure."""
    place = (str(subject.level), subject.code)
    figures = []
    for measure in all_measures():
        rows = drill_down(measure, level=subject.level, subject=subject.key, on=on, cutoff=cutoff)
        figures.append((measure.code, *place, value_of(measure, rows, on=on, cutoff=cutoff)))
    indicators = {indicator.code: indicator for indicator in version.indicators.all()}
    fractions = {code: (indicator.numerator, indicator.denominator) for code, indicator in indicators.items()}
    table = columns([place], figures, [measure.code for measure in all_measures()])
    return {
        one.indicator.code: (
            None if np.isnan(one.value[0]) else float(one.value[0]),
            str(one.light[0]),
            float(one.numerator[0]),
            float(one.denominator[0]),
        )
        for one in derive(formulas(fractions), indicators, table, 1)
    }
