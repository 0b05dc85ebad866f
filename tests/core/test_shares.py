"""Shares are exact to the fen, whatever the parts."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.shares import Parts, PartsInvalid, distribute

some_parts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)
some_fen = st.integers(-(10**15), 10**15)


@settings(max_examples=600)
@given(total=some_fen, parts=some_parts)
def test_shares_add_up_to_the_fen_and_stay_within_one_fen_of_the_fraction(total, parts):
    shares = distribute(total, parts)

    assert sum(shares) == total
    whole = sum(parts)
    for share, part in zip(shares, parts, strict=True):
        assert abs(share * whole - total * part) < whole  # less than one fen away
        if part == 0:
            assert share == 0


@settings(max_examples=300)
@given(total=st.integers(0, 10**12), parts=some_parts)
def test_a_larger_part_never_gets_less(total, parts):
    ranked = sorted(zip(parts, distribute(total, parts), strict=True))

    for (part, share), (next_part, next_share) in pairwise(ranked):
        assert share <= next_share + (1 if part == next_part else 0)


@given(total=some_fen, parts=some_parts)
def test_shares_are_the_same_each_time_and_mirror_for_negative_amounts(total, parts):
    assert distribute(total, parts) == distribute(total, parts)
    assert distribute(-total, parts) == [-share for share in distribute(total, parts)]


def test_of_equal_fractions_the_first_gets_the_fen():
    assert distribute(100, [1, 1, 1]) == [34, 33, 33]
    assert distribute(-100, [1, 1, 1]) == [-34, -33, -33]
    assert distribute(1, [0, 1, 1]) == [0, 1, 0]


@pytest.mark.parametrize("parts", [[], [0], [0, 0], [1, -1], [-1]])
def test_parts_that_share_nothing_are_refused(parts):
    with pytest.raises(PartsInvalid):
        distribute(100, parts)


def test_percent_is_display_and_adds_up():
    thirds = Parts((1, 1, 1))

    assert thirds.percents() == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert thirds.share_out(Decimal("100.00")) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert str(thirds) == "1 : 1 : 1"


@pytest.mark.parametrize(
    ("text", "values"), [("1:1:1", (1, 1, 1)), ("60 : 40", (60, 40)), ("60：40", (60, 40)), ("7", (7,))]
)
def test_parts_are_read_as_people_write_them(text, values):
    assert Parts.read(text).values == values


@pytest.mark.parametrize("text", ["", "a:b", "1:-1", "0:0", "1.5:1", "1000001:1", "1::1"])
def test_what_is_no_parts_is_refused(text):
    with pytest.raises(PartsInvalid):
        Parts.read(text)
