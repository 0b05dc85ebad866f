"""Runs that a person lets go on; runs of other versions and other knowledge; several frameworks in one night."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from accounts.actors import Actor
from core import clock
from core.errors import NotAllowed
from evaluation import services, tasks
from evaluation.models import Framework, FrameworkVersion, MeasureValue, Publication, Run, RunKind, RunState, RunTask
from ledger.models import Entry
from tests.factories.evaluation import DAY, JUST_AFTER, make_major, make_small_world

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")


@pytest.fixture
def sent(monkeypatch):
    messages = []
    monkeypatch.setattr(tasks.run_open_tasks, "apply_async", lambda args, **_options: messages.append(*args))
    return messages


def post(client, member, run, act, reason="looked at"):
    client.force_login(member.user)
    form = {"reason": reason, "submission": str(uuid4())}
    return client.post(f"/runs/{run.pk}/{act}/", form, follow=True)


class TestGoingOn:
    @pytest.fixture
    def run(self):
        return services.plan_run(actor=NIGHT, on=DAY)

    def test_of_a_run_that_stands_still_the_workers_are_told_again(
        self, run, sent, operator, client, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            page = post(client, operator, run, "resume")

        assert "The run goes on." in page.content.decode()
        assert sent == [run.pk]
        assert "looked at" in Entry.objects.get(action="run.resumed").payload.document

    def test_a_failed_run_gets_new_attempts(self, run, sent, operator, client):
        Run.objects.update(state=RunState.FAILED, reason="majors: 5 attempts")
        RunTask.objects.update(attempts=5)
        client.force_login(operator.user)
        assert "Resume" in client.get(f"/runs/{run.pk}/").content.decode()

        post(client, operator, run, "resume")

        run.refresh_from_db()
        assert (run.state, run.reason) == (RunState.RUNNING, "")
        assert set(run.tasks.values_list("attempts", flat=True)) == {0}

    def test_a_held_run_is_published_with_a_reason(self, run, operator, client):
        Run.objects.update(state=RunState.HELD, reason="12 lights changed")
        assert post(client, operator, run, "release", reason=" ").status_code == 409
        assert not Publication.objects.exists()

        page = post(client, operator, run, "release").content.decode()

        assert "The run is published." in page
        assert Publication.objects.get().run == run

    def test_what_has_ended_is_refused_and_offers_nothing(self, run, operator, client):
        Run.objects.update(state=RunState.PUBLISHED)

        assert post(client, operator, run, "resume").status_code == 409
        assert post(client, operator, run, "release").status_code == 409
        assert 'name="reason"' not in client.get(f"/runs/{run.pk}/").content.decode()

    def test_a_reviewer_looks_and_decides_nothing(self, run, reviewer, client):
        client.force_login(reviewer.user)

        assert 'name="reason"' not in client.get(f"/runs/{run.pk}/").content.decode()
        with pytest.raises(NotAllowed):
            services.resume_run(actor=reviewer.actor, run=run, reason="x")


class TestOtherWays:
    def test_as_known_later_takes_what_was_recorded_since(self):
        colleges = make_small_world()
        then = services.evaluate(actor=NIGHT, on=DAY)
        make_major(colleges["hefei"], recorded_at=JUST_AFTER)

        now = services.evaluate(actor=NIGHT, on=DAY, kind=RunKind.AS_OF, known_on=DAY + timedelta(days=1))

        majors = MeasureValue.objects.filter(measure="majors", level="nation")
        assert majors.get(run=now).value == majors.get(run=then).value + 1
        assert now.on == then.on
        assert Publication.objects.get().run == then

    def test_what_if_another_version_judged_the_day(self):
        make_small_world()
        in_force = FrameworkVersion.objects.effective(DAY).get(framework__code=services.SHIPPED_FRAMEWORK)
        other = in_force.framework.versions.exclude(pk=in_force.pk).first()

        run = services.evaluate(actor=NIGHT, on=DAY, kind=RunKind.WHAT_IF, version=other)

        assert (run.version, run.state) == (other, RunState.CHECKED)
        assert not Publication.objects.exists()

    @pytest.mark.parametrize("given", ["version", "known_on"])
    def test_neither_can_be_published(self, given):
        version = FrameworkVersion.objects.first()
        with pytest.raises(services.NotPublishable):
            services.plan_run(
                actor=NIGHT, on=DAY, **{given: version if given == "version" else DAY + timedelta(days=1)}
            )

    def test_the_command_does_both(self, capsys):
        make_small_world()
        number = FrameworkVersion.objects.order_by("effective_from").first().number
        code = services.SHIPPED_FRAMEWORK
        with clock.at(JUST_AFTER + timedelta(days=2)):
            call_command("evaluate", "--as-of", DAY.isoformat(), "--what-if", code, number)
            call_command("evaluate", "--as-of", DAY.isoformat(), "--known", (DAY + timedelta(days=1)).isoformat())
            with pytest.raises(CommandError):
                call_command("evaluate", "--as-of", DAY.isoformat(), "--what-if", code, "99")
        printed = capsys.readouterr().out

        assert f"Framework:   {code} {number}" in printed
        assert "(what_if), checked" in printed
        assert "data to 2026-11-20" in printed


def test_frameworks_of_one_night_share_their_counts(monkeypatch):
    """The second run of a night copies what the first has counted, and ends with the very same figures."""
    make_small_world()
    first = FrameworkVersion.objects.effective(DAY).get(framework__code=services.SHIPPED_FRAMEWORK)
    indicators = list(first.indicators.all())
    second = FrameworkVersion.objects.get(pk=first.pk)
    second.pk, second.framework = None, Framework.objects.create(code="second", name="二", name_en="Second")
    second.save()
    for indicator in indicators:
        indicator.pk, indicator.version = None, second
        indicator.save()
    with clock.at(JUST_AFTER + timedelta(hours=2)):
        one = services.evaluate(actor=NIGHT, on=DAY)
        counted = []
        monkeypatch.setattr("evaluation.services.runs.count", lambda measures, **_: counted.append(measures) or [])
        other = services.evaluate(actor=NIGHT, on=DAY, framework="second")

    def figures(run):
        return sorted(run.measure_values.values_list("measure", "level", "code", "value", "region", "organisation"))

    assert counted == []
    assert figures(other) == figures(one)
    assert len(figures(one)) > 50
    assert (one.state, other.state) == (RunState.PUBLISHED, RunState.PUBLISHED)
    assert {pointer.run for pointer in Publication.objects.all()} == {one, other}


def test_what_was_counted_before_the_night_was_over_is_counted_again():
    colleges = make_small_world()
    with clock.at(clock.night_cutoff(DAY) - timedelta(hours=2)):
        services.evaluate(actor=NIGHT, on=DAY)
    make_major(colleges["hefei"], recorded_at=clock.night_cutoff(DAY) - timedelta(hours=1))
    run = Run.objects.get()
    tasks_of_it = list(run.tasks.filter(name__contains="majors"))

    from evaluation.services.runs import _take_over

    again = services.plan_run(actor=NIGHT, on=DAY, kind=RunKind.AS_OF)
    assert not _take_over(tasks_of_it[0], again)
