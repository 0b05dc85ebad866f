"""The tiles of a region: its dimensions as scores of 100, then its indicators, each with change, light and line."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import wording
from core.charts import Sparkline
from evaluation import wordings
from evaluation.models import Kind, Run
from evaluation.selectors.days import months_back
from evaluation.selectors.dimensions import FULL, NAMES, DimensionAt, Scored, dimension_scores
from evaluation.selectors.values import Column, Value

Own = Mapping[str, Mapping[int, Value]]  # the figures of one subject by indicator and run
PLACES = 1


@dataclass(frozen=True)
class Tile:
    """One indicator of the region itself, as components/_tile.html shows it."""

    title: str
    url: str
    light: str
    light_text: str
    value: str
    change: str
    fraction: str
    spark: Sparkline | None
    unit: str = ""


def dimension_tiles(own: Own, run: Run) -> list[Tile]:
    """A tile for each dimension; all lines run from 0 to 100."""
    lines: dict[str, list[DimensionAt]] = defaultdict(list)
    days = {value.run_id: value.on for found in own.values() for value in found.values()}
    for run_id, on in sorted(days.items(), key=lambda day: (day[1], day[0])):
        values = [scored(found[run_id]) for found in own.values() if run_id in found]
        for one in dimension_scores(values):
            lines[one.dimension].append(DimensionAt(on, run_id, one))
    return [_dimension_tile(line, run) for line in lines.values() if line[-1].run_id == run.pk]


def dimension_finding(tiles: list[Tile]) -> str:
    """The title over the tiles: each dimension with its score."""
    return wording.listed(f"{tile.title} {tile.value or _('no data')}" for tile in tiles)


def scored(value: Value) -> Scored:
    """What a figure brings to its dimension."""
    column = value.indicator
    return Scored(column.dimension, value.score, column.points, column.low, column.high, column.zero_at, column.full_at)


def _dimension_tile(line: list[DimensionAt], run: Run) -> Tile:
    now = line[-1].found
    label = str(NAMES.get(now.dimension, now.dimension))
    limit_on = months_back(run.on, 1)
    earlier = next((one for one in reversed(line) if one.on <= limit_on), None)
    change = ""
    if earlier is not None:
        change = wordings.change_text(Kind.RATIO, now.score, earlier.found.score, wording.day_short(earlier.on))
    limit = wording.number(now.high, 0 if now.high == int(now.high) else PLACES)
    words = {"known": wording.number(now.known), "total": wording.number(now.total)}
    return Tile(
        title=label,
        url="",
        light=now.light,
        light_text="",
        value=_points(now.score),
        change=change,
        fraction=_("From %(known)s of %(total)s indicators") % words,
        spark=_dimension_spark(line, label, limit) if len(line) > 1 else None,
        unit=_("of 100"),
    )


def _points(score: float | None) -> str:
    return "" if score is None else wording.number(score, PLACES)


def _dimension_spark(line: list[DimensionAt], label: str, limit: str) -> Sparkline:
    missing = _("no data")
    words = {
        "indicator": label,
        "first": wordings.month(line[0].on),
        "last": wordings.month(line[-1].on),
        "from": _points(line[0].found.score) or missing,
        "to": _points(line[-1].found.score) or missing,
        "limit": limit,
    }
    return Sparkline(
        values=[one.found.score for one in line],
        low=0.0,
        high=FULL,
        first_label=words["first"],
        last_label=words["last"],
        description=_("%(indicator)s, %(first)s to %(last)s: from %(from)s to %(to)s; green from %(limit)s") % words,
        limit=line[-1].found.high,
        limit_label=limit,
    )


def indicator_tiles(columns: list[Column], own: Own, run: Run) -> list[Tile]:
    """Every judged indicator of the region; lines of ratios share one scale, a share has its own."""
    judged = [column for column in columns if column.is_judged and run.pk in own[column.code]]
    ratios = [column for column in judged if column.kind == Kind.RATIO]
    reached = [value.value or 0 for column in ratios for value in own[column.code].values()]
    top = max([*reached, *(column.high or 0 for column in ratios)], default=1.0)
    return [_tile(own[column.code], column, run, 1.0 if column.kind == Kind.SHARE else top * 1.1) for column in judged]


def _tile(found: Mapping[int, Value], column: Column, run: Run, top: float) -> Tile:
    value = found[run.pk]
    line = sorted(found.values(), key=lambda one: (one.on, one.run_id))
    limit_on = months_back(run.on, 1)
    earlier = max((one for one in line if one.on <= limit_on), key=lambda one: one.on, default=None)
    change = ""
    if earlier is not None:
        change = wordings.change_text(column.kind, value.value, earlier.value, wording.day_short(earlier.on))
    return Tile(
        title=column.label,
        url=value.url,
        light=value.light,
        light_text=value.light_text,
        value=value.text,
        change=change,
        fraction=wordings.finding_text(column, value.numerator, value.denominator),
        spark=_spark(line, column, top) if len(line) > 1 else None,
    )


def _spark(line: list[Value], column: Column, top: float) -> Sparkline:
    first, last = line[0], line[-1]
    missing = _("no data")
    words = {
        "indicator": column.label,
        "first": wordings.month(first.on),
        "last": wordings.month(last.on),
        "from": first.text or missing,
        "to": last.text or missing,
        "limit": wordings.limit_label(column),
    }
    return Sparkline(
        values=[one.value for one in line],
        low=0.0,
        high=top,
        first_label=words["first"],
        last_label=words["last"],
        description=_("%(indicator)s, %(first)s to %(last)s: from %(from)s to %(to)s; green from %(limit)s") % words,
        limit=column.high,
        limit_label=words["limit"],
    )
