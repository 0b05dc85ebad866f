"""The first screen of an authority, for its own region and every region below."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import exports, wording
from evaluation.selectors.dashboard import Dashboard, dashboard
from evaluation.selectors.subjects import Subject, crumbs, own_region_code, region_subject


@require_safe
def own_dashboard(request: HttpRequest) -> HttpResponseBase:
    """The region that the authority oversees."""
    request.actor.require("see_dashboard")
    return _page(request, own_region_code(request.actor))


@require_safe
def region_dashboard(request: HttpRequest, code: str) -> HttpResponseBase:
    """A region in what the authority oversees; any other is not found."""
    request.actor.require("see_dashboard")
    return _page(request, code)


def _page(request: HttpRequest, code: str) -> HttpResponseBase:
    subject = region_subject(request.actor, code)
    if subject is None:
        raise Http404
    page = dashboard(request.actor, subject, by=request.GET.get("by", ""))
    kind = request.GET.get("export")
    if kind in {"csv", "xlsx"} and page.run is not None:
        return _export(page, subject, kind)
    context = {"page": page, "subject": subject, "crumbs": list(crumbs(request.actor, subject))}
    return render(request, "evaluation/dashboard.html", context)


def _export(page: Dashboard, subject: Subject, kind: str) -> HttpResponseBase:
    """The table as a file, with the run and its digest in every row."""
    header = [_("Code"), _("Name"), _("Light"), *(column.label for column in page.columns), _("Run"), _("Digest")]
    run = page.run
    rows = (
        [row.code, wording.name_of(row), row.light_text, *(value.value if value else None for value in row.values)]
        + ([run.pk, run.digest] if run else [])
        for row in page.rows
    )
    respond = exports.csv_response if kind == "csv" else exports.xlsx_response
    return respond(f"figures-{subject.code}-{run.on if run else ''}", header, rows)
