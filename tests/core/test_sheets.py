"""Files that people send: honest ones in every coat, and traps."""

import io
import subprocess
import sys
import textwrap
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from core import cells
from core.sheets import Column, Limits, SheetError, open_sheet

COLUMNS = (
    Column("code", "代码", ("行政区划代码",), is_required=True),
    Column("name", "名称", is_required=True),
    Column("day", "日期"),
)
RARE = "𠮷野家 😀👩‍🏫 שלום العربية ①"
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'


def read(data: bytes, name="a.csv", limits=None):
    return list(
        open_sheet(io.BytesIO(data), name=name, columns=COLUMNS, **({"limits": limits} if limits else {})).rows()
    )


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, *, change=None, add=()) -> bytes:
    """A workbook with parts changed (name → function of bytes) and added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.infolist():
            content = source.read(part)
            copy.writestr(part.filename, (change or {}).get(part.filename, lambda same: same)(content))
        for name, content in add:
            copy.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes, name="a.xlsx", limits=None) -> SheetError:
    with pytest.raises(SheetError) as refused:
        read(data, name, limits)
    return refused.value


# ---- Honest files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_stays_as_it_was_written(encoding):
    rows = read(f"代码,名称\r\n001,{RARE}\r\n".encode(encoding))

    assert [(row.line, row.values) for row in rows] == [(2, {"code": "001", "name": RARE})]


def test_a_workbook_gives_the_same_text():
    rows = read(
        workbook(
            ["代码", "名称", "日期"],
            [1, RARE, date(2026, 11, 20)],
            [2.5, True, datetime.combine(date(2026, 1, 2), time(3, 4))],
        ),
        "a.xlsx",
    )

    assert rows[0].values == {"code": "1", "name": RARE, "day": "2026-11-20"}
    assert rows[1].values == {"code": "2.5", "name": "TRUE", "day": "2026-01-02 03:04:00"}
    assert not rows[0].faults


def test_headings_by_code_title_or_alias_in_any_order_and_case():
    assert read(b"NAME, Code *\na,1\n")[0].values == {"name": "a", "code": "1"}
    assert read("行政区划代码\t名 称\n1\ta\n".encode())[0].values == {"code": "1", "name": "a"}
    sheet = open_sheet(io.BytesIO(b"code,name,extra,\n1,a,b\n"), name="a.csv", columns=COLUMNS)
    assert (sheet.columns, sheet.ignored) == (("code", "name"), ("extra",))


def test_lines_are_those_of_the_file():
    rows = read(b'code,name\n1,"two\nlines"\n\n,,\n2,b\n')

    assert [(row.line, row.values["code"]) for row in rows] == [(2, "1"), (6, "2")]


def test_only_the_first_visible_sheet_is_read_and_the_others_are_named():
    book = openpyxl.Workbook()
    book.active.title = "hidden"
    book.active.sheet_state = "hidden"
    for title in ("first", "second"):
        sheet = book.create_sheet(title)
        sheet.append(["code", "name"])
        sheet.append([title, "a"])
    file = io.BytesIO()
    book.save(file)

    sheet = open_sheet(file, name="a.xlsx", columns=COLUMNS)
    assert [row.values["code"] for row in sheet.rows()] == ["first"]
    assert sheet.other_sheets == ("second",)


def test_a_workbook_written_as_a_stream_with_links_is_read():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["code", "name"])
    sheet.write_row(1, 0, ["1", "https://example.org/"])  # becomes a hyperlink, an external relationship
    book.close()

    assert read(file.getvalue(), "a.xlsx")[0].values["name"] == "https://example.org/"


# ---- Cells that cannot be read --------------------------------------------------------------------------------------


def test_formulas_are_faults_of_their_row():
    rows = read(workbook(["code", "name"], ["1", "=1+1"], ["2", "plain"]), "a.xlsx")
    assert "name" in rows[0].faults
    assert not rows[1].faults
    assert "name" in read(b"code,name\n1,=cmd|' /C calc'!A0\n")[0].faults


def test_a_number_that_excel_has_rounded_is_a_fault():
    rows = read(workbook(["code", "name"], [913401002026112000, "a"], [123456789012345, "b"]), "a.xlsx")

    assert "code" in rows[0].faults
    assert not rows[1].faults


def test_error_cells_control_characters_and_cells_beyond_the_headings_are_faults():
    assert "name" in read(workbook(["code", "name"], ["1", "#N/A"]), "a.xlsx")[0].faults
    assert "name" in read(b"code,name\n1,a\x07b\n")[0].faults
    assert "" in read(b"code,name\n1,a,b\n")[0].faults


# ---- Files that are refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b"\n\n", "a.csv", "empty"),
        ("代码,名称\n1,a".encode("utf-16"), "a.csv", "CSV UTF-8"),
        ("代码,名称\n1,a".encode("utf-16-le"), "a.csv", "CSV UTF-8"),
        (b"code,name\n1,\xff\xff\xff\n", "a.csv", "line 2"),
        (b'code,name\n1,a\n2,"open\n', "a.csv", "Line 3"),
        (b"code,name\n1," + b"x" * 200_000, "a.csv", "Line 2"),
        (b"code\n1\n", "a.csv", "name"),
        (b"code,name,code\n1,a,2\n", "a.csv", "twice"),
        (b"code,name\n", "a.xls", ".xlsx"),
        (b"code,name\n", "a.xlsm", ".xlsx"),
        (b"code,name\n", "a.xlsx", "ending"),
        (workbook(["code", "name"]), "a.csv", "ending"),
        (b"PK\x03\x04garbage", "a.xlsx", "damaged"),
        (b"code,name," + b"," * 300 + b"\n", "a.csv", "columns"),
    ],
)
def test_a_refusal_says_what_to_do(data, name, words):
    assert words in str(refusal(data, name))


def test_limits_of_size_and_rows():
    assert "larger than" in str(refusal(b"code,name\n" + b"1,a\n" * 400_000, "a.csv", Limits(size=1024 * 1024)))
    assert "More than 10 rows" in str(refusal(b"code,name\n" + b"1,a\n" * 11, "a.csv", Limits(rows=10)))
    assert len(read(b"code,name\n" + b"1,a\n" * 10, limits=Limits(rows=10))) == 10
    rows = workbook(["code", "name"], *([str(number), "a"] for number in range(11)))
    assert "More than 10 rows" in str(refusal(rows, limits=Limits(rows=10)))
    assert len(read(rows, "a.xlsx", Limits(rows=11))) == 11


HONEST = workbook(["code", "name"], ["1", "a"])
SHEET = "xl/worksheets/sheet1.xml"


def with_doctype(sheet: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet.split(b"?>")[-1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (repacked(HONEST, add=[("xl/vbaProject.bin", b"x")]), "macros"),
        (repacked(HONEST, add=[("xl/embeddings/oleObject1.bin", b"x")]), "macros"),
        (
            repacked(
                HONEST, change={"[Content_Types].xml": lambda xml: xml.replace(b"sheet.main", b"macroEnabled.main")}
            ),
            "macros",
        ),
        (repacked(HONEST, add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]), "linked"),
        (
            repacked(
                HONEST,
                change={"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"/>", b' TargetMode="External"/>')},
            ),
            "linked",
        ),
        (repacked(HONEST, add=[("../../etc/passwd", b"x")]), "damaged"),
        (repacked(HONEST, add=[("/etc/passwd", b"x")]), "damaged"),
        (repacked(HONEST, add=[("xl\\..\\x", b"x")]), "damaged"),
        (repacked(HONEST, change={SHEET: with_doctype}), "damaged"),
        (repacked(HONEST, change={SHEET: lambda xml: xml.decode().encode("utf-16")}), "damaged"),
        (repacked(HONEST, change={SHEET: lambda xml: xml[: len(xml) // 2]}), "damaged"),
        (repacked(HONEST, change={SHEET: lambda xml: xml.replace(b'r="A2"', b'r="?"')}), "damaged"),
        (repacked(HONEST, change={"xl/workbook.xml": lambda _xml: b"<x/>"}), "damaged"),
        (b"%PDF-1.4\n" + HONEST, "ending"),
        (HONEST + b"<script>alert(1)</script>", "damaged"),
        (b"PK\x03\x04" + HONEST, "damaged"),
        (HONEST[:-1], "damaged"),
    ],
)
def test_traps_are_refused(data, words):
    assert words in str(refusal(data))


def test_something_hidden_between_the_parts_is_refused():
    directory = HONEST.index(b"PK\x01\x02")
    end = HONEST.rindex(b"PK\x05\x06")
    hidden = b"#!/bin/sh\nrm -rf /\n" * 10
    moved = int.from_bytes(HONEST[end + 16 : end + 20], "little") + len(hidden)
    data = HONEST[:directory] + hidden + HONEST[directory : end + 16] + moved.to_bytes(4, "little") + HONEST[end + 20 :]

    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None  # an ordinary reader takes it
    assert "damaged" in str(refusal(data))


def test_two_parts_of_one_name_are_refused():
    target = io.BytesIO(HONEST)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<x/>")
    assert "damaged" in str(refusal(target.getvalue()))


def test_a_sheet_that_lies_about_rows_and_columns_stays_small():
    far = repacked(
        HONEST, change={SHEET: lambda xml: xml.replace(b'r="2"', b'r="1000000"').replace(b'r="B2"', b'r="XFD2"')}
    )

    row = read(far, "a.xlsx")[0]
    assert (row.line, row.values["code"]) == (1_000_000, "1")
    assert "" in row.faults


BOMB = """
    import io, re, sys, time, zipfile
    from django.conf import settings
    settings.configure(USE_I18N=False)
    from core.sheets import Column, SheetError, open_sheet

    data = io.BytesIO(open(sys.argv[1], "rb").read())
    start = time.perf_counter()
    try:
        list(open_sheet(data, name="a.xlsx", columns=[Column("code")]).rows())
        print("accepted")
    except SheetError as error:
        # not ru_maxrss: it also remembers the process that started this one
        peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1)) // 1024
        print(f"{time.perf_counter() - start:.2f} {peak} {error}")
