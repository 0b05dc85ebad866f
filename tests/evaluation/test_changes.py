"""What changed since the published run before: every record that came or went, with the reason that made it."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Role
from core import clock
from evaluation import services
from evaluation.models import IndicatorValue, Run, RunState
from evaluation.selectors import moves
from institutions.models import EquipmentStatus
from partnerships.models import ActivityConfirmation, AgreementState, Party, State
from reference.models import FigureCode, Region
from reference.services import file_region_figure
from tests.factories.accounts import make_member
from tests.factories.evaluation import (
    DAY,
    make_activity,
    make_base,
    make_enterprise,
    make_major,
    make_partnership,
    party_of,
)
from tests.factories.institutions import make_equipment

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")
BEFORE = DAY + timedelta(days=1)
NOW = DAY + timedelta(days=2)
NOON = datetime.combine(NOW, time(12), ZoneInfo("Asia/Shanghai"))


def address(code="340200", indicator="actual_participation"):
    return reverse("evaluation:region-figure", args=[code, indicator])


def changed(member, figure="340200.actual_participation"):
    return member.client.get(f"/api/v1/explanations/{figure}/").json()["changed"]


def told(change):
    """Every record that moved as (enterprise, came, sides, why)."""
    return {
        (row["record"]["Enterprise"], row["came"], row["sides"], row["why"])
        for kind in change["kinds"]
        for row in kind["records"]
    }


@pytest.fixture
def moved(world):
    """Each way to come or to go, once: partners of a college in Wuhu, named after what happens to them."""
    college = world["county"]
    found = {name: make_enterprise("340200") for name in ("new", "ended", "confirmed", "corrected", "old")}
    for name, organisation in found.items():
        organisation.name_en = organisation.name = name
        organisation.save()
    agreements = {name: make_partnership(college, found[name]) for name in found if name != "new"}
    parties = {name: party_of(agreement, found[name]) for name, agreement in agreements.items()}
    waiting = make_activity(parties["confirmed"], on=BEFORE, is_confirmed=False)
    wrong = make_activity(parties["corrected"], on=BEFORE)
    make_activity(parties["old"], on=BEFORE - timedelta(days=179))
    services.evaluate(actor=NIGHT, on=BEFORE)
    make_partnership(college, found["new"], from_on=NOW, recorded_at=NOON)
    Party.objects.filter(organisation=found["new"]).update(recorded_at=NOON)
    _end(agreements["ended"])
    ActivityConfirmation.objects.create(
        activity=waiting, organisation=college, signer_label="Person", occurred_on=NOW, recorded_at=NOON
    )
    type(wrong).objects.filter(pk=wrong.pk).update(superseded_at=NOON)
    services.evaluate(actor=NIGHT, on=NOW)
    assert Run.objects.get(on=NOW).state == RunState.PUBLISHED


def _end(agreement):
    row = AgreementState.objects.get(agreement=agreement)
    AgreementState.objects.filter(pk=row.pk).update(superseded_at=NOON)
    spans = ((State.IN_FORCE, row.from_on, NOW), (State.TERMINATED, NOW, None))
    for state, from_on, until_on in spans:
        AgreementState.objects.create(
            agreement=agreement, state=state, from_on=from_on, until_on=until_on, recorded_at=NOON
        )


def test_every_way_to_come_or_go_is_named_with_its_record(moved, reviewer):
    change = changed(reviewer)

    assert told(change) == {
        ("new", True, "Denominator", "The agreement is in force since 21 Nov 2026"),
        ("ended", False, "Denominator", "The agreement is not in force any more: Terminated since 21 Nov 2026"),
        ("confirmed", True, "Numerator", "Activity of 20 Nov 2026, confirmed by the other side"),
        ("corrected", False, "Numerator", "Its activity or the confirmation was corrected"),
        ("old", False, "Numerator", "The last confirmed activity, of 25 May 2026, is older than 180 days"),
    }
    assert {(one["label"], one["numerator"], one["denominator"]) for one in change["steps"]} == {
        ("Came in", 1, 1),
        ("Dropped out", -2, -1),
    }


def test_the_steps_lead_from_one_figure_to_the_other(moved, reviewer):
    change = changed(reviewer)
    now = reviewer.client.get("/api/v1/explanations/340200.actual_participation/").json()["figure"]

    for side in ("numerator", "denominator"):
        assert change[side] + sum(step[side] for step in change["steps"]) == now[side]


def test_the_page_links_what_one_may_open_and_the_file_holds_it(moved, reviewer):
    html = reviewer.client.get(address()).content.decode()
    table = reviewer.client.get(address(), {"export": "csv", "of": "changes"}).getvalue().decode()

    assert html.count("The agreement is in force since 21 Nov 2026") == 1
    assert Party.objects.get(organisation__name="new").agreement.get_absolute_url() in html
    assert len(table.strip().splitlines()) == 1 + 5
    assert Run.objects.get(on=BEFORE).digest in table
    assert "Terminated since" in table


def test_what_is_not_ones_own_is_counted_and_not_shown(moved, world, reviewer):
    """The college answers to the province: the city's authority learns neither which records moved nor how many."""
    college = world["county"]
    college.overseer_region = reviewer.organisation.overseer_region
    college.save()
    city = make_member(Role.REVIEWER, region="340200")

    change = changed(city)
    html = city.client.get(address()).content.decode()

    assert [(kind["total"], kind["visible"], kind["records"]) for kind in change["kinds"]] == [(0, 0, [])]
    assert change["steps"] == []
    assert "Terminated since" not in html


