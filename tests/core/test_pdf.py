"""PDF: Chinese survives, markup of people stays text, the same data gives the same bytes."""

import importlib.util
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
import typst
from django.utils import translation

from core import pdf
from core.pdf import ChineseFontMissing, render_pdf

DAY = date(2026, 11, 20)
NASTY = '#panic("x") *bold* _it_ $x^2$ `raw` = head \\ @ref <label> //no comment'
TEMPLATE = """#import "base.typ": document, data
#show: document
= #data.title
#data.text
#table(columns: 2, ..data.rows.flatten())
"""


@pytest.fixture
def template(tmp_path, monkeypatch):
    shutil.copy(pdf.TEMPLATES / "base.typ", tmp_path)
    (tmp_path / "sample.typ").write_text(TEMPLATE)
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    return "sample.typ"


def render(template: str, **data) -> bytes:
    data = {"title": "合作协议", "text": "", "rows": [["甲方", "芜湖职业技术学院"]], **data}
    return render_pdf(template, data, title="合作协议", made_on=DAY, header="融合平台", stamp="编号 007")


def text_of(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def test_chinese_survives_with_header_and_page_number(template):
    with translation.override("zh-hans"):
        text = text_of(render(template, text="校企合作，产教融合。𠮷野"))

    for words in ("合作协议", "校企合作，产教融合。", "芜湖职业技术学院", "融合平台", "编号 007"):
        assert words in text
    assert re.search(r"1\D+1\D*$", text)  # page 1 of 1


def test_a_chinese_face_is_embedded(template):
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    fonts = subprocess.run(["pdffonts", "-"], input=render(template), capture_output=True, check=True).stdout.decode()
    assert "NotoSerifCJK" in fonts


def test_what_people_write_is_never_markup(template):
    text = " ".join(text_of(render(template, text=NASTY)).split())

    assert NASTY.partition("//")[0].strip() in text
    assert "//no comment" in text


def test_the_same_data_gives_the_same_bytes(template):
    assert render(template, text="a") == render(template, text="a")
    assert render(template, text="a") != render(template, text="b")


def test_a_template_reads_no_file_outside_its_folder(template, tmp_path):
    (tmp_path / "sample.typ").write_text('#read("/etc/passwd")')
    with pytest.raises(typst.TypstError):
        render(template)


def test_a_machine_without_a_chinese_face_says_so(template, monkeypatch):
    class Bare:
        def __init__(self, **_):
            pass

        def families(self):
            return ["Libertinus Serif"]

    monkeypatch.setattr(typst, "Fonts", Bare)
    pdf.require_han_faces.cache_clear()
    with pytest.raises(ChineseFontMissing, match="fonts-noto-cjk"):
        render(template)
    pdf.require_han_faces.cache_clear()


def test_a_process_that_makes_no_document_starts_without_typst(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)  # importing it fails
    spec = importlib.util.spec_from_file_location("core_pdf_again", pdf.__file__)
    again = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(again)
    with pytest.raises(ImportError):
        again.require_han_faces()
