"""Which runs are kept, what cites one, and who hears that the published figures are old."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.actors import Actor
from core import clock
from evaluation import services
from evaluation.models import FrameworkVersion, IndicatorValue, Publication, Run, RunKind, RunState
from evaluation.selectors.runs import FRESH
from ledger.models import Entry
from notices.models import Notice
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")


def make_run(on: date, *, kind=RunKind.NIGHTLY, state=RunState.PUBLISHED, is_current=False) -> Run:
    version = FrameworkVersion.objects.effective(on).get(framework__code=services.SHIPPED_FRAMEWORK)
    run = Run.objects.create(
        kind=kind, state=state, version=version, period="x", on=on, cutoff=clock.night_cutoff(on), digest="d" * 64
    )
    indicator = version.indicators.first()
    IndicatorValue.objects.create(run=run, indicator=indicator, level="nation", code="000000")
    if is_current:
        Publication.objects.create(framework=version.framework, run=run)
    return run


def days_of(runs) -> list[date]:
    return sorted(runs.values_list("on", flat=True))


class TestRetention:
    def test_ninety_days_and_the_last_of_each_month_stay(self):
        made = [make_run(date(2026, 6, 1) + timedelta(days=n), is_current=n == 121) for n in range(122)]
        on = made[-1].on
        expected = [run.on for run in made if (on - run.on).days <= 90 or (run.on + timedelta(days=1)).day == 1]

        services.forget_runs(actor=NIGHT, on=on)

        assert days_of(Run.objects.all()) == expected
        assert date(2026, 6, 30) in expected
        assert IndicatorValue.objects.count() == len(expected)

    def test_a_month_whose_last_night_was_held_keeps_the_last_that_was_published(self):
        for day in (27, 28):
            make_run(date(2026, 2, day), state=RunState.PUBLISHED if day == 27 else RunState.HELD)

        services.forget_runs(actor=NIGHT, on=DAY)

        assert days_of(Run.objects.all()) == [date(2026, 2, 27)]

    def test_what_is_cited_stays_and_the_rest_leaves_its_digest_in_the_ledger(self, monkeypatch):
        monkeypatch.setattr(services.CITED, "_items", {})
        as_of, preview, cited, pointed = (
            make_run(date(2026, 3, 1 + n), kind=kind, state=RunState.CHECKED, is_current=n == 3)
            for n, kind in enumerate([RunKind.AS_OF, RunKind.PREVIEW, RunKind.WHAT_IF, RunKind.AS_OF])
        )
        asked = []

        def cases(run_ids):
            asked.append(set(run_ids))
            return [cited.pk, 987654]

        services.CITED.register("cases", cases)

        assert services.forget_runs(actor=NIGHT, on=DAY) == 2

        assert set(Run.objects.all()) == {cited, pointed}
        assert asked == [{as_of.pk, preview.pk, cited.pk, pointed.pk}]
        entries = Entry.objects.filter(action="run.forgotten")
        assert entries.count() == 2
        assert all("d" * 64 in entry.payload.document for entry in entries)

    def test_a_run_that_is_deleted_in_spite_of_a_citation_cannot_be(self):
        """The negative control: the database itself protects what the pointer shows."""
        from django.db.models import ProtectedError

        run = make_run(date(2026, 3, 1), is_current=True)
        with pytest.raises(ProtectedError):
            run.delete()


class TestLateness:
    @pytest.fixture
    def run(self):
        return make_run(DAY, is_current=True)

    def told(self, member) -> list[dict]:
        return list(Notice.objects.filter(user=member.user, kind="run_late").values_list("params", flat=True))

    def test_operators_hear_once_for_each_day_of_lateness(self, run, operator, reviewer):
        late = run.cutoff + FRESH

        counts = Counter()
        for hours in range(-2, 50):  # as sweeps ask again and again
            counts[hours < 1] += services.watch_publications(at=late + timedelta(hours=hours))

        assert counts == {True: 0, False: 3}, "on the first evening, and on each of the two days after it"
        assert self.told(operator) == [{"run": run.pk, "on": DAY.isoformat()}] * 3
        assert self.told(reviewer) == []

    def test_a_new_run_ends_it(self, run, operator):
        at = run.cutoff + FRESH + timedelta(hours=1)
        Publication.objects.update(run=make_run(DAY + timedelta(days=1)))

        assert services.watch_publications(at=at) == 0
        assert self.told(operator) == []

    def test_the_page_of_runs_says_it(self, run, operator, client):
        client.force_login(operator.user)
        with clock.at(run.cutoff + FRESH - timedelta(minutes=1)):
            assert "older than 26 hours" not in client.get("/runs/").content.decode()
        with clock.at(run.cutoff + FRESH + timedelta(minutes=1)):
            assert "older than 26 hours" in client.get("/runs/").content.decode()
