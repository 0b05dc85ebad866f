"""Arithmetic over whole columns of figures, written by people, read by our own reader.

    weighted = parse("above_scale_partners + 0.5 * other_partners", units={...})
    weighted.evaluate({"above_scale_partners": array, "other_partners": array})

Names, `figure.name` for what people file, numbers, + - * /, min, max, coalesce, previous(...) and
`yes if a < b else no`. Python's grammar is the wanted
one, so `ast` parses and a whitelist reads: whatever is not named there is refused, and nothing is ever evaluated as
Python.

Missing is NaN, and it spreads: through arithmetic, through min and max, and through a condition that cannot be decided.
Division by zero is missing. Only `coalesce` fills it.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Columns = Mapping[str, Column]
Unit = frozenset[tuple[str, int]]
Step = Callable[[Columns, Columns], Column]

NUMBER: Unit = frozenset()
LENGTH_MAX = 2_000
DEPTH_MAX = 100  # a sum of 34 items nests 34 deep


class ExpressionError(ValueError):
    """The text is no expression that we read, or its units do not fit; the message says why."""


def unit(name: str, power: int = 1) -> Unit:
    """The unit of a measure: `unit("major")`. An empty name is a plain number."""
    return frozenset({(name, power)}) if name else NUMBER


def times(left: Unit, right: Unit, sign: int = 1) -> Unit:
    """The unit of a product (sign 1) or a quotient (sign -1)."""
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return frozenset((name, power) for name, power in powers.items() if power)


def unit_text(of: Unit) -> str:
    """A unit for messages: enterprise / major; a plain number is 1."""
    over = [name if power == 1 else f"{name}^{power}" for name, power in sorted(of) if power > 0]
    under = [name if power == -1 else f"{name}^{-power}" for name, power in sorted(of) if power < 0]
    return " / ".join(["·".join(over) or "1", *under])


@dataclass(frozen=True)
class Node:
    """A part of an expression: its unit (None: a zero, which fits every unit) and how to compute it."""

    unit: Unit | None
    step: Step


@dataclass(frozen=True)
class Expression:
    """A checked expression. `names` are the figures it reads, in alphabetical order."""

    text: str
    unit: Unit
    names: tuple[str, ...]
    root: Node

    def evaluate(self, now: Columns, previous: Columns | None = None, *, size: int | None = None) -> Column:
        """The figures of this period, one for each subject. Without a previous period `previous(...)` is missing.

        Columns are float arrays of one length; `size` states it where the expression reads none.
        """
        length = size if size is not None else len(next(iter(now.values())))
        before = previous if previous is not None else {name: np.full(length, np.nan) for name in self.names}
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            figures = np.broadcast_to(self.root.step(now, before), (length,)).astype(np.float64)
        return np.where(np.isfinite(figures), figures, np.nan) + 0.0  # no infinity, no minus zero


def parse(text: str, *, units: Mapping[str, Unit]) -> Expression:
    """Read an expression over the figures that `units` knows. Raises ExpressionError."""
    if len(text) > LENGTH_MAX:
        raise ExpressionError(f"An expression has at most {LENGTH_MAX} characters.")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"This is no expression: {text[:80]!r}") from error
    reader = Reader(units)
    root = reader.read(tree.body, depth=0)
    return Expression(text, root.unit if root.unit is not None else NUMBER, tuple(sorted(reader.names)), root)


def _divided(left: Column, right: Column) -> Column:
    return np.where(np.asarray(right) == 0, np.nan, np.divide(left, right))


SUMS: dict[type, Callable[[Column, Column], Column]] = {ast.Add: np.add, ast.Sub: np.subtract}
PRODUCTS: dict[type, tuple[Callable[[Column, Column], Column], int]] = {
    ast.Mult: (np.multiply, 1),
    ast.Div: (_divided, -1),
}
COMPARISONS: dict[type, Callable[[Column, Column], NDArray[np.bool_]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
FOLDS: dict[str, Callable[[Column, Column], Column]] = {
    "min": np.minimum,
    "max": np.maximum,
    "coalesce": lambda left, right: np.where(np.isnan(left), right, left),
}


class Reader:
    """Turns a syntax tree into steps over columns, and gathers the names it meets."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.units = units
        self.names: set[str] = set()

    def read(self, node: ast.expr, *, depth: int) -> Node:  # noqa: PLR0911  (one case for each form)
        """Raises ExpressionError for everything that is not named here."""
        if depth > DEPTH_MAX:
            raise ExpressionError(f"An expression nests at most {DEPTH_MAX} deep.")
        below = depth + 1
        match node:
            case ast.Constant(value=value):
                return self._number(value)
            case ast.Name() | ast.Attribute(value=ast.Name(id="figure")):  # a measure, or what people file
                return self._name(ast.unparse(node))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.read(operand, depth=below)
                return Node(inner.unit, lambda now, before: np.negative(inner.step(now, before)))
            case ast.BinOp(op=op, left=left, right=right) if type(op) in SUMS:
                return self._folded(SUMS[type(op)], [left, right], below)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in PRODUCTS:
                return self._product(type(op), left, right, below)
            case ast.Call(func=ast.Name(id="previous"), args=[inner], keywords=[]):
                return self._previous(inner, below)
            case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as items, keywords=[]) if name in FOLDS:
                return self._folded(FOLDS[name], items, below)
            case ast.IfExp(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=yes, orelse=no) if (
                type(op) in COMPARISONS
            ):
                return self._choice(COMPARISONS[type(op)], (left, right), (yes, no), below)
        raise ExpressionError(f"Not allowed here: {type(node).__name__}")

    def _number(self, value: object) -> Node:
        if isinstance(value, bool) or not isinstance(value, int | float):  # a bool is an int in Python
            raise ExpressionError(f"Only numbers are allowed, not {type(value).__name__}.")
        try:
            figure = float(value)
        except OverflowError as error:
            raise ExpressionError("This number is too large.") from error
        if not math.isfinite(figure):
            raise ExpressionError("This number is too large.")
        constant = np.float64(figure)
        return Node(None if figure == 0 else NUMBER, lambda _now, _before: np.asarray(constant))

    def _name(self, name: str) -> Node:
        if name not in self.units:
            raise ExpressionError(f"There is no figure named {name!r}.")
        self.names.add(name)
        return Node(self.units[name], lambda now, _before: now[name])

    def _previous(self, node: ast.expr, depth: int) -> Node:
        inner = self.read(node, depth=depth)

        def step(_now: Columns, before: Columns) -> Column:
            unknown = {name: np.full_like(column, np.nan) for name, column in before.items()}
            return inner.step(before, unknown)  # nothing is known of the period before the previous one

        return Node(inner.unit, step)

    def _folded(self, fold: Callable[[Column, Column], Column], items: list[ast.expr], depth: int) -> Node:
        nodes = [self.read(item, depth=depth) for item in items]
        common = self._common_unit(nodes)

        def step(now: Columns, before: Columns) -> Column:
            result = nodes[0].step(now, before)
            for node in nodes[1:]:
                result = fold(result, node.step(now, before))
            return result

        return Node(common, step)

    def _product(self, op: type, left: ast.expr, right: ast.expr, depth: int) -> Node:
        combine, sign = PRODUCTS[op]
        one, other = self.read(left, depth=depth), self.read(right, depth=depth)
        product = None if one.unit is None else times(one.unit, other.unit or NUMBER, sign)
        if other.unit is None and sign > 0:
            product = None
        return Node(product, lambda now, before: combine(one.step(now, before), other.step(now, before)))

    def _choice(
        self,
        holds: Callable[[Column, Column], NDArray[np.bool_]],
        compared: tuple[ast.expr, ast.expr],
        branches: tuple[ast.expr, ast.expr],
        depth: int,
    ) -> Node:
        left, right = (self.read(item, depth=depth) for item in compared)
        self._common_unit([left, right])
        yes, no = (self.read(item, depth=depth) for item in branches)

        def step(now: Columns, before: Columns) -> Column:
            one, other = left.step(now, before), right.step(now, before)
            chosen = np.where(holds(one, other), yes.step(now, before), no.step(now, before))
            return np.where(np.isnan(one) | np.isnan(other), np.nan, chosen)  # unknown stays unknown

        return Node(self._common_unit([yes, no]), step)

    @staticmethod
    def _common_unit(nodes: list[Node]) -> Unit | None:
        found = {node.unit for node in nodes if node.unit is not None}
        if len(found) > 1:
            raise ExpressionError("Units do not fit: " + ", ".join(sorted(unit_text(of) for of in found)))
        return next(iter(found), None)
