"""Figures over time: on demand equals the next night, lights that wait and since when, what a year ago was, returns."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.models import Organisation
from core import clock
from evaluation import services
from evaluation.engine.reported import reported_columns
from evaluation.engine.subjects import Level
from evaluation.models import Framework, IndicatorValue, MeasureValue, Run
from evaluation.selectors.own import own_figures
from evaluation.selectors.subjects import Subject
from evaluation.services.frameworks import put_in_force
from institutions.models import AnnualReturn, ReturnFigure, ReturnState
from partnerships.models import BodySeats, GovernanceBody
from reference.models import FigureCode, Region
from tests.factories.evaluation import (
    CUTOFF,
    DAY,
    EARLY,
    LONG_AGO,
    make_activity,
    make_base,
    make_college,
    make_enterprise,
    make_major,
    make_partnership,
    make_small_world,
    party_of,
)
from tests.factories.frameworks import own_document
from tests.factories.work import make_body

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")
NEXT = DAY + timedelta(days=1)

EDITS = st.lists(
    st.tuples(st.sampled_from(("activity", "partner", "major", "base", "ended")), st.integers(0, 200)),
    min_size=1,
    max_size=5,
)


def edit(college: Organisation, what: str, number: int) -> None:
    """One thing that happens to a college, `number` days ago where it has a day."""
    on = NEXT - timedelta(days=number)
    if what == "activity":
        party = college.kept_agreements.first().parties.filter(side="enterprise").order_by("pk")[number % 3]
        make_activity(party, on=on, is_confirmed=number % 2 == 0)
    elif what == "partner":
        enterprise = make_enterprise()
        make_activity(party_of(make_partnership(college, enterprise), enterprise), on=on)
    elif what == "major":
        make_major(college)
    elif what == "base":
        make_base(college, make_enterprise())
    else:
        state = college.kept_agreements.order_by("-pk").first().states.get()
        type(state).objects.filter(pk=state.pk).update(until_on=on)


@given(edits=EDITS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_figure_on_demand_is_the_one_that_the_next_night_publishes(administrator, edits):
    with transaction.atomic():
        college = make_small_world()["county"]
        services.evaluate(actor=NIGHT, on=DAY)
        for what, number in edits:
            edit(college, what, number)
        subject = Subject(Level.COLLEGE, "4134000001", college)
        _run, figures = own_figures(administrator.actor, subject, on=NEXT, cutoff=clock.night_cutoff(NEXT))
        live = {one.indicator.code: one.live for one in figures}

        run = services.evaluate(actor=NIGHT, on=NEXT, kind="as_of")

        stored = IndicatorValue.objects.filter(run=run, level="college", code="4134000001").exclude(
            indicator__role="coverage"
        )
        for value in stored.select_related("indicator"):
            found = live.pop(value.indicator.code)
            assert (found.numerator, found.denominator, found.value, found.light) == (
                value.numerator, value.denominator, value.value, value.light,
            )  # fmt: skip
        assert live == {}
        transaction.set_rollback(True)


def judged_by(**light) -> Framework:
    """A framework of one judged indicator, in force since long ago."""
    framework = Framework.objects.create(code="own-list", name="本省指标")
    document = own_document(effective_from="2026-01-01")
    document["indicators"][0]["light"] = light
    put_in_force(actor=NIGHT, framework=framework, document=document)
    return framework


def light_on(day, college="4134000001"):
    run = services.evaluate(actor=NIGHT, on=day, framework="own-list")
    Run.objects.filter(pk=run.pk).update(state="published")
    found = IndicatorValue.objects.get(run=run, level="college", code=college, indicator__code="active_share")
    return found.light, found.since


def test_a_light_waits_beyond_the_margin_before_it_gets_better_and_says_since_when():
    judged_by(low=0.3, high=0.9, margin=0.05)
    college = make_college("340202", code="4134000001")
    make_college("340203", code="4134000002")
    enterprises = [make_enterprise() for _ in range(3)]
    agreement = make_partnership(college, *enterprises)

    make_activity(party_of(agreement, enterprises[0]), on=DAY)  # 1 of 3 is 33 %: not yet beyond 35 %
    assert light_on(DAY - timedelta(days=2)) == ("red", DAY - timedelta(days=2))
    assert light_on(DAY) == ("red", DAY - timedelta(days=2))

    make_activity(party_of(agreement, enterprises[1]), on=NEXT)  # 67 %
    assert light_on(NEXT) == ("yellow", NEXT)
    assert light_on(NEXT + timedelta(days=200)) == ("red", NEXT + timedelta(days=200))  # and worse at once


def test_what_a_year_ago_was_is_read_from_the_run_of_then(administrator):
    framework = judged_by(low=0.3, high=0.5)
    document = own_document(number="2", effective_from="2026-06-01")
    growth = {"numerator": "majors - previous(majors)", "denominator": "previous(majors)", "kind": "ratio"}
    document["indicators"][1] |= {**growth, "scoring": {"method": "linear", "zero_at": 0, "full_at": 1, "points": 3}}
    put_in_force(actor=NIGHT, framework=framework, document=document)
    college = make_college("340202", code="4134000001")
    year_ago = DAY.replace(year=DAY.year)  # the run of then is moved back below
    make_major(college)
    make_major(college)
    first = services.evaluate(actor=NIGHT, on=year_ago, framework="own-list")

    def growth_on(day):
        run = services.evaluate(actor=NIGHT, on=day, framework="own-list", kind="as_of")
        found = IndicatorValue.objects.get(run=run, level="college", code="4134000001", indicator__code="bases")
        return found.numerator, found.denominator, found.value, found.score

    assert growth_on(NEXT) == (None, None, None, None)  # nothing was published a year ago
    Run.objects.filter(pk=first.pk).update(on=DAY - timedelta(days=370))
    make_major(college)
    assert growth_on(NEXT) == (1, 2, 0.5, 1.5)
    subject = Subject(Level.COLLEGE, "4134000001", college)
    _run, figures = own_figures(administrator.actor, subject, on=NEXT, cutoff=clock.night_cutoff(NEXT))
    (live,) = (one.live for one in figures if one.indicator.code == "bases")
    assert (live.numerator, live.denominator, live.value) == (1, 2, 0.5)  # and so it is on demand


def file_return(college, code, value, *, year=2025, verified_on=DAY):
    """A figure of a college's return; verified unless it has no day."""
    annual, _ = AnnualReturn.objects.get_or_create(
        college_id=college.pk, year=year, defaults={"state": ReturnState.FILED, "reporter_label": "R"}
    )
    if verified_on is not None:
        AnnualReturn.objects.filter(pk=annual.pk).update(state=ReturnState.VERIFIED, verified_on=verified_on)
    figure = FigureCode.objects.get(code=code)
    return ReturnFigure.objects.create(
        annual_return=annual, figure=figure, value=Decimal(value), occurred_on=DAY.replace(year=year), recorded_at=EARLY
    )


