"""Own numbers: a college's figures with what would turn their lights, and an enterprise's cooperation."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core import clock
from evaluation.engine.subjects import Level
from evaluation.selectors.cooperation import cooperation
from evaluation.selectors.own import finding_of, own_figures
from evaluation.selectors.runs import asked_run
from evaluation.selectors.subjects import Subject, college_subject, crumbs
from evaluation.views.files import KINDS, college_sheet, file_of
from institutions.models import College

TILES_MAX = 12


@require_safe
def my_figures(request: HttpRequest) -> HttpResponseBase:
    """The college's own figures: as published, and as they stand now."""
    request.actor.require("see_own_figures")
    organisation = request.actor.organisation
    college = get_object_or_404(College.objects.select_related("organisation"), pk=organisation.pk)
    return _page(request, Subject(Level.COLLEGE, college.school_code, college.organisation), with_live=True)


@require_safe
def college_figures(request: HttpRequest, code: str) -> HttpResponseBase:
    """A college's published figures, for the authority it answers to. What is not published stays the college's."""
    request.actor.require("see_dashboard")
    subject = college_subject(request.actor, code)
    if subject is None:
        raise Http404
    return _page(request, subject, with_live=False)


@require_safe
def my_cooperation(request: HttpRequest) -> HttpResponseBase:
    """What an enterprise's own cooperation counts, at this moment."""
    request.actor.require("see_own_cooperation")
    now = clock.now()
    figures = list(cooperation(request.actor.organisation, on=clock.today(), cutoff=now))
    context = {"figures": figures, "now": now, "organisation": request.actor.organisation}
    return render(request, "evaluation/my_cooperation.html", context)


def _page(request: HttpRequest, subject: Subject, *, with_live: bool) -> HttpResponseBase:
    asked = request.GET.get("run", "")
    run = asked_run(asked) if asked else None
    if asked and run is None:
        raise Http404
    now = clock.now()
    run, figures = own_figures(
        request.actor, subject, on=clock.today(), cutoff=now, with_live=with_live and not asked, run=run
    )
    if not with_live and run is None:
        figures = []
    kind = request.GET.get("export")
    if kind in KINDS and run is not None:
        return file_of(kind, college_sheet(figures, subject), run)
    context = {
        "subject": subject,
        "run": run,
        "finding": finding_of(figures),
        "figures": figures,
        "tiles": [figure for figure in figures if figure.indicator.is_judged][:TILES_MAX],
        "with_live": with_live and not asked,
        "now": now,
        "crumbs": list(crumbs(request.actor, subject)),
        "may_see_runs": request.actor.can("see_runs"),
    }
    return render(request, "evaluation/my_figures.html", context)
