"""Reads a CSV file or an Excel workbook that somebody sent us, row by row, with all limits checked before parsing.

`open_sheet` refuses a file as a whole (SheetError); a cell that cannot be read (a formula, lost digits) is a fault of
its row and left to the caller. Text stays as it was written: rare characters, emoji, right-to-left.
"""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import PurePath
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser

from core import cells
from core.archives import MEGABYTE, REPEATED, ArchiveLimits, ArchiveRefused, check_office_parts, chunks, open_archive
from core.errors import DomainError
from core.wording import listed

DELIMITERS = (",", "\t", ";")
MOST_STRINGS_BYTES = 50 * MEGABYTE  # the table of texts is held in memory
MOST_OTHER_BYTES = 5 * MEGABYTE  # styles and the like, which are parsed as one tree
MOST_CELLS = 2_000_000
EXACT_NUMBER = 10**15  # Excel keeps 15 digits
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What a damaged workbook makes openpyxl raise. Its parser checks little, so this is its contract with us.
MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
)


@dataclass(frozen=True)
class Limits:
    """How large a file may be: bytes, bytes once unpacked, unpacked ÷ packed, rows, columns."""

    size: int = 10 * MEGABYTE
    unpacked: int = 100 * MEGABYTE
    ratio: int = 100
    rows: int = 50_000
    columns: int = 200


LIMITS = Limits()


class SheetError(DomainError):
    """The file as a whole cannot be read. `line` and `column` say where, if there is a place."""

    code = "sheet_refused"
    message = _("This file cannot be read.")
    status = 400

    def __init__(
        self,
        message: str | Promise | None = None,
        *,
        line: int | None = None,
        column: str | None = None,
        params: dict[str, Any] | None = None,
    ) -> None:
        self.line, self.column = line, column
        super().__init__(message, params=params)


@dataclass(frozen=True)
class Column:
    """A column that is read: its code, its title for people, other headings it goes by, and what its cells mean.

    `is_required`: the heading must be there and no cell may be empty.
    """

    name: str
    title: str | Promise = ""
    aliases: tuple[str | Promise, ...] = ()
    is_required: bool = False
    read: cells.Reader = cells.any_text

    def headings(self) -> set[str]:
        """Everything this column is called in any language, in the form that headings are compared in."""
        names = {self.name}
        for language, _words in settings.LANGUAGES:
            with translation.override(language):
                names |= {str(name) for name in (self.title, *self.aliases)}
        return {_heading(name) for name in names if name}


