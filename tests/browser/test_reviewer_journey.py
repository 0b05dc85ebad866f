"""A reviewer who must explain a red light: the first screen, the worst region, its college, down to the records, and a
file to take along. With scripts and with none; in both languages; the way without scripts by keyboard alone.
"""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
VARIANTS = [("en", True), ("zh-hans", False)]
RED = {"en": "Red", "zh-hans": "红灯"}
GREY = {"en": "Grey", "zh-hans": "灰灯"}
DECISIONS = {"en": "need your decision", "zh-hans": "待您处理"}
TURNS_YELLOW = {"en": "1 more would turn it yellow", "zh-hans": "再增加1"}
COLLEGE, CITY = "9900000001", "990100"  # the red story of the demo


@pytest.fixture(params=VARIANTS, ids=["mouse, scripts, English", "keyboard, no scripts, Chinese"])
def reviewer(request, demo_site, people) -> tuple[Page, Hands, str]:
    language, scripts = request.param
    page = people.sign_in(demo_site, "reviewer@demo.example", language=language, scripts=scripts)
    return page, Hands(page, keyboard=not scripts), language


def rows(page: Page) -> list[str]:
    """The table of places, a text a row."""
    return page.locator("main .compare tbody tr").all_inner_texts()


def test_the_first_screen_says_what_needs_a_decision(reviewer):
    page, hands, language = reviewer
    page.goto("/dashboard/")

    expect(page.get_by_role("heading", name=re.compile(DECISIONS[language]))).to_be_visible()
    table = rows(page)
    assert (RED[language] in table[0], GREY[language] in table[-1]) == (True, True), "worst first, without data last"
    hands.press(f".todo a[href*='/regions/{CITY}/figures/']")
    expect(page.locator("main .frac")).to_contain_text("1")
    expect(page.locator("main .sum-line .light")).to_contain_text(RED[language])


def test_a_red_light_is_explained_down_to_its_records(reviewer):
    page, hands, language = reviewer
    page.goto("/dashboard/")
    hands.press("a[href*='by=colleges']")
    assert RED[language] in rows(page)[0]
    hands.press(f".compare a[href='/colleges/{COLLEGE}/figures/']")
    figure = f"a[href='/colleges/{COLLEGE}/figures/actual_participation/']"
    own = page.locator("main .stack tbody tr").filter(has=page.locator(figure))
    expect(own).to_contain_text(TURNS_YELLOW[language])
    hands.press(f".stack {figure}")

    numerator, denominator = page.locator("main .frac b").all_inner_texts()
    counted = page.locator("main .section:not(#changed) .compare tbody tr")
    assert int(denominator) > int(numerator)
    expect(counted).to_have_count(int(denominator))
    hands.press("a[href*='counted=both']")
    expect(counted).to_have_count(int(numerator))
    hands.press(".section:not(#changed) .compare a[href^='/agreements/']")
    expect(page).to_have_url(re.compile(r"/agreements/\d+/$"))


def test_figures_go_along_as_a_file(reviewer):
    page, hands, _language = reviewer
    page.goto("/dashboard/?by=colleges&of=process")
    stamp = page.locator("main a[href^='/runs/']").first.inner_text()
    with page.expect_download() as file:
        hands.press("a[href*='export=csv']", stays=True)
    table = list(csv.reader(io.StringIO(file.value.path().read_text("utf-8-sig"))))

    assert len(table) == 1 + len(rows(page))
    assert {row[-4] for row in table[1:]} == {stamp}, "every row names its run"
