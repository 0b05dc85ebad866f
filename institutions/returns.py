"""A yearly return as a page and the API show it: every figure beside last year's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.actors import Actor
from accounts.models import Evidence
from institutions.changes import Change
from institutions.models import AnnualReturn, ReturnFigure
from institutions.services.returns import CHANGE_PERCENT
from reference import parameters
from reference.models import FigureCode


@dataclass(frozen=True)
class Line:
    """A figure code with the figure that stands, if there is one."""

    code: FigureCode
    figure: ReturnFigure | None
    base: Decimal | None
    change: Change | None
    evidence: Evidence | None  # only where the reader may open it

    @property
    def percent(self) -> Decimal | None:
        """The change in percent, where it has a meaning."""
        return self.change.percent if self.change is not None else None

    @property
    def is_flagged(self) -> bool:
        """Differs much from last year's, or is new."""
        return self.change is not None and self.change.is_flagged


def lines_of(annual: AnnualReturn, *, actor: Actor, on: date) -> list[Line]:
    """All figures that colleges report, in the order of their codes. Three queries."""
    limit = Decimal(str(parameters.value(CHANGE_PERCENT, on=on, region=annual.college.organisation.region)))
    rows = ReturnFigure.objects.current().filter(annual_return__college_id=annual.college_id)
    standing = {row.figure_id: row for row in rows.filter(annual_return=annual).select_related("evidence")}
    bases = dict(rows.filter(annual_return__year=annual.year - 1).values_list("figure_id", "value"))
    kept = [row.evidence_id for row in standing.values() if row.evidence_id is not None]
    readable = {evidence.pk: evidence for evidence in Evidence.objects.visible_to(actor).filter(pk__in=kept)}
    lines = []
    region = annual.college.organisation.region
    for code in FigureCode.objects.filter(subject=FigureCode.Subject.COLLEGE):
        if code.pk not in standing and not code.is_asked_in(region.code if region is not None else None):
            continue
        figure, base = standing.get(code.pk), bases.get(code.pk)
        change = Change(figure.value, base, limit) if figure is not None else None
        evidence = readable.get(figure.evidence_id) if figure is not None and figure.evidence_id else None
        lines.append(Line(code, figure, base, change, evidence))
    return lines
