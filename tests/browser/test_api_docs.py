"""The page of the API in a real browser: it works under the strict policy, and only for who is signed in."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
ADMINISTRATOR = "administrator@demo.example"


def try_out(page: Page, operation: str, body: str | None = None) -> None:
    """Run one operation from the page; the fixture `people` fails if the policy was broken meanwhile."""
    page.goto("/api/v1/docs/")
    tag, _, _name = operation.partition("-")
    page.locator(f"#operations-tag-{tag}").click()
    block = page.locator(f"#operations-{operation}")
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Try it out").click()
    if body is not None:
        block.locator("textarea.body-param__text").fill(body)
    block.get_by_role("button", name="Execute").click()


def answered(page: Page) -> str:
    return page.locator(".live-responses-table tbody .response-col_status").first.inner_text()


def test_the_page_tries_a_read(demo_site, people):
    page = people.sign_in(demo_site, ADMINISTRATOR)

    try_out(page, "me-me_retrieve")

    assert answered(page).startswith("200")
    expect(page.get_by_role("heading", name="Ronghe")).to_be_visible()


def test_the_page_sends_the_csrf_token(demo_site, people):
    page = people.sign_in(demo_site, ADMINISTRATOR)

    try_out(page, "majors-major_create", "{}")

    assert answered(page).startswith("400")


def test_nobody_else_sees_it(demo_site):
    for path in ("/api/v1/docs/", "/api/v1/schema/"):
        assert demo_site.get(path)[0] == 401
