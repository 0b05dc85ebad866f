"""CSV and Excel of a list. Every cell is text, a number or a date; no cell is ever a formula."""

import csv
import html
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.cells import harmless

Cell = str | int | float | Decimal | date | datetime | None

EXACT_DIGITS = 15  # a spreadsheet rounds longer numbers
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cell(value: Any) -> Cell:
    """A value as a cell: markup becomes text, truth a word, a moment Shanghai's wall clock."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, SafeString):
        return html.unescape(strip_tags(value)).strip()
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    return str(value)


def csv_text(value: Cell) -> str:
    """A cell of a CSV file; text that a program could take for a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value)
    return harmless(value)


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_response(name: str, header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> HttpResponseBase:
    """A CSV file, row by row; its mark at the head lets Excel read Chinese."""
    writer = csv.writer(_Echo())
    lines: Iterator[str] = (
        writer.writerow([csv_text(value) for value in row]) for row in chain([[str(title) for title in header]], rows)
    )
    response = StreamingHttpResponse(chain(["\ufeff"], lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, header: Iterable[str | Promise], rows: Iterable[Iterable[Cell]]) -> HttpResponseBase:
    """An Excel file, written in constant memory."""
    file = tempfile.TemporaryFile(prefix="ronghe-export-")  # noqa: SIM115 (FileResponse closes it)
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for column, title in enumerate(header):
        sheet.write_string(0, column, str(title), head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, (number, column), value, formats)
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def _write(sheet: Any, place: tuple[int, int], value: Cell, formats: dict[type, Any]) -> None:
    match value:
        case None:
            return
        case date():  # a datetime is one too
            sheet.write_datetime(*place, value, formats[type(value)])
        case int() | float() | Decimal() if len(str(value).replace(".", "").lstrip("-")) <= EXACT_DIGITS:
            sheet.write_number(*place, value)
        case _:
            sheet.write_string(*place, str(value))
