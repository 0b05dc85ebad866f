"""Small cells: which figures a reader may not see, because they tell of a few whose records are not the reader's.

The only place that decides it; every page, API and file of figures asks here (docs/decisions/small-cells.md). A reader
has a right to the rows of a college of its own and of those that it oversees. What a region holds besides is the part
of colleges that stand there and answer to another authority. Where that part is small, the figure is hidden, and others
with it so that no total gives it away.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from accounts.actors import Actor
from accounts.scoping import Ranges, Scope, overseen
from core import clock
from evaluation.engine.measures import MEASURES
from evaluation.engine.small_cells import Atom, Atoms, Cell, Tree, hidden_cells
from evaluation.engine.subjects import DIGITS, Level, level_of, region_code
from evaluation.frameworks.plan import Plan
from evaluation.models import IndicatorValue, Light, MeasureValue, Run
from evaluation.selectors.plans import version_plan
from evaluation.selectors.values import Value
from institutions.models import College
from reference.models import Region

LEAST = {"student": 5, "graduate": 5, "placement": 5, "teacher": 5, "enterprise": 3, "pay": 10}
"""By the unit of a measure: how many there must be for a figure to be shown."""
DISTINCT = frozenset({"enterprise"})  # units of which a region counts each once, so that parts do not add up
REGIONS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
Amounts = Mapping[Atom, float]


@dataclass(frozen=True)
class SmallCells:
    """What is hidden from one reader in some runs: by run and cell the measures."""

    hidden: Mapping[tuple[int, str, str], frozenset[str]] = field(default_factory=dict)
    reads: Mapping[int, Mapping[str, frozenset[str]]] = field(default_factory=dict)  # by run and indicator

    def hides(self, run: int, level: str, code: str, indicator: str) -> bool:
        """Whether the figure of an indicator is hidden: it, or what it is made of, reads a hidden measure."""
        measures = self.hidden.get((run, str(level), code))
        return measures is not None and not measures.isdisjoint(self.reads[run].get(indicator, ()))

    def hides_measure(self, run: int, level: str, code: str, measure: str) -> bool:
        """Whether a counted figure is hidden."""
        return measure in self.hidden.get((run, str(level), code), ())

    def of_value(self, value: Value) -> Value:
        """A figure of a page as the reader may see it."""
        if not self.hides(value.run_id, value.level, value.code, value.indicator.code):
            return value
        return replace(value, **NOTHING, is_hidden=True)

    def of_row(self, row: IndicatorValue) -> IndicatorValue:
        """A stored figure as the reader may see it; the row is not to be saved. Its indicator has been read."""
        if self.hides(row.run_id, row.level, row.code, row.indicator.code):
            for name, nothing in NOTHING.items():
                setattr(row, name, nothing)
            row.is_hidden = True
        return row

    def of_measure(self, row: MeasureValue) -> MeasureValue:
        """A counted figure as the reader may see it; the row is not to be saved."""
        if self.hides_measure(row.run_id, row.level, row.code, row.measure):
            row.value = None  # type: ignore[assignment]
            row.is_hidden = True
        return row

    def without(self) -> Q:
        """The figures that are not hidden: what a filter by light may find."""
        shown = Q()
        for (run, level, code), measures in self.hidden.items():
            names = [name for name, read in self.reads[run].items() if not measures.isdisjoint(read)]
            shown &= ~Q(run=run, level=level, code=code, indicator__code__in=names)
        return shown


NOTHING: dict[str, Any] = {
    "numerator": None, "denominator": None, "value": None, "score": None, "light": Light.GREY, "is_firm": None,
    "since": None, "common_value": None, "rank": None, "rank_low": None, "rank_high": None, "ranked": None,
}  # fmt: skip
NONE_HIDDEN = SmallCells()


def small_cells(actor: Actor, runs: Mapping[int, date]) -> SmallCells:
    """What is hidden from an actor in these runs, given with their days."""
    return small_cells_of(actor.scope, runs)


def small_cells_of(scope: Scope, runs: Mapping[int, date]) -> SmallCells:
    """What is hidden from those who act so. No query for who sees colleges alone or the whole country.

    Two queries for an authority whose region holds nothing of others; a few more where it does.
    """
    ranges = scope.region_ranges
    if scope.is_everything or not ranges or not runs:
        return NONE_HIDDEN
    others = list(_colleges_of_others(ranges))
    elsewhere = _regions_with_others(ranges, max(runs.values()))
    if not others and not elsewhere:
        return NONE_HIDDEN
    found = _amounts(ranges, list(runs), others, elsewhere)
    versions = Run.objects.filter(pk__in=found).select_related("version").defer("version__document")
    plans = {run.pk: version_plan(run.version) for run in versions}
    standing = _standing({code for places, _by in found.values() for code in places.values()})
    tree_of = partial(_tree, standing=standing, ranges=ranges)
    hidden: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for run, (places, by_measure) in found.items():
        for measure, level, code in _hidden(by_measure, places, plans[run], tree_of):
            hidden[run, level, code].add(measure)
    reads = {run: _reads(plan) for run, plan in plans.items()}
    return SmallCells({key: frozenset(measures) for key, measures in hidden.items()}, reads)


# ---- What the reader may not see ------------------------------------------------------------------------------------

Places = dict[Atom, str]  # the region code of each atom
Found = dict[int, tuple[Places, dict[str, dict[Atom, float]]]]


def _protected(*, is_of_colleges: bool) -> list[str]:
    """The measures that count people or enterprises: by where the college stands, or by where the enterprise does."""
    return [
        code
        for code in sorted(MEASURES.names())
        if MEASURES[code].unit in LEAST and (MEASURES[code].basis == "college") == is_of_colleges
    ]


def _in_ranges(path: str, ranges: Ranges) -> Q:
    inside = Q(pk__in=[])
    for low, high in ranges:
        inside |= Q(**{f"{path}__range": (low, high)})
    return inside


def _colleges_of_others(ranges: Ranges) -> QuerySet:
    """The school codes of the colleges that stand in these regions and answer to somebody else."""
    colleges = College.objects.filter(_in_ranges("organisation__region__code", ranges))
    return colleges.exclude(overseen("organisation_id", ranges)).order_by().values_list("school_code", flat=True)


def _regions_with_others(ranges: Ranges, on: date) -> set[str]:
    """The regions of enterprises that cooperate with a college that answers to somebody else, on a day."""
    found: set[str] = set()
    for code in _protected(is_of_colleges=False):
        measure = MEASURES[code]
        counted = measure.counted(on, clock.night_cutoff(on))
        path = counted.keys[f"{measure.basis}_region"]
        rows = counted.rows.filter(_in_ranges(path, ranges)).exclude(overseen(counted.keys["college"], ranges))
        found.update(rows.order_by().values_list(path, flat=True).distinct())
    return found


def _amounts(ranges: Ranges, runs: list[int], others: list[str], elsewhere: set[str]) -> Found:
    """By run, the places of what is not the reader's, and by measure how much of it there is. At most two queries."""
    found: Found = {}
    rows = MeasureValue.objects.filter(run__in=runs, value__gt=0).order_by()
    if others:
        of_colleges = rows.filter(level=Level.COLLEGE, code__in=others, measure__in=_protected(is_of_colleges=True))
        columns = ("run_id", "code", "organisation__region__code", "measure", "value")
        for run, code, region, measure, value in of_colleges.values_list(*columns):
            places, by_measure = found.setdefault(run, ({}, defaultdict(dict)))
            places[code] = region or ""
            by_measure[measure][code] = value
    if elsewhere:
        regional = rows.filter(
            _in_ranges("code", ranges), level__in=REGIONS, measure__in=_protected(is_of_colleges=False)
        )
        totals: dict[tuple[int, str], dict[tuple[str, str], float]] = defaultdict(dict)
        for run, level, code, measure, value in regional.values_list("run_id", "level", "code", "measure", "value"):
            totals[run, measure][level, code] = value
        for (run, measure), values in totals.items():
            places, by_measure = found.setdefault(run, ({}, defaultdict(dict)))
            for atom, value in _rests(values):
                if any(region_code(Level(atom[0]), code) == atom[1] for code in elsewhere):
                    places[atom] = atom[1]
                    by_measure[measure][atom] = value
    return found


