"""Runs as the operator and authorities look into them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.idempotency import once
from core import clock
from core.errors import DomainError
from core.pages import render_list
from core.templatetags.ui import LIGHTS
from evaluation.engine.measures import MEASURES
from evaluation.filters import RunFilter
from evaluation.forms import RunReasonForm
from evaluation.models import Publication, Run, RunKind, RunState
from evaluation.selectors.runs import late_publications
from evaluation.services import release_run, resume_run
from evaluation.tables import RUN_SHAPES, RunTable

REFUSED = 409
COUNT_LABELS = {
    "measures": _("Measures"),
    "measure_values": _("Counted figures"),
    "subjects": _("Regions and colleges"),
    "indicators": _("Indicators"),
    "indicator_values": _("Figures of indicators"),
}


@require_safe
def run_list(request: HttpRequest) -> HttpResponseBase:
    """Every run."""
    request.actor.require("see_runs")
    runs = Run.objects.select_related("version__framework")
    return render_list(
        request,
        filterset=RunFilter,
        queryset=runs,
        table=RunTable,
        template="evaluation/run_list.html",
        context={"late": late_publications(clock.now())},
    )


@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One run: how it ended, its tasks, counts and digest; and what an operator may do about it."""
    request.actor.require("see_runs")
    return _detail(request, _run(pk))


def _run(pk: int) -> Run:
    return get_object_or_404(Run.objects.select_related("version__framework"), pk=pk)


def _detail(request: HttpRequest, run: Run, form: RunReasonForm | None = None) -> HttpResponse:
    context = {
        "run": run,
        "shape": RUN_SHAPES[run.state],
        "tasks": [
            {"task": task, "titles": [MEASURES[code].title for code in task.measures]} for task in run.tasks.all()
        ],
        "counts": [(label, run.counts[key]) for key, label in COUNT_LABELS.items() if key in run.counts],
        "lights": [(light, run.counts.get("lights", {}).get(light, 0)) for light in LIGHTS],
        "is_current": Publication.objects.filter(run=run).exists(),
        "form": form or RunReasonForm(),
        "may_resume": request.actor.can("recompute") and (run.is_open or run.state == RunState.FAILED),
        "may_release": request.actor.can("recompute") and run.state == RunState.HELD and run.kind == RunKind.NIGHTLY,
    }
    return render(request, "evaluation/run_detail.html", context, status=REFUSED if form else 200)


@require_POST
@once
def run_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a run go on that failed or stands still."""
    return _decide(request, pk, resume_run, _("The run goes on."))


@require_POST
@once
def run_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a run that a gate holds."""
    return _decide(request, pk, release_run, _("The run is published."))


def _decide(request: HttpRequest, pk: int, service: Callable[..., Run], done: str) -> HttpResponse:
    request.actor.require("recompute")
    run, form = _run(pk), RunReasonForm(request.POST)
    if form.is_valid():
        try:
            service(actor=request.actor, run=run, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_refusal(error)
        else:
            messages.success(request, done)
            return redirect("evaluation:run-detail", pk=run.pk)
    return _detail(request, run, form)
