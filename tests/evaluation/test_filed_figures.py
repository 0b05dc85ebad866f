"""Figures of regions: filed by the authority, corrected with a reason, never lost; and figures by API."""

import pytest
from django.urls import reverse

from evaluation import services
from reference.models import FigureCode, RegionFigure
from tests.evaluation.test_first_screen import NIGHT
from tests.evaluation.test_pages import page, text
from tests.factories.accounts import make_region
from tests.factories.evaluation import DAY, make_small_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    make_region("340200")
    make_region("330200")
    return FigureCode.objects.get(code="above_scale_enterprises")


def file(member, figure, **said):
    data = {"region": "340200", "figure": figure.pk, "year": 2025, "value": "1200", "source": "Yearbook 2026", **said}
    return member.client.post(reverse("evaluation:filed-figure-file"), data)


def test_filing_and_correcting_keeps_what_stood_before(reviewer, figure):
    assert file(reviewer, figure).status_code == 302
    first = RegionFigure.objects.get()

    refused = file(reviewer, figure, value="1250")
    assert refused.status_code == 409
    assert "Say why it is corrected" in refused.content.decode()
    assert 'value="1250"' in refused.content.decode(), "what was typed stays"

    assert file(reviewer, figure, value="1250", reason="A district was missing").status_code == 302
    html = text(page(reviewer, "filed-figure", first.pk))
    assert all(word in html for word in ("1,200", "1,250", "A district was missing", "Superseded", "It stands"))
    listed = text(page(reviewer, "filed-figure-list"))
    assert "1,250" in listed
    assert "1,200" not in listed
    assert "1,200" in text(page(reviewer, "filed-figure-list", is_history="true"))


def test_a_correction_begins_with_what_stands(reviewer, figure):
    file(reviewer, figure)
    row = RegionFigure.objects.get()

    html = text(page(reviewer, "filed-figure-file", of=row.pk))

    assert 'value="1200"' in html
    assert "Yearbook 2026" in html


def test_nothing_is_filed_elsewhere_or_by_others(reviewer, other_reviewer, administrator, figure):
    assert file(reviewer, figure, region="330200").status_code in {403, 409}
    assert file(administrator, figure).status_code == 403
    file(reviewer, figure)
    row = RegionFigure.objects.get()
    assert page(other_reviewer, "filed-figure", row.pk).status_code == 404
    assert page(other_reviewer, "filed-figure-file", of=row.pk).status_code == 404
    assert "1,200" not in text(page(other_reviewer, "filed-figure-list"))


class TestTheApi:
    def test_dashboard_and_explanation_say_what_the_pages_say(self, reviewer, other_reviewer):
        make_small_world()
        run = services.evaluate(actor=NIGHT, on=DAY)

        board = reviewer.client.get("/api/v1/dashboards/340000/").json()
        told = reviewer.client.get("/api/v1/explanations/340200.actual_participation/").json()

        assert board["run"]["digest"] == told["run"]["digest"] == run.digest
        assert board["below"][0]["code"] == "340200", "worst first"
        assert {one["light"]: one["now"] for one in board["lights"]}["red"] == 1
        assert told["figure"]["value"] == 0.25
        assert told["turning"] == "1 more would turn it green: Enterprises with confirmed activity"
        assert [group["key"] for group in told["records"]] == ["all", "both", "denominator"]
        assert other_reviewer.client.get("/api/v1/dashboards/340000/").status_code == 404
        assert other_reviewer.client.get("/api/v1/explanations/340200.actual_participation/").status_code == 404

    def test_counted_figures_of_a_run_with_the_filters_of_the_page(self, reviewer):
        make_small_world()
        run = services.evaluate(actor=NIGHT, on=DAY)

        asked = {"measure": "partners_in_force", "level": "college", "run": run.pk}
        found = reviewer.client.get("/api/v1/measure-values/", asked).json()["results"]

        assert {one["code"]: one["value"] for one in found}["4134000001"] == 3.0
        assert "4133000001" not in {one["code"] for one in found}, "another province"
        unknown = reviewer.client.get("/api/v1/measure-values/", {"run": 99999})
        assert (unknown.status_code, unknown.json()["errors"][0]["attr"]) == (400, "run")
