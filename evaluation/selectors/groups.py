"""The records behind a figure by how they count, and how many of them the actor may open."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.scoping import ScopedQuerySet
from evaluation.engine.counting import drill_down
from evaluation.engine.measures import Measure
from evaluation.models import Run
from evaluation.selectors.subjects import Subject
from reference.periods import Window


@dataclass(frozen=True)
class Group:
    """Records that one filter of the page shows: all, numerator, denominator only…"""

    key: str
    label: str
    rows: QuerySet
    window: Window
    total: int  # of the figure
    visible: int  # of those, what the actor may open


def rows_of(measure: Measure, subject: Subject, run: Run) -> QuerySet:
    """What a measure counted for a subject in a run."""
    return drill_down(measure, level=subject.level, subject=subject.key, on=run.on, cutoff=run.cutoff)


def visible(rows: QuerySet, actor: Actor) -> QuerySet:
    """Of the records those that the actor may open; shared registers are open to all."""
    return rows.visible_to(actor) if isinstance(rows, ScopedQuerySet) else rows


def groups_of(
    actor: Actor, subject: Subject, sides: tuple[list[Measure], list[Measure]], run: Run, *, with_totals: bool = True
) -> list[Group]:
    """Records by how they count. One relation inside the other gives "both" and "denominator only", else one each.

    Without totals only those records are counted that the actor may open.
    """
    found = _groups(actor, subject, *sides, run)
    return found if with_totals else [replace(group, total=group.visible) for group in found]


def _groups(actor: Actor, subject: Subject, over: list[Measure], under: list[Measure], run: Run) -> list[Group]:
    if len(over) == len(under) == 1:
        numerator, denominator = (rows_of(measures[0], subject, run) for measures in (over, under))
        if numerator.model is denominator.model:
            return _nested(actor, numerator, denominator, under[0].window(run.on, run.cutoff))
    found = []
    for side, measures in (("numerator", over), ("denominator", under)):
        for measure in measures:
            label = _("Numerator: %(title)s") if side == "numerator" else _("Denominator: %(title)s")
            rows, window = rows_of(measure, subject, run), measure.window(run.on, run.cutoff)
            found.append(_group(actor, f"{side}-{measure.code}", label % {"title": measure.title}, rows, window))
    return found


def _nested(actor: Actor, numerator: QuerySet, denominator: QuerySet, window: Window) -> list[Group]:
    marked = denominator.annotate(in_numerator=Exists(numerator.filter(pk=OuterRef("pk"))))
    return [
        _group(actor, "all", _("All"), marked, window),
        _group(actor, "both", _("Numerator and denominator"), marked.filter(in_numerator=True), window),
        _group(actor, "denominator", _("Denominator only"), marked.filter(in_numerator=False), window),
    ]


def _group(actor: Actor, key: str, label: str, rows: QuerySet, window: Window) -> Group:
    mine = visible(rows, actor)
    total = rows.count()
    return Group(key, label, mine, window, total, mine.count() if mine is not rows else total)
