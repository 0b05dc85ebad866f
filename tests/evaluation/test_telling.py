"""Who hears of a run: reviewers whose lights changed, operators when it waits for a person."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest

from accounts.actors import Actor
from core import clock
from evaluation.models import IndicatorValue, Light, Publication, Run, RunState
from evaluation.services import evaluate
from evaluation.services.telling import tell_operators
from notices.models import Notice
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force, make_confirmed_activity

pytestmark = pytest.mark.django_db


SIGNED_ON = TODAY - timedelta(days=9)


def on_day(day: date) -> AbstractContextManager[None]:
    return clock.at(datetime.combine(day, time(4), tzinfo=UTC))


def told(member) -> list[dict]:
    return list(Notice.objects.filter(user=member.user).order_by("pk").values_list("kind", "params"))


def night(on) -> Run:
    return evaluate(actor=Actor.system("test"), on=on)


def test_a_reviewer_hears_how_many_of_its_own_lights_changed(reviewer, other_reviewer, administrator, liaison):
    with on_day(SIGNED_ON):
        agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, on=SIGNED_ON)
    night(TODAY - timedelta(days=2))
    assert told(reviewer) == []  # the first figures change nothing
    with on_day(TODAY):
        make_confirmed_activity(agreement, occurred_on=TODAY)

    night(TODAY)

    ((kind, params),) = told(reviewer)
    changed = IndicatorValue.objects.filter(
        run=Publication.objects.get().run, level__in=["province", "prefecture", "county"], light=Light.GREEN
    )
    assert (kind, params) == ("lights_changed", {"number": 2, "on": TODAY.isoformat()})  # Anhui and Wuhu
    assert set(changed.values_list("code", flat=True)) >= {"340000", "340200"}
    assert told(other_reviewer) == []


def test_nobody_hears_that_nothing_changed(reviewer, administrator, liaison):
    with on_day(SIGNED_ON):
        make_agreement_in_force(administrator.organisation, liaison.organisation, on=SIGNED_ON)
    night(TODAY - timedelta(days=2))
    night(TODAY - timedelta(days=1))

    assert told(reviewer) == []


def test_an_operator_hears_of_a_run_that_waits(operator, reviewer):
    run = night(TODAY)
    Run.objects.filter(pk=run.pk).update(state=RunState.HELD)

    tell_operators(run=run)

    assert told(operator) == [("run_waits", {"run": run.pk, "on": TODAY.isoformat()})]
    assert told(reviewer) == []
