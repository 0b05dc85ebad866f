"""Fills and presses on a page, so that one journey is walked with the mouse and scripts, or by keyboard and without."""

from contextlib import nullcontext
from datetime import date

import pytest
from playwright.sync_api import Page

TABS = 200  # more stops than any page of a journey has


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
        """Text in place of what the field holds."""
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

    def tick(self, name: str, value: str = "on") -> None:
        """A box of a group, or one that stands alone."""
        box = f"[name='{name}'][value='{value}']" if value != "on" else f"[name='{name}']"
        if not self.keyboard:
            self.page.locator(f"main {box}").check()
            return
        self.reach(box)
        if not self.page.locator(f"main {box}").is_checked():
            self.page.keyboard.press("Space")

    def select(self, name: str, value: str) -> None:
        """An entry of a list; arrows move in it."""
        box = self.page.locator(f"main select[name='{name}']")
        if not self.keyboard:
            box.select_option(value)
            return
        self.reach(f"select[name='{name}']")
        for key in ("ArrowDown", "ArrowUp"):
            for _ in range(40):
                if box.input_value() == value:
                    return
                self.page.keyboard.press(key)
        pytest.fail(f"{value} of {name} cannot be chosen by keyboard")

    def day(self, name: str, day: date) -> None:
        """A day. In which order its parts are typed depends on the machine, so by keyboard it is reached and set."""
        self.reach(f"[name='{name}']")
        self.page.locator(f"main [name='{name}']").fill(day.isoformat())

    def suggested(self, name: str, text: str) -> None:
        """With scripts the field suggests, without one it takes the code or the name."""
        box = self.page.locator(f"main .field:has([name='{name}']) .ts-control input")
        if box.count():
            box.fill(text)
            self.page.locator(".ts-dropdown:visible .option").first.click()
        else:
            self.write(name, text)

    def press(self, selector: str, *, stays: bool = False) -> None:
        """A button or a link, and what it brings; `stays`: the page remains, as with a file."""
        if self.keyboard:
            self.reach(selector)
        with nullcontext() if stays else self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(f"main {selector}").first.click()
