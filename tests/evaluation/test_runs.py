"""Runs: planned once, computed by whoever holds the lease, checked, published by a pointer; whatever gets lost."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from accounts.actors import Actor
from core import clock
from core.errors import NotAllowed
from evaluation import services, tasks
from evaluation.engine import leases
from evaluation.engine.leases import ATTEMPTS_MAX, LEASE, LeaseLost, claim, fence, renewed
from evaluation.models import IndicatorValue, Light, MeasureValue, Publication, Run, RunKind, RunState, RunTask, Stage
from jobs.models import Job, JobState
from ledger.models import Entry
from tests.factories.evaluation import (
    DAY,
    JUST_AFTER,
    make_activity,
    make_enterprise,
    make_major,
    make_partnership,
    make_small_world,
)

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")
RELATIONS = 25
# One digest on both databases. It changes with the small world, with a framework file, and with nothing else.
PINNED = "2a6c59727c224008ba46eb809c68c819d690bbb367dfb87600068faf94d9add5"


def lights(run, level, role="headline"):
    rows = IndicatorValue.objects.filter(run=run, level=level, indicator__role=role)
    return dict(rows.values_list("code", "light"))


@pytest.fixture
def sent(monkeypatch):
    """Messages to the workers, kept instead of sent."""
    messages = []
    monkeypatch.setattr(tasks.run_open_tasks, "apply_async", lambda args, **_options: messages.append(*args))
    return messages


class TestARun:
    def test_it_ends_published_with_lights_and_a_digest(self):
        make_small_world()

        run = services.evaluate(actor=NIGHT, on=DAY)

        assert run.state == RunState.PUBLISHED
        assert len(run.digest) == 64
        assert run.period == "2026/27"
        assert run.cutoff == clock.night_cutoff(DAY)
        assert lights(run, "prefecture") == {"340200": "red", "340100": "yellow", "330200": "green"}
        assert lights(run, "nation") == {"000000": "green"}, "4 of 8: distinct things do not add up"
        assert Publication.objects.get().run == run
        assert run.counts["lights"] == {"red": 2, "yellow": 6, "green": 5, "grey": 1}
        assert run.counts["indicator_values"] == IndicatorValue.objects.filter(run=run).count()
        assert set(Entry.objects.filter(action__startswith="run.").values_list("action", flat=True)) == {
            "run.planned",
            "run.published",
        }

    def test_a_subject_without_data_is_grey(self):
        colleges = make_small_world()
        run = services.evaluate(actor=NIGHT, on=DAY)

        value = IndicatorValue.objects.get(
            run=run, organisation=colleges["empty"], indicator__code="actual_participation"
        )

        assert (value.value, value.denominator, value.light, value.is_firm) == (None, 0, Light.GREY, None)
        assert lights(run, "college")["4133000002"] == Light.GREY

    def test_a_repeat_finds_it_and_does_nothing(self):
        make_small_world()
        first = services.evaluate(actor=NIGHT, on=DAY)
        values = MeasureValue.objects.count()

        second = services.evaluate(actor=NIGHT, on=DAY)

        assert second == first
        assert Run.objects.count() == 1
        assert MeasureValue.objects.count() == values
        assert Publication.objects.get().run == first

    def test_a_day_before_the_framework_has_no_run(self):
        with pytest.raises(services.NoFramework):
            services.evaluate(actor=NIGHT, on=date(2025, 8, 31))
        assert not Run.objects.exists()

    def test_as_of_and_preview_runs_are_never_published_and_have_the_same_digest(self):
        make_small_world()
        nightly = services.evaluate(actor=NIGHT, on=DAY)
        again = [services.evaluate(actor=NIGHT, on=DAY, kind=kind) for kind in (RunKind.AS_OF, RunKind.PREVIEW)]

        assert {run.state for run in again} == {RunState.CHECKED}
        assert {run.digest for run in again} == {nightly.digest}
        assert Publication.objects.get().run == nightly

    def test_an_earlier_day_does_not_move_the_pointer_back(self):
        make_small_world()
        later = services.evaluate(actor=NIGHT, on=DAY)
        earlier = services.evaluate(actor=NIGHT, on=DAY - timedelta(days=30))

        assert earlier.state == RunState.PUBLISHED
        assert Publication.objects.get().run == later


class TestDigest:
    def test_the_digest_of_the_small_world_is_the_same_on_every_database(self):
        make_small_world()

        assert services.evaluate(actor=NIGHT, on=DAY).digest == PINNED

    def test_a_record_after_the_cutoff_changes_nothing(self):
        colleges = make_small_world()
        before = services.evaluate(actor=NIGHT, on=DAY)
        make_partnership(colleges["empty"], make_enterprise(), recorded_at=JUST_AFTER)
        make_major(colleges["hefei"], recorded_at=JUST_AFTER)
        party = colleges["county"].kept_agreements.get().parties.filter(side="enterprise")[1]
        make_activity(party, on=DAY, recorded_at=JUST_AFTER)

        assert services.evaluate(actor=NIGHT, on=DAY, kind=RunKind.AS_OF).digest == before.digest
        assert services.evaluate(actor=NIGHT, on=DAY + timedelta(days=1), kind=RunKind.AS_OF).digest != before.digest

    def test_a_record_before_the_cutoff_changes_it(self):
        colleges = make_small_world()
        before = services.evaluate(actor=NIGHT, on=DAY)
        make_major(colleges["hefei"])

        assert services.evaluate(actor=NIGHT, on=DAY, kind=RunKind.AS_OF).digest != before.digest


class TestLeases:
    @pytest.fixture
    def run(self):
        make_small_world()
        return services.plan_run(actor=NIGHT, on=DAY)

    def test_counting_comes_first_and_deriving_waits_for_all_of_it(self, run):
        held = [claim(run.pk) for _ in range(RELATIONS)]

        assert {task.stage for task in held} == {Stage.COUNT}
        assert claim(run.pk) is None, "deriving waits while others count"

    def test_a_task_is_held_by_one(self, run):
        first, second = claim(run.pk), claim(run.pk)

        assert first.pk != second.pk
        assert (first.attempts, first.done_at) == (1, None)

    def test_the_fence_refuses_who_lost_the_lease(self, run):
        slow = claim(run.pk)
        with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
            quick = next(task for task in iter(lambda: claim(run.pk), None) if task.pk == slow.pk)
            with transaction.atomic():
                fence(quick, value_count=0)
        with pytest.raises(LeaseLost), transaction.atomic():
            fence(slow, value_count=7)

        assert RunTask.objects.get(pk=slow.pk).value_count == 0

    def test_without_the_fence_both_would_write(self, run):
        """The negative control: what two holders of one task write without it."""
        slow = claim(run.pk)
        quick = RunTask.objects.get(pk=slow.pk)
        for task in (slow, quick):
            MeasureValue.objects.create(run=run, measure=f"x{id(task)}", level="nation", code="000000", value=1)

        assert MeasureValue.objects.filter(run=run).count() == 2

    def test_the_fence_needs_a_transaction(self, run, monkeypatch):
        task = claim(run.pk)
        monkeypatch.setattr(connection, "in_atomic_block", False)
        with pytest.raises(transaction.TransactionManagementError):
            fence(task, value_count=0)

    def test_what_a_lost_worker_computed_is_not_written_and_the_run_ends_once(self, run, monkeypatch):
        late = claim(run.pk)
        with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
            services.compute_open_tasks(run_id=run.pk)
        finished = Run.objects.get(pk=run.pk)
        values = MeasureValue.objects.filter(run=run).count()

        from evaluation.services.runs import _do

        _do(late)

        assert finished.state == RunState.PUBLISHED
        assert MeasureValue.objects.filter(run=run).count() == values

    def test_doubled_and_late_messages_are_harmless(self, run):
        tasks.run_open_tasks(run.pk)
        digest = Run.objects.get(pk=run.pk).digest
        for _ in range(3):
            tasks.run_open_tasks(run.pk)
        tasks.run_open_tasks(987654)

        assert Run.objects.get(pk=run.pk).digest == digest
        assert IndicatorValue.objects.filter(run=run).count() == run_count(run)

    def test_the_lease_of_a_long_task_is_renewed(self, run, monkeypatch):
        task, renewals = claim(run.pk), []
        monkeypatch.setattr(leases, "renew", renewals.append)
        with renewed(task, every=0.01):
            threading.Event().wait(0.2)

        assert len(renewals) > 2

    def test_only_the_holder_renews(self, run):
        task = claim(run.pk)
        at = clock.now() + timedelta(hours=1)
        with clock.at(at):
            leases.renew(task)
            assert RunTask.objects.get(pk=task.pk).lease_until == at + LEASE
        leases.give_back(task, error="")
        leases.renew(task)

        assert RunTask.objects.get(pk=task.pk).lease_until is None

    def test_a_task_that_fails_is_given_back_with_its_error(self, run, monkeypatch):
        def broken(*args, **kwargs):
            raise OperationalError("no space left")

        with monkeypatch.context() as patch:
            patch.setattr("evaluation.services.runs.count", broken)
            with pytest.raises(OperationalError):
                services.compute_open_tasks(run_id=run.pk)
        task = run.tasks.order_by("pk").first()

        assert (task.attempts, task.lease, task.done_at) == (1, None, None)
        assert "no space left" in task.error

        services.compute_open_tasks(run_id=run.pk)
        assert Run.objects.get(pk=run.pk).state == RunState.PUBLISHED

    def test_a_poisonous_task_fails_the_run_visibly(self, run, monkeypatch, operator, administrator):
        def broken(*args, **kwargs):
            raise ZeroDivisionError

        with monkeypatch.context() as patch:
            patch.setattr("evaluation.services.runs.count", broken)
            for _ in range(ATTEMPTS_MAX):
                with pytest.raises(ZeroDivisionError):
                    services.compute_open_tasks(run_id=run.pk)
        run.refresh_from_db()

        assert run.state == RunState.FAILED
        assert "above_scale_partners" in run.reason
        assert services.compute_open_tasks(run_id=run.pk) == 0

        with pytest.raises(NotAllowed):
            services.reopen_run(actor=administrator.actor, run=run, reason="mended")
        services.reopen_run(actor=operator.actor, run=run, reason="mended")
        services.compute_open_tasks(run_id=run.pk)
        assert Run.objects.get(pk=run.pk).state == RunState.PUBLISHED


def run_count(run):
    return Run.objects.get(pk=run.pk).counts["indicator_values"]


class TestImportsAcrossTheCutOff:
    @pytest.fixture
    def run(self):
        make_small_world()
        return services.plan_run(actor=NIGHT, on=DAY)

    def begin(self, at, *, kind="import", state=JobState.RUNNING):
        return Job.objects.create(kind=kind, title="x", state=state, started_at=at)

    def test_a_run_waits_for_one_that_began_before_and_goes_on_when_it_is_done(self, run):
        job = self.begin(run.cutoff - timedelta(minutes=2))

        assert services.compute_open_tasks(run_id=run.pk) == 0
        assert Run.objects.get(pk=run.pk).state == RunState.PLANNED

        Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
        assert services.compute_open_tasks(run_id=run.pk) == RELATIONS + 1

    def test_it_waits_for_no_other_work(self, run):
        self.begin(run.cutoff + timedelta(seconds=1))
        self.begin(run.cutoff - timedelta(hours=1), kind="preview")
        self.begin(run.cutoff - timedelta(hours=1), state=JobState.FAILED)

        assert services.compute_open_tasks(run_id=run.pk) == RELATIONS + 1

    def test_what_is_not_published_waits_for_nobody(self, run):
        self.begin(run.cutoff - timedelta(minutes=2))

        assert services.evaluate(actor=NIGHT, on=DAY, kind=RunKind.AS_OF).state == RunState.CHECKED


class TestSweep:
    def test_an_expired_lease_is_taken_up_again(self, sent):
        make_small_world()
        run = services.plan_run(actor=NIGHT, on=DAY)
        at = clock.now()
        while claim(run.pk) is not None:  # a worker that held everything and died
            pass

        assert services.sweep(at=at) == 0, "held: nothing to say"
        assert services.sweep(at=at + LEASE + timedelta(seconds=2)) == 1
        assert sent == [run.pk]

        with clock.at(at + LEASE + timedelta(seconds=2)):
            tasks.run_open_tasks(*sent)
        assert Run.objects.get(pk=run.pk).state == RunState.PUBLISHED

    def test_lease_and_sweep_together_take_less_than_a_minute(self, settings):
        from config.celery import app

        assert LEASE.total_seconds() + app.conf.beat_schedule["sweep"]["schedule"] <= 50

    def test_a_lost_message_is_said_again_and_finished_runs_are_left_alone(self, sent):
        make_small_world()
        services.evaluate(actor=NIGHT, on=DAY - timedelta(days=1))
        run = services.plan_run(actor=NIGHT, on=DAY)

        assert services.sweep(at=clock.now()) == 1
        assert sent == [run.pk]

    def test_after_the_last_attempt_the_run_fails(self, sent):
        run = services.plan_run(actor=NIGHT, on=DAY)
        for attempt in range(ATTEMPTS_MAX):  # each holder is killed
            with clock.at(clock.now() + attempt * (LEASE + timedelta(seconds=1))):
                while claim(run.pk) is not None:
                    pass

        services.sweep(at=clock.now() + ATTEMPTS_MAX * (LEASE + timedelta(seconds=1)))

        run.refresh_from_db()
        assert (run.state, sent) == (RunState.FAILED, [])

    def test_without_a_broker_nothing_is_lost(self, monkeypatch):
        from kombu.exceptions import OperationalError as BrokerGone

        def gone(**_options):
            raise BrokerGone

        monkeypatch.setattr(tasks.run_open_tasks, "apply_async", gone)
        run = services.plan_run(actor=NIGHT, on=DAY)

        assert services.sweep(at=clock.now()) == 0
        assert Run.objects.get(pk=run.pk).is_open

    def test_the_night_plans_and_tells_the_workers_after_the_commit(self, sent, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            (run,) = services.start_nightly(actor=NIGHT, on=DAY)
            assert sent == []
        with django_capture_on_commit_callbacks(execute=True):
            tasks.start_nightly(DAY.isoformat())

        assert sent == [run.pk, run.pk]
        assert Run.objects.count() == 1


class TestGates:
    def test_a_jump_holds_the_run_and_a_person_releases_it(self, monkeypatch, operator, reviewer):
        monkeypatch.setattr("evaluation.engine.gates.JUMP_MIN", 0)
        colleges = make_small_world()
        first = services.evaluate(actor=NIGHT, on=DAY)
        for party in colleges["county"].kept_agreements.get().parties.filter(side="enterprise"):
            make_activity(party, on=DAY + timedelta(days=1))

        held = services.evaluate(actor=NIGHT, on=DAY + timedelta(days=1))

        assert held.state == RunState.HELD
        assert "lights changed" in held.reason
        assert Publication.objects.get().run == first, "yesterday stays"
        with pytest.raises(NotAllowed):
            services.release_run(actor=reviewer.actor, run=held, reason="looked at")
        services.release_run(actor=operator.actor, run=held, reason="looked at")
        assert Publication.objects.get().run == held
        with pytest.raises(services.RunNotHeld):
            services.release_run(actor=operator.actor, run=held, reason="again")

    def test_a_value_that_nobody_counted_holds_the_run(self):
        make_small_world()
        run = services.plan_run(actor=NIGHT, on=DAY)
        MeasureValue.objects.create(run=run, measure="majors", level="county", code="341999", value=5)
        services.compute_open_tasks(run_id=run.pk)
        run.refresh_from_db()

        assert run.state == RunState.HELD
        assert "the tasks wrote" in run.reason
        assert "341999" in run.reason, "more than its prefecture has"
        assert not Publication.objects.exists()


def in_threads(number, work):
    """Do the same thing at the same moment; returns what came out."""
    start, found = threading.Barrier(number), []

    def one():
        try:
            start.wait(timeout=30)
            found.append(work())
        except OperationalError as busy:  # SQLite in memory: another connection writes
            found.append(busy)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_plan_one_run():
    runs = in_threads(8, lambda: services.plan_run(actor=NIGHT, on=DAY).pk)

    assert len(runs) == 8
    assert len(set(runs)) == 1
    assert RunTask.objects.count() == RELATIONS + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_two_beats_plan_two_runs():
    """The negative control: look, then create."""
    looked = threading.Barrier(2)

    def naive():
        exists = Run.objects.filter(kind=RunKind.AS_OF, on=DAY).exists()
        looked.wait(timeout=10)
        return None if exists else services.plan_run(actor=NIGHT, on=DAY, kind=RunKind.AS_OF).pk

    assert len(set(in_threads(2, naive))) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_workers_on_one_run_give_each_value_once():
    make_small_world()
    run = services.plan_run(actor=NIGHT, on=DAY)

    done = in_threads(6, lambda: services.compute_open_tasks(run_id=run.pk))
    while Run.objects.get(pk=run.pk).is_open:  # whoever counted last may have found deriving not yet free
        done.append(services.compute_open_tasks(run_id=run.pk))
    run.refresh_from_db()

    assert sum(done) == RELATIONS + 1
    assert run.state == RunState.PUBLISHED
    assert run.digest == PINNED