def test_the_same_record_in_both_sides_is_one_line(world, reviewer):
    services.evaluate(actor=NIGHT, on=BEFORE)
    partner = make_enterprise("340200")
    agreement = make_partnership(world["county"], partner, from_on=NOW, recorded_at=NOON)
    make_activity(party_of(agreement, partner), on=NOW, recorded_at=NOON, confirmed_at=NOON)
    services.evaluate(actor=NIGHT, on=NOW)

    (kind,) = changed(reviewer)["kinds"]

    assert [(row["sides"], row["came"]) for row in kind["records"]] == [("Numerator and denominator", True)]


def test_records_of_two_kinds_stand_apart(world, reviewer):
    services.evaluate(actor=NIGHT, on=BEFORE)
    make_base(world["county"], make_enterprise(), from_on=NOW, recorded_at=NOON)
    make_major(world["county"], from_on=NOW, recorded_at=NOON)
    services.evaluate(actor=NIGHT, on=NOW)

    kinds = changed(reviewer, "340200.bases_per_major")["kinds"]
    table = reviewer.client.get(address(indicator="bases_per_major"), {"export": "csv", "of": "changes"}).getvalue()

    why = {row["why"] for kind in kinds for row in kind["records"]}
    assert why == {"New: recorded since the run before", "What makes it count was recorded since the run before"}
    assert len(kinds) == 2
    assert len(table.decode().strip().splitlines()) == 1 + 2


def test_an_amount_changes_by_what_came_and_went(world, reviewer):
    services.evaluate(actor=NIGHT, on=BEFORE)
    with clock.at(NOON):
        make_equipment(
            world["county"], value=Decimal(1_000), contributor=make_enterprise(), state=EquipmentStatus.ACCEPTED, on=NOW
        )
    services.evaluate(actor=NIGHT, on=NOW)

    change = changed(reviewer, "340200.contributed_equipment_share")

    assert ("Came in", 1000, 1000) in {tuple(step.values()) for step in change["steps"]}
    assert "Equipment" in change["kinds"][0]["records"][0]["record"]


def test_what_was_erased_afterwards_is_named_as_a_rest(moved, reviewer):
    """A record that the run before counted and that is gone: the steps still add up, and say that one is missing."""
    figures = IndicatorValue.objects.filter(run__on=BEFORE, code="340200", indicator__code="actual_participation")
    figures.update(denominator=10)

    labels = {step["label"]: step["denominator"] for step in changed(reviewer)["steps"]}

    assert labels["Altered or erased since it was counted"] == -2


def test_too_much_is_said_and_not_compared(moved, reviewer, monkeypatch):
    monkeypatch.setattr(moves, "THINGS_MAX", 0)

    change = changed(reviewer)
    html = reviewer.client.get(address()).content.decode()

    assert change["is_too_much"]
    assert change["kinds"] == []
    assert "too many records to compare one by one" in html


def test_another_version_of_the_framework_is_said(moved, reviewer):
    """The run before was judged by other rules: which they are stands beside what the records did."""
    run = Run.objects.select_related("version").get(on=BEFORE)
    old = run.version
    indicators = list(old.indicators.all())
    old.pk, old.number, old._state.adding = None, "0.9", True
    old.save()
    for one in indicators:
        pk = one.pk
        one.pk, one.version, one._state.adding = None, old, True
        one.high = 0.6 if one.code == "actual_participation" else one.high
        one.save()
        IndicatorValue.objects.filter(run=run, indicator_id=pk).update(indicator=one)
    Run.objects.filter(pk=run.pk).update(version=old)

    change = changed(reviewer)
    html = reviewer.client.get(address()).content.decode()

    assert change["framework_version"] == "0.9"
    assert [row["label"] for row in change["rules"]] == ["Thresholds"]
    assert "60%" in change["rules"][0]["before"]
    assert "The run before was judged by version 0.9 of the framework" in html


def test_a_composite_says_which_part_changed(moved, reviewer):
    composite = Run.objects.get(on=NOW).version.indicators.exclude(aggregation="").first()

    parts = changed(reviewer, f"340200.{composite.code}")["parts"]

    assert parts
    assert all(part["before"] != part["now"] for part in parts)


def test_a_filed_figure_that_changed_is_said(world, reviewer):
    services.evaluate(actor=NIGHT, on=BEFORE)
    region = Region.objects.get(code="340200", valid_to=None)
    figure = FigureCode.objects.get(code="above_scale_enterprises")
    with clock.at(NOON):
        file_region_figure(
            actor=make_member(Role.REVIEWER, region="340200").actor,
            region=region, figure=figure, year=2025, value=Decimal(125), source="Yearbook", on=NOW,
        )  # fmt: skip
    services.evaluate(actor=NIGHT, on=NOW)

    filed = changed(reviewer, "340200.broad_participation")["filed"]

    assert [(row["before"], row["now"]) for row in filed] == [("not filed", "125 (2025)")]


def test_it_takes_a_fixed_number_of_queries(moved, reviewer, world):
    reviewer.client.get(address())
    with CaptureQueriesContext(connection) as few:
        reviewer.client.get(address())
    for _ in range(8):
        make_partnership(world["county"], make_enterprise(), from_on=NOW, recorded_at=NOON)
    with CaptureQueriesContext(connection) as many:
        reviewer.client.get(address())

    assert len(many) == len(few)
