"""One number, explained down to its records."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import exports
from evaluation.selectors.changes import Comparison, Moved
from evaluation.selectors.explaining import Explanation, explain, figure_of
from evaluation.selectors.groups import Group
from evaluation.selectors.questions import questions_on
from evaluation.selectors.records import describe, records
from evaluation.selectors.runs import asked_run
from evaluation.selectors.subjects import Subject, college_subject, crumbs, of_run, region_subject

PAGE_SIZE = 50
QUESTIONS_MAX = 10  # on the page of their figure; the list has all
KINDS = ("csv", "xlsx")
CHANGES, NEAR = "changes", "near"


@require_safe
def region_figure(request: HttpRequest, code: str, indicator: str) -> HttpResponseBase:
    """A figure of a region, for the authorities above it."""
    request.actor.require("see_dashboard")
    return _page(request, region_subject(request.actor, code), indicator)


@require_safe
def college_figure(request: HttpRequest, code: str, indicator: str) -> HttpResponseBase:
    """A figure of a college, for itself and the authority it answers to."""
    if not request.actor.can("see_dashboard"):
        request.actor.require("see_own_figures")
    return _page(request, college_subject(request.actor, code), indicator)


def _page(request: HttpRequest, subject: Subject | None, indicator: str) -> HttpResponseBase:
    asked = request.GET.get("run", "")
    run = asked_run(asked)
    value = figure_of(request.actor, subject, indicator, run) if subject is not None and run is not None else None
    if subject is None or run is None or value is None:
        raise Http404
    explanation = explain(request.actor, subject, value, run)
    context = {
        "page": explanation,
        "subject": subject,
        "crumbs": list(crumbs(request.actor, subject)),
        "may_see_runs": request.actor.can("see_runs"),
        "may_ask": request.actor.can("ask_about_figure"),
        "ask_url": of_run(reverse("evaluation:question-ask", args=[subject.code, indicator]), asked or None),
        "questions": list(questions_on(request.actor, value)[:QUESTIONS_MAX]),
    }
    kind = request.GET.get("export", "")
    if kind in KINDS and request.GET.get("of") == CHANGES and explanation.comparison is not None:
        return _export_changes(explanation, explanation.comparison, kind)
    if explanation.groups:
        group = _chosen(request, explanation)
        if kind in KINDS:
            return _export(explanation, group, kind)
        context |= _listed(request, group)
    return render(request, "evaluation/figure.html", context)


def _chosen(request: HttpRequest, explanation: Explanation) -> Group:
    asked = request.GET.get("counted", "")
    return next((group for group in explanation.groups if group.key == asked), explanation.groups[0])


def _listed(request: HttpRequest, group: Group) -> dict[str, Any]:
    """A page of the records of a group."""
    pages = Paginator(group.rows.order_by("pk"), PAGE_SIZE)
    pages.count = group.visible  # counted already
    page = pages.get_page(request.GET.get("page", 1))
    first = max(page.start_index() - 1, 0)
    return {
        "group": group,
        "headers": describe(group.rows.model).headers,
        "records": list(records(group.rows, group.window, on_page=slice(first, first + PAGE_SIZE), why=group.why)),
        "listing": {"page": page, "page_numbers": page.paginator.get_elided_page_range(page.number)},
    }


def _export(explanation: Explanation, group: Group, kind: str) -> HttpResponseBase:
    """The records as a file; every row says how it counts and carries run and digest."""
    run = explanation.run
    header = [*describe(group.rows.model).headers, _("Counted"), _("Why it does not count"), _("Run"), _("Digest")]
    rows = _export_rows(group, [run.pk, run.digest])
    return _file(explanation, kind, header, rows)


def _file(
    explanation: Explanation, kind: str, header: list[Any], rows: Iterable[list[exports.Cell]], suffix: str = ""
) -> HttpResponseBase:
    respond = exports.csv_response if kind == "csv" else exports.xlsx_response
    name = f"{explanation.indicator.code}-{explanation.subject.code}-{explanation.run.on}{suffix}"
    return respond(name, [str(title) for title in header], rows)


def _export_changes(explanation: Explanation, comparison: Comparison, kind: str) -> HttpResponseBase:
    """What came and went as a file; records of several kinds share the columns of the same name."""
    headers = list(dict.fromkeys(str(title) for one in comparison.kinds for title in one.headers))
    run, before = explanation.run, comparison.before_run
    header = [
        _("What happened"), _("Counted in"), _("Why it came or went"), *headers,
        _("Run before"), _("Digest of the run before"), _("Run"), _("Digest"),
    ]  # fmt: skip
    stamp = [before.pk, before.digest, run.pk, run.digest]
    rows = (_changed_row(titles, moved, headers, stamp) for titles, moved in comparison.everything())
    return _file(explanation, kind, header, rows, "-changes")


def _changed_row(titles: Iterable[Any], moved: Moved, headers: list[str], stamp: list[Any]) -> list[exports.Cell]:
    found = {str(title): exports.cell(cell.value) for title, cell in zip(titles, moved.record.cells, strict=True)}
    return [moved.what, moved.sides, moved.why, *(found.get(title, "") for title in headers), *stamp]


def _export_rows(group: Group, stamp: list[Any]) -> Iterator[list[exports.Cell]]:
    apart = group.label if group.key == NEAR else _("Denominator only")
    counted = {True: _("Numerator and denominator"), False: apart, None: group.label}
    for record in records(group.rows, group.window, why=group.why):
        cells = (exports.cell(cell.value) for cell in record.cells)
        yield [*cells, counted[record.in_numerator], record.why, *stamp]
