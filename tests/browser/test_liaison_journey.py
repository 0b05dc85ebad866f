"""A liaison with two minutes on a phone: can you host, one slot, several slots, still true. And a mentor's short way.

With scripts and with none; in both languages; the way without scripts by keyboard alone.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.hands import Hands

pytestmark = pytest.mark.browser
PHONE = 390
MAJOR = "460301"


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("zh-hans", False)])
def test_a_liaison_with_two_minutes(own_site, people, language, scripts):
    page = people.sign_in(own_site, "liaison@demo.example", language=language, width=PHONE, scripts=scripts)
    hands = Hands(page, keyboard=not scripts)
    today = clock.today()

    page.goto("/hosting-answers/new/")
    term = page.locator("main [name='term']").last.get_attribute("value")
    hands.choose("term", term)
    hands.choose("answer", "no")
    hands.press("button.main")
    expect(page.locator("main .summary")).to_be_visible()  # no needs a reason; the answer is not lost
    expect(page.locator("main [name='answer'][value='no']")).to_be_checked()
    hands.write("reason", "厂房搬迁")
    hands.press("button.main")
    expect(page).to_have_url(re.compile(r"/internship-slots/$"))

    page.goto("/hosting-answers/new/")
    hands.choose("term", term)
    hands.choose("answer", "maybe")
    hands.write("reason", "新厂房或可投产")
    hands.press("button.main")
    expect(page).to_have_url(re.compile(rf"/internship-slots/new/\?term={term}$"))
    assert page.locator("main [name='starts_on']").input_value()  # the days are those of the term
    hands.write("post", "电气装配")
    hands.suggested("majors", MAJOR)
    hands.write("places", "3")
    hands.press("button[name='publish']")
    expect(page.locator("main")).to_contain_text("电气装配")
    expect(page).to_have_url(re.compile(r"/internship-slots/\d+/$"))

    hands.press("form[action*='/confirm/'] button.main")  # still true
    expect(page).to_have_url(re.compile(r"/internship-slots/\d+/$"))

    page.goto("/internship-slots/several/")
    hands.write("slot_0_post", "仓储管理")
    hands.suggested("slot_0_majors", MAJOR)
    for name, days in (("starts_on", 60), ("ends_on", 240)):
        page.locator(f"main [name='slot_0_{name}']").fill((today + timedelta(days=days)).isoformat())
    hands.write("slot_0_places", "2")
    hands.write("slot_1_post", "质量检验")  # majors and days as above
    hands.write("slot_1_places", "4")
    hands.press("button[name='publish']")
    expect(page).to_have_url(re.compile(r"/internship-slots/\?mine=on$"))
    for post in ("仓储管理", "质量检验"):
        expect(page.locator("main")).to_contain_text(post)
    width = page.locator("html").evaluate("page => page.scrollWidth")
    assert width <= PHONE, "the page scrolls sideways"


def test_a_mentor_records_that_a_student_asks_for_help(own_site, people):
    page = people.sign_in(own_site, "mentor@demo.example", language="zh-hans", width=PHONE, scripts=False)
    page.goto("/placements/")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state()
    page.locator("main a[href$='/help/']").click()
    page.wait_for_load_state()
    hands = Hands(page, keyboard=False)
    hands.choose("category", "hours")
    hands.write("text", "连续两周没有休息日")
    hands.press("button.main")
    expect(page).to_have_url(re.compile(r"/help-requests/\d+/$"))
    page.goto("/")
    expect(page.locator("main .todo")).to_contain_text("学生求助")
    page.locator("main .todo a[href*='/help-requests/']").first.click()
    page.wait_for_load_state()
    hands.write("answer", "已与企业协商，本周起每周休息一天")
    hands.press("button.main")
    expect(page.locator("main")).to_contain_text("已答复")
