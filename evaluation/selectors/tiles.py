"""The tiles of a region: the index and its dimensions, then the indicators, each with change, light and line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from core import wording
from core.charts import Sparkline
from evaluation import wordings
from evaluation.models import Kind, Run
from evaluation.selectors.days import months_back
from evaluation.selectors.values import Column, Value

Own = Mapping[str, Mapping[int, Value]]  # the figures of one subject by indicator and run
FULL = 100.0
ALL = 0.999  # of the weight


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


def composite_tiles(composites: list[Column], columns: Iterable[Column], own: Own, run: Run) -> list[Tile]:
    """A tile for the index and for each dimension; all lines run from 0 to 100."""
    total: dict[str, float] = defaultdict(float)
    for column in [*composites, *columns]:
        total[column.under] += column.weight
    return [
        _composite_tile(own[column.code], column, run, total[column.code])
        for column in composites
        if run.pk in own.get(column.code, {})
    ]


def composite_finding(tiles: list[Tile]) -> str:
    """The title over the tiles: each with its score."""
    return wording.listed(f"{tile.title} {tile.value or _('no data')}" for tile in tiles)


def _composite_tile(found: Mapping[int, Value], column: Column, run: Run, total: float) -> Tile:
    tile = _tile(found, column, run, FULL)
    value = found[run.pk]
    if value.is_hidden:
        return tile
    if value.rank_text:
        return replace(tile, fraction=value.rank_text, unit=_("of 100"))
    known = (value.denominator or 0.0) / total if total else 0.0
    told = _("All its parts are known") if known > ALL else _("Known: %(share)s of the weight")
    return replace(tile, fraction=told % {"share": wording.percent(known, 0)}, unit=_("of 100"))


def indicator_tiles(columns: list[Column], own: Own, run: Run) -> list[Tile]:
    """Every judged indicator of the region; lines of ratios share one scale, a share has its own."""
    judged = [column for column in columns if column.is_judged and run.pk in own.get(column.code, {})]
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
