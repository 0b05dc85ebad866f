"""Pages and API of figures: what they say, who may see them, how many queries they take."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Role
from evaluation import services
from evaluation.models import IndicatorValue, Run
from tests.evaluation.conftest import MONTH_AGO
from tests.factories.accounts import make_member, make_organisation
from tests.factories.evaluation import (
    DAY,
    make_activity,
    make_enterprise,
    make_major,
    make_partnership,
    party_of,
)

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")


def page(member, name, *args, **query):
    return member.client.get(reverse(f"evaluation:{name}", args=args), query)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestDashboard:
    def test_it_says_the_finding_and_where_it_comes_from(self, world, reviewer):
        html = text(page(reviewer, "dashboard"))

        run = Run.objects.get(on=DAY)
        assert "Anhui" in html
        assert "1 of 2 regions is red" in html
        assert f'<a href="/runs/{run.pk}/">{run.pk}</a>' in html
        assert "19 November 2026, 23:59" in html
        assert "3 of 3 colleges reported" in html
        assert "33.3%" in html
        assert html.rindex("Wuhu") < html.rindex("Hefei"), "worst first"

    def test_what_changed_within_a_month_is_named(self, world, reviewer):
        html = text(page(reviewer, "dashboard"))

        assert "1 of 2 regions is red, 1 fewer than on" in html
        assert "1 light changed since" in html

    def test_regions_below_colleges_and_exports(self, world, reviewer):
        assert "4134000001" in page(reviewer, "region-dashboard", "340200", export="csv").getvalue().decode()
        table = page(reviewer, "dashboard", export="csv").getvalue().decode()
        html = text(page(reviewer, "region-dashboard", "340200"))

        assert "340200" in table
        assert Run.objects.get(on=DAY).digest in table
        assert "1 of 2 colleges is red" in html
        assert "1 of 2 regions" not in html
        assert "of 3 colleges" in text(page(reviewer, "dashboard", by="colleges"))

    @pytest.mark.parametrize(("name", "queries"), [("dashboard", 12), ("region-dashboard", 7)])
    def test_it_takes_few_queries_beyond_sign_in(self, world, reviewer, name, queries):
        """Subject, pointers and figures; three to change region and day; one for what is hidden of others;
        at home five for what needs a decision."""
        args = [] if name == "dashboard" else ["340200"]
        page(reviewer, name, *args)
        with CaptureQueriesContext(
            connection,
        ) as signed_in:
            reviewer.client.get(reverse("evaluation:framework-detail", args=["nothing", "0"]))  # 404 after sign-in
        with CaptureQueriesContext(connection) as all_of_it:
            page(reviewer, name, *args)

        tables = ("evaluation_", "reference_region")
        own = [query["sql"] for query in all_of_it if any(f'FROM "{table}' in query["sql"] for table in tables)]
        assert len(own) == queries, own
        assert len(all_of_it) <= len(signed_in) + queries + 6, [query["sql"][:150] for query in all_of_it]

    def test_queries_do_not_grow_with_the_number_of_regions(self, world, reviewer):
        page(reviewer, "dashboard")
        with CaptureQueriesContext(connection) as before:
            page(reviewer, "dashboard")
        from tests.factories.evaluation import make_college

        for number in range(3, 12):
            make_major(make_college(f"34{number:02d}02"))
        services.evaluate(actor=NIGHT, on=DAY + timedelta(days=1))
        with CaptureQueriesContext(connection) as after:
            page(reviewer, "dashboard")

        assert len(after) == len(before)

    def test_a_foreign_region_is_not_found(self, world, reviewer, other_reviewer):
        for code in ("330000", "330200", "000000", "999999", "34", "abcdef", "4134000001"):
            assert page(reviewer, "region-dashboard", code).status_code == 404, code
        assert page(other_reviewer, "region-dashboard", "340000").status_code == 404
        assert page(other_reviewer, "region-dashboard", "330200").status_code == 200

    def test_an_authority_of_the_whole_country_sees_it(self, world):
        ministry = make_member(Role.REVIEWER, make_organisation("authority", region=None))

        html = text(page(ministry, "dashboard"))

        assert "China" in html
        assert "none of 2 regions is red" in html
        assert page(ministry, "region-dashboard", "330000").status_code == 200

    @pytest.mark.parametrize("who", ["administrator", "mentor", "liaison", "operator", "evaluator"])
    def test_other_roles_may_not(self, world, request, who):
        member = request.getfixturevalue(who)

        assert page(member, "dashboard").status_code == 403
        assert page(member, "region-dashboard", "340000").status_code == 403
        assert page(member, "region-figure", "340000", "actual_participation").status_code == 403


class TestExplainThisNumber:
    def test_the_fraction_its_records_and_their_states(self, world, reviewer):
        html = text(page(reviewer, "region-figure", "340200", "actual_participation"))

        run = Run.objects.get(on=DAY)
        assert "1 of 4 partner enterprises were active lately" in html
        assert "25.0%" in html
        assert "Below 30% red, from 30% to below 50% yellow, from 50% green." in html
        assert run.digest in html
        assert "Window of 180 days:" in html
        assert "Numerator and denominator 1" in html
        assert "Denominator only 4" in html, "five records of four enterprises"
        assert "The last activity is older than 180 days" in html

    def test_the_records_can_be_narrowed_and_exported(self, world, reviewer):
        both = page(reviewer, "region-figure", "340200", "actual_participation", counted="both", export="csv")
        everything = page(reviewer, "region-figure", "340200", "actual_participation", export="csv")
        lines = everything.getvalue().decode().strip().splitlines()

        assert len(both.getvalue().decode().strip().splitlines()) == 1 + 1
        assert len(lines) == 1 + 5
        assert all(Run.objects.get(on=DAY).digest in line for line in lines[1:])

    def test_what_changed_since_the_run_before(self, world, reviewer):
        agreement = make_partnership(world["county"], make_enterprise(), from_on=DAY + timedelta(days=1))
        enterprise = agreement.parties.get(side="enterprise").organisation
        make_activity(party_of(agreement, enterprise), on=DAY + timedelta(days=1))
        services.evaluate(actor=NIGHT, on=DAY + timedelta(days=1))

        html = text(page(reviewer, "region-figure", "340200", "actual_participation"))

        assert "Up 15.0 points since 19 Nov 2026" in html
        assert "Came in" in html

    def test_an_earlier_published_run_keeps_its_own_explanation(self, world, reviewer):
        earlier = Run.objects.get(on=MONTH_AGO)

        html = text(page(reviewer, "region-figure", "340200", "actual_participation", run=earlier.pk))

        assert earlier.digest in html
        assert page(reviewer, "region-figure", "340200", "actual_participation", run="9" * 30).status_code == 404
        assert page(reviewer, "region-figure", "340200", "actual_participation", run="x").status_code == 404

    @pytest.mark.parametrize("indicator", ["partners_per_major", "bases_per_major", "coverage"])
    def test_every_indicator_explains_itself(self, world, reviewer, indicator):
        html = text(page(reviewer, "region-figure", "340000", indicator))

        assert "How it is computed" in html
        counted = "Numerator: " if indicator != "coverage" else "reported"
        assert counted in html

    def test_a_figure_without_data_is_grey_and_has_a_page(self, world, other_reviewer):
        html = text(page(other_reviewer, "college-figure", "4133000002", "actual_participation"))

        assert "no data" in html
        assert "No record counts here" in html

    def test_foreign_figures_are_not_found(self, world, reviewer, other_reviewer):
        for code, indicator in (("330200", "actual_participation"), ("340200", "nothing"), ("000000", "coverage")):
            assert page(reviewer, "region-figure", code, indicator).status_code == 404
        assert page(other_reviewer, "college-figure", "4134000001", "coverage").status_code == 404

    def test_records_follow_the_rights_of_who_looks(self, world, reviewer):
        """A college in Wuhu that answers to the province counts for Wuhu; Wuhu's authority may not open its records,
        and where these are too few not read the figure either."""
        provincial = world["county"]
        provincial.overseer_region = reviewer.organisation.overseer_region
        provincial.save()
        city = make_member(Role.REVIEWER, region="340200")

        html = text(page(city, "region-figure", "340200", "actual_participation"))

        assert "hidden: too few" in html, "one active partner of a college of somebody else"
        assert "1 of 4" not in html
        assert "Denominator only 2" in html
        assert page(city, "college-figure", "4134000001", "actual_participation").status_code == 404
        assert "You see" not in text(page(reviewer, "region-figure", "340200", "actual_participation"))


class TestOwnFigures:
    @pytest.fixture
    def member(self, world):
        return make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])

    def test_published_and_live_stand_side_by_side(self, world, member, the_day):
        agreement = world["county"].kept_agreements.get()
        for party in agreement.parties.filter(side="enterprise"):
            make_activity(party, on=DAY)

        html = text(page(member, "my-figures"))

        assert "33.3%" in html
        assert "100.0%" in html
        assert "Now, not yet published" in html

    def test_a_college_opens_its_own_number_and_no_other(self, world, member):
        assert page(member, "college-figure", "4134000001", "actual_participation").status_code == 200
        for code in ("4134000002", "4133000001", "nothing"):
            assert page(member, "college-figure", code, "actual_participation").status_code == 404

    def test_others_have_none(self, world, liaison, reviewer, operator):
        for member in (liaison, reviewer, operator):
            assert page(member, "my-figures").status_code == 403
        assert page(liaison, "college-figure", "4134000001", "actual_participation").status_code == 403


class TestRuns:
    def test_list_and_detail(self, world, operator, reviewer):
        run = Run.objects.get(on=DAY)

        assert run.digest[:8] in text(page(operator, "run-list"))
        html = text(page(reviewer, "run-detail", run.pk))
        assert run.digest in html
        assert "This is the run that everybody sees now." in html
        assert "Open majors" in html

    def test_a_held_run_says_why(self, world, operator):
        run = Run.objects.get(on=DAY)
        Run.objects.filter(pk=run.pk).update(state="held", reason="12 of 40 lights changed")

        assert "12 of 40 lights changed" in text(page(operator, "run-detail", run.pk))

    def test_other_roles_may_not_and_a_missing_run_is_not_found(self, world, administrator, operator):
        assert page(administrator, "run-list").status_code == 403
        assert page(administrator, "run-detail", Run.objects.first().pk).status_code == 403
        assert page(operator, "run-detail", 10**9).status_code == 404

    def test_a_framework_is_public_to_everyone_signed_in(self, world, liaison):
        html = text(page(liaison, "framework-detail", "participation-process-results", "1.0"))

        assert "Linear: 0 at 1, 2 points at 3." in html
        assert "Local proposal" in html


class TestApi:
    def get(self, member, path, **query):
        return member.client.get(f"/api/v1/{path}", query)

    def test_figures_follow_filters_and_rights(self, world, reviewer, other_reviewer):
        query = {"level": "prefecture", "indicator": "actual_participation"}
        mine = self.get(reviewer, "indicator-values/", **query).json()["results"]
        theirs = self.get(other_reviewer, "indicator-values/", **query).json()["results"]
        red = self.get(reviewer, "indicator-values/", light="red", **query).json()["results"]

        assert {row["code"]: row["light"] for row in mine} == {"340200": "red", "340100": "yellow"}
        assert {row["code"] for row in theirs} == {"330200"}
        assert [row["code"] for row in red] == ["340200"]
        assert {row["on"] for row in mine} == {DAY.isoformat()}

    def test_a_region_stands_for_all_that_lies_in_it(self, world, reviewer):
        rows = self.get(reviewer, "indicator-values/", region="340200", indicator="coverage").json()["results"]

        assert {(row["level"], row["code"]) for row in rows} == {
            ("prefecture", "340200"),
            ("county", "340202"),
            ("college", "4134000001"),
            ("college", "4134000002"),
        }
        assert self.get(reviewer, "indicator-values/", region="330200").json()["results"] == []

    def test_an_earlier_run_by_its_public_id(self, world, reviewer):
        earlier = Run.objects.get(on=MONTH_AGO)
        rows = self.get(reviewer, "indicator-values/", run=earlier.public_id).json()["results"]

        assert {row["on"] for row in rows} == {MONTH_AGO.isoformat()}
        assert self.get(reviewer, "indicator-values/", run="nonsense").status_code == 400

    def test_a_foreign_figure_is_not_found(self, world, reviewer, other_reviewer, liaison):
        value = IndicatorValue.objects.filter(code="340200", run__on=DAY).first()

        assert self.get(reviewer, f"indicator-values/{value.pk}/").status_code == 200
        assert self.get(other_reviewer, f"indicator-values/{value.pk}/").status_code == 404
        assert self.get(liaison, f"indicator-values/{value.pk}/").status_code == 404

    def test_a_college_gets_its_own_alone(self, world):
        member = make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])
        rows = self.get(member, "indicator-values/").json()["results"]

        assert {row["code"] for row in rows} == {"4134000001"}

    def test_runs_and_measures(self, world, operator, administrator):
        run = Run.objects.get(on=DAY)
        rows = self.get(operator, "runs/", state="published").json()["results"]

        assert rows[0]["digest"] == run.digest
        assert self.get(operator, f"runs/{run.pk}/").json()["counts"]["indicators"] == run.version.indicators.count()
        assert self.get(administrator, "runs/").status_code == 403
        measures = {row["code"]: row for row in self.get(administrator, "measures/").json()}
        assert measures["active_partners"]["window_days"] == 180
        assert self.get(administrator, "measures/majors/").json()["unit"] == "major"
        assert self.get(administrator, "measures/nothing/").status_code == 404

    def test_without_signing_in_there_is_nothing(self, world, client):
        for path in ("runs/", "indicator-values/", "measures/"):
            assert client.get(f"/api/v1/{path}").status_code in {401, 403}
