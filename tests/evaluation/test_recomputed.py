"""Every figure of a random world against the same figure computed from plain rows, in a program of its own."""

import pytest

from evaluation.engine.counting import count, drill_down, value_of
from evaluation.engine.measures import MEASURES, all_measures
from tests.evaluation.recomputed import COUNTERS, Plain
from tests.factories.evaluation import CUTOFF, DAY, JUST_AFTER
from tests.factories.evaluation_random import make_random_world

pytestmark = pytest.mark.django_db


def counted(cutoff=CUTOFF):
    return {
        (item.measure, item.level, item.subject): item.value for item in count(all_measures(), on=DAY, cutoff=cutoff)
    }


def test_every_measure_is_computed_a_second_time():
    assert sorted(COUNTERS) == sorted(MEASURES.names())


@pytest.mark.parametrize("seed", [3, 17, 2026])
def test_random_rows_give_the_same_figures(seed):
    make_random_world(seed)

    for cutoff in (CUTOFF, JUST_AFTER):
        found, again = counted(cutoff), Plain(DAY, cutoff).figures()

        for code in COUNTERS:
            assert only(found, code) == only(again, code), code
        assert found == again
    assert {code for code, _, _ in found} == set(COUNTERS), "the world has something of every measure to count"


def test_every_random_figure_equals_its_own_drill_down():
    make_random_world(99)

    for (code, level, subject), value in counted().items():
        rows = drill_down(MEASURES[code], level=level, subject=subject, on=DAY, cutoff=CUTOFF)
        assert value_of(MEASURES[code], rows, on=DAY, cutoff=CUTOFF) == value, (code, level, subject)


def only(figures, code):
    return {
        subject: value for (name, *subject), value in figures.items() if name == code for subject in [tuple(subject)]
    }
