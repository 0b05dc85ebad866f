"""Filters with a script: the list changes, and with it everything on the page that counts it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_heading_exports_and_the_number_of_filters_follow_the_list(demo_site, people):
    page = people.sign_in(demo_site, "liaison@demo.example")
    page.goto("/internship-slots/")
    before = page.locator("h1").inner_text()
    assert " of " not in before

    page.get_by_label("Post or enterprise").fill("nothing is called so")
    page.get_by_label("Post or enterprise").press("Enter")

    expect(page.locator("h1")).to_contain_text("0 of ")
    expect(page.locator("#filters-summary")).to_contain_text("1 active")
    expect(page.get_by_role("link", name="CSV")).to_have_count(0)
    expect(page.get_by_text("No row passes these filters")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text(before)
    assert people.said == []
