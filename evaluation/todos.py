"""What waits for a reviewer or an operator: lights that turned red, runs that a person has to look at."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.actors import Actor
from accounts.home import Todo
from accounts.scoping import overseen
from core import wording
from evaluation import wordings
from evaluation.engine.subjects import Level
from evaluation.models import (
    Answerer,
    FigureQuestion,
    IndicatorValue,
    Light,
    QuestionState,
    Role,
    Run,
    RunKind,
    RunState,
)
from evaluation.selectors.dashboard import current_publication, month_ago
from evaluation.selectors.subjects import figure_url
from evaluation.selectors.suppression import small_cells

TURNED_MAX = 5  # the rest stands on the dashboard


def todos(actor: Actor, _on: date) -> Iterator[Todo]:
    """Lights of one's regions that turned red, and runs that wait. At most three queries."""
    if actor.can("see_dashboard"):
        yield from _turned_red(actor)
    if actor.can("see_runs"):
        yield from _waiting_runs()
    if actor.can("ask_about_figure") or actor.can("answer_authority_question"):
        yield from _questions(actor)


def _turned_red(actor: Actor) -> Iterator[Todo]:
    """Regions below one's own and colleges whose headline is red and was not a month ago."""
    pointer = current_publication()
    if pointer is None:
        return
    run = pointer.run
    values = IndicatorValue.objects.visible_to(actor).filter(
        Q(run=run.pk, light=Light.RED) | Q(run__in=month_ago(run)),
        level__in=(Level.PREFECTURE, Level.COUNTY, Level.COLLEGE),
        indicator__role=Role.HEADLINE,
    )
    rows = list(values.select_related("indicator", "region", "organisation", "run").order_by("level", "code"))
    cells = small_cells(actor, {row.run_id: row.run.on for row in rows})
    found = [row for row in map(cells.of_row, rows) if not row.is_hidden]
    before = {(value.level, value.code): value.light for value in found if value.run_id != run.pk}
    turned = [
        value
        for value in found
        if value.run_id == run.pk and before.get((value.level, value.code), Light.RED) != Light.RED
    ]
    for value in turned[:TURNED_MAX]:
        place = wording.name_of(value.region or value.organisation)
        indicator = value.indicator
        yield Todo(
            title=_("%(place)s turned red") % {"place": place},
            url=figure_url(value.level, value.code, indicator.code),
            detail=_("%(indicator)s: %(value)s. %(finding)s.")
            % {
                "indicator": indicator.label,
                "value": wordings.value_text(indicator, value.value),
                "finding": wordings.finding_text(indicator, value.numerator, value.denominator),
            },
            act=pgettext("button", "Look into it"),
        )


def _questions(actor: Actor) -> Iterator[Todo]:
    """Questions that one has to answer, and answers to one's own. One query."""
    rows = FigureQuestion.objects.visible_to(actor).filter(_to_answer(actor) | _answered(actor))
    for question in rows.select_related("indicator", "organisation", "region").order_by("asked_on", "pk")[:TURNED_MAX]:
        is_open = question.state == QuestionState.OPEN
        title = _("Answer the question on “%(indicator)s”") if is_open else _("Read the answer on “%(indicator)s”")
        yield Todo(
            title=title % {"indicator": question.indicator.label},
            url=question.get_absolute_url(),
            detail=wording.name_of(question.subject) if question.subject is not None else _("China"),
            act=pgettext("button", "Answer") if is_open else pgettext("button", "Read"),
        )


def _to_answer(actor: Actor) -> Q:
    """Open questions of colleges that one oversees; of the operator those of authorities."""
    if actor.can("answer_authority_question"):
        return Q(state=QuestionState.OPEN, answerer=Answerer.OPERATOR)
    if not actor.can("answer_figure_question"):
        return Q(pk__in=[])
    mine = overseen("organisation_id", actor.scope.region_ranges)
    return Q(mine, state=QuestionState.OPEN, answerer=Answerer.AUTHORITY)


def _answered(actor: Actor) -> Q:
    return Q(state=QuestionState.ANSWERED, asked_by__in=actor.scope.organisation_ids)


def _waiting_runs() -> Iterator[Todo]:
    """Nightly runs newer than the last published one that are held or have failed."""
    runs = Run.objects.filter(kind=RunKind.NIGHTLY, state__in=(RunState.HELD, RunState.FAILED, RunState.PUBLISHED))
    for run in runs.order_by("-on", "-pk")[:TURNED_MAX]:
        if run.state == RunState.PUBLISHED:
            return
        told = _("Run %(run)s is held") if run.state == RunState.HELD else _("Run %(run)s has failed")
        yield Todo(
            title=told % {"run": run.pk},
            url=reverse("evaluation:run-detail", args=[run.pk]),
            detail=_("Until it is decided, everybody sees the figures of an earlier day."),
            act=pgettext("button", "Look into it"),
        )
