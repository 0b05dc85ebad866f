"""A real browser on a real site: gunicorn and the worker, started by the commands of docker-compose.yml."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config.demo import PASSWORD
from tests.processes import Site, environment, made_once, places

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; as root it runs without its sandbox."""
    return {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs no demo stands in the middle, where the second of two workers begins: it need not wait until the
    first has told the demo."""
    if not all(item.get_closest_marker("browser") for item in items):
        return
    without = [item for item in items if not {"told_site", "demo_site", "own_site"} & set(item.fixturenames)]
    others = [item for item in items if item not in without]
    middle = len(items) // 2
    items[:] = [*others[:middle], *without, *others[middle:]]


def start_site(prepared: Site, folder: Path, name: str, **env: str) -> Site:
    """A copy of the prepared place under another address."""
    shutil.copytree(prepared.folder, folder)
    return Site(folder, {**environment(folder, name), "DEMO": "1", **env})


@pytest.fixture(scope="session")
def told_site(prepared_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A place with the demo, not served, made once for a run: copied for whoever reads or writes."""

    def tell(folder: Path) -> Site:
        site = start_site(prepared_site, folder, "told")
        site.manage("load_demo")
        return site

    with places(tmp_path_factory) as folder:
        return made_once(folder, "told", tell)


@pytest.fixture(scope="session")
def demo_site(told_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served. Tests on it read; a test that writes asks for a place of its own."""
    site = start_site(told_site, tmp_path_factory.mktemp("demo") / "var", "demo")
    site.start("web")
    yield site
    site.close()


@pytest.fixture(scope="module")
def own_site(told_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served for the tests of one module, which write: each about things of its own."""
    site = start_site(told_site, tmp_path_factory.mktemp("own") / "var", "own")
    site.start("web")
    yield site
    site.close()


@pytest.fixture
def written_site(prepared_site: Site, tmp_path: Path) -> Iterator[Site]:
    """An empty place that a test fills itself."""
    site = start_site(prepared_site, tmp_path / "var", "written")
    yield site
    site.close()


@dataclass
class People:
    """Signs people in, each in a browser window of their own, and keeps what their consoles said."""

    browser: Browser
    said: list[str] = field(default_factory=list)
    open: list[BrowserContext] = field(default_factory=list)

    def sign_in(self, site: Site, email: str, *, language: str = "en", width: int = 1280, scripts: bool = True) -> Page:
        """A page after sign-in, in the language asked for. A relative address is one of this site."""
        context = self.browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            locale="zh-CN" if language == "zh-hans" else "en-GB",
            java_script_enabled=scripts,
        )
        self.open.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._keep(message.type, message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto("/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
        if not (page.locator("html").get_attribute("lang") or "").lower().startswith(language[:2]):
            page.locator("header form[action*='language'] button").click()
            page.wait_for_load_state()
        return page

    def _keep(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:  # a 404 that a test asks for is no mistake of a script
            self.said.append(text)


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """Sign people in; at the end no script may have failed and no policy may have been broken."""
    people = People(browser)
    yield people
    for context in people.open:
        context.close()
    assert not people.said, people.said
