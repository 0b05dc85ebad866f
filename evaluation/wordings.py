"""Figures, lights and changes in the words of the page."""

import re
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import wording
from core.templatetags.ui import LIGHTS
from evaluation.engine.measures import MEASURES
from evaluation.models import Direction, Kind

RATIO_PLACES = 2


class IndicatorLike(Protocol):
    """What words need to know of an indicator."""

    kind: str
    direction: str
    low: float | None
    high: float | None


def value_text(kind: str, value: float | None) -> str:
    """38.4% or 2.15; nothing for a value that is not there."""
    if value is None:
        return ""
    return wording.percent(value) if kind == Kind.SHARE else wording.number(value, RATIO_PLACES)


def count_text(value: float | None) -> str:
    """A numerator or denominator: whole numbers without decimals."""
    if value is None:
        return ""
    return wording.number(int(value)) if value == int(value) else wording.number(value, RATIO_PLACES)


def fraction_text(numerator: float | None, denominator: float | None) -> str:
    """48 of 125."""
    return _("%(numerator)s of %(denominator)s") % {
        "numerator": count_text(numerator),
        "denominator": count_text(denominator),
    }


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
    scale, places = (100, 1) if kind == Kind.SHARE else (1, RATIO_PLACES)
    return round(round(now * scale, places) - round(before * scale, places), places) + 0.0


def change_text(kind: str, now: float | None, before: float | None, since: str) -> str:
    """Up 1.8 points since 19 Oct 2026; nothing where one side is unknown."""
    change = difference(kind, now, before)
    if change is None:
        return ""
    if change == 0:
        return _("Unchanged since %(date)s") % {"date": since}
    places = 1 if kind == Kind.SHARE else RATIO_PLACES
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
    words = {"low": _limit(indicator.kind, indicator.low), "high": _limit(indicator.kind, indicator.high)}
    if indicator.direction == Direction.DOWN:
        return _("Above %(low)s red, from %(low)s down to %(high)s yellow, at %(high)s and below green.") % words
    return _("Below %(low)s red, from %(low)s to below %(high)s yellow, from %(high)s green.") % words


def _limit(kind: str, limit: float) -> str:
    scaled = round(limit * 100, 6) if kind == Kind.SHARE else limit
    text = wording.number(scaled, 0 if scaled == int(scaled) else 1)
    return f"{text}%" if kind == Kind.SHARE else text


def score_text(zero_at: float, full_at: float, points: float) -> str:
    """How a linear score runs between its goalposts."""
    words = {"zero": count_text(zero_at), "full": count_text(full_at), "points": count_text(points)}
    return _("Linear: 0 at %(zero)s, %(points)s points at %(full)s.") % words


def limit_label(indicator: IndicatorLike) -> str:
    """The label of the dashed line: where yellow ends."""
    return "" if indicator.high is None else _limit(indicator.kind, indicator.high)


def formula_text(expression: str) -> str:
    """An expression with the titles of its measures and signs that people write."""
    words = re.sub(
        r"[a-z_]+", lambda found: str(MEASURES[found[0]].title) if found[0] in MEASURES else found[0], expression
    )
    return words.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", f" {wording.MINUS} ")


def month(on: date) -> str:
    """Nov 2026 or 2026年11月."""
    return date_format(on, pgettext("format of a month", "M Y"))


def red_finding(count: int, total: int, before: int | None, *, of_colleges: bool) -> str:
    """2 of 9 regions are red, one more than a month ago."""
    words = {"count": wording.number(count), "total": wording.number(total)}
    if of_colleges:
        finding = ngettext("%(count)s of %(total)s colleges is red", "%(count)s of %(total)s colleges are red", count)
    else:
        finding = ngettext("%(count)s of %(total)s regions is red", "%(count)s of %(total)s regions are red", count)
    if not count:
        finding = _("none of %(total)s colleges is red") if of_colleges else _("none of %(total)s regions is red")
    text = finding % words
    if before is None:
        return text
    change = count - before
    if change == 0:
        compared = _("as many as a month ago")
    elif change > 0:
        compared = _("%(number)s more than a month ago") % {"number": wording.number(change)}
    else:
        compared = _("%(number)s fewer than a month ago") % {"number": wording.number(-change)}
    return _("%(finding)s, %(compared)s") % {"finding": text, "compared": compared}
