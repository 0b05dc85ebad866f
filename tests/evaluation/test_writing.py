"""Many rows written at once are the rows that one by one would be, on both databases."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from accounts.actors import Actor
from core import clock
from evaluation import services
from evaluation.engine.writing import BATCH, write_all
from evaluation.models import MeasureValue, RunTask, Stage
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db
AWKWARD = [
    "",
    "\\N",
    "\\",
    "a\tb",
    "two\nlines\r\n",
    "\\t is no tab",
    "𠮷🙂 \u202eabc",
    "'quoted' \"twice\"",
    "%s {x}",
    " \u3000 ",
]


@pytest.fixture
def run():
    return services.plan_run(actor=Actor.system("test"), on=DAY)


def test_every_text_number_day_and_nothing_arrives_as_it_was(run):
    at = clock.now()
    rows = [
        RunTask(run=run, stage=Stage.COUNT, name=f"awkward {number}", error=text, attempts=number, lease_until=until)
        for number, (text, until) in enumerate(zip(AWKWARD, [None, at] * 5, strict=True))
    ]

    assert write_all(RunTask, rows) == len(AWKWARD)

    found = RunTask.objects.filter(name__startswith="awkward").order_by("attempts")
    assert [task.error for task in found] == AWKWARD
    assert [task.lease_until for task in found] == [None, at] * 5
    assert len({task.pk for task in found}) == len(AWKWARD)
    assert not RunTask.objects.filter(error="never").exists()


def test_figures_keep_every_digit(run):
    values = [0.1 + 0.2, 1e-9, 123456789012.5, float(2**53)]
    write_all(MeasureValue, (MeasureValue(run=run, measure=str(n), level="nation", code="000000", value=value)
                             for n, value in enumerate(values)))  # fmt: skip

    assert list(MeasureValue.objects.order_by("measure").values_list("value", flat=True)) == values


def test_more_than_a_batch_and_none_at_all(run):
    rows = (MeasureValue(run=run, measure=str(n), level="nation", code="000000", value=n) for n in range(BATCH + 3))

    assert write_all(MeasureValue, rows) == BATCH + 3
    assert write_all(MeasureValue, []) == 0
    assert MeasureValue.objects.count() == BATCH + 3


def test_a_constraint_holds_for_them_too(run):
    twice = [MeasureValue(run=run, measure="x", level="nation", code="000000", value=n) for n in range(2)]

    with pytest.raises(IntegrityError), transaction.atomic():
        write_all(MeasureValue, twice)
    assert not MeasureValue.objects.exists()


@pytest.mark.postgres
def test_what_it_cannot_write_is_refused(run):
    run.period = timedelta(days=1)
    with pytest.raises(TypeError):
        write_all(type(run), [run])
    assert connection.vendor == "postgresql"
