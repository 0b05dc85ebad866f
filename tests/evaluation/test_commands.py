"""The commands: what they print and how they refuse."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enterprises.models import Enterprise
from evaluation.engine.subjects import level_of
from evaluation.models import Publication, Run, RunKind, RunState
from ledger.models import Entry
from partnerships.models import Agreement
from reference.models import FigureCode, Region, RegionFigure
from tests.evaluation.test_runs import PINNED
from tests.factories.accounts import make_region
from tests.factories.evaluation import DAY, EARLY, make_small_world

pytestmark = pytest.mark.django_db


def told(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_evaluate_prints_the_run_its_counts_and_its_digest():
    make_small_world()

    text = told("evaluate", "--as-of", DAY.isoformat())

    run = Run.objects.get()
    assert run.kind == RunKind.AS_OF
    assert f"Run:         {run.pk} (as_of), checked" in text
    assert "red 2, yellow 6, green 5, grey 1" in text
    assert PINNED in text
    assert not Publication.objects.exists()


def test_evaluate_publishes_when_asked_to():
    told("evaluate", "--as-of", DAY.isoformat(), "--publish")

    assert Publication.objects.get().run.kind == RunKind.NIGHTLY


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["2099-01-01"], "has not come yet"),
        (["2024-01-01"], "No framework"),
        (["2026-11-19", "--background"], "goes with"),
    ],
)
def test_evaluate_refuses_with_a_reason(options, message, the_day):
    with pytest.raises(CommandError, match=message):
        told("evaluate", "--as-of", *options)


def test_explain_goes_down_to_the_records():
    colleges = make_small_world()

    text = told("explain", "active_partners", "340200", "--as-of", DAY.isoformat())

    assert "active_partners of prefecture 340200: 1" in text
    assert "Window 2026-05-24 to 2026-11-19" in text
    assert "1 records" in text
    school_code = colleges["county"].college.school_code
    assert "majors of college" in told("explain", "majors", school_code, "--as-of", DAY.isoformat())


@pytest.mark.parametrize(("measure", "subject"), [("nothing", "340200"), ("majors", "34"), ("majors", "4100000000")])
def test_explain_refuses_with_a_reason(measure, subject):
    with pytest.raises(CommandError):
        told("explain", measure, subject)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000", "nation"),
        ("340000", "province"),
        ("340200", "prefecture"),
        ("340202", "county"),
        ("4134000001", "college"),
        ("34", None),
        ("３４０２００", None),
        ("34020a", None),
    ],
)
def test_levels_follow_from_codes(code, level):
    assert level_of(code) == level


def test_a_held_run_is_released_with_a_reason():
    told("evaluate", "--as-of", DAY.isoformat(), "--publish")
    run = Run.objects.get()
    Run.objects.update(state=RunState.HELD)

    assert f"Run {run.pk} is published." in told("release_run", str(run.pk), "--reason", "looked at")
    assert Entry.objects.filter(action="run.released").exists()
    with pytest.raises(CommandError, match="neither held nor failed"):
        told("release_run", str(run.pk), "--reason", "again")
    with pytest.raises(CommandError, match="no run"):
        told("release_run", "999999", "--reason", "none")


def test_explain_of_one_enterprise_and_one_agreement():
    colleges = make_small_world()
    agreement = colleges["county"].kept_agreements.get()
    enterprise = agreement.parties.filter(side="enterprise").order_by("pk").first().organisation
    Enterprise.objects.filter(pk=enterprise.pk).update(credit_code="91340200MA2MW0000X")

    of_it = told("explain", "partners_in_force", f"agreement:{agreement.number}", "--as-of", DAY.isoformat())
    active = told("explain", "active_partners", "enterprise:91340200MA2MW0000X", "--as-of", DAY.isoformat())

    assert ": 3\n" in of_it
    assert ": 1\n" in active
    for subject in ("agreement:none", "body:7", "body:x", "planet:1"):
        with pytest.raises(CommandError, match="There is no"):
            told("explain", "partners_in_force", subject)


def test_explain_says_which_subjects_a_measure_does_not_know():
    make_small_world()
    agreement = Agreement.objects.order_by("pk").first()

    with pytest.raises(CommandError, match="its rows know college"):
        told("explain", "majors", f"agreement:{agreement.number}")


def test_explain_of_a_filed_figure_says_who_filed_it():
    make_region("340200")
    figure = FigureCode.objects.get(code="above_scale_enterprises")
    RegionFigure.objects.create(
        region=Region.objects.get(code="340200", valid_to=None), figure=figure, year=2025, value=125,
        source="Statistical yearbook", occurred_on=DAY, recorded_at=EARLY,
    )  # fmt: skip

    text = told("explain", "figure.above_scale_enterprises", "340200", "--as-of", DAY.isoformat())

    assert "2025: 125 (Statistical yearbook)" in text
    for code, subject in (("figure.nothing", "340200"), ("figure.above_scale_enterprises", "349900")):
        with pytest.raises(CommandError, match="There is no"):
            told("explain", code, subject)


def test_measures_say_everything_as_json():
    facts = json.loads(told("measures", "--json"))
    one = next(row for row in facts["measures"] if row["code"] == "active_partners")

    assert one["source"].startswith('"actual participation"')
    assert {"agreement", "college", "enterprise"} <= set(one["subjects"])
    assert {row["code"] for row in facts["figures"]} >= {"figure.above_scale_enterprises"}
    assert "figure.above_scale_enterprises" in told("measures")
