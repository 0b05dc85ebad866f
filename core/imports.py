"""Takes a file into the platform: check the whole file, then write all of it in one transaction, or nothing.

An app writes an `Importer` and registers it when it is ready (`importers.register("regions", RegionImporter)`). The
mechanism reads the file, converts cells, collects rejected rows and notes, and asserts that no row is lost:
rows in = created + updated + unchanged + rejected. `jobs.imports` adds what needs tables: the job and the ledger entry.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, ClassVar, Generic, TextIO, TypeVar

from django.db import connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.actors import ActorLike
from core.cells import CellRefused, harmless
from core.errors import NotAllowed
from core.registry import Registry
from core.sheets import LIMITS, Column, Limits, Row, open_sheet
from core.wording import is_chinese

T = TypeVar("T")
Progress = Callable[[int, int], None]
BATCH = 500


def no_progress(done: int, total: int) -> None:
    """For callers that show none."""


def _nothing(*_facts: Any) -> None:
    """For callers that add nothing to the transaction."""


class Rejected(Exception):
    """Raised by `Importer.read`: this row is not taken in, because of this cell."""

    def __init__(self, column: str, reason: str | Promise) -> None:
        self.column, self.reason = column, str(reason)
        super().__init__(self.reason)


@dataclass(frozen=True)
class RejectedRow:
    """Why a row was not taken in. A row with several faults has several of these."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Note:
    """Something that was handled and has to be said: "retired code 330103 read as 330105"."""

    line: int
    text: str


@dataclass(frozen=True)
class Counts:
    """What became of the rows that were taken in."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)

    @property
    def total(self) -> int:
        return self.created + self.updated + self.unchanged


@dataclass(frozen=True)
class Accepted(Generic[T]):
    """A row that passed, as the importer understood it."""

    line: int
    values: dict[str, Any]  # converted cells of the columns that the file has; an empty cell is None
    item: T


@dataclass
class ImportReport:
    """What an import did, or would do (`is_dry_run`)."""

    name: str
    file_name: str
    sha256: str
    is_dry_run: bool
    columns: tuple[str, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)  # by code: what the file calls its columns
    ignored_columns: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    rows: int = 0
    counts: Counts = Counts()
    rejections: list[RejectedRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    rejected_lines: dict[int, dict[str, str]] = field(default_factory=dict)  # line → its cells as they came

    @property
    def rejected(self) -> int:
        """Rows that were not taken in (not the number of faults)."""
        return len(self.rejected_lines)

    def heading(self, column: str) -> str:
        """What the file calls a column; its code where the file lacks it."""
        return self.headings.get(column, column)

    def as_dict(self) -> dict[str, Any]:
        """Figures for the ledger and the job, without the rows."""
        return {
            "importer": self.name,
            "file_name": self.file_name,
            "sha256": self.sha256,
            "rows": self.rows,
            "created": self.counts.created,
            "updated": self.counts.updated,
            "unchanged": self.counts.unchanged,
            "rejected": self.rejected,
            "notes": len(self.notes),
        }

    def write_rejected(self, target: TextIO) -> None:
        """The rejected rows as CSV under the headings of the file, line and reason behind: mend it, import it again.

        `target` is opened with newline="" and encoding utf-8-sig, so that Excel reads it.
        """
        writer = csv.writer(target)
        writer.writerow([*(harmless(self.heading(column)) for column in self.columns), "line", "reason"])
        for line, values in sorted(self.rejected_lines.items()):
            reasons = [
                f"{self.heading(fault.column)}: {fault.reason}" if fault.column else fault.reason
                for fault in self.rejections
                if fault.line == line
            ]
            cells = [harmless(values.get(column, "")) for column in self.columns]
            writer.writerow([*cells, line, harmless("; ".join(reasons))])


class Importer(Generic[T]):
    """One kind of file. An instance lives for one import.

    Order of calls: `prepare` once; `read` per row; `review` once with all rows that passed; `write` once, in the
    transaction. All but `write` only look.
    """

    title: ClassVar[str | Promise] = ""
    act: ClassVar[str] = "import_reference"  # what the actor has to be allowed to do
    is_of_tenant: ClassVar[bool] = False  # rows of the organisation acted for; else shared tables, the operator's work
    private: ClassVar[tuple[str, ...]] = ()  # columns whose values no job and no ledger entry keeps
    columns: ClassVar[Sequence[Column]] = ()
    key: ClassVar[tuple[str, ...]] = ()  # columns that name a thing: the second row of one key is rejected
    limits: ClassVar[Limits] = LIMITS

    @classmethod
    def may_run(cls, actor: ActorLike) -> bool:
        """Whether the actor's role runs this import; shared tables are for those who import reference data."""
        return actor.can(cls.act) and (cls.is_of_tenant or actor.can(Importer.act))

    def __init__(self, *, actor: ActorLike, on: date) -> None:
        self.actor, self.on = actor, on
        self.notes: list[Note] = []
        self.rejections: list[RejectedRow] = []

    def prepare(self) -> None:
        """Load what rows are checked against: once, never per row."""

    def read(self, line: int, values: dict[str, Any]) -> T:
        """What a row means. Raises Rejected(column, reason); calls `note` for what it mends."""
        raise NotImplementedError

    def review(self, accepted: list[Accepted[T]]) -> None:
        """Faults that only the whole file shows (a parent that no row names). Calls `reject`."""

    def write(self, items: list[T], progress: Progress) -> Counts:
        """Bring the tables to what the items say, in bulk; count every item once. Runs inside the transaction."""
        raise NotImplementedError

    def note(self, line: int, text: str | Promise) -> None:
        """Say what was handled in a row that is taken in; from `write` too, where a service has more to say."""
        self.notes.append(Note(line, str(text)))

    def reject(self, row: Accepted[T], column: str, reason: str | Promise) -> None:
        """Refuse a row after all (from `review`)."""
        value = row.values.get(column)
        self.rejections.append(RejectedRow(row.line, column, "" if value is None else str(value), str(reason)))


