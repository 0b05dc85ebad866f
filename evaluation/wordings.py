"""Figures, lights and changes in the words of the page."""

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import wording
from core.templatetags.ui import LIGHTS
from evaluation.engine.measures import MEASURES
from evaluation.engine.turning import Turning
from evaluation.frameworks import text_of
from evaluation.models import Direction, Kind

RATIO_PLACES = 2
PLACES_MAX = 8


class IndicatorLike(Protocol):
    """What words need to know of an indicator."""

    @property
    def kind(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class Scaled(Protocol):
    """What words need to know of a score."""

    @property
    def points(self) -> float: ...
    @property
    def method(self) -> str: ...
    @property
    def aggregation(self) -> str: ...


class Ranked(Protocol):
    """A figure with its rank."""

    @property
    def rank(self) -> int | None: ...
    @property
    def rank_low(self) -> int | None: ...
    @property
    def rank_high(self) -> int | None: ...
    @property
    def ranked(self) -> int | None: ...


def hidden_text() -> str:
    """What stands in the place of a figure that is hidden from its reader."""
    return _("hidden: too few")


WHOLE_FROM = 1000  # context of this size is read without decimals


def value_text(indicator: IndicatorLike, value: float | None) -> str:
    """38.4% or 2.15, rounded half up; nothing for a value that is not there.

    A light never contradicts the number beside it: where rounding would carry the value over a threshold it gets as
    many decimals more as it takes to stay on its side. With green from 50%, 0.4996 is 49.96%, not a yellow 50.0%.
    What has no light is read as a count or an amount: 3, 39,429.
    """
    if value is None:
        return ""
    scale, places = _shape(indicator.kind)
    exact = Decimal(str(value)) * scale
    limits = [Decimal(str(limit)) * scale for limit in (indicator.low, indicator.high) if limit is not None]
    while places < PLACES_MAX and any(
        _is_short(indicator, exact, limit) != _is_short(indicator, _shown(exact, places), limit) for limit in limits
    ):
        places += 1
    if indicator.kind == Kind.RATIO and not limits and (exact == exact.to_integral_value() or exact >= WHOLE_FROM):
        places = 0  # a bare count, or an amount
    text = wording.number(exact, places)
    return f"{text}%" if indicator.kind == Kind.SHARE else text


def _shape(kind: str) -> tuple[int, int]:
    """By what a value is multiplied to be read, and with how many decimals."""
    return (100, 1) if kind == Kind.SHARE else (1, 1 if kind == Kind.POINTS else RATIO_PLACES)


def _is_short(indicator: IndicatorLike, value: Decimal, limit: Decimal) -> bool:
    """Whether a value misses a threshold: it lies below, or above where less is better."""
    return value > limit if indicator.direction == Direction.DOWN else value < limit


def count_text(value: float | None) -> str:
    """A numerator or denominator: whole numbers without decimals."""
    if value is None or math.isnan(value):
        return ""
    return wording.number(int(value)) if value == int(value) else wording.number(value, RATIO_PLACES)


class Told(Protocol):
    """An indicator's own sentence for a fraction, in both languages."""

    @property
    def finding(self) -> str: ...

    @property
    def finding_en(self) -> str: ...


def finding_text(indicator: Told, numerator: float | None, denominator: float | None) -> str:
    """48 of 125 partner enterprises were active lately: the sentence of the framework, with its numbers."""
    if numerator is None or denominator is None or math.isnan(denominator):
        return ""  # a sentence with a hole says nothing
    told = indicator.finding if wording.is_chinese() else indicator.finding_en
    return told.format(numerator=count_text(numerator), denominator=count_text(denominator))


def light_text(light: str, is_firm: bool | None) -> str:
    """The word of a light, and how sure it is where that is known."""
    word = str(LIGHTS[light])
    if is_firm is None:
        return word
    sure = pgettext("light", "firm") if is_firm else pgettext("light", "borderline")
    return _("%(light)s, %(sure)s") % {"light": word, "sure": sure}


def difference(kind: str, now: float | None, before: float | None) -> float | None:
    """A change as it is shown: percentage points for a share, else the plain difference, between rounded values."""
    if now is None or before is None:
        return None
    scale, places = _shape(kind)
    return float(_shown(now * scale, places) - _shown(before * scale, places))


def _shown(value: float | Decimal, places: int) -> Decimal:
    """A value as wording.number writes it, so that a change is the difference of what people read."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def change_text(kind: str, now: float | None, before: float | None, since: str) -> str:
    """Up 1.8 points since 19 Oct 2026; nothing where one side is unknown."""
    change = difference(kind, now, before)
    if change is None:
        return ""
    if change == 0:
        return _("Unchanged since %(date)s") % {"date": since}
    _scale, places = _shape(kind)
    words = {"change": wording.number(abs(change), places), "date": since}
    if kind == Kind.SHARE:
        return (
            _("Up %(change)s points since %(date)s") if change > 0 else _("Down %(change)s points since %(date)s")
        ) % words
    return (_("Up %(change)s since %(date)s") if change > 0 else _("Down %(change)s since %(date)s")) % words


def threshold_text(indicator: IndicatorLike) -> str:
    """Where the light changes, in a sentence."""
    if indicator.low is None or indicator.high is None:
        return _("This figure is not judged.")
    words = {"low": limit_text(indicator.kind, indicator.low), "high": limit_text(indicator.kind, indicator.high)}
    if indicator.direction == Direction.DOWN:
        return _("Above %(low)s red, from %(low)s down to %(high)s yellow, at %(high)s and below green.") % words
    return _("Below %(low)s red, from %(low)s to below %(high)s yellow, from %(high)s green.") % words


def limit_text(kind: str, limit: float) -> str:
    scaled = round(limit * 100, 6) if kind == Kind.SHARE else limit
    text = wording.number(scaled, 0 if scaled == int(scaled) else 1)
    return f"{text}%" if kind == Kind.SHARE else text


def reached_text(indicator: Scaled, score: float | None) -> str:
    """12.5 of 20; of a mean, of 100. Nothing where it is not known."""
    if score is None:
        return ""
    full = indicator.points if indicator.method or indicator.aggregation == "sum" else 100
    return _("%(score)s of %(points)s") % {"score": wording.number(score, 1), "points": count_text(full)}


def rank_text(value: Ranked) -> str:
    """Rank 4 of 12 (3 to 6 with other weights); nothing where nothing is ranked."""
    if value.rank is None or value.ranked is None:
        return ""
    words = {name: wording.number(getattr(value, f"rank{name}") or 0) for name in ("", "_low", "_high")}
    ends = {"rank": words[""], "low": words["_low"], "high": words["_high"], "of": wording.number(value.ranked)}
    if ends["low"] == ends["high"]:
        return _("Rank %(rank)s of %(of)s, whatever the weights") % ends
    return _("Rank %(rank)s of %(of)s; with other weights %(low)s to %(high)s") % ends


def limit_label(indicator: IndicatorLike) -> str:
    """The label of the dashed line: where yellow ends."""
    return "" if indicator.high is None else limit_text(indicator.kind, indicator.high)


def low_label(indicator: IndicatorLike) -> str:
    """Where red ends."""
    return "" if indicator.low is None else limit_text(indicator.kind, indicator.low)


def told(said: Any) -> str:
    """A text of a framework's document in the language of the page, in Chinese where it has no English."""
    return (text_of(said, english=True) if not wording.is_chinese() else "") or text_of(said)


NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")


def formula_text(expression: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """An expression with the titles of its measures, and signs that people write.

    `names` are those of the filed figures (`figure.CODE`) and indicators that it may name.
    """
    words = NAME.sub(lambda found: _title(found[0], names), expression)
    return words.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", f" {wording.MINUS} ")


def _title(name: str, names: Mapping[str, str]) -> str:
    if name in names:
        return names[name]
    return str(MEASURES[name].title) if name in MEASURES else name


def month(on: date) -> str:
    """Nov 2026 or 2026年11月."""
    return date_format(on, pgettext("format of a month", "M Y"))


def red_finding(count: int, total: int, *, of_colleges: bool) -> str:
    """2 of 9 regions are red."""
    words = {"count": wording.number(count), "total": wording.number(total)}
    if of_colleges:
        finding = ngettext("%(count)s of %(total)s colleges is red", "%(count)s of %(total)s colleges are red", count)
    else:
        finding = ngettext("%(count)s of %(total)s regions is red", "%(count)s of %(total)s regions are red", count)
    if not count:
        finding = _("none of %(total)s colleges is red") if of_colleges else _("none of %(total)s regions is red")
    return finding % words


def green_finding(green: int, red: int, total: int) -> str:
    """5 of 14 figures are green, 2 are red."""
    words = {"green": wording.number(green), "red": wording.number(red), "total": wording.number(total)}
    if not red:
        return _("%(green)s of %(total)s figures green, none red") % words
    return _("%(green)s of %(total)s figures green, %(red)s red") % words


def compared_finding(finding: str, change: int, since: date) -> str:
    """2 of 9 regions are red, one more than on 19 October."""
    words = {"finding": finding, "number": wording.number(abs(change)), "date": wording.day_short(since)}
    if change == 0:
        return _("%(finding)s, as many as on %(date)s") % words
    if change > 0:
        return _("%(finding)s, %(number)s more than on %(date)s") % words
    return _("%(finding)s, %(number)s fewer than on %(date)s") % words


def turning_text(found: Turning | None, what: str) -> str:
    """What would turn the light, of which count; nothing where nothing would."""
    if found is None or not found.change:
        return ""
    words = {"number": wording.number(abs(found.change)), "what": what, "light": str(LIGHTS[found.light]).lower()}
    if found.change > 0:
        return _("%(number)s more would turn it %(light)s: %(what)s") % words
    return _("%(number)s fewer would turn it %(light)s: %(what)s") % words
