"""Small cells: hidden from who has no right to the rows, not to be reckoned from what is shown, in no byte sent."""

import numpy as np
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Role
from evaluation.engine.small_cells import Tree, hidden_cells
from evaluation.models import IndicatorValue, MeasureValue, Run
from evaluation.selectors.dashboard import dashboard
from evaluation.selectors.subjects import region_subject
from evaluation.selectors.suppression import small_cells
from evaluation.services.telling import tell_reviewers
from evaluation.views.files import dashboard_sheet
from notices.models import Notice
from tests.evaluation.conftest import MONTH_AGO
from tests.factories.accounts import make_member, make_organisation
from tests.factories.evaluation import DAY, make_college
from tests.journeys.site import words_of

LEAST = 5


# ---- Any tree -------------------------------------------------------------------------------------------------------


@st.composite
def trees(draw):
    """A tree of up to three levels under one root, with colleges anywhere in it."""
    above, names = {("province", "34"): None}, [("province", "34")]
    for number in range(draw(st.integers(0, 12))):
        cell = (f"level {number}", str(number))
        above[cell] = draw(st.sampled_from(names))
        names.append(cell)
    size = st.integers(0, 12)
    amounts = {f"college {number}": draw(size) for number in range(draw(st.integers(0, 14)))}
    place = {atom: draw(st.sampled_from(names)) for atom in amounts}
    return Tree(above, place), amounts


def held(amounts):
    return lambda atoms: float(sum(amounts[atom] for atom in atoms))


def small(amounts):
    return lambda atoms: 0 < held(amounts)(atoms) < LEAST


def equations(tree, hidden, amounts):
    """Every total as an equation of what is unknown in it: hidden cells, and what of a cell lies in no cell under it.

    A rest of nothing is no unknown: whoever knows that no college lies there knows it.
    """
    rests = {cell: atoms for cell, atoms in tree.rests().items() if held(amounts)(atoms)}
    unknown = [*sorted(hidden), *(("rest", cell) for cell in sorted(rests))]
    rows = []
    for cell in tree.above:
        row = np.zeros(len(unknown))
        for child in tree.below().get(cell, []):
            if child in hidden:
                row[unknown.index(child)] -= 1
        if cell in rests:
            row[unknown.index(("rest", cell))] -= 1
        if cell in hidden:
            row[unknown.index(cell)] += 1
        rows.append(row)
    return unknown, np.array(rows)


@settings(max_examples=300, deadline=None)
@given(trees())
def test_nothing_small_can_be_reckoned_from_what_is_shown(drawn):
    tree, amounts = drawn
    hidden = hidden_cells(tree, amount=held(amounts), is_small=small(amounts))
    contents, rests = tree.contents(), tree.rests()

    assert all(cell in hidden for cell, atoms in contents.items() if small(amounts)(atoms))
    unknown, matrix = equations(tree, hidden, amounts)
    if not unknown:
        return
    rank = np.linalg.matrix_rank(matrix)
    for place, thing in enumerate(unknown):
        atoms = rests[thing[1]] if thing[0] == "rest" else contents[thing]
        alone = np.zeros(len(unknown))
        alone[place] = 1
        is_known = np.linalg.matrix_rank(np.vstack([matrix, alone])) == rank
        assert not (is_known and (thing in hidden or small(amounts)(atoms))), (thing, amounts, tree)
    for cell, row in zip(tree.above, matrix, strict=True):
        if cell not in hidden and row.any():
            open_ones = [thing for thing, sign in zip(unknown, row, strict=True) if sign]
            parts = [rests[thing[1]] if thing[0] == "rest" else contents[thing] for thing in open_ones]
            assert not small(amounts)(frozenset().union(*parts)), "what a total leaves open is too little together"


@given(trees())
def test_where_nothing_is_small_nothing_is_hidden(drawn):
    tree, amounts = drawn
    many = {atom: amount + LEAST for atom, amount in amounts.items()}

    assert hidden_cells(tree, amount=held(many), is_small=small(many)) == set()


# ---- Who reads what -------------------------------------------------------------------------------------------------

NUMBER, SHARE = 12_347, 0.765432
TRACES = ("12347", "12,347", "0.765432", "76.54", "76.5%")


