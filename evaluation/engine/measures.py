"""What a measure is: a named, documented relation and what to count in it, for every subject at once.

    @measure("majors", unit="major", window=Point(), title=_("Open majors"), says=_("Majors open on the day."))
    def majors(window: Window) -> Counted:
        '''Majors that were open on the day. ...'''
        rows = Major.objects.filter(Exists(...))
        return Counted(rows, Count("pk"), college="college_id", college_region="college__organisation__region__code")

From the one definition come the figures of a run, the records behind each of them, and the page that documents it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from inspect import cleandoc

from django.db.models import Aggregate, QuerySet
from django.utils.functional import Promise

from core.registry import Registry
from reference.periods import Span, Window


class Counted:
    """Rows, what to count in them, and the paths from a row to its subjects.

    Keys: `college` and `college_region` (a path to the code of the region where it stands) or another basis and its
    region; `enterprise`, `agreement` and others are for figures on demand. Every path goes to one: a path to many would
    multiply the rows and is refused when they are counted.

    `divisor` turns what the database adds up into the unit of the measure: 100 for a column of fen, shown in yuan.
    """

    def __init__(self, rows: QuerySet, aggregate: Aggregate, divisor: int = 1, /, **keys: str) -> None:
        self.rows = rows.order_by()
        self.aggregate = aggregate
        self.divisor = divisor
        self.keys = keys


Relation = Callable[[Window], Counted]


@dataclass(frozen=True)
class Measure:
    """A measure as it was registered. `basis` says by whose place a row falls into a region."""

    code: str
    unit: str
    span: Span
    title: str | Promise
    says: str | Promise  # what it counts, for the people who read the figure
    basis: str
    relation: Relation

    def window(self, on: date, cutoff: datetime) -> Window:
        """The days that count for a figure of `on`, as known at `cutoff`."""
        return self.span.window(on, cutoff)

    def counted(self, on: date, cutoff: datetime) -> Counted:
        """The relation for a day and a cut-off."""
        return self.relation(self.window(on, cutoff))

    @property
    def description(self) -> str:
        """What it counts and where that comes from: the docstring of its relation."""
        return cleandoc(self.relation.__doc__ or "")

    @property
    def window_days(self) -> int:
        """How many days its window holds; 1 is a single day."""
        return getattr(self.span, "days", 1)


MEASURES: Registry[Measure] = Registry("measure")


def measure(
    code: str,
    *,
    unit: str,
    window: Span,
    title: str | Promise,
    says: str | Promise = "",
    basis: str = "college",
    registry: Registry[Measure] = MEASURES,
) -> Callable[[Relation], Measure]:
    """Register a relation as a measure. Raises ValueError without a docstring: an undocumented figure is no figure."""

    def register(relation: Relation) -> Measure:
        if not (relation.__doc__ or "").strip():
            raise ValueError(f"The measure {code!r} needs a docstring that says what it counts.")
        return registry.register(code, Measure(code, unit, window, title, says, basis, relation))

    return register


def all_measures() -> Iterator[Measure]:
    """Every measure of the product, in the order of its code."""
    return iter(MEASURES[code] for code in sorted(MEASURES.names()))
