"""Figures that authorities file for the regions they oversee, with their history."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Organisation
from core import wording
from evaluation.engine.reported import verified_figures
from evaluation.engine.subjects import code_range
from evaluation.frameworks.plan import PREFIX
from evaluation.models import Run
from evaluation.selectors.subjects import Subject
from evaluation.wordings import count_text
from institutions.models import AnnualReturn, ReturnFigure
from reference.models import RegionFigure

SHOWN_MAX = 50  # returns of colleges behind the sum of a region


def filed_figures(actor: Actor) -> QuerySet[RegionFigure]:
    """Figures of the regions that an authority oversees, also superseded ones, with the names of who filed them."""
    rows = RegionFigure.objects.select_related("region", "figure")
    ranges = actor.scope.region_ranges
    if ranges is not None and not actor.scope.is_everything:
        inside = Q(pk__in=[])
        for low, high in ranges:
            inside |= Q(region__code__range=(low, high))
        rows = rows.filter(inside)
    filer = Organisation.objects.filter(pk=OuterRef("filed_by_id"))
    return rows.annotate(
        filer_name=Subquery(filer.values("name")[:1]), filer_name_en=Subquery(filer.values("name_en")[:1])
    )


def history_of(actor: Actor, figure: RegionFigure) -> QuerySet[RegionFigure]:
    """Everything that was filed for the same region, figure and year, newest first."""
    same = filed_figures(actor).filter(region=figure.region_id, figure=figure.figure_id, year=figure.year)
    return same.order_by("-recorded_at", "-pk")


@dataclass(frozen=True)
class Filed:
    """A filed figure behind a number: what was filed, for when, by whom, and where it can be read."""

    label: str
    value: str
    year: str
    by: str
    url: str = ""
    whose: str = ""  # the college whose return it stands in; "" for a region's own


def filed_behind(actor: Actor, names: Iterable[str], subject: Subject, run: Run) -> list[Filed]:
    """The filed figures that an expression reads, as the run read them: a region's own, or the returns of colleges.

    Colleges whose returns the actor may not open are left out; their sum stands in the number.
    """
    codes = [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
    if not codes:
        return []
    found = []
    if not subject.is_college:
        own = RegionFigure.objects.as_of(run.on, run.cutoff).filter(
            figure__code__in=codes, region__code=subject.code, region__level=str(subject.level)
        )
        newest = {row.figure_id: row for row in own.select_related("figure").order_by("year", "pk")}
        found += [
            Filed(row.figure.label, count_text(float(row.value)), str(row.year), row.source) for row in newest.values()
        ]
    returns = verified_figures(codes, on=run.on, cutoff=run.cutoff).filter(
        annual_return__in=AnnualReturn.objects.visible_to(actor)
    )
    if subject.is_college:
        returns = returns.filter(annual_return__college__school_code=subject.code)
    elif (inside := code_range(subject.level, subject.code)) is not None:
        returns = returns.filter(annual_return__college__organisation__region__code__range=inside)
    rows = returns.select_related("figure", "annual_return__college__organisation").order_by(
        "annual_return__year", "pk"
    )
    latest = {(row.figure_id, row.annual_return.college_id): row for row in rows}
    return found + [_of_return(row) for row in list(latest.values())[:SHOWN_MAX]]


def _of_return(row: ReturnFigure) -> Filed:
    annual = row.annual_return
    by = _("%(college)s; reported by %(reporter)s, verified by %(verifier)s") % {
        "college": wording.name_of(annual.college.organisation),
        "reporter": annual.reporter_label,
        "verifier": annual.verifier_label,
    }
    return Filed(
        row.figure.label,
        count_text(float(row.value)),
        str(annual.year),
        by,
        annual.get_absolute_url(),
        annual.college.school_code,
    )
