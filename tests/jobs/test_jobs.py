"""Long work: one worker at a time, taken up again, ended visibly."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from kombu.exceptions import OperationalError

from core import clock
from core.errors import DomainError, NotAllowed
from jobs import services
from jobs.models import Job, JobState
from jobs.registry import Kind, kinds, when_finished
from jobs.running import LEASE, LeaseLost
from jobs.tasks import run_job as task
from ledger.models import Entry
from ledger.services import stream_of

LATER = LEASE + timedelta(seconds=1)


class CannotCount(DomainError):
    """The work of this test refuses."""

    code = "cannot_count"
    message = "There is nothing to count."


@pytest.fixture
def runs(monkeypatch):
    """Registers a kind `test`; the test sets what it does. Returns the list of attempts."""
    attempts = []

    def run(running):
        attempts.append(running)
        return attempts.work(running) if hasattr(attempts, "work") else {"counted": 3}

    class Attempts(list):
        pass

    attempts = Attempts()
    monkeypatch.setattr(kinds, "_items", {**kinds._items, "test": (1, Kind("Counting", run))})
    return attempts


@pytest.fixture
def sent(monkeypatch):
    """What was sent to the worker."""
    sent = []
    monkeypatch.setattr(task, "apply_async", lambda args, **_: sent.append(args[0]))
    return sent


def start(member, **options) -> Job:
    return services.start_job(actor=member.actor, kind="test", **options)


def actions(job: Job) -> list[str]:
    return list(Entry.objects.filter(stream=stream_of(job)).order_by("number").values_list("action", flat=True))


def test_a_job_runs_once_however_often_it_is_announced(administrator, runs, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start(administrator)
    assert sent == [job.pk]

    for _ in range(3):
        task(job.pk)

    job.refresh_from_db()
    assert len(runs) == 1
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"counted": 3}, 1)
    assert job.finished_at is not None
    assert actions(job) == ["job.started", "job.finished"]
    assert runs[0].actor.organisation == administrator.organisation


def test_nothing_is_sent_when_the_transaction_is_taken_back(
    administrator, runs, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        start(administrator)
        transaction.set_rollback(True)
    assert sent == []
    assert not Job.objects.exists()


@pytest.mark.parametrize("error", [OperationalError("gone"), ConnectionRefusedError(), TimeoutError()])
def test_without_a_broker_the_job_is_kept_and_the_sweep_finds_it(
    administrator, runs, monkeypatch, django_capture_on_commit_callbacks, error
):
    def gone(**_):
        raise error

    monkeypatch.setattr(task, "apply_async", gone)
    with django_capture_on_commit_callbacks(execute=True):
        job = start(administrator)

    sent = []
    monkeypatch.setattr(task, "apply_async", lambda args, **_: sent.append(args[0]))
    assert services.sweep(at=clock.now()) == {"sent": 0, "failed": 0}
    late = clock.now() + timedelta(seconds=31)
    assert services.sweep(at=late) == {"sent": 1, "failed": 0}
    assert services.sweep(at=late + timedelta(seconds=15)) == {"sent": 0, "failed": 0}  # not a flood
    assert sent == [job.pk]


def test_progress_is_seen_at_once_and_keeps_the_lease(administrator, runs):
    job = start(administrator)
    seen = []

    def work(running):
        before = Job.objects.get(pk=job.pk)
        with clock.at(clock.now() + timedelta(seconds=20)):
            running.progress(30, 120)
        after = Job.objects.get(pk=job.pk)
        seen.append((before.state, after.progress_done, after.progress_total, after.lease_until > before.lease_until))
        return {}

    runs.work = work
    services.run_job(pk=job.pk)
    assert seen == [(JobState.RUNNING, 30, 120, True)]


def test_what_the_field_refuses_fails_the_job_in_the_words_of_the_starter(administrator, runs):
    def work(running):
        raise CannotCount

    runs.work = work
    job = start(administrator)
    assert services.run_job(pk=job.pk) == JobState.FAILED

    job.refresh_from_db()
    assert job.message == "There is nothing to count."
    assert actions(job) == ["job.started", "job.failed"]


def test_an_unknown_error_goes_to_the_log_and_the_third_time_the_job_has_failed_visibly(administrator, runs, sent):
    def work(running):
        raise ZeroDivisionError

    runs.work = work
    job = start(administrator)
    at = clock.now()
    for attempt in range(1, 4):
        with pytest.raises(ZeroDivisionError):
            services.run_job(pk=job.pk)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.RUNNING, attempt)
        at += timedelta(seconds=31)
        services.sweep(at=at)
    assert len(sent) == 2  # taken up twice, then given up

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "three times" in job.message
    assert services.run_job(pk=job.pk) is None
    assert actions(job) == ["job.started", "job.failed"]


def test_a_dead_worker_loses_the_job_to_another_and_can_finish_nothing(administrator, runs, sent):
    job = start(administrator)
    first = services._claim(job.pk)
    assert services._claim(job.pk) is None  # held

    with clock.at(clock.now() + LATER):
        assert services.sweep(at=clock.now())["sent"] == 1
        assert services.run_job(pk=job.pk) == JobState.DONE

    for late in (lambda: first.progress(1, 2), first.hold, lambda: first.finish({"counted": 0})):
        with pytest.raises(LeaseLost):
            late()
    job.refresh_from_db()
    assert (job.result, job.attempts) == ({"counted": 3}, 2)


def test_a_waiting_job_is_stopped_at_once_and_a_running_one_at_its_next_step(administrator, runs):
    waiting, running = start(administrator), start(administrator)
    services.cancel_job(actor=administrator.actor, job=waiting)
    assert services.run_job(pk=waiting.pk) is None

    def work(attempt):
        services.cancel_job(actor=administrator.actor, job=running)
        attempt.progress(1, 2)
        raise AssertionError("not reached")

    runs.work = work
    assert services.run_job(pk=running.pk) == JobState.CANCELLED
    assert actions(running) == ["job.started", "job.cancel_requested", "job.cancelled"]
    with pytest.raises(services.JobEnded):
        services.cancel_job(actor=administrator.actor, job=waiting)


def test_another_organisation_may_not_stop_it(administrator, colleague_administrator, runs):
    with pytest.raises(NotAllowed):
        services.cancel_job(actor=colleague_administrator.actor, job=start(administrator))


def test_listeners_hear_of_the_end_once(administrator, runs, monkeypatch):
    heard = []
    monkeypatch.setattr(when_finished, "_items", {"test": (1, lambda job: heard.append(job.state))})
    job = start(administrator)
    services.run_job(pk=job.pk)
    services.run_job(pk=job.pk)
    assert heard == [JobState.DONE]


def test_a_worker_that_lost_the_job_tells_nobody_of_its_end(administrator, runs, monkeypatch):
    heard = []
    monkeypatch.setattr(when_finished, "_items", {"test": (1, lambda job: heard.append(job.state))})
    job = start(administrator)

    def slow(_attempt):
        del runs.work
        with clock.at(clock.now() + LATER):
            assert services.run_job(pk=job.pk) == JobState.DONE  # another worker
        raise CannotCount

    runs.work = slow
    services.run_job(pk=job.pk)

    assert heard == [JobState.DONE]
    assert actions(job) == ["job.started", "job.finished"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite' and ':memory:' in str(connection.settings_dict['NAME'])")
def test_of_eight_workers_one_gets_the_job():
    from accounts.models import Organisation

    organisation = Organisation.objects.create(kind="platform", name="Platform")
    job = Job.objects.create(kind="test", title="Race", organisation=organisation)
    gate = threading.Barrier(8)
    won = []

    def claim():
        gate.wait()
        try:
            if services._claim(job.pk) is not None:
                won.append(1)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]
    assert connection is not None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_while_it_writes_its_progress_is_seen_and_a_wish_to_stop_is_heard(runs):
    from accounts.models import Organisation

    organisation = Organisation.objects.create(kind="platform", name="Platform")
    job = Job.objects.create(kind="test", title="Long", organisation=organisation)
    seen = []

    def elsewhere(look):
        def and_close():
            try:
                seen.append(look())
            finally:
                connections.close_all()

        thread = threading.Thread(target=and_close)
        thread.start()
        thread.join(20)

    def work(attempt):
        with transaction.atomic():
            attempt.hold()
            Organisation.objects.create(kind="platform", name="Half done")
            attempt.progress(500, 1000)
            elsewhere(lambda: Job.objects.values_list("progress_done", flat=True).get(pk=job.pk))
            elsewhere(lambda: claimed_at(clock.now() + timedelta(hours=1)))
            elsewhere(lambda: Job.objects.filter(pk=job.pk).update(is_cancel_requested=True))
            attempt.progress(1000, 1000)
        raise AssertionError("not reached")

    def claimed_at(moment):
        with pytest.MonkeyPatch.context() as later:
            later.setattr(services.clock, "now", lambda: moment)
            return services._claim(job.pk)

    runs.work = work
    assert services.run_job(pk=job.pk) == JobState.CANCELLED
    assert seen == [500, None, 1]
    assert not Organisation.objects.filter(name="Half done").exists()
