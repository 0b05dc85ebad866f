"""What may be uploaded as a file: checked by size, ending, content and structure before anything keeps it."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

import puremagic
from django.utils.translation import gettext_lazy as _

from core.archives import MEGABYTE, check_office_parts, open_archive
from core.errors import InvalidInput
from core.wording import listed

SIZE_MOST = 10 * MEGABYTE
NAME_LONGEST = 150
HEAD = 8192
UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
# What makes a browser or a shell treat a file as a program, whatever its name says.
ACTIVE_TEXT = re.compile(rb"(?i)<!doctype|<html|<script|<svg|<\?xml|<\?php|<iframe|<body|^#!")
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


class UploadRefused(InvalidInput):
    """The file cannot be kept; the message says why."""

    code = "upload_refused"
    message = _("This file cannot be kept.")


class Upload(Protocol):
    """What Django hands over: a name, a size and the content."""

    name: str | None
    size: int | None
    file: BinaryIO


@dataclass(frozen=True)
class CheckedUpload:
    """A file that passed: the name to show, and the media type that its content proves."""

    name: str
    media_type: str
    size: int


def check_upload(file: Upload) -> CheckedUpload:
    """Look at a file before it is kept. Leaves the file at its beginning.

    Raises UploadRefused; ArchiveRefused for an office file that is built like a trap.
    """
    size = file.size or 0
    if size > SIZE_MOST:
        raise UploadRefused(_("The file is larger than %(limit)s MB."), params={"limit": SIZE_MOST // MEGABYTE})
    if not size:
        raise UploadRefused(_("The file is empty."))
    name = display_name(file.name or "")
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise UploadRefused(
            _("Files of this kind are not kept. Allowed: %(kinds)s."),
            params={"kinds": listed(ending.removeprefix(".") for ending in KINDS)},
        )
    file.file.seek(0)
    content = file.file.read(SIZE_MOST + 1)
    if len(content) != size:
        raise UploadRefused(_("The file did not arrive whole. Upload it again."))
    if not kind.is_archive and zipfile.is_zipfile(io.BytesIO(content)):
        raise _mismatch()  # a polyglot: a picture in front, an archive behind
    kind.check(content)
    file.file.seek(0)
    return CheckedUpload(name=name, media_type=kind.media_type, size=size)


def display_name(name: str) -> str:
    """A name that is safe to show and to offer for download: no folders, control or direction marks, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    clean = UNSAFE_IN_NAMES.sub("", unicodedata.normalize("NFC", last)).strip(" .") or "file"
    path = PurePosixPath(clean)
    return (
        f"{path.stem[: NAME_LONGEST - len(path.suffix)]}{path.suffix}"
        if len(path.suffix) <= 10
        else clean[:NAME_LONGEST]
    )


@dataclass(frozen=True)
class _Kind:
    media_type: str
    check: Callable[[bytes], None]
    is_archive: bool = False


def _mismatch() -> UploadRefused:
    return UploadRefused(_("The content does not fit the ending of the file name."))


def _require_magic(content: bytes, extension: str) -> None:
    """Some signature of the content has to be that of the ending."""
    try:
        found = {match.extension for match in puremagic.magic_string(content[:HEAD])}
    except (puremagic.PureError, ValueError):
        found = set()
    if extension not in found:
        raise _mismatch()


def _check_pdf(content: bytes) -> None:
    _require_magic(content, ".pdf")
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise _mismatch()
    if ACTIVE_PDF.search(content):
        raise UploadRefused(_("The PDF holds scripts or embedded files. Print it to a new PDF and upload that."))


def _check_png(content: bytes) -> None:
    _require_magic(content, ".png")
    if not content.endswith(b"IEND\xaeB`\x82"):
        raise _mismatch()


def _check_jpeg(content: bytes) -> None:
    _require_magic(content, ".jpg")
    if not content.startswith(b"\xff\xd8\xff") or not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise _mismatch()


def _check_office(part: str) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        if not content.startswith(b"PK\x03\x04"):
            raise _mismatch()
        archive = open_archive(io.BytesIO(content))
        if part not in archive.namelist():
            raise _mismatch()
        check_office_parts(archive)

    return check


def _check_text(content: bytes) -> None:
    if b"\0" in content or ACTIVE_TEXT.search(content[:HEAD]):
        raise _mismatch()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return
    raise UploadRefused(_("The text is neither UTF-8 nor GB18030. Save it as UTF-8 and upload it again."))


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, _Kind] = {
    ".pdf": _Kind("application/pdf", _check_pdf),
    ".png": _Kind("image/png", _check_png),
    ".jpg": _Kind("image/jpeg", _check_jpeg),
    ".jpeg": _Kind("image/jpeg", _check_jpeg),
    ".docx": _Kind(f"{_OFFICE}wordprocessingml.document", _check_office("word/document.xml"), is_archive=True),
    ".xlsx": _Kind(f"{_OFFICE}spreadsheetml.sheet", _check_office("xl/workbook.xml"), is_archive=True),
    ".csv": _Kind("text/csv", _check_text),
    ".txt": _Kind("text/plain", _check_text),
}