"""


def bomb(path: Path, kind: str) -> Path:
    """A small workbook that becomes huge."""
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w") as sheet:
            if kind == "unpacks to 150 MB":
                for _ in range(1500):
                    sheet.write(b"<row><c><v>1</v></c></row>" * 4033)
            elif kind == "too many rows below the ratio":
                for number in range(600_000):
                    sheet.write(row % (number, number))
        if kind == "a huge table of styles":
            archive.writestr(
                "xl/styles.xml", b"".join(b"<font><sz val='%d'/></font>" % (n * n) for n in range(300_000))
            )
    return path


@pytest.mark.parametrize("kind", ["unpacks to 150 MB", "too many rows below the ratio", "a huge table of styles"])
def test_a_bomb_is_refused_before_it_unpacks(tmp_path, kind):
    path = bomb(tmp_path / "bomb.xlsx", kind)
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if kind == "unpacks to 150 MB":
        assert path.stat().st_size < 432_000
        assert unpacked > 150_000_000

    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BOMB), path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, megabytes, message = run.stdout.split(" ", 2)
    print(f"{kind}: {path.stat().st_size // 1000} kB, {unpacked // 1_000_000} MB unpacked: {run.stdout}")
    assert float(seconds) <= 20  # the goal is 2 s (the line above says what it took); a busy machine is no failure
    assert int(megabytes) <= 256
    assert message


# ---- What cells mean ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("2026/1/2", date(2026, 1, 2)),
        ("2026年11月20日", date(2026, 11, 20)),
        ("46346", date(2026, 11, 20)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_days_are_read(text, day):
    assert cells.day(text) == day


@pytest.mark.parametrize(
    "text",
    ["20.11.2026", "11/20/2026", "2026-13-01", "2026-02-29", "20261120", "0", "60", "tomorrow", "2026-11-20 10:00"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(cells.CellRefused):
        cells.day(text)


@given(st.dates(date(1927, 5, 18), date(2173, 10, 13)))
def test_every_day_is_read_in_every_shape(day):
    shapes = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        str((day - cells.EXCEL_EPOCH).days),
    ]
    assert {cells.day(shape) for shape in shapes} == {day}


@pytest.mark.parametrize(("text", "number"), [("1,234.50", "1234.50"), ("-3", "-3"), ("１２", "12")])
def test_numbers_are_read_exactly(text, number):
    assert str(cells.amount(text)) == number


@pytest.mark.parametrize("text", ["1,23", "NaN", "inf", "1e5", "", "--1", "0x10", "1_000"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(cells.CellRefused):
        cells.amount(text)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", " ="])
def test_text_that_begins_like_a_formula_is_made_harmless(sign):
    assert cells.harmless(f"{sign}cmd").startswith("'")
    assert cells.harmless(f"a{sign}") == f"a{sign}"


safe_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and not text.startswith(("=", "＝", "\ufeff"))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(safe_text, safe_text), min_size=1, max_size=5))
def test_any_text_comes_back_from_a_workbook_and_from_csv(pairs):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate([("code", "name"), *pairs]):
        sheet.write_string(number, 0, row[0])
        sheet.write_string(number, 1, row[1])
    book.close()
    assert [(row.values["code"], row.values["name"]) for row in read(file.getvalue(), "a.xlsx")] == pairs
