"""Counts measures: fused into few statements, for all levels at once; and finds the records behind a figure.

Two measures are one relation when their rows compile to the same SQL and parameters and their keys are the same. That
is computed, not declared, so a wrong fusion is impossible and a missed one costs time only. We wrap the ORM's relation
instead of patching its compiler: inside stand rows with their keys and values, outside only aggregates over columns.

    SELECT college, COUNT(value_0), SUM(value_1), ... FROM (inner) GROUP BY college                      -- adds up
    SELECT GROUPING(...), keys, COUNT(DISTINCT value_0), ... FROM (inner) GROUP BY GROUPING SETS (...)   -- PostgreSQL
    SELECT keys of one level, ... FROM (inner) GROUP BY keys of one level                                -- elsewhere

Counts and sums add up: they are counted for each college and added here, level by level. Distinct things do not: the
database counts them anew for each level. Where a college stands is asked once and not joined to every row, which at
ten million rows made PostgreSQL walk through an index instead of the table (21 s for what now takes 1).

Of Django's inside this uses `Aggregate.filter`, `query.alias_map` and `get_compiler().as_sql()`; each has a test.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Aggregate, Case, F, Q, QuerySet, When
from django.db.models.expressions import Star

from accounts.models import Organisation, OrganisationKind
from evaluation.engine.measures import Counted, Measure
from evaluation.engine.subjects import DIGITS, NATION_CODE, REGION_LEVELS, Level, code_range, region_code

KEYS = {  # column of the inner select → levels whose subject it is part of
    "key_province": (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.COLLEGE),
    "key_prefecture": (Level.PREFECTURE, Level.COUNTY, Level.COLLEGE),
    "key_county": (Level.COUNTY, Level.COLLEGE),
    "key_college": (Level.COLLEGE,),
}
REGION_KEYS = {"key_province": Level.PROVINCE, "key_prefecture": Level.PREFECTURE, "key_county": Level.COUNTY}
LEVELS = (*REGION_LEVELS, Level.COLLEGE)
FUNCTIONS = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX"})
ADDING = frozenset({"COUNT", "SUM"})
# Room for the hashes of semi-joins, and no compiling: of a wide query that took longer than what it saved.
FOR_COUNTING = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; "
PLACES = 4  # sums of decimals are floats on SQLite


class MultipliedRows(ValueError):
    """A path to many in rows, filter, keys or value would count a row several times, for every fused measure."""


class NotCountable(ValueError):
    """The rows or the aggregate are of a shape that cannot be wrapped."""


@dataclass(frozen=True)
class Figure:
    """One value of one measure. `subject` is a region code, 000000 for the nation, or the key of a college."""

    measure: str
    level: Level
    subject: str | int
    value: float


@dataclass(frozen=True)
class Fused:
    """Measures that share one relation."""

    members: tuple[tuple[Measure, Counted], ...]
    is_empty: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(measure.code for measure, _ in self.members)


def fuse(measures: Iterable[Measure], *, on: date, cutoff: datetime) -> list[Fused]:
    """The measures grouped by the relation they share, in the order of their codes."""
    groups: dict[object, list[tuple[Measure, Counted]]] = {}
    for measure in sorted(measures, key=lambda item: item.code):
        counted = measure.counted(on, cutoff)
        groups.setdefault(_identity(measure, counted), []).append((measure, counted))
    return [Fused(tuple(members), is_empty=identity is None) for identity, members in groups.items()]


def count(measures: Iterable[Measure], *, on: date, cutoff: datetime) -> Iterator[Figure]:
    """Every figure of these measures that is not nothing, at every stored level.

    A subject without rows does not appear: whether it is 0 or has no data is decided against the list of subjects.
    Raises MultipliedRows, NotCountable.
    """
    groups = [fused for fused in fuse(measures, on=on, cutoff=cutoff) if not fused.is_empty]
    colleges = Organisation.objects.filter(kind=OrganisationKind.COLLEGE).order_by()
    standing = dict(colleges.values_list("pk", "region__code")) if groups else {}
    for fused in groups:
        yield from _count_fused(fused, standing)


def drill_down(measure: Measure, *, level: str, subject: str | int, on: date, cutoff: datetime) -> QuerySet:
    """The records behind a figure: the same relation, of one subject. Raises NotCountable for an unknown level.

    `level` is a stored level or a key of the relation (`enterprise`, `agreement`). A distinct count lists every record;
    its distinct count is the value.
    """
    counted = measure.counted(on, cutoff)
    rows = counted.rows
    if counted.aggregate.filter is not None:
        rows = rows.filter(counted.aggregate.filter)
    if level in REGION_LEVELS:
        inside = code_range(Level(level), str(subject))
        path = counted.keys[f"{measure.basis}_region"]
        return rows if inside is None else rows.filter(**{f"{path}__range": inside})
    if level not in counted.keys:
        raise NotCountable(f"{measure.code} has no key {level!r}")
    return rows.filter(**{counted.keys[level]: subject})


def value_of(measure: Measure, rows: QuerySet, *, on: date, cutoff: datetime) -> float:
    """The measure's value in rows that `drill_down` found: a figure on demand. One query."""
    aggregate = measure.counted(on, cutoff).aggregate.copy()
    aggregate.filter = None  # drill_down has filtered
    return _number(rows.aggregate(value=aggregate)["value"])


