"""Questions on figures: asked, answered, asked back, closed. A figure changes with its records only."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from core.errors import DomainError, InvalidInput, NotAllowed
from evaluation.models import (
    Answerer,
    FigureQuestion,
    IndicatorValue,
    QuestionReply,
    QuestionState,
    RunState,
)
from ledger.services import record
from notices.services import notify

FIGURE_QUESTIONED, FIGURE_ANSWERED = "figure_questioned", "figure_answered"
ANSWERS = {Answerer.AUTHORITY: "answer_figure_question", Answerer.OPERATOR: "answer_authority_question"}
TEXT_MAX = 4000


class QuestionClosed(DomainError):
    """Nothing is said any more in a question that is closed; a new one can be asked."""

    code = "question_closed"
    message = _("This question is closed. Ask a new one where something is still unclear.")


@transaction.atomic
def ask_about_figure(*, actor: Actor, value: IndicatorValue, text: str, on: date) -> FigureQuestion:
    """The college or authority acted for asks about a published figure that it may see.

    A college's question goes to the authority that oversees it, where one is on the platform; any other to the
    operator. Raises NotAllowed, InvalidInput.
    """
    actor.require("ask_about_figure")
    seen = IndicatorValue.objects.visible_to(actor).filter(run__state=RunState.PUBLISHED)
    found = seen.select_related("indicator", "run", "organisation__overseer_region").filter(pk=value.pk).first()
    asker = Organisation.objects.filter(pk=actor.organisation_id).first() if actor.organisation_id else None
    if found is None or asker is None:
        raise NotAllowed
    words = _words(text)
    to_authority = asker.kind == OrganisationKind.COLLEGE and bool(_reviewers(found.organisation))
    question = FigureQuestion.objects.create(
        level=found.level,
        code=found.code,
        region_id=found.region_id,
        organisation_id=found.organisation_id,
        run=found.run,
        indicator=found.indicator,
        asked_by=asker,
        answerer=Answerer.AUTHORITY if to_authority else Answerer.OPERATOR,
        text=words,
        asker_label=actor.label,
        asked_on=on,
    )
    record(
        actor=actor,
        action="figure_question.asked",
        subject=question,
        payload={"figure": f"{found.code}.{found.indicator.code}", "run": found.run_id, "text": words},
    )
    _tell_answerers(actor, question)
    return question


@transaction.atomic
def answer_figure_question(*, actor: Actor, question: FigureQuestion, text: str, on: date) -> FigureQuestion:
    """The side that has to answer says something. Raises NotAllowed, InvalidInput, QuestionClosed."""
    question = _locked(question)
    actor.require(ANSWERS[Answerer(question.answerer)], _row_of(question))
    _say(actor, question, text, on, is_answer=True)
    _move(question, QuestionState.ANSWERED, answered_on=on)
    notify(
        actor=actor,
        users=_askers(question),
        kind=FIGURE_ANSWERED,
        params={"on": on.isoformat()},
        url=question.get_absolute_url(),
        organisation_id=question.asked_by_id,
    )
    return question


@transaction.atomic
def ask_back(*, actor: Actor, question: FigureQuestion, text: str, on: date) -> FigureQuestion:
    """Who asked asks again, and the question waits again. Raises NotAllowed, InvalidInput, QuestionClosed."""
    actor.require("follow_figure_question", question)
    question = _locked(question)
    _say(actor, question, text, on, is_answer=False)
    _move(question, QuestionState.OPEN)
    _tell_answerers(actor, question)
    return question


@transaction.atomic
def close_figure_question(*, actor: Actor, question: FigureQuestion, on: date) -> FigureQuestion:
    """Who asked closes it, answered or not. Raises NotAllowed, QuestionClosed."""
    actor.require("follow_figure_question", question)
    question = _locked(question)
    _move(question, QuestionState.CLOSED, closed_on=on)
    record(actor=actor, action="figure_question.closed", subject=question, payload={"on": on})
    return question


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise InvalidInput(_("Write what you want to say."), field="text")
    if len(words) > TEXT_MAX:
        raise InvalidInput(_("At most %(most)s characters."), field="text", params={"most": TEXT_MAX})
    return words


def _locked(question: FigureQuestion) -> FigureQuestion:
    """The question as it stands, for this transaction alone. Raises QuestionClosed."""
    rows = FigureQuestion.objects.select_for_update(of=("self",)).select_related("indicator", "organisation")
    found = rows.get(pk=question.pk)
    if found.is_closed:
        raise QuestionClosed
    return found


def _row_of(question: FigureQuestion) -> FigureQuestion | None:
    """What the right to answer is asked about: the operator has no relation to a row."""
    return question if question.answerer == Answerer.AUTHORITY else None


def _say(actor: Actor, question: FigureQuestion, text: str, on: date, *, is_answer: bool) -> None:
    words = _words(text)
    QuestionReply.objects.create(
        question=question, is_answer=is_answer, text=words, author_label=actor.label, said_on=on
    )
    action = "figure_question.answered" if is_answer else "figure_question.asked_back"
    record(actor=actor, action=action, subject=question, payload={"on": on, "text": words})


def _move(question: FigureQuestion, state: str, **days: date) -> None:
    question.state = state
    for name, day in days.items():
        setattr(question, name, day)
    question.save(update_fields=["state", *days])


def _tell_answerers(actor: Actor, question: FigureQuestion) -> None:
    people = _reviewers(question.organisation) if question.answerer == Answerer.AUTHORITY else _operators()
    for organisation_id in sorted({one.organisation_id for one in people}):
        notify(
            actor=actor,
            users=[one.user for one in people if one.organisation_id == organisation_id],
            kind=FIGURE_QUESTIONED,
            params={"on": question.asked_on.isoformat()},
            url=question.get_absolute_url(),
            organisation_id=organisation_id,
        )


def _standing() -> QuerySet[Membership]:
    """Memberships that have not ended, of organisations that stand."""
    return Membership.objects.filter(ended_at=None, organisation__ended_on=None).select_related("user")


def _reviewers(college: Organisation | None) -> list[Membership]:
    """The reviewers of the authorities that oversee a college: of its region or one above, and of the country."""
    if college is None:
        return []
    mine = Q(organisation__overseer_region=None)
    if college.overseer_region is not None:
        code = college.overseer_region.code
        codes = {code, f"{code[:4]}00", f"{code[:2]}0000"}
        mine |= Q(organisation__overseer_region__code__in=codes)
    people = _standing().filter(mine, role=Role.REVIEWER, organisation__kind=OrganisationKind.AUTHORITY)
    return list(people.order_by("pk"))


def _operators() -> list[Membership]:
    return list(_standing().filter(role=Role.OPERATOR).order_by("pk"))


def _askers(question: FigureQuestion) -> list[User]:
    """Those of the asking organisation who may go on with it."""
    people = _standing().filter(organisation=question.asked_by_id, role__in=(Role.COLLEGE_ADMINISTRATOR, Role.REVIEWER))
    return [one.user for one in people.order_by("pk")]
