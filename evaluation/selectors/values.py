"""Stored figures as pages read them: one query of plain columns for many subjects, runs and indicators."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core import wording
from evaluation import wordings
from evaluation.selectors.subjects import figure_url, of_run

COLUMNS = (
    "run_id", "run__on", "level", "code", "numerator", "denominator", "value", "score", "light", "is_firm",
    "since", "common_value", "rank", "rank_low", "rank_high", "ranked", "ranked_in",
    "region__name", "region__name_en", "organisation__name", "organisation__name_en",
    "indicator__code", "indicator__position", "indicator__role", "indicator__kind", "indicator__direction",
    "indicator__name", "indicator__name_en", "indicator__low", "indicator__high", "indicator__full_at",
    "indicator__finding", "indicator__finding_en", "indicator__dimension", "indicator__points",
    "indicator__under", "indicator__weight", "indicator__aggregation", "indicator__method",
)  # fmt: skip
OF_A_COMPOSITE = ("since", "common_value", "rank", "rank_low", "rank_high", "ranked", "ranked_in")
TOLD = (
    "position", "role", "kind", "direction", "name", "name_en", "low", "high", "full_at", "finding", "finding_en",
    "dimension", "points", "under", "weight", "aggregation", "method",
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """One figure of one subject in one run, with what its indicator says."""

    run_id: int
    on: date
    level: str
    code: str
    numerator: float | None
    denominator: float | None
    value: float | None
    light: str
    is_firm: bool | None
    score: float | None
    name: str
    name_en: str
    indicator: "Column"
    since: date | None = None
    common_value: float | None = None
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    ranked: int | None = None
    ranked_in: str = ""
    is_hidden: bool = False  # too few, whose records are not the reader's
    asked_run: int | None = None  # the page shows this earlier run, and so do the pages that it opens

    @property
    def text(self) -> str:
        return wordings.hidden_text() if self.is_hidden else wordings.value_text(self.indicator, self.value)

    @property
    def light_text(self) -> str:
        return wordings.hidden_text() if self.is_hidden else wordings.light_text(self.light, self.is_firm)

    @property
    def rank_text(self) -> str:
        return wordings.rank_text(self)

    @property
    def url(self) -> str:
        return of_run(figure_url(self.level, self.code, self.indicator.code), self.asked_run)


@dataclass(frozen=True)
class Column:
    """An indicator, as a column of the table and a tile."""

    code: str
    position: int
    role: str
    kind: str
    direction: str
    name: str
    name_en: str
    low: float | None
    high: float | None
    full_at: float | None
    finding: str
    finding_en: str
    dimension: str
    points: float
    under: str
    weight: float
    aggregation: str
    method: str

    @property
    def label(self) -> str:
        return wording.name_of(self)

    @property
    def is_composite(self) -> bool:
        return self.aggregation != ""

    @property
    def is_judged(self) -> bool:
        """Whether it has a light; an indicator without is context."""
        return self.high is not None


def value_of_row(row: tuple[Any, ...], columns: dict[Column, Column], asked_run: int | None = None) -> Value:
    """A row of COLUMNS; indicators are gathered in `columns`, one object for what each version says of one."""
    return _value(dict(zip(COLUMNS, row, strict=True)), columns, asked_run)


def _value(row: dict[str, Any], columns: dict[Column, Column], asked_run: int | None) -> Value:
    column = Column(code=row["indicator__code"], **{name: row[f"indicator__{name}"] for name in TOLD})
    return Value(
        run_id=row["run_id"],
        on=row["run__on"],
        level=row["level"],
        code=row["code"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        value=row["value"],
        light=row["light"],
        is_firm=row["is_firm"],
        name=row["region__name"] or row["organisation__name"] or "",
        name_en=row["region__name_en"] or row["organisation__name_en"] or "",
        indicator=columns.setdefault(column, column),
        score=row["score"],
        asked_run=asked_run,
        **{name: row[name] for name in OF_A_COMPOSITE},
    )