@pytest.fixture
def city(world, reviewer):
    """Wuhu's authority; a college in Wuhu answers to the province and settled three graduates, told by odd numbers."""
    college = world["county"]
    college.overseer_region = reviewer.organisation.overseer_region
    college.save()
    for run in Run.objects.all():
        _say(run, "college", "4134000001", college, 3)
        for level, code in (("county", "340202"), ("prefecture", "340200")):
            _say(run, level, code, None, NUMBER)
        figures = IndicatorValue.objects.filter(run=run, indicator__code="graduates_settled_rate")
        figures.filter(code__in=("340202", "340200")).update(
            numerator=NUMBER, denominator=NUMBER * 1.3, value=SHARE, score=SHARE * 100, light="red", is_firm=True
        )
    return make_member(Role.REVIEWER, region="340200")


def _say(run, level, code, college, number):
    for measure in ("graduates_settled", "graduates_known"):
        MeasureValue.objects.create(
            run=run, level=level, code=code, measure=measure, value=number, organisation=college
        )


def answers(member):
    """Every form in which figures of Wuhu are sent: pages, charts in them, JSON, files."""
    indicator = "graduates_settled_rate"
    client, before = member.client, Run.objects.get(on=MONTH_AGO).pk
    figure = reverse("evaluation:region-figure", args=["340200", indicator])
    overview = reverse("evaluation:region-dashboard", args=["340200"])
    for url, query in (
        ("/dashboard/", {}),
        (overview, {"by": "regions", "of": "results"}),
        (overview, {"run": before, "by": "regions", "of": "results"}),
        *((overview, {"export": kind, "by": "regions"}) for kind in ("csv", "xlsx")),
        (figure, {}),
        (figure, {"run": before}),
        (figure, {"export": "csv"}),
        (figure, {"export": "csv", "of": "changes"}),
        (reverse("evaluation:region-figure", args=["340202", indicator]), {}),
        (reverse("evaluation:region-figure", args=["340200", "results"]), {}),
        (reverse("evaluation:region-figure", args=["340200", "index"]), {}),
        (reverse("evaluation:question-ask", args=["340200", indicator]), {}),
        ("/api/v1/indicator-values/", {"indicator": indicator}),
        ("/api/v1/measure-values/", {"measure": "graduates_settled"}),
        ("/api/v1/measure-values/", {"measure": "graduates_known"}),
        ("/api/v1/dashboards/340200/", {"by": "regions"}),
        (f"/api/v1/explanations/340200.{indicator}/", {}),
    ):
        answer = client.get(url, query)
        assert answer.status_code == 200, (url, query)
        yield url, query, words_of(answer)
    subject = region_subject(member.actor, "340200")
    sheet = dashboard_sheet(dashboard(member.actor, subject, by="regions"), subject)
    yield "the document", {}, repr(sheet.lines)


@pytest.mark.django_db
def test_a_hidden_figure_occurs_in_no_byte_that_is_sent(city):
    for url, query, text in answers(city):
        assert not [trace for trace in TRACES if trace in text], (url, query)


@pytest.mark.django_db
def test_who_may_open_the_records_reads_the_figure(city, reviewer):
    """The province oversees the college: the same addresses tell it, so that the test above looks where it should."""
    said = {trace for _url, _query, text in answers(reviewer) for trace in TRACES if trace in text}

    assert said >= {"12347", "12,347", "0.765432", "76.5%"}


@pytest.mark.django_db
def test_a_hidden_figure_is_marked_in_every_form(city):
    indicator = "graduates_settled_rate"
    html = city.client.get(reverse("evaluation:region-figure", args=["340200", indicator])).content.decode()
    rows = city.client.get("/api/v1/indicator-values/", {"indicator": indicator, "code": "340200"}).json()
    counted = city.client.get("/api/v1/measure-values/", {"measure": "graduates_settled", "code": "340200"}).json()
    table = city.client.get(reverse("evaluation:region-dashboard", args=["340200"]), {"export": "csv", "by": "regions"})

    assert "hidden: too few" in html
    assert [(row["value"], row["numerator"], row["light"], row["is_hidden"]) for row in rows["results"]] == [
        (None, None, "grey", True)
    ]
    assert [(row["value"], row["is_hidden"]) for row in counted["results"]] == [(None, True)]
    assert "hidden: too few" in b"".join(table.streaming_content).decode()