def _identity(measure: Measure, counted: Counted) -> object:
    """What makes two relations one; None where the rows are certainly none."""
    query = counted.rows.query
    if query.combinator or query.is_sliced or query.distinct or query.group_by is not None:
        raise NotCountable(f"{measure.code}: rows may not be united, sliced, distinct or grouped")
    try:
        sql, params = counted.rows.values("pk").query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(map(repr, params)), measure.basis, tuple(sorted(counted.keys.items()))


def _inner(fused: Fused, *, has_region: bool = True, of: str = "college") -> tuple[str, tuple[Any, ...]]:
    """Rows with the code of their region, the key of their college (or body), and a value column for each measure."""
    measure, first = fused.members[0]
    columns: dict[str, Any] = {"key_college": F(first.keys[of])}
    if has_region:
        columns["key_region"] = F(first.keys[f"{measure.basis}_region"])
    for position, (_, counted) in enumerate(fused.members):
        columns[f"value_{position}"] = _value(counted.aggregate)
    rows = first.rows
    if len(fused.members) == 1 and first.aggregate.filter is not None:
        rows = rows.filter(first.aggregate.filter)  # a join of few rows, where CASE would look at each of all
    query = rows.annotate(**columns).values(*columns).query
    sql, params = query.get_compiler(connection=connection).as_sql()
    for alias, join in query.alias_map.items():
        field = getattr(join, "join_field", None)
        if field is not None and query.alias_refcount[alias] and (field.one_to_many or field.many_to_many):
            raise MultipliedRows(f"{', '.join(fused.codes)}: the path over {join.table_name} goes to many")
    return sql, tuple(params)


def _with_keys(inner: str) -> str:
    """The inner select with a column for each key by which levels group."""
    keys = ", ".join(f"SUBSTR(i.key_region, 1, {DIGITS[level]}) AS {name}" for name, level in REGION_KEYS.items())
    return f"SELECT {keys}, i.* FROM ({inner}) AS i"  # noqa: S608 (column names of our own)


def _value(aggregate: Aggregate) -> Any:
    """What an aggregate counts in a row: nothing where its filter does not hold."""
    thing = aggregate.get_source_expressions()[0]
    shape = aggregate.function in FUNCTIONS and len(aggregate.get_source_expressions()) == 2
    if not shape or isinstance(thing, Star):
        raise NotCountable(f"An aggregate over one value is needed, not {aggregate!r}")
    return thing if aggregate.filter is None else Case(When(Q(aggregate.filter), then=thing))


def _aggregates(fused: Fused) -> str:
    columns = []
    for position, (_, counted) in enumerate(fused.members):
        distinct = "DISTINCT " if getattr(counted.aggregate, "distinct", False) else ""
        columns.append(f"{counted.aggregate.function}({distinct}r.value_{position})")
    return ", ".join(columns)


def _count_fused(fused: Fused, standing: Mapping[Any, str | None]) -> Iterator[Figure]:
    rows: Iterable[Row]
    try:
        if all(_adds_up(counted.aggregate) for _, counted in fused.members):
            rows = _added_up(fused, standing)
        elif connection.vendor == "postgresql":
            rows = _all_sets(fused, *_inner(fused))
        else:
            inner, params = _inner(fused)
            rows = (row for level in LEVELS for row in _one_level(fused, level, inner, params))
    except EmptyResultSet:
        return
    if Level.BODY in fused.members[0][1].keys:
        rows = chain(rows, _of_bodies(fused))
    for level, subject, values in rows:
        for (measure, counted), value in zip(fused.members, values, strict=True):
            if subject is not None and not _is_nothing(counted.aggregate, value):
                yield Figure(measure.code, level, subject, _number(value, counted.divisor))


def _stands_as_its_college(fused: Fused) -> bool:
    """Whether the region of a row is by its path that of the organisation which its college is."""
    measure, first = fused.members[0]
    college, region = first.keys["college"].removesuffix("_id"), first.keys[f"{measure.basis}_region"]
    return region in {f"{college}__region__code", f"{college}__organisation__region__code"}


def _adds_up(aggregate: Aggregate) -> bool:
    """Whether the value of a region is the sum of the values of its colleges."""
    return aggregate.function in ADDING and not getattr(aggregate, "distinct", False)


Row = tuple[Level, Any, Sequence[Any]]


