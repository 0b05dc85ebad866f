"""The reader of expressions: what it computes, what missing does, which units fit, and what it refuses."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.engine.expressions import NUMBER, ExpressionError, parse, times, unit, unit_text

UNITS = {
    "partners": unit("enterprise"),
    "active": unit("enterprise"),
    "majors": unit("major"),
    "rate": NUMBER,
    "other": NUMBER,
}
NAN = np.nan


def evaluate(text, previous=None, **columns):
    arrays = {name: np.array(values, dtype=float) for name, values in columns.items()}
    before = None if previous is None else {name: np.array(values, dtype=float) for name, values in previous.items()}
    size = len(next(iter(arrays.values()))) if arrays else 3
    return parse(text, units=UNITS).evaluate(arrays, before, size=size)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rate + other * 2", [5.0, 8.0]),
        ("(rate - other) / 2", [-0.5, -0.5]),
        ("-rate", [-1.0, -2.0]),
        ("min(rate, other, 2.5)", [1.0, 2.0]),
        ("max(rate, other)", [2.0, 3.0]),
        ("10 if rate < other else 20", [10.0, 10.0]),
        ("10 if rate >= 2 else 20", [20.0, 10.0]),
    ],
)
def test_arithmetic_over_columns(text, expected):
    np.testing.assert_allclose(evaluate(text, rate=[1, 2], other=[2, 3]), expected)


@pytest.mark.parametrize(
    "text", ["rate + other", "min(rate, other)", "max(rate, other)", "rate * other", "other - rate"]
)
def test_missing_spreads(text):
    assert np.isnan(evaluate(text, rate=[NAN], other=[0])).all()


def test_division_by_zero_is_missing_also_between_constants():
    assert np.isnan(evaluate("rate / other", rate=[1, 0, -1], other=[0, 0, 0])).all()
    assert np.isnan(evaluate("1 / 0")).all()
    assert np.isnan(evaluate("rate / (other - other)", rate=[1], other=[5])).all()


def test_coalesce_fills():
    np.testing.assert_allclose(evaluate("coalesce(rate, other, 7)", rate=[NAN, 1, NAN], other=[2, 3, NAN]), [2, 1, 7])


def test_an_unknown_condition_is_unknown_and_not_no():
    found = evaluate("1 if rate < 0.3 else 0", rate=[NAN, 0.1, 0.9])

    assert np.isnan(found[0])
    np.testing.assert_allclose(found[1:], [1, 0])
    naive = np.where(np.array([NAN]) < 0.3, 1, 0)
    assert naive[0] == 0, "np.where alone says no: a verdict on missing data"


def test_previous_reads_the_period_before_and_is_missing_without_one():
    np.testing.assert_allclose(
        evaluate("rate - previous(rate)", rate=[3, 5], previous={"rate": [1, 2]}),
        [2, 3],
    )
    assert np.isnan(evaluate("rate - previous(rate)", rate=[3.0])).all()
    assert np.isnan(evaluate("previous(previous(rate))", rate=[3.0], previous={"rate": [1.0]})).all()


def test_a_constant_fills_the_column_and_there_is_no_minus_zero():
    found = evaluate("-0 * rate", rate=[1, 2])

    np.testing.assert_allclose(evaluate("4"), [4, 4, 4])
    assert "-" not in "".join(map(repr, found.tolist()))


def test_units_multiply_and_divide():
    assert parse("partners / majors", units=UNITS).unit == times(unit("enterprise"), unit("major"), -1)
    assert parse("active / partners", units=UNITS).unit == NUMBER
    assert unit_text(parse("partners / majors", units=UNITS).unit) == "enterprise / major"


@pytest.mark.parametrize(
    "text",
    [
        "partners + majors",
        "max(partners, majors)",
        "partners + 1",
        "1 if partners < majors else 0",
        "partners if rate < 1 else majors",
    ],
)
def test_units_that_do_not_fit_are_refused(text):
    with pytest.raises(ExpressionError, match="Units do not fit"):
        parse(text, units=UNITS)


@pytest.mark.parametrize("text", ["partners + 0", "max(partners, 0)", "partners if majors > 0 else 0", "0 - partners"])
def test_zero_fits_every_unit(text):
    assert parse(text, units=UNITS).unit == unit("enterprise")


def test_names_are_gathered_and_a_long_sum_is_no_problem():
    assert parse("partners + 0.5 * active", units=UNITS).names == ("active", "partners")
    assert evaluate(" + ".join(["rate"] * 34), rate=[1])[0] == 34


HOSTILE = [
    "__import__('os').system('true')",
    "rate.__class__",
    "().__class__.__bases__[0]",
    "rate[0]",
    "open('/etc/passwd')",
    "eval('1')",
    "exec('1')",
    "min(*[rate])",
    "min(rate)",
    "min(rate, other, key=rate)",
    "rate ** 9999999",
    "rate // 2",
    "rate % 2",
    "rate @ other",
    "rate << 2",
    "rate | other",
    "~1",
    "+rate",
    "not rate",
    "lambda: 1",
    "[rate for rate in (1, 2)]",
    "{1: 2}",
    "{rate}",
    "(rate, other)",
    "(x := 1)",
    "await rate",
    "yield rate",
    "f'{rate}'",
    "'text'",
    "b'bytes'",
    "True",
    "None",
    "...",
    "1j",
    "1e400",
    "9" * 400,
    "rate < other",
    "1 if rate < other < 2 else 0",
    "1 if rate == other else 0",
    "1 if rate else 0",
    "rate and other",
    "rate; other",
    "rate = 1",
    "import os",
    "rate\x00",
    "(" * 500 + "rate" + ")" * 500,
    "-" * 500 + "rate",
    " + ".join(["rate"] * 150),
    "1+" * 2000 + "1",
    "unknown_name",
    "previous(rate, other)",
    "previous()",
    "",
    "   ",
    "#",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24] or "empty")
def test_hostile_input_is_refused(text):
    with pytest.raises(ExpressionError):
        parse(text, units=UNITS)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    with suppress(ExpressionError):
        parse(text, units=UNITS)
