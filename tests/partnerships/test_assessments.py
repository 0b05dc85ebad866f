"""Assessments come due by the review clause; one side records them, the others answer, and then they stay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.actors import Actor
from core.errors import InvalidInput, NotAllowed
from ledger.selectors import history
from notices.models import Notice
from partnerships import services
from partnerships.life import OtherSideActs, ReasonNeeded
from partnerships.models import Agreement, Assessment
from partnerships.selectors.assessments import assessments_of, due_assessments
from partnerships.services.activities import NotInForceThen
from partnerships.services.assessments import AssessmentAnswered
from partnerships.terms import Review, StageAssessment
from partnerships.todos import todos
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force

pytestmark = pytest.mark.usefixtures("the_day")
NIGHT = Actor.system("night")
HALF = StageAssessment("Half way", TODAY + timedelta(days=20), "Forty certified", assessor="A third party")
REVIEW = Review(12, "A committee of both", "Students employed", "Either side proposes", stages=(HALF,))


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(administrator.organisation, liaison.organisation, review=REVIEW)


def assess(member, agreement, **facts) -> Assessment:
    said = {"stage": "Half way", "assessor": "Both", "findings": "Forty", "grade": "good", "decision": "adjust"}
    return services.record_assessment(
        actor=member.actor, agreement=agreement, on=TODAY, **{"assessed_on": TODAY, **said, **facts}
    )


class Made:
    def __init__(self, stage: str, on: date) -> None:
        self.stage, self.occurred_on = stage, on


@pytest.mark.parametrize(
    ("made", "last_on", "due"),
    [
        ([], None, [("Half way", HALF.due_on), ("", date(2027, 3, 1))]),
        ([Made("Half way", date(2026, 9, 1))], None, [("", date(2027, 3, 1))]),
        ([Made("", date(2026, 12, 31))], None, [("Half way", HALF.due_on), ("", date(2027, 12, 31))]),
        ([], date(2027, 3, 1), [("Half way", HALF.due_on), ("", date(2027, 3, 1))]),
        ([], date(2027, 2, 28), [("Half way", HALF.due_on)]),
    ],
    ids=["nothing made", "the stage made", "a regular one made", "due on the last day", "due after the last day"],
)
def test_what_the_clause_asks_for_and_nobody_recorded(made, last_on, due):
    found = due_assessments(REVIEW, began_on=date(2026, 3, 1), last_on=last_on, made=made)
    assert [(each.stage, each.due_on) for each in found] == due
    assert due_assessments(REVIEW, began_on=None, last_on=None, made=[]) == []
    assert due_assessments(None, began_on=TODAY, last_on=None, made=[]) == []


def test_it_is_remembered_in_time_once_and_waits_on_the_first_page(agreement, administrator, liaison):
    assert agreement.assessment_due_on == HALF.due_on
    early = HALF.due_on - timedelta(days=15)
    assert services.remind_of_assessments(actor=NIGHT, on=early) == 0
    assert services.remind_of_assessments(actor=NIGHT, on=early + timedelta(days=1)) == 1
    assert services.remind_of_assessments(actor=NIGHT, on=HALF.due_on) == 0
    told = Notice.objects.filter(kind="agreement_assessment_due").values_list("user", flat=True)
    assert set(told) == {administrator.actor.user.pk, liaison.actor.user.pk}

    def waits(member) -> list[str]:
        page = reverse("partnerships:agreement-assessments", args=[agreement.pk])
        return [todo.title.split(":")[0] for todo in todos(member.actor, TODAY) if todo.url == page]

    assert waits(liaison) == waits(administrator) == ["Assess the cooperation"]
    assess(liaison, agreement)
    agreement.refresh_from_db()
    assert agreement.assessment_due_on > TODAY + timedelta(days=300), "the regular one is next"
    assert agreement.assessment_told_on is None
    assert (waits(liaison), waits(administrator)) == ([], ["Confirm the assessment or object"])


def test_the_other_side_objects_then_confirms_and_then_it_stays(agreement, administrator, liaison, mentor):
    made = assess(liaison, agreement)
    answer = {"assessment": made, "on": TODAY}
    with pytest.raises(OtherSideActs):
        services.answer_assessment(actor=liaison.actor, agrees=True, **answer)
    with pytest.raises(NotAllowed):
        services.answer_assessment(actor=mentor.actor, agrees=True, **answer)
    with pytest.raises(ReasonNeeded):
        services.answer_assessment(actor=administrator.actor, agrees=False, reason=" ", **answer)
    with pytest.raises(OtherSideActs):
        assess(administrator, agreement)

    services.answer_assessment(actor=administrator.actor, agrees=False, reason="Thirty, not forty", **answer)
    (line,) = assessments_of(agreement, actor=administrator.actor, on=TODAY).lines
    assert (line.is_contested, line.is_agreed, line.may_answer) == (True, False, False)
    assert Notice.objects.filter(kind="agreement_assessment_answered", user=liaison.actor.user).exists()

    mended = assess(liaison, agreement, findings="Thirty")
    with pytest.raises(AssessmentAnswered):
        services.answer_assessment(actor=administrator.actor, agrees=True, **answer)
    services.answer_assessment(actor=administrator.actor, assessment=mended, agrees=True, on=TODAY)
    (line,) = assessments_of(agreement, actor=liaison.actor, on=TODAY).lines
    assert (line.row, line.is_agreed, line.missing) == (mended, True, [])
    for again in (lambda: assess(liaison, agreement), lambda: services.answer_assessment(
        actor=administrator.actor, assessment=mended, agrees=False, reason="No", on=TODAY
    )):  # fmt: skip
        with pytest.raises(AssessmentAnswered):
            again()
    assert [entry.action for entry in history(agreement)][2::-1] == [
        "agreement.assessment_contested", "agreement.assessed", "agreement.assessment_confirmed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"stage": "The end"}, "stage"),
        ({"assessed_on": TODAY + timedelta(days=1)}, "assessed_on"),
        ({"grade": "superb"}, "grade"),
        ({"decision": "wait"}, "decision"),
        ({"findings": " "}, "findings"),
        ({"assessor": "x" * 201}, "assessor"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(agreement, liaison, facts, field):
    with pytest.raises(InvalidInput) as refused:
        assess(liaison, agreement, **facts)
    assert refused.value.field == field
    assert not Assessment.objects.exists()


def test_before_the_first_day_nothing_is_assessed(agreement, liaison):
    with pytest.raises(NotInForceThen):
        assess(liaison, agreement, stage="", assessed_on=date(2020, 1, 1))


def test_an_amended_clause_moves_the_day(agreement, administrator):
    later = replace(REVIEW, stages=(replace(HALF, due_on=HALF.due_on + timedelta(days=30)),))
    Agreement.objects.filter(pk=agreement.pk).update(assessment_told_on=TODAY)
    agreement.versions.update(document=agreement.draft | {"review": services.drafting.to_json(later)})
    agreement.refresh_from_db()
    services.assessments.set_assessment_day(agreement, on=TODAY)
    assert agreement.assessment_due_on == HALF.due_on + timedelta(days=30)
    assert agreement.assessment_told_on is None, "of a new day both sides are told again"


def test_the_page_from_the_form_to_the_answer(agreement, administrator, liaison):
    page = reverse("partnerships:agreement-assessments", args=[agreement.pk])
    shown = liaison.client.get(page).content.decode()
    assert "Forty certified" in shown
    assert 'value="A third party"' in shown, "the next one is proposed as agreed"
    fields = {"stage": "Half way", "assessed_on": TODAY.isoformat(), "assessor": "Both", "findings": "Forty"}
    assert liaison.client.post(page, fields).status_code == 400
    assert liaison.client.post(page, {**fields, "grade": "good", "decision": "adjust"}).status_code == 302

    answer = reverse("partnerships:assessment-answer", args=[Assessment.objects.get().pk])
    refused = administrator.client.post(answer, {"answer": "object"})
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    assert administrator.client.post(answer, {"answer": "agree"}).status_code == 302
    shown = administrator.client.get(page).content.decode()
    assert "Write the amendment" in shown
    assert "Confirmed" in shown
    assert "confirmed it on" in liaison.client.get(page).content.decode()
