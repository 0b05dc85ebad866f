"""What changed in a figure since the published run before it, and which records, filed figures or rules made it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.actors import Actor
from core import wording
from evaluation import wordings
from evaluation.engine.measures import MEASURES
from evaluation.models import IndicatorValue, Run
from evaluation.selectors.dashboard import earlier_runs
from evaluation.selectors.descriptions import Record
from evaluation.selectors.filed import Filed, filed_behind
from evaluation.selectors.groups import visible
from evaluation.selectors.moves import Cause, Moves, causes, moves
from evaluation.selectors.names import expression_names
from evaluation.selectors.reasons import prepared, reason
from evaluation.selectors.records import describe
from evaluation.selectors.subjects import Subject, figure_url
from evaluation.selectors.suppression import small_cells

SHOWN_MAX = 50  # records of a kind on the page; the file holds all
CHUNK = 500
EXACT = 1e-6
SIDES = ("numerator", "denominator")


@dataclass(frozen=True)
class Step:
    """A line of the comparison with the run before; None where it says nothing of a side."""

    label: str
    numerator: float | None
    denominator: float | None

    @property
    def numerator_text(self) -> str:
        return _signed(self.numerator)

    @property
    def denominator_text(self) -> str:
        return _signed(self.denominator)


def _signed(number: float | None) -> str:
    """+3, −1, 0; amounts with two decimals."""
    if number is None:
        return ""
    return wording.signed(int(number)) if number == int(number) else wording.signed(number, 2)


@dataclass(frozen=True)
class Moved:
    """A record that came in or dropped out: in which side, why, and what it is."""

    came: bool
    sides: str
    why: str
    record: Record

    @property
    def what(self) -> str:
        return _("Came in") if self.came else _("Dropped out")


@dataclass(frozen=True)
class Kind:
    """Records of one model that moved: all, those that the actor may open, the first of these."""

    label: str
    headers: Sequence[str | Promise]
    total: int
    visible: int
    rows: list[Moved]


@dataclass(frozen=True)
class Told:
    """Something that is not a record: a filed figure or a rule, before and now."""

    label: str
    before: str
    now: str
    url: str = ""


@dataclass
class Comparison:
    """What changed since the published run before this one."""

    actor: Actor
    subject: Subject
    run: Run
    before: IndicatorValue
    before_run: Run
    change: str
    moved: dict[str, list[Moves]] = field(default_factory=dict)  # by side
    steps: list[Step] = field(default_factory=list)
    is_too_much: bool = False  # records, to be compared one by one
    filed: list[Told] = field(default_factory=list)
    parts: list[Told] = field(default_factory=list)  # of a composite
    rules: list[Told] = field(default_factory=list)  # what another version of the framework says of the indicator
    kinds: list[Kind] = field(default_factory=list)

    @property
    def has_other_version(self) -> bool:
        """Whether the run before was judged by another version of the framework."""
        return self.before_run.version_id != self.run.version_id

    @property
    def version_text(self) -> str:
        words = {"before": self.before_run.version.number, "now": self.run.version.number}
        return (
            _("The run before was judged by version %(before)s of the framework, this one by version %(now)s.") % words
        )

    @property
    def before_numerator(self) -> str:
        return wordings.count_text(self.before.numerator)

    @property
    def before_denominator(self) -> str:
        return wordings.count_text(self.before.denominator)

    @property
    def is_unexplained(self) -> bool:
        """Whether nothing that the page could name has changed."""
        return not (self.kinds or self.filed or self.parts or self.rules or self.is_too_much)

    def everything(self) -> Iterator[tuple[Sequence[str | Promise], Moved]]:
        """All records that moved and that the actor may open, each with the headers of its kind."""
        for model, keys in _keys(self.moved).items():
            for moved in _described(self, model, sorted(keys), None):
                yield describe(model).headers, moved


def compare(
    actor: Actor, subject: Subject, value: IndicatorValue, run: Run, names: tuple[list[str], list[str]]
) -> Comparison | None:
    """A figure beside the same figure of the published run before; None where there is none.

    `names` are those that numerator and denominator read.
    """
    before = _before(value, run)
    if before is None:
        return None
    earlier = before.run
    before = small_cells(actor, {earlier.pk: earlier.on}).of_row(before)
    is_hidden = before.is_hidden or value.is_hidden
    since = wording.day_short(earlier.on)
    change = wordings.change_text(value.indicator.kind, value.value, before.value, since)
    page = Comparison(actor, subject, run, before, earlier, change)
    for side, read in zip(SIDES, names, strict=True):
        counted = [MEASURES[name] for name in read if name in MEASURES]
        found = [moves(measure, subject, run, earlier) for measure in counted]
        page.moved[side] = [one for one in found if one is not None]
        page.is_too_much |= len(page.moved[side]) < len(counted)
    page.steps = [] if is_hidden else _steps(page, value)
    page.kinds = [_kind(page, model, keys) for model, keys in _keys(page.moved).items()]
    if is_hidden:
        page.kinds = [replace(kind, total=kind.visible) for kind in page.kinds]
    page.filed = _filed(actor, names, subject, run, earlier)
    if value.indicator.is_composite:
        page.parts = _parts(actor, value, run, earlier)
    if page.has_other_version:
        page.rules = _rules(value, before, run, earlier)
    return page


def _before(value: IndicatorValue, run: Run) -> IndicatorValue | None:
    """The same figure in the published run before this one."""
    same = IndicatorValue.objects.filter(level=value.level, code=value.code, indicator__code=value.indicator.code)
    runs = earlier_runs(run).filter(on__lt=run.on)
    found = same.filter(run__in=runs).select_related("run__version", "indicator")
    return found.order_by("-run__on", "-run").first()


# ---- Numbers --------------------------------------------------------------------------------------------------------


def _steps(page: Comparison, value: IndicatorValue) -> list[Step]:
    """What came and went, of each measure; where a side is one measure, also what no record of today explains."""
    steps: list[Step] = []
    single = all(len(page.moved[side]) <= 1 for side in SIDES)
    if single:
        both = {side: found[0] for side, found in page.moved.items() if found}
        if any(one.came or one.went for one in both.values()):
            steps.append(Step(_("Came in"), *(both[side].gained if side in both else None for side in SIDES)))
            steps.append(Step(_("Dropped out"), *(0.0 - both[side].lost if side in both else None for side in SIDES)))
        return [*steps, *_rest(page, value, both)]
    for side in SIDES:
        for one in page.moved[side]:
            for label, amount in ((_("Came in: %(title)s"), one.gained), (_("Dropped out: %(title)s"), -one.lost)):
                if amount:
                    told = label % {"title": one.measure.title}
                    steps.append(Step(told, *(amount if side == named else None for named in SIDES)))
    return steps


def _rest(page: Comparison, value: IndicatorValue, both: dict[str, Moves]) -> Iterator[Step]:
    """What changed without a record that came or went: it was altered or erased after the run before had counted it."""
    rest: list[float | None] = []
    for side in SIDES:
        now, before, one = getattr(value, side), getattr(page.before, side), both.get(side)
        is_plain = one is not None and getattr(value.indicator, side) == one.measure.code
        if one is None or not is_plain or now is None or before is None:
            rest.append(None)
            continue
        left = round(now - before - one.gained + one.lost, 4)
        rest.append(left if abs(left) > EXACT else None)
    if any(left is not None for left in rest):
        yield Step(_("Altered or erased since it was counted"), *rest)


# ---- Records --------------------------------------------------------------------------------------------------------


def _keys(moved: dict[str, list[Moves]]) -> dict[type[Model], set[Any]]:
    """The keys of the records that moved, by model."""
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for one in (one for side in moved.values() for one in side):
        if one.came or one.went:
            found[one.model] |= one.came | one.went
    return found


def _kind(page: Comparison, model: type[Model], keys: set[Any]) -> Kind:
    listed = sorted(keys)
    seen = visible(model._default_manager.filter(pk__in=listed), page.actor)
    return Kind(
        label=str(model._meta.verbose_name_plural),
        headers=describe(model).headers,
        total=len(listed),
        visible=seen.count(),
        rows=list(_described(page, model, listed, SHOWN_MAX)),
    )


def _described(page: Comparison, model: type[Model], keys: list[Any], most: int | None) -> Iterator[Moved]:
    """The records in the order of their description, as far as the actor may open them."""
    description = describe(model)
    rows = visible(model._default_manager.filter(pk__in=keys), page.actor)
    ordered = list(rows.order_by(*description.order, "pk").values_list("pk", flat=True)[:most])
    for first in range(0, len(ordered), CHUNK):
        part = ordered[first : first + CHUNK]
        yield from _chunk(page, model, part)


def _chunk(page: Comparison, model: type[Model], part: list[Any]) -> Iterator[Moved]:
    description = describe(model)
    mine = {side: [one for one in found if one.model is model] for side, found in page.moved.items()}
    why = {
        one.measure.code: causes(one, page.subject, page.run, page.before_run, part)
        for found in mine.values()
        for one in found
    }
    known = [one for side in reversed(SIDES) for one in mine[side]]  # what both sides share is the denominator's reason
    window = known[0].measure.window(page.run.on, page.run.cutoff)
    rows = description.prepare(model._default_manager.filter(pk__in=part), window)
    found = {row.pk: row for row in prepared(rows, page.run, page.before_run)}
    for row in (found[key] for key in part if key in found):
        first = next(one for one in known if row.pk in why[one.measure.code])
        came = row.pk in first.came
        cause: Cause = why[first.measure.code][row.pk]
        in_sides = [side for side in SIDES if any(row.pk in one.came or row.pk in one.went for one in mine[side])]
        yield Moved(
            came, _sides(in_sides), reason(row, first.measure, cause, came=came), Record(description.cells(row))
        )


def _sides(names: list[str]) -> str:
    if len(names) > 1:
        return _("Numerator and denominator")
    return _("Numerator") if names == ["numerator"] else _("Denominator")


# ---- What is not a record -------------------------------------------------------------------------------------------


def _filed(actor: Actor, names: Iterable[list[str]], subject: Subject, run: Run, earlier: Run) -> list[Told]:
    """Filed figures that are others now, or of another year."""
    every = sorted({name for side in names for name in side})
    now, before = (
        {(one.label, one.whose): one for one in filed_behind(actor, every, subject, of)} for of in (run, earlier)
    )
    return [
        Told(key[0], _filed_text(before.get(key)), _filed_text(now.get(key)), now[key].url if key in now else "")
        for key in sorted({*now, *before})
        if _filed_text(before.get(key)) != _filed_text(now.get(key))
    ]


def _filed_text(one: Filed | None) -> str:
    return _("not filed") if one is None else f"{one.value} ({one.year})"


def _parts(actor: Actor, value: IndicatorValue, run: Run, earlier: Run) -> list[Told]:
    """The parts of a composite whose score is another now."""
    rows = IndicatorValue.objects.filter(
        run__in=(run.pk, earlier.pk), level=value.level, code=value.code, indicator__under=value.indicator.code
    )
    found: dict[str, dict[int, IndicatorValue]] = defaultdict(dict)
    cells = small_cells(actor, {run.pk: run.on, earlier.pk: earlier.on})
    for row in map(cells.of_row, rows.select_related("indicator").order_by("indicator__position")):
        found[row.indicator.code][row.run_id] = row
    told = []
    for code, one in found.items():
        was, now = (_reached(one.get(key)) for key in (earlier.pk, run.pk))
        if was != now:
            label = next(iter(one.values())).indicator.label
            told.append(Told(label, was, now, figure_url(value.level, value.code, code)))
    return told


def _reached(value: IndicatorValue | None) -> str:
    if value is not None and value.is_hidden:
        return wordings.hidden_text()
    return (wordings.reached_text(value.indicator, value.score) if value is not None else "") or _("no data")


def _rules(value: IndicatorValue, before: IndicatorValue, run: Run, earlier: Run) -> list[Told]:
    """What the versions of two runs say differently of an indicator."""
    now, was = value.indicator, before.indicator
    names = {**expression_names(earlier.version), **expression_names(run.version)}
    pairs = [
        (_("Numerator"), *(wordings.formula_text(one.numerator, names) for one in (was, now))),
        (_("Denominator"), *(wordings.formula_text(one.denominator, names) for one in (was, now))),
        (_("Thresholds"), *(wordings.threshold_text(one) for one in (was, now))),
        (_("Weight"), *(wordings.count_text(one.weight) for one in (was, now))),
        (_("Goalposts"), *(_goalposts(one) for one in (was, now))),
    ]
    return [Told(label, old, new) for label, old, new in pairs if old != new]


def _goalposts(indicator: Any) -> str:
    if indicator.zero_at is None or indicator.full_at is None:
        return ""
    ends = {"zero": wordings.count_text(indicator.zero_at), "full": wordings.count_text(indicator.full_at)}
    return _("zero at %(zero)s, full at %(full)s") % ends
