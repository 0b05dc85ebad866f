"""Lists: filters, sorting, pages and counts, all in the address."""

import re

import django_filters
import pytest
from django.utils import translation

from core import pages
from core.filters import ListFilter
from reference.models import Region
from tests.core.listing import answer, make_regions, regions, text

pytestmark = pytest.mark.django_db


def rows_of(page: str) -> list[str]:
    return re.findall(r"/regions/(\d{6})/", page)


def test_a_page_holds_fifty_rows_and_says_which_of_how_many():
    make_regions(120)

    page = text("page=2")

    assert rows_of(page) == [f"99{number:04d}" for number in range(51, 101)]
    assert "51–100 of 120, sorted by Code, A to Z" in page


@pytest.mark.parametrize(
    ("asked", "shown"), [("7", 3), ("0", 3), ("-4", 3), ("ten", 1), ("", 1), ("9" * 5000, 1), ("３", 3)]
)
def test_a_page_beyond_the_end_is_the_last_one_and_nonsense_the_first(asked, shown):
    make_regions(120)

    assert f"{(shown - 1) * 50 + 1}–" in text(f"page={asked}")


def test_every_column_that_may_sort_sorts_both_ways_and_says_so():
    make_regions(3)

    assert rows_of(text("sort=code")) == ["990001", "990002", "990003"]
    falling = text("sort=-code")
    assert rows_of(falling) == ["990003", "990002", "990001"]
    assert "sorted by Code, Z to A" in falling
    assert 'aria-sort="descending"' in falling
    assert "sorted by Number, highest first" in text("sort=-pk")
    assert "sorted by Since, oldest first" in text("sort=valid_from")


@pytest.mark.parametrize("sort", ["level", "-level", "parent__id", "password", "?", "code,-pk", "-"])
def test_what_is_no_sortable_column_does_not_sort(sort):
    make_regions(3)

    assert rows_of(text(f"sort={sort}")) == ["990001", "990002", "990003"]


def test_empty_values_come_last_and_ties_keep_their_order():
    second = make_regions(3)[1]
    Region.objects.filter(pk=second.pk).update(parent=None)

    assert rows_of(text("sort=parent")) == ["990001", "990003", "990002"]
    assert rows_of(text("sort=-parent")) == ["990001", "990003", "990002"]


@pytest.mark.parametrize("typed", ["县2", "县２", "990002", "９９０００２", "县 2", " 县2 "])
def test_free_text_finds_half_and_full_width(typed):
    make_regions(3)

    assert rows_of(text(f"q={typed}")) == ["990002"]


def test_free_text_finds_either_kind_of_brackets():
    make_regions(2)
    Region.objects.filter(code="990001").update(name="产业园（东区）")

    assert rows_of(text("q=园(东")) == ["990001"]
    assert rows_of(text("q=园（东")) == ["990001"]


@pytest.mark.parametrize("typed", ["%25", "_", "'", "%00", "x" * 101])
def test_free_text_is_text_and_never_a_pattern(typed):
    make_regions(2)

    assert answer(f"q={typed}").status_code == 200


def test_active_filters_are_chips_that_can_be_removed():
    make_regions(3)

    page = text("q=县&level=province&level=county&since_after=2000-01-01&sort=-code&page=1&of=")

    removals, words = zip(*re.findall(r'<li><a href="(\?[^"]*)"><span>(.*?)</span><span class="x"', page), strict=True)
    assert set(words) == {'Search: <span lang="zh-Hans">县</span>', "Level: Province or County", "Since: 1 Jan 2000"}
    assert len(removals) == 3
    assert "q=" not in removals[0]
    assert "level=county" in removals[0]
    assert "level=" not in removals[1]
    assert "since_after" not in removals[2]
    assert all("sort=-code" in removal and "page=" not in removal for removal in removals)
    assert '<li class="clear"><a href="?sort=-code">' in page


def test_a_filter_that_makes_no_sense_is_said_beside_its_field_and_not_applied():
    make_regions(3)

    page = text("level=galaxy&since_after=2026-02-30&of=999999")

    assert len(rows_of(page)) == 3
    assert page.count('<p class="msg red">') == 3
    assert "Not applied, please correct:" in page
    assert "Level: Select a valid choice. galaxy is not one of the available choices." in page
    assert '<details class="filters" open>' in page


def test_nothing_found_says_what_to_do_next():
    make_regions(2)

    assert "No row passes these filters" in text("q=nowhere")
    assert "There is nothing here yet" in text("", regions().none())
    asked = text(
        "", regions().none(), empty={"title": "No regions", "text": "Import them.", "url": "/x/", "action": "Go"}
    )
    assert "No regions" in asked
    assert '<a href="/x/">Go</a>' in asked


@pytest.mark.parametrize(("language", "words"), [("en", ["All", "Yes", "No"]), ("zh-hans", ["全部", "是", "否"])])
def test_a_yes_or_no_that_is_not_asked_means_all(language, words):
    class YesNoFilter(ListFilter):
        state_run = django_filters.BooleanFilter(label="State-run")

    with translation.override(language):
        field = YesNoFilter({}, queryset=regions()).form["state_run"]
        assert [option.data["label"] for option in field] == words
        assert not YesNoFilter({"state_run": ""}, queryset=regions()).form.errors


def test_what_counts_the_list_comes_with_it():
    """A script takes the heading, the exports and the number of filters from the same answer."""
    make_regions(2)

    fragment = answer("q=县1", htmx=True).content.decode()

    for place in ('id="head"', 'id="filters-summary"', 'id="list"'):
        assert fragment.count(place) == 1
    assert "?q=%E5%8E%BF1&amp;export=csv" in fragment
    assert "(1 active)" in fragment
    assert 'hx-select-oob="#head,#filters-summary"' in fragment


def test_htmx_gets_the_list_without_the_page_around_it():
    make_regions(2)

    fragment, page = answer("q=县", htmx=True), answer("q=县")

    assert "<html" not in fragment.content.decode()
    assert rows_of(fragment.content.decode()) == rows_of(page.content.decode())
    assert "HX-Request" in fragment["Vary"]
    assert "HX-Request" in page["Vary"]


def test_queries_do_not_grow_with_rows(django_assert_num_queries):
    with translation.override("en"):
        make_regions(49)
        with django_assert_num_queries(3):  # count, rows, choices of "Part of"
            text("level=county&of=")
    Region.objects.exclude(code="990000").delete()
    Region.objects.all().delete()
    make_regions(3)
    with django_assert_num_queries(3):
        text("level=county&of=")


def test_names_are_escaped_and_marked_with_their_language():
    make_regions(1)
    Region.objects.filter(code="990001").update(name="<script>alert(1)</script>")

    assert "<script>alert(1)" not in text("")
    assert '<span class="sub"><span lang="zh-Hans">省县1</span></span>' in text("")
    with translation.override("zh-hans"):
        assert 'lang="zh-Hans">省县1' not in text("")


def test_the_total_is_counted_without_filters():
    make_regions(3)
    seen = {}

    class Spy(pages.Listing):
        def __init__(self, *args):
            super().__init__(*args)
            seen["listing"] = self

    original, pages.Listing = pages.Listing, Spy
    try:
        text("q=县2")
    finally:
        pages.Listing = original
    assert (seen["listing"].count, seen["listing"].total) == (1, 3)
