"""A figure over the months, as a small line, as a chart with its thresholds, and as the table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from core.charts import Sparkline
from evaluation import wordings
from evaluation.models import IndicatorValue, Kind, Run
from evaluation.selectors.dashboard import last_of_months
from evaluation.selectors.suppression import small_cells
from evaluation.wordings import IndicatorLike

HEADROOM = 1.1


@dataclass(frozen=True)
class Point:
    """The figure of one published run."""

    on: date
    run: int
    value: float | None
    light: str
    text: str
    fraction: str

    @property
    def month(self) -> str:
        return wordings.month(self.on)


@dataclass(frozen=True)
class Trend:
    """The last published figure of each month, oldest first."""

    label: str
    indicator: IndicatorLike
    points: Sequence[Point]

    @property
    def is_line(self) -> bool:
        """Whether there is more than one month to draw."""
        return len(self.points) > 1

    @property
    def top(self) -> float:
        """The end of the scale: 1 for a share, a little over the highest value or threshold for a ratio."""
        if self.indicator.kind == Kind.SHARE:
            return 1.0
        top = HEADROOM * max([point.value or 0 for point in self.points] + [self.indicator.high or 0, 1e-9])
        return float(f"{top:.2g}")  # the axis writes it; the headroom is larger than what is rounded off

    @property
    def description(self) -> str:
        """In words what the line shows."""
        first, last = self.points[0], self.points[-1]
        missing = _("no data")
        words = {
            "indicator": self.label,
            "first": first.month,
            "last": last.month,
            "from": first.text or missing,
            "to": last.text or missing,
            "limit": wordings.limit_label(self.indicator),
        }
        if self.indicator.high is None:
            return _("%(indicator)s, %(first)s to %(last)s: from %(from)s to %(to)s") % words
        return _("%(indicator)s, %(first)s to %(last)s: from %(from)s to %(to)s; green from %(limit)s") % words

    @property
    def finding(self) -> str:
        """The title of the chart: rose, fell or stayed, from what to what."""
        known = [point for point in self.points if point.value is not None]
        if len(known) < 2:
            return _("There is nothing to compare yet")
        change = wordings.difference(self.indicator.kind, known[-1].value, known[0].value)
        words = {"from": known[0].text, "to": known[-1].text, "month": known[0].month}
        if not change:
            return _("As high as in %(month)s: %(to)s") % words
        if change > 0:
            return _("Up from %(from)s in %(month)s to %(to)s") % words
        return _("Down from %(from)s in %(month)s to %(to)s") % words

    @property
    def spark(self) -> Sparkline | None:
        """The line without a script."""
        if not self.is_line:
            return None
        return Sparkline(
            values=[point.value for point in self.points],
            low=0.0,
            high=self.top,
            first_label=self.points[0].month,
            last_label=self.points[-1].month,
            description=self.description,
            limit=self.indicator.high,
            limit_label=wordings.limit_label(self.indicator),
        )

    @property
    def chart(self) -> dict[str, Any]:
        """What static/js/charts.js draws: plain data, with the words that it shows."""
        limits = []
        if self.indicator.low is not None and self.indicator.high is not None:
            limits = [
                {"value": self.indicator.low, "label": wordings.low_label(self.indicator), "hue": "red"},
                {"value": self.indicator.high, "label": wordings.limit_label(self.indicator), "hue": "green"},
            ]
        return {
            "label": self.label,
            "description": self.description,
            "months": [point.month for point in self.points],
            "values": [point.value for point in self.points],
            "texts": [point.text or _("no data") for point in self.points],
            "limits": limits,
            "top": self.top,
            "is_share": self.indicator.kind == Kind.SHARE,
        }


def point_of(value: IndicatorValue) -> Point:
    """A stored figure (with its run and indicator) as a point."""
    indicator = value.indicator
    return Point(
        on=value.run.on,
        run=value.run_id,
        value=value.value,
        light=value.light,
        text=wordings.hidden_text() if value.is_hidden else wordings.value_text(indicator, value.value),
        fraction=wordings.finding_text(indicator, value.numerator, value.denominator),
    )


def trend_of(actor: Actor, value: IndicatorValue, run: Run) -> Trend:
    """A stored figure over the twelve months that end with its run, as far as the actor may see it."""
    rows = IndicatorValue.objects.filter(
        level=value.level, code=value.code, indicator__code=value.indicator.code, run__in=last_of_months(run)
    )
    found = list(rows.select_related("run", "indicator").order_by("run__on", "run"))
    cells = small_cells(actor, {row.run_id: row.run.on for row in found})
    return Trend(value.indicator.label, value.indicator, [point_of(cells.of_row(row)) for row in found])
