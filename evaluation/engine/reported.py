"""Figures that people file, as expressions read them: `figure.above_scale_enterprises`.

A filed figure belongs to the region for which it was filed. It is never added up from below, and what nobody has filed
is missing, not zero: without a denominator a share is grey.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.utils.functional import Promise

from core.registry import Registry
from evaluation.engine.expressions import Column
from reference.models import RegionFigure

Subject = tuple[str, str]  # level, natural code


@dataclass(frozen=True)
class Reported:
    """A filed figure that expressions may read. `figure` is its figure code; `unit` as of a measure."""

    figure: str
    unit: str
    title: str | Promise


REPORTED: Registry[Reported] = Registry("reported figure")  # by the name that expressions use: figure.code


def reported_columns(subjects: list[Subject], *, on: date, cutoff: datetime) -> dict[str, Column]:
    """Every reported figure as a column: of each region the newest year that was filed by the day. One query."""
    codes = {reported.figure for reported in REPORTED}
    rows = RegionFigure.objects.as_of(on, cutoff).filter(figure__code__in=codes).order_by("year", "pk")
    found: dict[tuple[str, str, str], float] = {}
    for figure, level, code, value in rows.values_list("figure__code", "region__level", "region__code", "value"):
        found[figure, level, code] = round(float(value), 4)
    return {name: _column(subjects, REPORTED[name].figure, found) for name in REPORTED.names()}


def _column(subjects: Iterable[Subject], figure: str, found: dict[tuple[str, str, str], float]) -> Column:
    return np.array([found.get((figure, level, code), np.nan) for level, code in subjects], dtype=np.float64)
