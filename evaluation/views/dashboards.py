"""The first screen of an authority, for its own region and every region below."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.home import todos
from core import clock, wording
from evaluation.engine.subjects import NATION_CODE
from evaluation.selectors.dashboard import dashboard
from evaluation.selectors.runs import asked_run, last_published, published_frameworks
from evaluation.selectors.subjects import crumbs, oversees, own_region_code, region_subject, regions_to_choose
from evaluation.views.files import KINDS, dashboard_sheet, file_of


@require_safe
def own_dashboard(request: HttpRequest) -> HttpResponseBase:
    """The region that the authority oversees."""
    request.actor.require("see_dashboard")
    return _page(request, own_region_code(request.actor), is_home=True)


@require_safe
def region_dashboard(request: HttpRequest, code: str) -> HttpResponseBase:
    """A region in what the authority oversees; any other is not found."""
    request.actor.require("see_dashboard")
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, is_home: bool = False) -> HttpResponseBase:
    """The page, of another region or an earlier run where the address asks for it (`region`, `run`)."""
    asked = request.GET.get("run", "")
    run = asked_run(asked) if asked else None
    subject = region_subject(request.actor, request.GET.get("region") or code)
    if subject is None or (asked and run is None):
        raise Http404
    page = dashboard(request.actor, subject, by=request.GET.get("by", ""), of=request.GET.get("of", ""), run=run)
    kind = request.GET.get("export")
    if kind in KINDS and page.run is not None:
        return file_of(kind, dashboard_sheet(page, subject), page.run)
    context = {
        "page": page,
        "subject": subject,
        "crumbs": list(crumbs(request.actor, subject)),
        "regions": regions_to_choose(request.actor, subject),
        "runs": [(run, wording.day_short(run.on)) for run in last_published(page.run)] if page.run else [],
        "frameworks": published_frameworks() if page.run else [],
        "oversees_nation": oversees(request.actor, NATION_CODE),
    }
    if is_home and subject.code == code and run is None:
        today = clock.today()
        context |= {"todos": todos(request.actor, today), "today": today}
    return render(request, "evaluation/dashboard.html", context)
