"""The records behind a figure by how they count, and how many of them the actor may open."""

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.scoping import ScopedQuerySet
from evaluation.engine.counting import drill_down
from evaluation.engine.measures import MEASURES, Measure
from evaluation.models import Run
from evaluation.selectors.excluded import Why, why_not
from evaluation.selectors.subjects import Subject
from reference.periods import Window

LINKS = {  # the path from a record of the numerator to the record of the denominator that it stands for
    ("courses_revised_with_enterprises", "courses"): "course",
    ("reporting_colleges", "colleges"): "college",
}
NEAR = {"leading_partners": "partners_in_force"}  # what is near to a measure that is divided by nothing


@dataclass(frozen=True)
class Group:
    """Records that one filter of the page shows: all, numerator, denominator only…"""

    key: str
    label: str
    rows: QuerySet
    window: Window
    total: int  # of the figure
    visible: int  # of those, what the actor may open
    why: Why | None = None  # why some of them do not count


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
        link = "pk" if numerator.model is denominator.model else LINKS.get((over[0].code, under[0].code))
        if link is not None:
            counted = numerator.filter(**{link: OuterRef("pk")})
            return _nested(actor, counted, denominator, under[0].window(run.on, run.cutoff), why_not(over[0].code))
    if len(over) == 1 and not under and over[0].code in NEAR:
        return _with_near(actor, over[0], subject, run)
    found = []
    for side, measures in (("numerator", over), ("denominator", under)):
        for measure in measures:
            label = _("Numerator: %(title)s") if side == "numerator" else _("Denominator: %(title)s")
            rows, window = rows_of(measure, subject, run), measure.window(run.on, run.cutoff)
            found.append(_group(actor, f"{side}-{measure.code}", label % {"title": measure.title}, rows, window))
    return found


def _nested(actor: Actor, counted: QuerySet, denominator: QuerySet, window: Window, why: Why | None) -> list[Group]:
    """Records of the denominator; `counted` are those of the numerator that belong to one of them."""
    marked = denominator.annotate(in_numerator=Exists(counted))
    mine = visible(marked, actor)
    total, both = _halves(marked)
    seen, seen_both = (total, both) if _sees_all(actor, marked) else _halves(mine)
    within, out = mine.filter(in_numerator=True), mine.filter(in_numerator=False)
    return [
        Group("all", _("All"), mine, window, total, seen, why),
        Group("both", _("Numerator and denominator"), within, window, both, seen_both),
        Group("denominator", _("Denominator only"), out, window, total - both, seen - seen_both, why),
    ]


def _halves(marked: QuerySet) -> tuple[int, int]:
    """How many records there are, and how many of them stand in the numerator too. One query: of a province's
    internships it takes seconds, and the page asked for six."""
    found = marked.aggregate(total=Count("pk"), both=Count("pk", filter=Q(in_numerator=True)))
    return found["total"], found["both"]


def _sees_all(actor: Actor, rows: QuerySet) -> bool:
    """Whether nothing is kept from the actor: a register open to all, or an authority of the whole country."""
    if not isinstance(rows, ScopedQuerySet) or actor.scope.is_everything:
        return True
    access = rows.model.access
    return actor.scope.region_ranges is None and bool(access.overseen_by) and access.overseen_if is None


def _with_near(actor: Actor, measure: Measure, subject: Subject, run: Run) -> list[Group]:
    """The records that count, and those near to them that do not."""
    rows, near = (rows_of(one, subject, run) for one in (measure, MEASURES[NEAR[measure.code]]))
    window = measure.window(run.on, run.cutoff)
    label = _("Numerator: %(title)s") % {"title": measure.title}
    out = near.annotate(in_numerator=Exists(rows.filter(pk=OuterRef("pk")))).filter(in_numerator=False)
    return [
        _group(actor, f"numerator-{measure.code}", label, rows, window),
        replace(_group(actor, "near", _("Near, and not counted"), out, window), why=why_not(measure.code)),
    ]


def _group(actor: Actor, key: str, label: str, rows: QuerySet, window: Window) -> Group:
    mine = visible(rows, actor)
    total = rows.count()
    return Group(key, label, mine, window, total, total if _sees_all(actor, rows) else mine.count())
