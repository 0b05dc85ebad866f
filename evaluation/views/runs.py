"""Runs as the operator and authorities look into them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.pages import render_list
from core.templatetags.ui import LIGHTS
from evaluation.engine.measures import MEASURES
from evaluation.filters import RunFilter
from evaluation.models import Publication, Run
from evaluation.tables import RUN_SHAPES, RunTable

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
    return render_list(request, filterset=RunFilter, queryset=runs, table=RunTable, template="evaluation/run_list.html")


@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One run: how it ended, its tasks, counts and digest."""
    request.actor.require("see_runs")
    run = get_object_or_404(Run.objects.select_related("version__framework"), pk=pk)
    context = {
        "run": run,
        "shape": RUN_SHAPES[run.state],
        "tasks": [
            {"task": task, "titles": [MEASURES[code].title for code in task.measures]} for task in run.tasks.all()
        ],
        "counts": [(label, run.counts[key]) for key, label in COUNT_LABELS.items() if key in run.counts],
        "lights": [(light, run.counts.get("lights", {}).get(light, 0)) for light in LIGHTS],
        "is_current": Publication.objects.filter(run=run).exists(),
    }
    return render(request, "evaluation/run_detail.html", context)
