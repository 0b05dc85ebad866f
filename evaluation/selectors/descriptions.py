"""How records behind a figure are shown: cells, rows, and the description of a model."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from reference.periods import Window


@dataclass(frozen=True)
class Cell:
    """What stands in one column: words or a day, a link where there is a page for it."""

    value: Any
    url: str = ""

    @property
    def is_day(self) -> bool:
        return isinstance(self.value, date)


@dataclass(frozen=True)
class Record:
    """One row that was counted; `in_numerator` is None where numerator and denominator are different relations."""

    cells: list[Cell]
    in_numerator: bool | None = None
    why: str = ""  # it does not count


@dataclass(frozen=True)
class Description:
    """How records of one model are shown."""

    headers: tuple[str | Promise, ...]
    prepare: Callable[[QuerySet, Window], QuerySet]
    cells: Callable[[Any], list[Cell]]
    order: tuple[str, ...]


def related(*names: str) -> Callable[[QuerySet, Window], QuerySet]:
    """Rows with what their cells name."""

    def prepare(rows: QuerySet, _window: Window) -> QuerySet:
        return rows.select_related(*names)

    return prepare
