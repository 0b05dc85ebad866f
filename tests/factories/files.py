"""Files for imports, written as facts in the test."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from accounts.actors import Actor
from core.imports import ImportReport, run_import
from tests.factories.accounts import TODAY


def csv_file(rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8") -> io.BytesIO:
    """Rows with the same keys as a CSV file."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def take_in(name: str, *rows: Mapping[str, str], encoding: str = "utf-8", **options) -> ImportReport:
    """Import rows as a file would be imported."""
    options = {"actor": Actor.system("test"), "on": TODAY, **options}
    return run_import(name, csv_file(rows, encoding=encoding), file_name=f"{name}.csv", **options)


def take_in_file(name: str, path: Path, **options) -> ImportReport:
    """Import a real file."""
    options = {"actor": Actor.system("test"), "on": TODAY, **options}
    with path.open("rb") as file:
        return run_import(name, file, file_name=path.name, **options)


def outcome(report: ImportReport) -> tuple[int, int, int, int, int]:
    """Rows in, created, updated, unchanged, rejected."""
    counts = report.counts
    return report.rows, counts.created, counts.updated, counts.unchanged, report.rejected


def said(report: ImportReport) -> dict[int, list[str]]:
    """The notes of a report by line."""
    lines: dict[int, list[str]] = {}
    for note in report.notes:
        lines.setdefault(note.line, []).append(note.text)
    return lines


def refused(report: ImportReport) -> list[tuple[int, str, str]]:
    """Line, column and value of every rejection."""
    return [(fault.line, fault.column, fault.value) for fault in report.rejections]
