"""Pages of questions on figures: who asked and who answers read the same thread."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from evaluation import wordings
from evaluation.filters import FigureQuestionFilter
from evaluation.forms import QuestionForm
from evaluation.models import FigureQuestion
from evaluation.selectors.questions import Rights, figure_to_ask, questions, rights
from evaluation.selectors.subjects import figure_url, of_run
from evaluation.services import questions as services
from evaluation.tables import QUESTION_SHAPES, FigureQuestionTable

REFUSED = 409


@require_safe
def question_list(request: HttpRequest) -> HttpResponseBase:
    """Questions on one's own figures, those that one asked, and those that one has to answer."""
    return render_list(
        request,
        filterset=FigureQuestionFilter,
        queryset=questions(request.actor),
        table=FigureQuestionTable,
        template="evaluation/question_list.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def question_ask(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Ask about a figure of the published run, or of an earlier one (`run`)."""
    request.actor.require("ask_about_figure")
    asked = figure_to_ask(request.actor, code, indicator, request.GET.get("run", ""))
    if asked is None:
        raise Http404
    subject, value = asked
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            question = services.ask_about_figure(
                actor=request.actor, value=value, on=clock.today(), text=form.cleaned_data["text"]
            )
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, _("Your question is asked."))
            return redirect(question)
    context = {
        "form": form,
        "subject": subject,
        "indicator": value.indicator,
        "run": value.run,
        "value": wordings.hidden_text() if value.is_hidden else wordings.value_text(value.indicator, value.value),
        "figure_url": of_run(figure_url(value.level, value.code, value.indicator.code), value.run_id),
    }
    return render(request, "evaluation/question_form.html", context, status=_status(form))


@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A question with everything that was said in it."""
    question = _question(request, pk)
    may = rights(request.actor, question)
    return _page(request, question, may, QuestionForm(label=_label(may)))


@require_POST
@once
def question_say(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, or ask back: what the person is in this question decides."""
    question = _question(request, pk)
    may = rights(request.actor, question)
    say = services.answer_figure_question if may.may_answer else services.ask_back
    form = QuestionForm(request.POST, label=_label(may))
    if form.is_valid():
        try:
            say(actor=request.actor, question=question, on=clock.today(), text=form.cleaned_data["text"])
        except services.QuestionClosed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Saved."))
        return redirect(question)
    if not (may.may_answer or may.may_follow):
        request.actor.require("follow_figure_question", question)
    return _page(request, question, may, form)


@require_POST
def question_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked needs no more."""
    question = _question(request, pk)
    request.actor.require("follow_figure_question", question)
    try:
        services.close_figure_question(actor=request.actor, question=question, on=clock.today())
    except services.QuestionClosed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The question is closed."))
    return redirect(question)


def _question(request: HttpRequest, pk: int) -> FigureQuestion:
    return get_object_or_404(questions(request.actor), pk=pk)


def _label(may: Rights) -> str:
    return _("Your answer") if may.may_answer else _("What is still unclear")


def _status(form: QuestionForm) -> int:
    return REFUSED if form.is_bound and form.errors else 200


def _page(request: HttpRequest, question: FigureQuestion, may: Rights, form: QuestionForm) -> HttpResponse:
    context = {
        "question": question,
        "shape": QUESTION_SHAPES[question.state],
        "replies": list(question.replies.all()),
        "may": may,
        "form": form if (may.may_answer or may.may_follow) and not question.is_closed else None,
        "figure_url": of_run(figure_url(question.level, question.code, question.indicator.code), question.run_id),
        "may_see_figure": not request.actor.scope.is_operator,
    }
    return render(request, "evaluation/question_detail.html", context, status=_status(form))