@dataclass(frozen=True)
class Row:
    """One line of a file: stripped text by column. `faults`: which cells cannot be read, and why ("" is the row)."""

    line: int
    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """An open file: which columns it has, and its rows as a stream."""

    columns: tuple[str, ...]  # codes, in the order of the file
    ignored: tuple[str, ...]  # headings that nobody asked for
    other_sheets: tuple[str, ...]  # further sheets of the workbook, which are not read
    headings: dict[str, str]  # by code: what the file calls its columns
    _cells: Iterator[tuple[int, list[str], dict[int, str]]]
    _places: dict[int, str]
    _width: int
    _limits: Limits

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything. Raises SheetError where the file breaks off or grows too long."""
        for count, (line, texts, faults) in enumerate(self._cells, start=1):
            if count > self._limits.rows:
                raise _too_many_rows(self._limits)
            if not any(texts) and not faults:
                continue
            yield self._row(line, texts, faults)

    def _row(self, line: int, texts: list[str], faults: dict[int, str]) -> Row:
        values = {name: texts[place] if place < len(texts) else "" for place, name in self._places.items()}
        named = {self._places[place]: reason for place, reason in faults.items() if place in self._places}
        for place, name in self._places.items():
            if place < len(texts) and name not in named and (reason := _fault_of(texts[place])):
                named[name] = reason
        if any(texts[self._width :]):
            named[""] = str(_("More cells than headings. A comma inside a text needs quotation marks around the text."))
        return Row(line, values, named)


def open_sheet(file: BinaryIO, *, name: str, columns: Sequence[Column], limits: Limits = LIMITS) -> Sheet:
    """Check a file and read its headings. `file` is seekable; `name` is what the sender called it.

    Raises SheetError (ArchiveRefused for a workbook that is built like a trap) before anything is parsed.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.size:
        raise SheetError(
            _("The file is larger than %(limit)s MB. Split it into smaller files."),
            params={"limit": limits.size // MEGABYTE},
        )
    if not size:
        raise SheetError(_("The file is empty."))
    kind = PurePath(name).suffix.lower()
    if kind not in {".csv", ".txt", ".xlsx"}:
        raise SheetError(_("Files of this kind are not read. Save it as .xlsx or as .csv (UTF-8) and retry."))
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    if is_zip != (kind == ".xlsx"):
        raise SheetError(_("The content does not fit the ending of the file name. Save it as .xlsx or .csv and retry."))
    others: tuple[str, ...] = ()
    if is_zip:
        cell_rows, others = _open_workbook(file, limits)
    else:
        cell_rows = _csv_cells(file.read(limits.size + 1))
    return _with_headings(cell_rows, columns, limits, others)


def _with_headings(
    rows: Iterator[tuple[int, list[str], dict[int, str]]],
    columns: Sequence[Column],
    limits: Limits,
    others: tuple[str, ...],
) -> Sheet:
    line, titles = next(((line, texts) for line, texts, _faults in rows if any(texts)), (0, []))
    if not titles:
        raise SheetError(_("The file is empty."))
    if len(titles) > limits.columns:
        raise SheetError(_("The file has more than %(limit)s columns."), params={"limit": limits.columns}, line=line)
    places: dict[int, str] = {}
    known = {heading: column.name for column in reversed(columns) for heading in column.headings()}
    for place, title in enumerate(titles):
        found = known.get(_heading(title))
        if found is None:
            continue
        if found in places.values():
            raise SheetError(
                _("The heading “%(heading)s” stands twice."), params={"heading": title}, line=line, column=found
            )
        places[place] = found
    missing = [column for column in columns if column.is_required and column.name not in places.values()]
    if missing:
        raise SheetError(
            _("These columns are missing: %(columns)s. The first line has to hold the headings."),
            params={"columns": listed(f"{column.title} ({column.name})" for column in missing)},
            line=line,
        )
    ignored = tuple(title for place, title in enumerate(titles) if title and place not in places)
    headings = {name: titles[place] for place, name in places.items()}
    return Sheet(tuple(places.values()), ignored, others, headings, rows, places, len(titles), limits)


def _heading(text: str) -> str:
    """Headings are compared without case, width, spaces and a star for "required"."""
    return re.sub(r"[\s*＊_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _fault_of(text: str) -> str | None:
    if CONTROL.search(text):
        return str(_("Holds control characters."))
    if len(text) > cells.LONGEST_CELL:
        return str(_("Longer than %(longest)s characters.") % {"longest": cells.LONGEST_CELL})
    return None


def _too_many_rows(limits: Limits) -> SheetError:
    return SheetError(
        _("More than %(limit)s rows, empty ones included. Delete empty rows at the end, or split the file."),
        params={"limit": limits.rows},
    )


# ---- CSV ------------------------------------------------------------------------------------------------------------


def _csv_cells(data: bytes) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    text = _decoded(data)
    first_line = text.split("\n", 1)[0][:100_000]
    delimiter = max(DELIMITERS, key=first_line.count)
    return _csv_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _csv_rows(reader: Any) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    line = 1
    try:
        for raw in reader:
            texts = [cell.strip() for cell in raw]
            yield line, texts, {place: _formula() for place, text in enumerate(texts) if text.startswith(("=", "＝"))}
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(
            _("Line %(line)s cannot be read: a quotation mark is open, or a text is too long."),
            params={"line": line},
            line=line,
        ) from error


def _decoded(data: bytes) -> str:
    """UTF-8 (with or without a mark) or GB18030, which holds GBK and GB2312."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise SheetError(_("This is no CSV file in UTF-8 or GB18030. In Excel choose “Save as: CSV UTF-8” and retry."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise SheetError(
        _("The text of line %(line)s is neither UTF-8 nor GB18030. In Excel choose “Save as: CSV UTF-8” and retry."),
        params={"line": line},
        line=line,
    )


# ---- Excel ----------------------------------------------------------------------------------------------------------


def _open_workbook(
    file: BinaryIO, limits: Limits
) -> tuple[Iterator[tuple[int, list[str], dict[int, str]]], tuple[str, ...]]:
    try:
        archive = open_archive(file, ArchiveLimits(unpacked=limits.unpacked, ratio=limits.ratio))
        check_office_parts(archive)
    except ArchiveRefused as error:
        raise SheetError(str(error)) from error
    _check_parts(archive, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know; we read no style
            workbook = load_workbook(file, read_only=True, keep_links=False)
        visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        part = archive.getinfo(visible[0]._worksheet_path)  # noqa: SLF001 — openpyxl names the part nowhere else
    except MALFORMED as error:
        raise SheetError(ArchiveRefused.message) from error
    parser = WorkSheetParser(
        None,
        visible[0]._shared_strings,  # noqa: SLF001
        epoch=workbook.epoch,
        date_formats=workbook._date_formats,  # noqa: SLF001
        timedelta_formats=workbook._timedelta_formats,  # noqa: SLF001
    )
    return _workbook_rows(archive, part, parser, limits), tuple(sheet.title for sheet in visible[1:])


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Count rows and cells in the bytes, and bound what openpyxl holds in memory, before it parses anything."""
    if "xl/workbook.xml" not in archive.namelist():
        raise SheetError(_("This is no Excel workbook. Save it as .xlsx and retry."))
    for part in archive.infolist():
        name = part.filename.lower()
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _check_length(archive, part, limits)
        elif name.endswith(".xml"):
            most = MOST_STRINGS_BYTES if name == "xl/sharedstrings.xml" else MOST_OTHER_BYTES
            if part.file_size > most:
                raise SheetError(
                    _("The workbook holds too much text or formatting. Save the table alone as .csv (UTF-8) and retry.")
                )


def _check_length(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    rows = found_cells = 0
    for number, piece in enumerate(chunks(archive, part)):
        seen = piece[REPEATED - 3 :] if number else piece  # three bytes: a cut "<row" is counted, and only once
        rows += seen.count(b"<row") + seen.count(b":row")
        found_cells += seen.count(b"<c ") + seen.count(b"<c>") + seen.count(b":c ")
        if rows > limits.rows + 1:
            raise _too_many_rows(limits)
        if found_cells > MOST_CELLS:
            raise SheetError(_("The workbook has more than two million cells. Split it into smaller files."))


def _workbook_rows(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, parser: WorkSheetParser, limits: Limits
) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    line = 0
    try:
        with archive.open(part) as source:
            for _event, element in iterparse(source, forbid_dtd=True):
                if element.tag != ROW_TAG:
                    continue
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a number outside Excel's calendar becomes an error cell, a fault
                    line, found = parser.parse_row(element)
                element.clear()
                yield line, *_texts(found, limits)
    except MALFORMED as error:
        raise SheetError(
            _("The workbook is damaged after line %(line)s. Open it in your office program, save it again and retry."),
            params={"line": line},
            line=line,
        ) from error


def _texts(found: list[dict[str, Any]], limits: Limits) -> tuple[list[str], dict[int, str]]:
    """The cells of a row as text by place, and faults by place."""
    width = min(max((cell["column"] for cell in found if cell["value"] is not None), default=0), limits.columns + 1)
    texts, faults = [""] * width, {}
    for cell in found:
        if cell["value"] is None:
            continue
        place = min(cell["column"], limits.columns + 1) - 1
        texts[place], fault = _text_of(cell["value"], cell["data_type"])
        if fault:
            faults[place] = fault
    return texts, faults


def _text_of(value: Any, kind: str) -> tuple[str, str | None]:
    if kind == "f":
        return str(getattr(value, "text", value)), _formula()
    if kind == "e":
        return str(value), str(_("The cell holds an error of the spreadsheet."))
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value).strip(), None  # str of a day is its ISO form


def _number(value: float) -> tuple[str, str | None]:
    is_whole = float(value).is_integer()
    text = str(int(value)) if is_whole else repr(value)
    if is_whole and abs(value) >= EXACT_NUMBER:
        return text, str(_("Excel has rounded this number. Format the column as text and enter it again."))
    return text, None


def _formula() -> str:
    return str(_("Formulas are not read. Copy the column and paste it as values."))
