"""Figures in words: rounded half up, and never on the other side of a threshold than their light."""

from types import SimpleNamespace

import pytest

from core import wording
from evaluation import wordings
from evaluation.models import Direction, Kind

SHARE = SimpleNamespace(kind=Kind.SHARE, direction=Direction.UP, low=0.30, high=0.50)
FALLING = SimpleNamespace(kind=Kind.SHARE, direction=Direction.DOWN, low=0.50, high=0.30)
RATIO = SimpleNamespace(kind=Kind.RATIO, direction=Direction.UP, low=1, high=3)
UNJUDGED = SimpleNamespace(kind=Kind.SHARE, direction=Direction.UP, low=None, high=None)


@pytest.mark.parametrize(
    ("indicator", "value", "text"),
    [
        (RATIO, 5 / 3, "1.67"),
        (RATIO, 9 / 7, "1.29"),
        (SHARE, 0.0625, "6.3%"),
        (SHARE, 0.5, "50.0%"),
        (SHARE, 0.5004, "50.0%"),  # green, and 50.0% is green too
        (SHARE, 0.4996, "49.96%"),  # yellow: 50.0% would be green
        (SHARE, 0.299999, "29.9999%"),
        (RATIO, 2.9999, "2.9999"),
        (FALLING, 0.3004, "30.04%"),  # not yet green
        (FALLING, 0.2996, "30.0%"),
        (UNJUDGED, 0.4996, "50.0%"),
        (SHARE, None, ""),
    ],
)
def test_the_number_stands_on_the_side_of_its_light(indicator, value, text):
    assert wordings.value_text(indicator, value) == text


def test_items_one_after_the_other():
    assert wording.listed(["a", 2]) == "a, 2"
