"""Uploads: what the content proves, not what the name says."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.archives import HasExternalLinks, HasMacros, UnpacksTooLarge
from core.errors import InvalidInput
from core.uploads import check_upload, display_name

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 30 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01" + b"\0" * 30 + b"\xff\xd9"


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


DOCX = archive(**{"word__document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"})


def upload(name: str, content: bytes):
    return check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.csv", "名称\n芜湖😀".encode(), "text/csv"),
        ("a.txt", "芜湖".encode("gb18030"), "text/plain"),
    ],
)
def test_honest_files_pass_and_are_left_at_their_beginning(name, content, media_type):
    file = SimpleUploadedFile(name, content)

    checked = check_upload(file)

    assert (checked.media_type, checked.size) == (media_type, len(content))
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg/>"),
        ("a.xlsm", workbook()),
        ("a", PDF),
        ("a.pdf", b""),
        ("a.pdf", PNG),
        ("a.png", PDF),
        ("a.jpg", PNG),
        ("a.xlsx", DOCX),
        ("a.docx", workbook()),
        ("a.xlsx", PDF),
        ("a.txt", b"<html><script>alert(1)</script>"),
        ("a.txt", b"#!/bin/sh\n"),
        ("a.csv", b"MZ\x90\0\x03"),
        ("a.csv", b"\xff\xff\xff"),
        ("a.pdf", b"<script>" + PDF),
        ("a.pdf", PDF + DOCX),
        ("a.png", PNG + DOCX),
        ("a.jpg", JPEG + b"<?php"),
        ("a.pdf", PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(x)>>>>")),
        ("a.pdf", PDF[:-8]),
        ("a.docx", b"GIF89a" + DOCX),
    ],
)
def test_everything_else_is_refused(name, content):
    with pytest.raises(InvalidInput) as refused:
        upload(name, content)
    assert str(refused.value)


def test_traps_in_office_files_have_their_own_words():
    with pytest.raises(HasMacros):
        upload("a.docx", archive(**{"word__document.xml": b"<w/>", "word__vbaProject.bin": b"x"}))
    link = b'<Relationship Type="http://x/attachedTemplate" Target="http://evil/" TargetMode="External"/>'
    with pytest.raises(HasExternalLinks):
        upload("a.docx", archive(**{"word__document.xml": b"<w/>", "word___rels__settings.xml.rels": link}))
    with pytest.raises(UnpacksTooLarge):
        upload("a.docx", archive(**{"word__document.xml": b" " * 20_000_000}))


def test_too_large_is_refused_before_it_is_read():
    file = SimpleUploadedFile("a.pdf", PDF)
    file.size = 11 * 1024 * 1024
    file.file = None
    with pytest.raises(InvalidInput, match="10 MB"):
        check_upload(file)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\协议.pdf", "协议.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("𠮷😀.pdf", "𠮷😀.pdf"),
    ],
)
def test_names_are_safe_to_show(name, shown):
    assert display_name(name) == shown
