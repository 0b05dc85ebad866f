"""The reviewer's first screen: what needs a decision, dimensions, another region, an earlier day, files."""

import io
from datetime import timedelta

import openpyxl
import pytest

from accounts.actors import Actor
from accounts.models import Role
from core import clock
from evaluation import services
from evaluation.models import Framework, Publication, Run, RunKind, RunState
from evaluation.selectors.cooperation import cooperation
from evaluation.services.frameworks import put_in_force
from partnerships.models import Activity
from tests.evaluation.conftest import MONTH_AGO
from tests.evaluation.test_pages import page, text
from tests.factories.accounts import make_member
from tests.factories.evaluation import CUTOFF, DAY, JUST_AFTER, make_activity, make_partnership
from tests.factories.frameworks import own_document

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("test")


def test_a_yellow_light_needs_no_decision(world, reviewer):
    assert "Hefei turned red" not in text(page(reviewer, "dashboard"))


def test_a_region_that_turned_red_is_listed_with_its_finding(world, reviewer):
    hefei = world["hefei"]
    Activity.objects.filter(agreement__keeper=hefei).update(occurred_on=DAY - timedelta(days=160))
    services.evaluate(actor=NIGHT, on=DAY + timedelta(days=1))
    run = services.evaluate(actor=NIGHT, on=DAY + timedelta(days=32))
    Run.objects.filter(pk=run.pk).update(state=RunState.PUBLISHED)
    Publication.objects.update(run=run)

    html = text(page(reviewer, "dashboard"))

    assert "Hefei turned red" in html
    assert "Actual participation: 0.0%. 0 of 3 partner enterprises were active lately." in html
    assert "/regions/340100/figures/actual_participation/" in html


def test_a_run_that_is_held_needs_a_decision_until_a_later_one_is_published(world, reviewer):
    run = Run.objects.create(
        kind=RunKind.NIGHTLY,
        state=RunState.HELD,
        version=Run.objects.first().version,
        period="2026-2027",
        on=DAY + timedelta(days=1),
        cutoff=Run.objects.first().cutoff + timedelta(days=60),
    )

    assert f"Run {run.pk} is held" in text(page(reviewer, "dashboard"))

    services.evaluate(actor=NIGHT, on=DAY + timedelta(days=2))

    assert f"Run {run.pk} is held" not in text(page(reviewer, "dashboard"))


def test_dimensions_come_first_and_there_are_at_most_twelve_tiles(world, reviewer):
    html = text(page(reviewer, "dashboard"))

    assert html.index("of 100") < html.index("as a whole")
    assert html.count('class="tile"') <= 12
    assert "Participation 26.4" in html, "the score is said in the title"


def test_an_earlier_published_day_is_kept_along_the_way(world, reviewer):
    earlier = Run.objects.get(on=MONTH_AGO)

    html = text(page(reviewer, "dashboard", run=earlier.pk))

    assert "These are the figures as they were published for" in html
    assert f"/regions/340200/dashboard/?run={earlier.pk}" in html
    assert "needs your decision" not in html, "decisions are made on what stands now"
    assert page(reviewer, "dashboard", run="99999").status_code == 404
    assert page(reviewer, "dashboard", run="abc").status_code == 404


def test_another_region_can_be_chosen_among_those_one_oversees(world, reviewer):
    html = text(page(reviewer, "dashboard", region="340200"))

    assert "1 of 2 colleges is red" in html
    assert '<option value="340200" selected>' in html
    assert '"340000"' in html
    assert '"330000"' not in html
    assert page(reviewer, "dashboard", region="330000").status_code == 404


def test_every_file_says_where_its_figures_come_from(world, reviewer):
    run = Run.objects.get(on=DAY)
    csv = page(reviewer, "dashboard", export="csv").getvalue().decode()
    xlsx = b"".join(page(reviewer, "dashboard", export="xlsx").streaming_content)
    pdf = page(reviewer, "dashboard", export="pdf")
    rows = list(openpyxl.load_workbook(io.BytesIO(xlsx)).active.values)

    assert all(word in csv for word in (run.digest, "2026-11-19 23:59", "participation-process-results 2.0"))
    assert rows[0][-4:] == ("Run", "Digest", "Data to", "Framework")
    assert rows[1][-4:-2] == (run.pk, run.digest)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


