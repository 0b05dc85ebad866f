"""Questions on figures, as far as one may see them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.actors import Actor
from evaluation.models import Answerer, FigureQuestion, IndicatorValue, RunState
from evaluation.selectors.explaining import figure_of
from evaluation.selectors.runs import asked_run
from evaluation.selectors.subjects import Subject, college_subject, region_subject
from evaluation.services.questions import ANSWERS

SCHOOL_CODE = 10  # its length


@dataclass(frozen=True)
class Rights:
    """What an actor may do with a question while it is not closed."""

    may_answer: bool
    may_follow: bool  # ask back, close


def questions(actor: Actor) -> QuerySet[FigureQuestion]:
    """All that the actor may see, with what a list names."""
    rows = FigureQuestion.objects.visible_to(actor)
    return rows.select_related("indicator", "organisation", "region", "asked_by", "run__version__framework")


def questions_on(actor: Actor, value: IndicatorValue) -> QuerySet[FigureQuestion]:
    """Those on the same indicator of the same subject, of any run; the open ones first."""
    rows = questions(actor).filter(level=value.level, code=value.code, indicator__code=value.indicator.code)
    return rows.order_by("closed_on", "-asked_on", "-pk")


def rights(actor: Actor, question: FigureQuestion) -> Rights:
    """What the actor may do with it while it is not closed."""
    is_authoritys = question.answerer == Answerer.AUTHORITY
    return Rights(
        may_answer=actor.can(ANSWERS[Answerer(question.answerer)], question if is_authoritys else None),
        may_follow=actor.can("follow_figure_question", question),
    )


def figure_to_ask(actor: Actor, code: str, indicator: str, run: str) -> tuple[Subject, IndicatorValue] | None:
    """The published figure that an address names, if the actor may see it."""
    found = asked_run(run)
    if found is None or not code.isalnum():
        return None
    subject = college_subject(actor, code) if len(code) == SCHOOL_CODE else _region(actor, code)
    value = figure_of(actor, subject, indicator, found) if subject is not None else None
    if subject is None or value is None or found.state != RunState.PUBLISHED:
        return None
    return subject, value


def _region(actor: Actor, code: str) -> Subject | None:
    return region_subject(actor, code) if actor.can("see_dashboard") else None
