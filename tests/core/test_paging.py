"""Pages read from the end of a list are the pages of the list."""

import pytest
from django.core.paginator import EmptyPage, Paginator
from django.db.models import F

from core.paging import FromBothEnds
from reference.models import Industry

pytestmark = pytest.mark.django_db


@pytest.fixture
def industries() -> None:
    Industry.objects.bulk_create(
        Industry(code=f"{n:04d}", section="C", level="class", name=f"第{n // 3}类", name_en="" if n % 4 else f"{n}")
        for n in range(23)
    )


@pytest.mark.parametrize("order", [("code",), ("-name", "code"), (F("name_en").desc(nulls_last=True), "-pk")])
def test_every_page_holds_the_rows_of_a_plain_paginator(industries, order):
    rows = Industry.objects.order_by(*order)
    plain, ours = Paginator(rows, 5), FromBothEnds(rows, 5)

    assert ours.num_pages == plain.num_pages == 5
    for number in plain.page_range:
        assert list(ours.page(number)) == list(plain.page(number))


def test_the_last_page_skips_few_rows(industries, django_assert_num_queries):
    pages = FromBothEnds(Industry.objects.order_by("code"), 5)

    with django_assert_num_queries(2) as asked:
        assert [row.code for row in pages.page(5)] == ["0020", "0021", "0022"]

    assert "OFFSET" not in asked.captured_queries[-1]["sql"]
    assert "LIMIT 3" in asked.captured_queries[-1]["sql"]


def test_there_is_no_page_behind_the_last(industries):
    with pytest.raises(EmptyPage):
        FromBothEnds(Industry.objects.order_by("code"), 5).page(6)


def test_rows_without_an_order_and_lists_are_not_turned_round():
    assert list(FromBothEnds(list(range(12)), 5).page(3)) == [10, 11]
