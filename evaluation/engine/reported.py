"""Figures that people file, as expressions read them: `figure.above_scale_enterprises`.

A region's figure belongs to the region for which it was filed and is never added up from below. A college's figure
stands in a yearly return that somebody else has verified; a region has the sum of its colleges where the figure adds
up. What nobody has filed is missing, not zero: without a denominator a share is grey.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from django.db.models import QuerySet

from evaluation.engine.expressions import Column
from evaluation.engine.subjects import REGION_LEVELS, Level, region_code
from evaluation.frameworks.plan import PREFIX
from institutions.models import ReturnFigure, ReturnState
from reference.models import FigureCode, RegionFigure

Subject = tuple[str, str]  # level, natural code
Filed = dict[Subject, float]
YEARS = 2  # an older return says nothing of today
PLACES = 4


def figure_units() -> dict[str, str]:
    """The unit of every figure that people file, by code. One query."""
    return dict(FigureCode.objects.values_list("code", "unit"))


def reported_columns(
    codes: Iterable[str], subjects: Sequence[Subject], *, on: date, cutoff: datetime
) -> dict[str, Column]:
    """Filed figures as columns, by the name that expressions use. Two queries.

    Of each subject the newest year that was filed, and of a college verified, by the day.
    """
    wanted = set(codes)
    if not wanted:
        return {}
    found: dict[str, Filed] = defaultdict(dict)
    _of_regions(wanted, found, on=on, cutoff=cutoff)
    _of_colleges(wanted, found, on=on, cutoff=cutoff)
    return {PREFIX + code: _column(subjects, found[code]) for code in wanted}


def _of_regions(wanted: set[str], found: Mapping[str, Filed], *, on: date, cutoff: datetime) -> None:
    rows = RegionFigure.objects.as_of(on, cutoff).filter(figure__code__in=wanted).order_by("year", "pk")
    for figure, level, code, value in rows.values_list("figure__code", "region__level", "region__code", "value"):
        found[figure][level, code] = round(float(value), PLACES)


def verified_figures(codes: Iterable[str], *, on: date, cutoff: datetime) -> QuerySet[ReturnFigure]:
    """Figures of colleges in returns that were verified by the day, of this year and the two before it."""
    return ReturnFigure.objects.as_of(on, cutoff).filter(
        annual_return__state=ReturnState.VERIFIED,
        annual_return__verified_on__lte=on,
        annual_return__year__gte=on.year - YEARS,
        figure__code__in=codes,
    )


def _of_colleges(wanted: set[str], found: Mapping[str, Filed], *, on: date, cutoff: datetime) -> None:
    verified = verified_figures(wanted, on=on, cutoff=cutoff)
    newest: dict[tuple[str, str], tuple[float, str | None, bool]] = {}
    for figure, adds_up, school, stands_in, filed in verified.order_by("annual_return__year", "pk").values_list(
        "figure__code",
        "figure__adds_up",
        "annual_return__college__school_code",
        "annual_return__college__organisation__region__code",
        "value",
    ):
        newest[figure, school] = (float(filed), stands_in, adds_up)
    sums: dict[str, Filed] = defaultdict(lambda: defaultdict(float))
    for (figure, school), (value, region, adds_up) in sorted(newest.items()):
        found[figure][str(Level.COLLEGE), school] = round(value, PLACES)
        if adds_up:
            for level in REGION_LEVELS if region else (Level.NATION,):
                sums[figure][str(level), region_code(level, region or "")] += value
    for figure, of_regions in sums.items():
        found[figure].update({subject: round(value, PLACES) for subject, value in of_regions.items()})


def _column(subjects: Sequence[Subject], found: Filed) -> Column:
    return np.array([found.get(subject, np.nan) for subject in subjects], dtype=np.float64)