def test_verified_returns_are_read_and_added_up_where_that_has_a_meaning():
    county, other = make_college("340202", code="4134000001"), make_college("340203", code="4134000002")
    unverified = make_college("340203", code="4134000003")
    for college, hours, satisfied in ((county, 100, 90), (other, 50, 80)):
        file_return(college, "expert_class_hours", hours)
        file_return(college, "student_satisfaction", satisfied)
    file_return(unverified, "expert_class_hours", 7, verified_on=None)
    file_return(county, "expert_class_hours", 1, year=2024)  # an older year

    subjects = [
        ("nation", "000000"), ("province", "340000"), ("prefecture", "340200"), ("county", "340202"),
        ("college", "4134000001"), ("college", "4134000003"),
    ]  # fmt: skip
    found = reported_columns(["expert_class_hours", "student_satisfaction"], subjects, on=DAY, cutoff=CUTOFF)

    assert found["figure.expert_class_hours"][:5].tolist() == [150, 150, 150, 100, 100]
    assert np.isnan(found["figure.expert_class_hours"][5])
    assert found["figure.student_satisfaction"][4] == 90
    assert np.isnan(found["figure.student_satisfaction"][:4]).all()  # shares are never added up


def test_a_county_that_was_merged_keeps_its_past():
    make_small_world()
    run = services.evaluate(actor=NIGHT, on=DAY)
    Region.objects.filter(code="340202").update(valid_to=NEXT)

    later = services.evaluate(actor=NIGHT, on=NEXT + timedelta(days=1), kind="as_of")
    again = services.evaluate(actor=NIGHT, on=DAY, kind="as_of")

    assert IndicatorValue.objects.filter(run=run, level="county", code="340202").exists()
    assert not IndicatorValue.objects.filter(run=later, level="county", code="340202").exists()
    assert again.digest == run.digest


def test_a_governance_body_has_figures_of_its_own(administrator, other_reviewer, reviewer):
    make_small_world()
    body = make_body(administrator.organisation)
    for side, seats in (("college", 3), ("enterprise", 2)):
        BodySeats.objects.create(body=body, side=side, seats=seats, from_on=LONG_AGO, recorded_at=EARLY)
    GovernanceBody.objects.filter(pk=body.pk).update(founded_on=LONG_AGO)
    run = services.evaluate(actor=NIGHT, on=DAY)

    counted = MeasureValue.objects.filter(run=run, level="body").values_list("code", "measure", "value")
    (value,) = IndicatorValue.objects.filter(run=run, level="body")

    assert sorted(counted) == [(f"B{body.pk}", "council_seats", 5), (f"B{body.pk}", "enterprise_seats", 2)]
    assert (value.indicator.code, value.value, value.light) == ("enterprise_seat_share", 0.4, "green")
    assert run.counts["indicator_values"] == IndicatorValue.objects.filter(run=run).count()
    for actor, sees in ((administrator.actor, True), (reviewer.actor, True), (other_reviewer.actor, False)):
        assert IndicatorValue.objects.visible_to(actor).filter(pk=value.pk).exists() is sees
