"""Figures as files: CSV, Excel and PDF, each with the run, its digest, the cut-off and the version of the framework."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from core import exports, wording
from core.exports import Cell
from core.pdf import render_pdf
from core.templatetags.ui import LIGHTS
from evaluation.models import Run
from evaluation.selectors.dashboard import Dashboard
from evaluation.selectors.own import OwnFigure
from evaluation.selectors.subjects import Subject

KINDS = ("csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Sheet:
    """A table of figures. Rows for spreadsheets hold bare numbers, lines for paper the words of the page."""

    name: str
    title: str
    header: list[str]
    rows: Iterable[list[Cell]]
    lines: list[list[str]]
    lines_header: list[str]


def file_of(kind: str, sheet: Sheet, run: Run) -> HttpResponseBase:
    """The sheet as a file; every row of a spreadsheet, and the head of a document, says where the figures come from."""
    if kind == "pdf":
        return _document(sheet, run)
    version = run.version
    stamp: list[Cell] = [run.pk, run.digest, run.cutoff, f"{version.framework.code} {version.number}"]
    header = [*sheet.header, _("Run"), _("Digest"), _("Data to"), _("Framework")]
    respond = exports.csv_response if kind == "csv" else exports.xlsx_response
    rows = ([*row, *(exports.cell(value) for value in stamp)] for row in sheet.rows)
    return respond(f"{sheet.name}-{run.on}", header, rows)


def _document(sheet: Sheet, run: Run) -> HttpResponse:
    version = run.version
    document = render_pdf(
        "figures.typ",
        {
            "title": sheet.title,
            "facts": [
                [_("Data to"), wording.day(run.cutoff)],
                [_("Run"), str(run.pk)],
                [_("Framework"), f"{version.framework.label} {version.number}"],
                [_("Digest (SHA-256)"), run.digest],
            ],
            "header": sheet.lines_header,
            "lines": sheet.lines,
            "foot": _("A light is a signal, not an order."),
        },
        title=sheet.title,
        made_on=run.on,
        header=sheet.title,
        stamp=f"{_('Run')} {run.pk} · {run.digest[:8]}",
    )
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{sheet.name}-{run.on}.pdf"'
    return response


def dashboard_sheet(page: Dashboard, subject: Subject) -> Sheet:
    """The table of the dashboard: what lies below a region, worst first."""
    labels = [column.label for column in (*page.columns, *page.composites)]
    missing = _("no data")
    return Sheet(
        name=f"figures-{subject.code}",
        title=f"{subject.label} – {page.finding}",
        header=[_("Code"), _("Name"), _("Light"), *labels, _("Rank"), _("Change")],
        rows=(
            [row.code, wording.name_of(row), row.light_text]
            + [
                (value.text if value.is_hidden else value.value) if value else None
                for value in (*row.values, *row.scores)
            ]
            + [next((value.rank for value in row.scores if value and value.rank), None), row.change]
            for row in page.rows
        ),
        lines_header=[_("Name"), _("Light"), *labels],
        lines=[
            [wording.name_of(row), row.light_text]
            + [(value.text if value else "") or missing for value in (*row.values, *row.scores)]
            for row in page.rows
        ],
    )


def college_sheet(figures: list[OwnFigure], subject: Subject) -> Sheet:
    """A college's published figures, with thresholds and what would turn each light: published, as the digest says."""
    missing = _("no data")
    return Sheet(
        name=f"figures-{subject.code}",
        title=_("The figures of %(college)s") % {"college": subject.label},
        header=[
            _("Code"), _("Indicator"), _("Light"), _("Numerator"), _("Denominator"), _("Published"), _("Thresholds"),
            _("What would turn the light"),
        ],
        rows=[
            [
                figure.indicator.code,
                figure.indicator.label,
                figure.published_light_text or str(LIGHTS["grey"]),
                figure.published.numerator if figure.published else None,
                figure.published.denominator if figure.published else None,
                figure.published.value if figure.published else None,
                figure.threshold_text,
                figure.published_turning_text,
            ]
            for figure in figures
        ],
        lines_header=[_("Indicator"), _("Light"), _("Published"), _("Thresholds"), _("What would turn the light")],
        lines=[
            [
                figure.indicator.label,
                figure.published_light_text or str(LIGHTS["grey"]),
                figure.published_text or missing,
                figure.threshold_text,
                figure.published_turning_text,
            ]
            for figure in figures
        ],
    )  # fmt: skip
