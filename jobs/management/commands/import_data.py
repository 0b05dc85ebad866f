"""manage.py import_data regions divisions.csv [--dry-run] [--report rejected.csv]"""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actors import Actor
from core import clock
from core.errors import DomainError
from core.imports import ImportReport, Progress, importers, no_progress
from core.wording import number
from jobs.imports import import_file

SHOWN = 50  # lines of each kind; --report writes all rejected rows


class Command(BaseCommand):
    help = "Check a CSV or XLSX file as a whole, then take it in, all or nothing. Rejected rows are listed, never lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=importers.names())
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
        parser.add_argument("--report", type=Path, help="write rejected rows to this CSV file, each with its reason")
        parser.add_argument("--on", type=date.fromisoformat, help="the business day; today by default")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language()):
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                report = import_file(
                    actor=Actor.system("import"),
                    name=options["name"],
                    file=file,
                    file_name=path.name,
                    on=options["on"] or clock.today(),
                    is_dry_run=options["dry_run"],
                    progress=self._progress(),
                )
        except OSError as error:
            raise CommandError(_("%(file)s cannot be opened: %(reason)s") % {"file": path, "reason": error}) from error
        except DomainError as error:
            raise CommandError(f"{path.name}: {error}") from error
        self._print(report)
        if options["report"]:
            with options["report"].open("w", newline="", encoding="utf-8-sig") as target:
                report.write_rejected(target)

    def _progress(self) -> Progress:
        if not sys.stderr.isatty():
            return no_progress
        return lambda done, total: self.stderr.write(f"\r{done:,}{f' / {total:,}' if total else ''}  ", ending="")

    def _print(self, report: ImportReport) -> None:
        heading = _("Preview, nothing was written: %(file)s") if report.is_dry_run else _("Imported: %(file)s")
        self.stdout.write(heading % {"file": report.file_name})
        figures = {name: number(value) for name, value in report.as_dict().items() if isinstance(value, int)}
        self.stdout.write(
            _(
                "%(rows)s rows in: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, "
                "%(rejected)s rejected"
            )
            % figures
        )
        if report.ignored_columns:
            self.stdout.write(_("Columns not read: %(columns)s") % {"columns": ", ".join(report.ignored_columns)})
        if report.other_sheets:
            self.stdout.write(_("Sheets not read: %(sheets)s") % {"sheets": ", ".join(report.other_sheets)})
        self._print_lines(
            _("Handled"),
            [_("Line %(line)s: %(text)s") % {"line": note.line, "text": note.text} for note in report.notes],
        )
        self._print_lines(
            _("Rejected"),
            [
                _("Line %(line)s, %(column)s “%(value)s”: %(reason)s")
                % {"line": fault.line, "column": fault.column, "value": fault.value, "reason": fault.reason}
                for fault in report.rejections
            ],
        )

    def _print_lines(self, heading: str, lines: list[str]) -> None:
        if not lines:
            return
        self.stdout.write(f"{heading} ({number(len(lines))})")
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write("  " + _("and %(count)s more") % {"count": number(len(lines) - SHOWN)})
