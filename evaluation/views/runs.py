"""Runs as the operator and authorities look into them, and what a framework says."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.pages import render_list
from core.templatetags.ui import LIGHTS
from evaluation import wordings
from evaluation.engine.measures import MEASURES
from evaluation.filters import RunFilter
from evaluation.models import FrameworkVersion, Publication, Run
from evaluation.selectors.names import expression_names
from evaluation.selectors.plans import version_plan
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


@require_safe
def framework_detail(request: HttpRequest, code: str, number: str) -> HttpResponseBase:
    """What a version of a framework says: public to everyone signed in."""
    versions = FrameworkVersion.objects.select_related("framework")
    version = get_object_or_404(versions, framework__code=code, number=number)
    indicators = list(version.indicators.all())
    names = expression_names(version)
    context = {
        "version": version,
        "indicators": [
            {
                "indicator": one,
                "numerator": wordings.formula_text(one.numerator, names),
                "denominator": wordings.formula_text(one.denominator, names),
                "threshold": wordings.threshold_text(one),
                "score": wordings.score_text(one.kind, one.zero_at, one.full_at, one.points)
                if one.zero_at is not None and one.full_at is not None
                else "",
            }
            for one in indicators
        ],
        "judged_count": sum(one.is_judged for one in indicators),
        "measures": [MEASURES[name] for name in sorted(version_plan(version).measures)],
    }
    return render(request, "evaluation/framework_detail.html", context)
