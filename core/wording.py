"""Dates, amounts, rates and names as people read them, in the language of the moment.

Plain text, for messages, exports and documents; core.templatetags.ui marks it up for pages.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

MINUS = "\N{MINUS SIGN}"

Number = int | float | Decimal
_ARTICLE = re.compile(r"Art\. (\d+)(?:\((\d+)\))?")


def is_chinese() -> bool:
    """Whether the page speaks Chinese."""
    return (get_language() or "").startswith("zh")


def has_han(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return any("\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff" for letter in text)


def number(value: Number, places: int | None = None) -> str:
    """A number in groups of three; `places` fixes the decimals, rounded half up (Django's formatter would cut them)."""
    if places is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace("-", MINUS, 1)


def signed(value: Number, places: int | None = None) -> str:
    """A change: +1.8, −4.1, 0."""
    text = number(value, places)
    return f"+{text}" if value > 0 else text


def percent(rate: Number, places: int = 1) -> str:
    """A rate (0 to 1) as a percentage: 0.384 is 38.4%."""
    return f"{number(Decimal(str(rate)) * 100, places)}%"


def money(amount: Number, unit: str = "") -> str:
    """An amount in CNY. Unit "wan": in 万元 on Chinese pages, in full in English; "figure": the number alone."""
    exact = Decimal(str(amount))
    if unit == "figure":
        return number(exact, 2)
    if is_chinese():
        return f"{number(exact / 10_000, 2)} 万元" if unit == "wan" else f"{_yuan(exact)} 元"
    return f"CNY {_yuan(exact)}"


def _yuan(exact: Decimal) -> str:
    """Fen are shown where there are any."""
    return number(exact, 0 if exact == exact.to_integral_value() else 2)


def day(value: date) -> str:
    """20 November 2026, 2026年11月20日; a moment is given in Shanghai with its time."""
    if isinstance(value, datetime):
        return date_format(_local(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT")


def day_short(value: date) -> str:
    """20 Nov 2026, for tables; Chinese has one form."""
    if isinstance(value, datetime):
        return date_format(_local(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def listed(items: Iterable[object]) -> str:
    """Items one after the other: a, b, c; Chinese has a comma of its own for this."""
    return pgettext("between items", ", ").join(str(item) for item in items)


def days_left(due_on: date, on: date) -> str:
    """How far a day is from `on`: in 4 days, today, 2 days late."""
    left = (due_on - on).days
    if left == 0:
        return _("today")
    if left > 0:
        return ngettext("in %(count)d day", "in %(count)d days", left) % {"count": left}
    return ngettext("%(count)d day late", "%(count)d days late", -left) % {"count": -left}


def article(cited: str) -> str:
    """Where in a document something stands: Art. 16(2) or 第16条第2项. What is cited otherwise stays as it is."""
    if not is_chinese():
        return cited
    return _ARTICLE.sub(lambda found: f"第{found[1]}条" + (f"第{found[2]}项" if found[2] else ""), cited)


def name_of(thing: object) -> str:
    """The name of a thing in the language of the page; where English is missing, the Chinese one."""
    name, english = str(getattr(thing, "name", thing)), getattr(thing, "name_en", "")
    return name if is_chinese() else english or name


def other_name(thing: object) -> str:
    """The name in the other language; empty where there is none or it is the same."""
    name, english = str(getattr(thing, "name", "")), getattr(thing, "name_en", "")
    if not english or english == name:
        return ""
    return english if is_chinese() else name