@pytest.mark.django_db
def test_a_filter_by_light_does_not_find_it(city, reviewer):
    query = {"indicator": "graduates_settled_rate", "light": "red"}

    assert city.client.get("/api/v1/indicator-values/", query).json()["results"] == []
    assert len(reviewer.client.get("/api/v1/indicator-values/", query).json()["results"]) == 2


@pytest.mark.django_db
def test_the_detail_of_a_hidden_figure_is_empty_too(city):
    value = IndicatorValue.objects.get(run__on=DAY, code="340200", indicator__code="graduates_settled_rate")
    counted = MeasureValue.objects.get(run__on=DAY, code="340200", measure="graduates_settled")

    assert city.client.get(f"/api/v1/indicator-values/{value.pk}/").json()["value"] is None
    assert city.client.get(f"/api/v1/measure-values/{counted.pk}/").json()["value"] is None


@pytest.mark.django_db
def test_what_is_made_of_a_hidden_figure_is_hidden_and_the_rest_is_not(city):
    run = Run.objects.get(on=DAY)
    cells = small_cells(city.actor, {run.pk: run.on})

    hidden = {
        code
        for code in run.version.indicators.values_list("code", flat=True)
        if cells.hides(run.pk, "prefecture", "340200", code)
    }
    assert {"graduates_settled_rate", "results", "index"} <= hidden
    assert not {"bases_per_major", "process"} & hidden
    assert not cells.hides(run.pk, "college", "4134000002", "graduates_settled_rate")


@pytest.mark.django_db
def test_a_college_and_the_country_see_everything(city, world, django_assert_num_queries):
    run = Run.objects.get(on=DAY)
    ministry = make_member(Role.REVIEWER, make_organisation("authority", region=None))
    college = make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])

    with django_assert_num_queries(0):
        for member in (ministry, college):
            assert not small_cells(member.actor, {run.pk: run.on}).hidden


@pytest.mark.django_db
def test_five_are_enough_and_a_small_complement_is_not(city):
    """Of 20 known graduates of others 18 are settled: nobody is told, for it says that two are not."""
    run = Run.objects.get(on=DAY)

    def is_hidden(settled, known):
        for measure, number in (("graduates_settled", settled), ("graduates_known", known)):
            MeasureValue.objects.filter(run=run, code="4134000001", measure=measure).update(value=number)
        return small_cells(city.actor, {run.pk: run.on}).hides(run.pk, "prefecture", "340200", "graduates_settled_rate")

    found = {pair: is_hidden(*pair) for pair in ((4, 20), (5, 20), (15, 20), (18, 20), (20, 20))}
    assert found == {(4, 20): True, (5, 20): False, (15, 20): False, (18, 20): True, (20, 20): False}


@pytest.mark.django_db
def test_a_second_county_is_hidden_where_the_total_would_give_the_first_away(city, world, reviewer):
    """Two counties of Wuhu with colleges of the province: three graduates in one, forty in the other."""
    run = Run.objects.get(on=DAY)
    other = make_college("340207", code="4134000009")
    other.overseer_region = reviewer.organisation.overseer_region
    other.save()
    _say(run, "college", "4134000009", other, 40)

    cells = small_cells(city.actor, {run.pk: run.on})

    hidden = {
        (level, code)
        for level, code in (("county", "340202"), ("county", "340207"), ("prefecture", "340200"))
        if cells.hides_measure(run.pk, level, code, "graduates_settled")
    }
    assert hidden == {("county", "340202"), ("county", "340207")}


@pytest.mark.django_db
def test_nobody_is_told_of_a_hidden_light(city, reviewer):
    before, run = Run.objects.get(on=MONTH_AGO), Run.objects.get(on=DAY)
    figures = IndicatorValue.objects.filter(indicator__role="headline")
    figures.filter(run=before).update(light="green")
    figures.filter(run=run).update(light="green")
    figures.filter(run=run, code="340202").update(light="red")
    MeasureValue.objects.filter(run=run, code="4134000001", measure="active_partners").update(value=1)
    Notice.objects.all().delete()

    tell_reviewers(before=before, run=run)

    assert Notice.objects.filter(user=reviewer.user).count() == 1
    assert not Notice.objects.filter(user=city.user).exists()