def _rests(values: Mapping[tuple[str, str], float]) -> Iterator[tuple[tuple[str, str], float]]:
    """Totals of regions as parts that add up: of each what lies in no region under it."""
    inside: dict[tuple[str, str], float] = defaultdict(float)
    for (level, code), value in values.items():
        above = REGIONS[: REGIONS.index(Level(level))]
        nearest = next((one for one in reversed(above) if (str(one), region_code(one, code)) in values), None)
        if nearest is not None:
            inside[str(nearest), region_code(nearest, code)] += value
    for cell, value in values.items():
        if value > inside[cell]:
            yield cell, value - inside[cell]


def _standing(codes: set[str]) -> set[tuple[str, str]]:
    """Which of the regions over these codes have figures of their own. One query."""
    over = {region_code(level, code) for code in codes if code for level in REGIONS}
    rows = Region.objects.selectable().filter(code__in=over, level__in=REGIONS)
    return set(rows.order_by().values_list("level", "code"))


def _tree(places: Places, *, standing: set[tuple[str, str]], ranges: Ranges) -> Tree:
    """The cells over the places, as far as the reader sees them."""
    above: dict[Cell, Cell | None] = {}
    place: dict[Atom, Cell] = {}
    for atom, code in places.items():
        chain = [
            cell for cell in _chain(code) if cell in standing and any(low <= cell[1] <= high for low, high in ranges)
        ]
        above.update(zip(chain, [*chain[1:], None], strict=True))
        if chain:
            place[atom] = chain[0]
    return Tree(above, place)


