"""A liaison with two minutes on a phone: can you host, one slot, several slots, still true. And a mentor's short way.

With scripts and with none; in both languages; the way without scripts by keyboard alone.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock

pytestmark = pytest.mark.browser
PHONE = 390
TABS = 150  # more stops than any page of this journey has
MAJOR = "460301"


@pytest.fixture
def own_site(written_site):
    """The demo in a place of its own, for tests that write."""
    written_site.manage("load_demo")
    written_site.start("web")
    return written_site


class Hands:
    """Fills and presses: with the mouse, or by keyboard alone."""

    def __init__(self, page: Page, *, keyboard: bool) -> None:
        self.page, self.keyboard = page, keyboard

    def reach(self, selector: str) -> None:
        """Tab on until the field or button has the focus. Fails if it cannot be reached."""
        if not self.keyboard:
            self.page.locator(f"main {selector}").first.focus()
            return
        for _ in range(TABS):
            if self.page.locator(f"main {selector}:focus").count():
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{selector} cannot be reached by keyboard")

    def write(self, name: str, text: str) -> None:
        if not self.keyboard:
            self.page.locator(f"main [name='{name}']").fill(text)
            return
        self.reach(f"[name='{name}']")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, value: str) -> None:
        """A dot: the group is one stop, arrows move inside it."""
        dot = f"[name='{name}'][value='{value}']"
        if not self.keyboard:
            self.page.locator(f"main {dot}").check()
            return
        self.reach(f"[name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(9):
            if self.page.locator(f"main {dot}:checked").count():
                return
            self.page.keyboard.press("ArrowDown")
        pytest.fail(f"{dot} cannot be chosen by keyboard")

    def major(self, name: str) -> None:
        """With scripts the field suggests, without one it takes the code."""
        box = self.page.locator(f"main .field:has([name='{name}']) .ts-control input")
        if box.count():
            box.fill(MAJOR)
            self.page.locator(".ts-dropdown:visible .option").first.click()
        else:
            self.write(name, MAJOR)

    def press(self, selector: str) -> None:
        if self.keyboard:
            self.reach(selector)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator(f"main {selector}").first.click()
        self.page.wait_for_load_state()


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
    hands.major("majors")
    hands.write("places", "3")
    hands.press("button[name='publish']")
    expect(page.locator("main")).to_contain_text("电气装配")
    expect(page).to_have_url(re.compile(r"/internship-slots/\d+/$"))

    hands.press("form[action*='/confirm/'] button.main")  # still true
    expect(page).to_have_url(re.compile(r"/internship-slots/\d+/$"))

    page.goto("/internship-slots/several/")
    hands.write("slot_0_post", "仓储管理")
    hands.major("slot_0_majors")
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
