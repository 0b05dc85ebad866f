"""CSV and Excel hold what the page shows, and never a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils.safestring import mark_safe

from core import exports, pages
from reference.models import Region
from tests.core.listing import answer, make_regions

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", '=HYPERLINK("http://x")', "＋1", "\n=1"]


def read(response) -> bytes:
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:  # response.close() would close the test's database too
        close()
    return content


def csv_rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(read(response).decode("utf-8-sig"), newline="")))


def sheet_of(response):
    return openpyxl.load_workbook(io.BytesIO(read(response))).active


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_all_filtered_rows_in_the_order_of_the_page(kind):
    make_regions(120)
    Region.objects.filter(code__endswith="7").update(name="区")
    response = answer(f"q=县&sort=-code&page=2&export={kind}")

    if kind == "csv":
        header, *rows = csv_rows(response)
    else:
        header, *rows = [[cell.value for cell in row] for row in sheet_of(response).rows]

    counties = Region.objects.filter(level="county", name__contains="县").order_by("-code")
    expected = list(counties.values_list("code", flat=True))
    assert header == ["Name", "Code", "Level", "Number", "Part of", "Since"]
    assert [row[1] for row in rows] == expected
    assert len(rows) == 108
    assert rows[0][0] == "县120"
    assert response["Content-Disposition"].endswith(f'.{kind}"')


@pytest.mark.django_db
def test_cells_are_typed():
    make_regions(1)

    name, code, level, number, part, since = next(sheet_of(answer("export=xlsx")).iter_rows(min_row=2))

    assert (name.data_type, code.data_type, level.data_type, part.data_type) == ("s", "s", "s", "s")
    assert code.value == "990001"
    assert number.data_type == "n"
    assert since.is_date
    assert since.value.date() == date(2000, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula):
    make_regions(1)
    Region.objects.filter(code="990001").update(name=formula)

    cell = sheet_of(answer("export=xlsx"))["A2"]
    text = csv_rows(answer("export=csv"))[1][0]

    assert cell.data_type == "s"
    assert text == f"'{formula}"


@pytest.mark.django_db
def test_an_invalid_filter_exports_nothing():
    make_regions(1)

    response = answer("export=csv&level=galaxy")

    assert response.status_code == 400
    assert "Nothing was exported: a filter is not valid." in response.content.decode()


@pytest.mark.django_db
def test_too_many_rows_are_refused_with_a_reason(monkeypatch):
    make_regions(3)
    monkeypatch.setattr(pages, "EXPORT_ROWS_MAX", 2)

    response = answer("export=xlsx")

    assert response.status_code == 400
    assert "holds 2 rows at most" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_kind_is_the_page():
    make_regions(1)

    assert b"<html" in answer("export=pdf").content


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_do_not_ask_once_per_row(kind, django_assert_max_num_queries):
    make_regions(60)

    with django_assert_max_num_queries(3):
        read(answer(f"export={kind}"))


def test_markup_becomes_text_and_numbers_stay_numbers():
    assert exports.cell(mark_safe('<a href="/">A &amp; B</a>')) == "A & B"
    assert exports.cell(Decimal("-3.50")) == Decimal("-3.50")
    assert exports.csv_text(Decimal("-3.50")) == "-3.50"
    assert exports.cell(True) == "yes"


def test_long_numbers_keep_their_digits():
    sheet = sheet_of(exports.xlsx_response("x", ["n"], [[913400001234567890], [12]]))

    assert sheet["A2"].value == "913400001234567890"
    assert sheet["A3"].value == 12
