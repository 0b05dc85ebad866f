"""What the text of a cell means: a day, a number, a code, one of several words.

A reader takes the stripped text of a cell that is not empty and gives a value, or raises CellRefused with a reason for
people. `harmless` is the other direction: text for a cell that a spreadsheet program will not take for a formula.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import wording
from core.errors import InvalidInput

Reader = Callable[[str], Any]

LONGEST_CELL = 32_767  # characters; Excel's own limit
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
EXCEL_EPOCH = date(1899, 12, 30)  # for serials from 1 March 1900 on
DAY_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(\d{4})-(\d{2})-(\d{2})",
        r"(\d{4})/(\d{1,2})/(\d{1,2})",
        r"(\d{4})年(\d{1,2})月(\d{1,2})日",
    )
)
EXCEL_SERIAL = re.compile(r"[1-9]\d{4}")  # five digits: May 1927 to October 2173


class CellRefused(InvalidInput):
    """The text of a cell does not mean what its column holds."""

    code = "cell_refused"


def text(*, longest: int = LONGEST_CELL) -> Reader:
    """Any text up to a length in characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise CellRefused(_("Longer than %(longest)s characters."), params={"longest": longest})
        return cell

    return read


any_text = text()


def pattern(expression: str, reason: str | Promise) -> Reader:
    """Text of one shape, such as six digits; `reason` says the shape in words."""
    shape = re.compile(expression)

    def read(cell: str) -> str:
        if shape.fullmatch(cell) is None:
            raise CellRefused(reason)
        return cell

    return read


def one_of(words: Mapping[str, Any] | Iterable[str]) -> Reader:
    """One of several words; a mapping says what each means (so that 本科 and `bachelor` can mean the same)."""
    meanings = dict(words) if isinstance(words, Mapping) else {word: word for word in words}

    def read(cell: str) -> Any:
        if cell not in meanings:
            raise CellRefused(_("Not one of: %(words)s."), params={"words": ", ".join(meanings)})
        return meanings[cell]

    return read


def folded(cell: str) -> str:
    """A word without case, width and spaces around it, as words of cells are compared."""
    return unicodedata.normalize("NFKC", cell).strip().casefold()


def chosen_from(choices: type[Choices]) -> Reader:
    """One of the choices, by its value or by its words in any language."""

    @cache
    def words() -> dict[str, Any]:
        found = {folded(str(choice.value)): choice for choice in choices}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                found |= {folded(str(choice.label)): choice for choice in choices}
        return found

    def read(cell: str) -> Any:
        known = words().get(folded(cell))
        if known is None:
            offered = wording.listed(choice.label for choice in choices)
            raise CellRefused(_("One of these is needed: %(choices)s."), params={"choices": offered})
        return known

    return read


def yes_or_no(cell: str) -> bool:
    """Y, yes, true, 1, 是 or N, no, false, 0, 否."""
    word = cell.casefold()
    if word in {"y", "yes", "true", "1", "是"}:
        return True
    if word in {"n", "no", "false", "0", "否"}:
        return False
    raise CellRefused(_("Write Y or N."))


def whole(*, least: int = 0, most: int = 2**31 - 1) -> Reader:
    """A whole number; separators of thousands are read."""

    def read(cell: str) -> int:
        number = amount(cell)
        if number != number.to_integral_value() or not least <= number <= most:
            raise CellRefused(
                _("Not a whole number from %(least)s to %(most)s."), params={"least": least, "most": most}
            )
        return int(number)

    return read


def amount(cell: str) -> Decimal:
    """A decimal number, exactly; separators of thousands are read (12,266.40)."""
    digits = unicodedata.normalize("NFKC", cell)
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    if re.fullmatch(r"[+-]?\d{1,30}(\.\d{1,30})?", digits) is None:
        raise CellRefused(_("Not a number."))
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise CellRefused(_("Not a number.")) from error


def day(cell: str) -> date:
    """2026-11-20, 2026/11/20, 2026年11月20日, or Excel's own number of a day (46346)."""
    if EXCEL_SERIAL.fullmatch(cell):
        return EXCEL_EPOCH + timedelta(days=int(cell))
    for shape in DAY_SHAPES:
        if found := shape.fullmatch(cell):
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError as error:
                raise CellRefused(_("This day does not exist.")) from error
    raise CellRefused(_("Not a date. Write it like 2026-11-20 or 2026年11月20日."))


def harmless(cell: str) -> str:
    """Text that no spreadsheet program takes for a formula: an apostrophe before = + - @ tab CR ＝, spaces or not."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) or cell.lstrip().startswith(FORMULA_SIGNS) else cell
