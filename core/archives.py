"""Looks into a zip file (xlsx, docx) before anything unpacks it.

The directory of the archive says how large each part becomes; Python's zipfile never unpacks more than that, so a sum
over the directory is a true bound. The file has to be a zip file and nothing else: no byte before, between or behind.
"""

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput

MEGABYTE = 1024 * 1024
END_RECORD = 22  # bytes of the end record without a comment
LOCAL_HEADER = 30
DATA_DESCRIPTOR = 24  # at most, behind a part that was written as a stream
MOST_PARTS = 2000
SMALL_PART = MEGABYTE  # below this a high ratio does no harm
CHUNK = 256 * 1024
REPEATED = 16  # bytes; longer than any word that is looked for
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MALFORMED_ZIP = (zipfile.BadZipFile, struct.error, UnicodeDecodeError, NotImplementedError, EOFError, ValueError)


class ArchiveRefused(InvalidInput):
    """The file is a trap, or is built like one."""

    code = "archive_refused"
    message = _("The file is damaged or unusual inside. Open it in your office program, save it again and retry.")


class UnpacksTooLarge(ArchiveRefused):
    """A zip bomb, or an honest file that is far too large."""

    code = "unpacks_too_large"
    message = _(
        "The file unpacks to more than %(limit)s MB or by more than %(ratio)s times. Split it into smaller files."
    )


class HasMacros(ArchiveRefused):
    """Programs inside."""

    code = "has_macros"
    message = _("The file holds macros or embedded objects. Save it without them (.xlsx or .docx) and retry.")


class HasExternalLinks(ArchiveRefused):
    """Links to other files, which an office program would follow."""

    code = "has_external_links"
    message = _("The file is linked to other files. Copy the values into it, break the links and retry.")


@dataclass(frozen=True)
class ArchiveLimits:
    """How large a part and the whole may become."""

    unpacked: int = 100 * MEGABYTE
    ratio: int = 100


# What runs or reaches out when an office program opens the file.
ACTIVE = ("vbaproject", "/activex", "/macrosheets", "/embeddings", "oleobject", "/ctrlprops")
LINKED = ("/externallinks/", "/querytables/", "/connections.xml", "/customdata")
# What a link inside a document may be: a hyperlink does nothing until a person clicks it.
HARMLESS_LINK = b"/relationships/hyperlink"


def open_archive(file: BinaryIO, limits: ArchiveLimits = ArchiveLimits()) -> zipfile.ZipFile:
    """A zip file whose directory keeps the limits and whose parts have plain names. Unpacks nothing.

    Raises ArchiveRefused, UnpacksTooLarge, HasMacros, HasExternalLinks.
    """
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise ArchiveRefused
        _check_sizes(parts, limits)
        _check_names(parts)
        _check_layout(file, archive, parts)
    except MALFORMED_ZIP as error:
        raise ArchiveRefused from error
    return archive


def check_office_parts(archive: zipfile.ZipFile) -> None:
    """No macros, no links to other files, no entities in an XML part. Unpacks piece by piece, keeps nothing."""
    for part in archive.infolist():
        name = f"/{part.filename.lower()}"
        if any(mark in name for mark in ACTIVE):
            raise HasMacros
        if any(mark in name for mark in LINKED):
            raise HasExternalLinks
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, part)


def chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part, unpacked piece by piece; each piece repeats the last bytes of the one before, so that no word is cut."""
    tail = b""
    try:
        with archive.open(part) as source:
            while piece := source.read(CHUNK):
                yield tail + piece
                tail = piece[-REPEATED:]
    except (*MALFORMED_ZIP, OSError) as error:
        raise ArchiveRefused from error


def _check_sizes(parts: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    params = {"limit": limits.unpacked // MEGABYTE, "ratio": limits.ratio}
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise UnpacksTooLarge(params=params)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise UnpacksTooLarge(params=params)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) < len(names):
        raise ArchiveRefused  # two parts of one name: readers differ in which they take
    for part in parts:
        pieces = part.filename.split("/")
        is_plain = not part.filename.startswith("/") and ".." not in pieces and not set(part.filename) & set("\\:\0")
        if not is_plain or part.flag_bits & 0x1 or part.compress_type not in METHODS:
            raise ArchiveRefused


def _check_layout(file: BinaryIO, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Every byte belongs to the archive: part follows part from byte 0 to the directory, which ends the file."""
    size = file.seek(0, 2)
    file.seek(size - END_RECORD)
    end = file.read(END_RECORD)
    if end[:4] != b"PK\x05\x06" or end[-2:] != b"\0\0":
        raise ArchiveRefused  # something behind the end record, or a comment
    position = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if not position <= part.header_offset <= position + DATA_DESCRIPTOR:
            raise ArchiveRefused
        file.seek(part.header_offset)
        header = file.read(LOCAL_HEADER)
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        position = part.header_offset + LOCAL_HEADER + name_length + extra_length + part.compress_size
    if (
        not parts
        or parts[0].header_offset == position
        or not position <= archive.start_dir <= position + DATA_DESCRIPTOR
    ):
        raise ArchiveRefused
    if min(part.header_offset for part in parts) != 0:
        raise ArchiveRefused  # something before the first part
    file.seek(0)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    is_links = part.filename.endswith(".rels")
    for number, piece in enumerate(chunks(archive, part)):
        if number == 0 and b"\0" in piece[:4] + piece[-4:]:
            raise ArchiveRefused  # UTF-16 would hide the words below
        if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
            raise ArchiveRefused
        if is_links:
            _check_links(piece)
        elif part.filename == "[Content_Types].xml" and b"macroEnabled" in piece:
            raise HasMacros


def _check_links(piece: bytes) -> None:
    for link in piece.split(b"<")[1:]:
        if b"External" in link and HARMLESS_LINK not in link:
            raise HasExternalLinks