def _added_up(fused: Fused, standing: Mapping[Any, str | None]) -> Iterator[Row]:
    """All levels from one statement that counts for each college, in each region where its rows lie."""
    has_region = not _stands_as_its_college(fused)
    inner, params = _inner(fused, has_region=has_region)
    keys = "r.key_college, r.key_region" if has_region else "r.key_college"
    sql = f"SELECT {keys}, {_aggregates(fused)} FROM ({inner}) AS r GROUP BY {keys}"  # noqa: S608 (names of our own)
    return _sums(_fetched(sql, params) if has_region else _placed(_fetched(sql, params), standing))


def _of_bodies(fused: Fused) -> Iterator[Row]:
    """The governance bodies that the rows belong to."""
    inner, params = _inner(fused, has_region=False, of=Level.BODY)
    sql = f"SELECT r.key_college, {_aggregates(fused)} FROM ({inner}) AS r GROUP BY r.key_college"  # noqa: S608 (names of our own)
    for body, *values in _fetched(sql, params):
        yield Level.BODY, body, values


def _placed(rows: Iterable[tuple[Any, ...]], standing: Mapping[Any, str | None]) -> Iterator[tuple[Any, ...]]:
    for college, *values in rows:
        yield college, standing.get(college), *values


def _sums(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    sums: dict[tuple[Level, Any], list[Any]] = {}
    for college, region, *values in rows:
        subjects: list[tuple[Level, Any]] = [(Level.NATION, NATION_CODE), (Level.COLLEGE, college)]
        if region is not None:
            subjects += [(level, region_code(level, region)) for level in REGION_LEVELS if level is not Level.NATION]
        for subject in subjects:
            sums[subject] = list(map(_sum, values, sums[subject])) if subject in sums else values
    for (level, code), values in sums.items():
        yield level, code, values


def _sum(one: Any, other: Any) -> Any:
    return one if other is None else other if one is None else one + other


def _all_sets(fused: Fused, inner: str, params: tuple[Any, ...]) -> Iterator[Row]:
    """All levels in one statement."""
    sets = {level: _keys(fused, level) for level in LEVELS}
    keys = ", ".join(f"r.{name}" for name in KEYS)
    groups = ", ".join("(" + ", ".join(f"r.{name}" for name in names) + ")" for names in sets.values())
    level_of_mask = {_mask(names): level for level, names in sets.items()}
    sql = (
        f"SELECT GROUPING({keys}), {keys}, {_aggregates(fused)} "  # noqa: S608 (column names of our own)
        f"FROM ({_with_keys(inner)}) AS r GROUP BY GROUPING SETS ({groups})"
    )
    for mask, *row in _fetched(sql, params):
        level = level_of_mask[mask]
        yield level, _subject(level, row[: len(KEYS)]), row[len(KEYS) :]


def _one_level(fused: Fused, level: Level, inner: str, params: tuple[Any, ...]) -> Iterator[Row]:
    """One level in one statement."""
    names = _keys(fused, level)
    keys = ", ".join(f"r.{name}" if name in names else "NULL" for name in KEYS)
    group = "GROUP BY " + ", ".join(f"r.{name}" for name in names) if names else ""
    sql = f"SELECT {keys}, {_aggregates(fused)} FROM ({_with_keys(inner)}) AS r {group}"  # noqa: S608 (column names of our own)
    for row in _fetched(sql, params):
        yield level, _subject(level, row[: len(KEYS)]), row[len(KEYS) :]


def _keys(fused: Fused, level: Level) -> list[str]:
    """The columns by which a level groups. A college's rows lie in many regions if those are the enterprises'."""
    if level is Level.COLLEGE and fused.members[0][0].basis != "college":
        return ["key_college"]
    return [name for name, levels in KEYS.items() if level in levels]


def _mask(names: list[str]) -> int:
    """The value of GROUPING(): a bit for each key that is not grouped by, the first key highest."""
    return sum(1 << (len(KEYS) - 1 - position) for position, name in enumerate(KEYS) if name not in names)


def _subject(level: Level, keys: Sequence[Any]) -> Any:
    """The code of a row's subject; None where the row has no place at this level."""
    if level is Level.NATION:
        return NATION_CODE
    key = keys[LEVELS.index(level) - 1]
    if key is None or level is Level.COLLEGE:
        return key
    return region_code(level, key)


def _fetched(sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """All rows of a statement: some thousands, a few for each subject."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(FOR_COUNTING + sql if connection.vendor == "postgresql" else sql, params)
        return list(cursor.fetchall())


def _is_nothing(aggregate: Aggregate, value: Any) -> bool:
    """A count or sum of nothing is as good as no row, so that a figure never depends on what it is fused with."""
    return value is None or (aggregate.function in {"COUNT", "SUM"} and value == 0)


def _number(value: Any, divisor: int = 1) -> float:
    return 0.0 if value is None else round(float(value) / divisor, PLACES) + 0.0