importers: Registry[type[Importer]] = Registry("importer")


def headings(importer: type[Importer]) -> list[str]:
    """The headings of an importer's columns as people of the page's language write them."""
    return [
        str(column.aliases[0] if is_chinese() and column.aliases else column.title or column.name)
        for column in importer.columns
    ]


def run_import(
    name: str,
    file: BinaryIO,
    *,
    file_name: str,
    actor: ActorLike,
    on: date,
    is_dry_run: bool = False,
    progress: Progress = no_progress,
    before_write: Callable[[], None] = _nothing,
    after_write: Callable[[ImportReport], None] = _nothing,
) -> ImportReport:
    """Check a file and take it in. A dry run does the same and takes everything back.

    `before_write` and `after_write` run inside the transaction (the lock, the ledger entry).
    Raises NotAllowed, SheetError: nothing is written.
    """
    importer = importers[name](actor=actor, on=on)
    if not importer.may_run(actor):
        raise NotAllowed
    report = ImportReport(name, file_name, _sha256(file), is_dry_run)
    accepted = _check(importer, file, report, progress)
    with transaction.atomic():
        before_write()
        report.counts = importer.write([row.item for row in accepted], progress)
        report.notes = sorted(
            (note for note in importer.notes if note.line not in report.rejected_lines), key=lambda note: note.line
        )
        if report.counts.total + report.rejected != report.rows:
            raise RowsLost(f"{name}: {report.rows} rows in, {report.counts} and {report.rejected} rejected")
        if is_dry_run:
            connection.check_constraints()
            transaction.set_rollback(True)
        else:
            after_write(report)
    return report


class RowsLost(AssertionError):
    """An importer did not account for every row. A mistake in our code, never of the file."""


