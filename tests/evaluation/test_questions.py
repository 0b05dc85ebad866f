"""Questions on figures: who asks, who answers, who hears of it, and that no figure changes by them."""

import pytest
from django.urls import reverse

from accounts.home import todos
from accounts.models import Role
from core.errors import InvalidInput, NotAllowed
from evaluation import services
from evaluation.models import Answerer, FigureQuestion, IndicatorValue, QuestionState, Run
from ledger.models import Entry
from notices.models import Notice
from tests.factories.accounts import make_member
from tests.factories.evaluation import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def college(world):
    return make_member(Role.COLLEGE_ADMINISTRATOR, world["county"])


def figure(code="4134000001", indicator="actual_participation"):
    return IndicatorValue.objects.get(
        run__on=DAY, code=code, indicator__code=indicator, level__in=("college", "prefecture")
    )


def ask(member, value=None, text="Where is our partner of June?"):
    return services.ask_about_figure(actor=member.actor, value=value or figure(), text=text, on=DAY)


def titles(member):
    return [todo.title for todo in todos(member.actor, DAY) if "“" in todo.title]


def test_a_question_goes_from_the_college_to_its_authority_and_back(college, reviewer):
    url = reverse("evaluation:question-ask", args=["4134000001", "actual_participation"])
    assert "A question never changes a figure" in college.client.get(url).content.decode()
    before = list(IndicatorValue.objects.order_by("pk").values())

    assert college.client.post(url, {"text": "Where is our partner of June?"}).status_code == 302
    question = FigureQuestion.objects.get()
    assert (question.answerer, question.state, question.run) == ("authority", "open", Run.objects.get(on=DAY))
    assert len(titles(reviewer)) == 1
    assert titles(college) == []
    assert Notice.objects.filter(user=reviewer.user, kind="figure_questioned").count() == 1

    say = reverse("evaluation:question-say", args=[question.pk])
    assert reviewer.client.post(say, {"text": "It was signed in July."}).status_code == 302
    question.refresh_from_db()
    assert question.state == QuestionState.ANSWERED
    assert titles(reviewer) == []
    assert len(titles(college)) == 1
    assert Notice.objects.filter(user=college.user, kind="figure_answered").count() == 1

    assert college.client.post(say, {"text": "In June, see the file."}).status_code == 302
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN
    assert len(titles(reviewer)) == 1
    page = reviewer.client.get(question.get_absolute_url()).content.decode()
    assert page.index("partner of June") < page.index("signed in July") < page.index("see the file")

    assert college.client.post(reverse("evaluation:question-close", args=[question.pk])).status_code == 302
    question.refresh_from_db()
    assert question.state == QuestionState.CLOSED
    assert titles(reviewer) == titles(college) == []
    assert "closed" in reviewer.client.post(say, {"text": "More."}, follow=True).content.decode()
    assert question.replies.count() == 2
    assert list(IndicatorValue.objects.order_by("pk").values()) == before, "no figure changes by a question"
    actions = Entry.objects.filter(stream=f"evaluation.figurequestion:{question.pk}").order_by("number")
    assert [entry.action.removeprefix("figure_question.") for entry in actions] == [
        "asked", "answered", "asked_back", "closed",
    ]  # fmt: skip


def test_the_question_of_an_authority_goes_to_the_operator(world, reviewer, operator, college):
    question = ask(reviewer, figure("340200"))

    assert question.answerer == Answerer.OPERATOR
    assert len(titles(operator)) == 1
    assert college.client.get(question.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed):
        services.answer_figure_question(actor=reviewer.actor, question=question, text="Myself.", on=DAY)
    assert operator.client.get(question.get_absolute_url()).status_code == 200
    services.answer_figure_question(actor=operator.actor, question=question, text="Counted twice.", on=DAY)
    assert FigureQuestion.objects.get().state == QuestionState.ANSWERED


def test_a_college_without_an_authority_here_asks_the_operator(college, operator):
    assert ask(college).answerer == Answerer.OPERATOR


def test_who_may_ask_about_what(college, reviewer, other_reviewer, request):
    foreign = figure("330200")

    for member, value in (
        (college, figure("340200")),
        (college, foreign),
        (other_reviewer, figure()),
        (reviewer, foreign),
    ):
        with pytest.raises(NotAllowed):
            ask(member, value)
    for role in ("mentor", "liaison", "operator"):
        with pytest.raises(NotAllowed):
            ask(request.getfixturevalue(role))
    with pytest.raises(InvalidInput):
        ask(college, text="  ")
    with pytest.raises(InvalidInput):
        ask(college, text="x" * 4001)


def test_a_question_is_seen_by_its_college_its_authority_and_nobody_else(
    college, world, reviewer, other_reviewer, operator
):
    question = ask(college)
    neighbour = make_member(Role.COLLEGE_ADMINISTRATOR, world["prefecture"])
    colleague = make_member(Role.MENTOR, world["county"])

    seen = {
        name: FigureQuestion.objects.visible_to(member.actor).exists()
        for name, member in {
            "college": college, "colleague": colleague, "authority": reviewer, "neighbour": neighbour,
            "other authority": other_reviewer, "operator": operator,
        }.items()
    }  # fmt: skip

    assert {name for name, it_is in seen.items() if it_is} == {"college", "colleague", "authority"}
    html = reviewer.client.get(reverse("evaluation:college-figure", args=["4134000001", "actual_participation"]))
    assert question.get_absolute_url() in html.content.decode()
    city = make_member(Role.REVIEWER, region="340100")
    assert city.client.get(question.get_absolute_url()).status_code == 404


def test_the_list_and_the_api_filter_alike(college, reviewer):
    question, other = ask(college), ask(college, figure(indicator="partners_per_major"), text="And this?")
    services.answer_figure_question(actor=reviewer.actor, question=other, text="Yes.", on=DAY)

    for query, expected in (
        ({"state": "open"}, {question.pk}),
        ({"indicator": "partners_per_major"}, {other.pk}),
        ({"code": "4134000001"}, {question.pk, other.pk}),
        ({"q": "June"}, {question.pk}),
        ({"answerer": "operator"}, set()),
    ):
        rows = reviewer.client.get("/api/v1/figure-questions/", query).json()["results"]
        html = reviewer.client.get(reverse("evaluation:question-list"), query).content.decode()
        assert {row["id"] for row in rows} == expected, query
        assert all((f"/questions/{pk}/" in html) == (pk in expected) for pk in (question.pk, other.pk)), query


def test_an_earlier_run_can_be_questioned(college):
    earlier = Run.objects.exclude(on=DAY).get()
    url = reverse("evaluation:question-ask", args=["4134000001", "actual_participation"])

    college.client.post(f"{url}?run={earlier.pk}", {"text": "And then?"})

    assert FigureQuestion.objects.get().run == earlier
    assert college.client.get(f"{url}?run=999999").status_code == 404