def _chain(code: str) -> list[tuple[str, str]]:
    """The regions that hold a code, the lowest first: a code that ends in zeros lies in none below."""
    lowest = level_of(code)
    if lowest is None:
        return []
    chain = [level for level in reversed(REGIONS) if DIGITS[level] <= DIGITS[lowest]]
    return [(str(level), region_code(level, code)) for level in chain]


# ---- What has to be hidden ------------------------------------------------------------------------------------------


def _hidden(
    by_measure: Mapping[str, Amounts], places: Places, plan: Plan, tree_of: Callable[[Places], Tree]
) -> Iterator[tuple[str, str, str]]:
    """Measures with the cells in which they are hidden: small ones, and those whose complement in a share is small."""
    complements = [
        (over, {atom: value - by_measure.get(over, {}).get(atom, 0.0) for atom, value in by_measure[under].items()})
        for over, under in _shares(plan)
        if under in by_measure
    ]
    for measure, amounts in [*by_measure.items(), *complements]:
        tree = tree_of({atom: places[atom] for atom in amounts})
        held = partial(_held, amounts=amounts, is_distinct=_is_distinct(measure))
        is_small = partial(_is_small, held=held, least=LEAST[MEASURES[measure].unit])
        for level, code in hidden_cells(tree, amount=held, is_small=is_small):
            yield measure, level, code


def _held(atoms: Atoms, *, amounts: Amounts, is_distinct: bool) -> float:
    """How much these atoms hold at least: of things that a region counts once, what one of them holds."""
    parts = [amounts[atom] for atom in atoms]
    return max(parts, default=0.0) if is_distinct else sum(parts)


def _is_small(atoms: Atoms, *, held: Callable[[Atoms], float], least: int) -> bool:
    return 0 < held(atoms) < least


def _is_distinct(measure: str) -> bool:
    return MEASURES[measure].unit in DISTINCT and MEASURES[measure].basis == "college"


def _shares(plan: Plan) -> Iterator[tuple[str, str]]:
    """Numerator and denominator of the shares that divide one protected measure by another: the rest is a cell too."""
    for leaf in plan.leaves:
        if leaf.is_share and leaf.numerator is not None and leaf.denominator is not None:
            over, under = leaf.numerator.text, leaf.denominator.text
            if all(name in MEASURES and MEASURES[name].unit in LEAST for name in (over, under)):
                yield over, under


def _reads(plan: Plan) -> dict[str, frozenset[str]]:
    """By indicator and composite, the measures that it is made of, also through other indicators."""
    direct = {leaf.code: set(leaf.names) for leaf in plan.leaves}
    found: dict[str, frozenset[str]] = {}

    def read(code: str) -> set[str]:
        names = direct.get(code, set())
        return {name for name in names if name in MEASURES}.union(*(read(name) for name in names if name in direct))

    for code in direct:
        found[code] = frozenset(read(code))
    under: dict[str, set[str]] = defaultdict(set)
    places = [(one.under, one.code) for one in plan.leaves] + [(one.under, one.code) for one in plan.composites]
    for above, code in places:
        under[above].add(code)

    def whole(code: str) -> frozenset[str]:
        return found.get(code, frozenset()).union(*(whole(child) for child in under.get(code, ()) if child != code))

    for composite in plan.composites:
        found[composite.code] = whole(composite.code)
    return found