def _sha256(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest


def _check(importer: Importer[T], file: BinaryIO, report: ImportReport, progress: Progress) -> list[Accepted[T]]:
    """Read every row. Fills the report; returns the rows that passed."""
    sheet = open_sheet(file, name=report.file_name, columns=importer.columns, limits=importer.limits)
    report.columns, report.ignored_columns, report.other_sheets = sheet.columns, sheet.ignored, sheet.other_sheets
    report.headings = sheet.headings
    importer.prepare()
    columns = [column for column in importer.columns if column.name in sheet.columns]
    texts: dict[int, dict[str, str]] = {}
    accepted: list[Accepted[T]] = []
    first_line_of: dict[tuple[Any, ...], int] = {}
    for row in sheet.rows():
        texts[row.line] = row.values
        passed = _read_row(importer, row, columns, first_line_of)
        if passed is not None:
            accepted.append(passed)
        if len(texts) % BATCH == 0:
            progress(len(texts), 0)
    importer.review(accepted)
    refused = {fault.line for fault in importer.rejections}
    report.rows = len(texts)
    report.rejections = sorted(importer.rejections, key=lambda fault: fault.line)
    report.rejected_lines = {line: texts[line] for line in sorted(refused)}
    return [row for row in accepted if row.line not in refused]


def _read_row(
    importer: Importer[T], row: Row, columns: list[Column], first_line_of: dict[tuple[Any, ...], int]
) -> Accepted[T] | None:
    """A row as the importer understands it, or None with all its faults written down."""
    faults = dict(row.faults)
    values: dict[str, Any] = {}
    for column in columns:
        if column.name in faults:
            continue
        try:
            values[column.name] = _read_cell(column, row.values[column.name])
        except CellRefused as refusal:
            faults[column.name] = str(refusal)
    key = tuple(values.get(name) for name in importer.key)
    if not faults and importer.key and key in first_line_of:
        faults[importer.key[0]] = _("The same as line %(line)s.") % {"line": first_line_of[key]}
    if not faults:
        try:
            item = importer.read(row.line, values)
        except Rejected as refusal:
            faults[refusal.column] = refusal.reason
        else:
            first_line_of[key] = row.line
            return Accepted(row.line, values, item)
    for name, reason in faults.items():
        importer.rejections.append(RejectedRow(row.line, name, row.values.get(name, ""), reason))
    return None


def _read_cell(column: Column, cell: str) -> Any:
    if cell:
        return column.read(cell)
    if column.is_required:
        raise CellRefused(_("Empty."))
    return None


def upsert(
    rows: Iterable[Mapping[str, Any]],
    *,
    into: models.QuerySet,
    key: tuple[str, ...],
    progress: Progress = no_progress,
) -> Counts:
    """Bring a table to what `rows` say, in bulk: new keys are created, changed rows updated, the rest left alone.

    A row maps attribute names (`parent_id`, not `parent`) to values; all rows have the same names. `into` holds the
    candidates that a key is looked up among. Call inside a transaction. Nothing is deleted.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    existing = {tuple(getattr(row, name) for name in key): row for row in into.select_for_update()}
    model = into.model
    names = [name for name in next(iter(wanted.values()), {}) if name not in key]
    created = [model(**row) for found, row in wanted.items() if found not in existing]
    updated = [
        existing[found]
        for found, row in wanted.items()
        if found in existing and any(getattr(existing[found], name) != row[name] for name in names)
    ]
    for row in updated:
        for name, value in wanted[tuple(getattr(row, part) for part in key)].items():
            setattr(row, name, value)
    for start in range(0, len(created), BATCH):
        model._default_manager.bulk_create(created[start : start + BATCH])
        progress(start, len(wanted))
    for start in range(0, len(updated), BATCH):
        fields = [model._meta.get_field(name).name for name in names]
        model._default_manager.bulk_update(updated[start : start + BATCH], fields)
        progress(len(created) + start, len(wanted))
    progress(len(wanted), len(wanted))
    return Counts(len(created), len(updated), len(wanted) - len(created) - len(updated))