class TestACollegesFigures:
    def test_the_college_reads_what_would_turn_its_light(self, world):
        county = make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])

        assert "1 more would turn it green: Enterprises with confirmed activity" in text(page(county, "my-figures"))

        agreement = world["county"].kept_agreements.get()
        second = agreement.parties.get(key="enterprise-2")
        make_activity(second, on=DAY, recorded_at=clock.now(), confirmed_at=clock.now())

        html = text(page(county, "my-figures"))
        assert "1 more would turn it green: Enterprises with confirmed activity" not in html
        assert "1 fewer would turn it yellow: Enterprises with confirmed activity" in html

    def test_its_authority_reads_published_figures_alone(self, world, reviewer, other_reviewer):
        html = text(page(reviewer, "college-figures", "4134000001"))

        assert "not yet published" not in html
        assert "What would turn the light" in html
        assert page(other_reviewer, "college-figures", "4134000001").status_code == 404
        assert page(reviewer, "college-figures", "4134000001", run="77777").status_code == 404

    def test_its_files_hold_what_is_published(self, world, reviewer):
        run = Run.objects.get(on=DAY)
        csv = page(reviewer, "college-figures", "4134000001", export="csv").getvalue().decode()

        assert run.digest in csv
        assert "actual_participation" in csv
        assert "would turn it" in csv
        assert page(reviewer, "college-figures", "4134000001", export="pdf").content.startswith(b"%PDF")


class TestAnEnterprisesCooperation:
    def test_it_is_counted_from_the_same_relations_and_marked(self, world):
        first = world["county"].kept_agreements.get().parties.get(key="enterprise-1").organisation
        liaison = make_member(Role.ENTERPRISE_LIAISON, first)
        found = {one.measure.code: one for one in cooperation(first, on=DAY, cutoff=CUTOFF)}

        assert (found["partners_in_force"].agreements, found["partners_in_force"].colleges) == (2, 2)
        assert (found["active_partners"].agreements, found["active_partners"].colleges) == (1, 1)
        assert "majors" not in found, "a major has no enterprise"
        html = text(page(liaison, "my-cooperation"))
        assert "not yet published" in html
        assert "Enterprises with an agreement in force" in html

    def test_what_is_recorded_after_the_cut_off_does_not_count(self, world):
        first = world["county"].kept_agreements.get().parties.get(key="enterprise-1").organisation
        make_partnership(world["ningbo"], first, recorded_at=JUST_AFTER)

        found = {one.measure.code: one for one in cooperation(first, on=DAY, cutoff=CUTOFF)}

        assert found["partners_in_force"].agreements == 2

    def test_others_have_no_such_page(self, world, reviewer, administrator):
        assert page(reviewer, "my-cooperation").status_code == 403
        assert page(administrator, "my-cooperation").status_code == 403


def test_a_dimension_is_what_the_run_stored_of_its_indicators(world, reviewer):
    run = Run.objects.get(on=DAY)
    stored = run.indicator_values.filter(level="province", code="340000", indicator__under="participation")
    scored = [value for value in stored.select_related("indicator") if value.score is not None]
    expected = 100 * sum(value.score for value in scored) / sum(value.indicator.points for value in scored)

    assert len(scored) >= 3
    assert f"Participation {expected:.1f}" in text(page(reviewer, "dashboard"))


def test_the_index_opens_down_to_its_dimensions_and_they_to_their_indicators(world, reviewer):
    index = text(page(reviewer, "region-figure", "340000", "index"))
    dimension = text(page(reviewer, "region-figure", "340000", "participation"))

    assert "Weighted geometric mean" in index
    assert [name for name in ("Participation", "Process", "Results") if name not in index] == []
    assert "Actual participation" in dimension


def test_another_published_framework_has_a_dashboard_of_its_own(world, reviewer):
    framework = Framework.objects.create(code="a-list", name="本省指标", name_en="Own list")
    put_in_force(actor=NIGHT, framework=framework, document=own_document(effective_from="2026-01-01"))
    run = services.evaluate(actor=NIGHT, on=DAY, framework="a-list")

    main = text(page(reviewer, "dashboard"))
    other = text(page(reviewer, "dashboard", run=run.pk))

    assert "Judged by" in main
    assert "Active share" not in main
    assert f"run={run.pk}" in main
    assert "Active share: the lights now" in other
    assert f"/regions/340200/figures/active_share/?run={run.pk}" in other
