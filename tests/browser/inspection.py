"""What a page owes everybody: no violation that axe finds, no sideways scroll, a content policy, little weight."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response

from tests.journeys.site import shape

WIDE, NARROW = 1280, 320
ROWS = 8  # rows of one table are alike: the first ones stand for all
PAGE_BYTES_MAX = 300_000
SCRIPT_BYTES_MAX = 100_000
FILES = re.compile(
    r"[?&]export=|/pdf/$|/report/$|/template/$|/sheet/|/files/[a-z]+/$|/evidence/[0-9a-f-]{36}/$|^/api/|^/static/|logout"
)

axe = Axe()

CUT = f"document.querySelectorAll('tbody tr:nth-child(n+{ROWS + 1})').forEach(row => row.remove())"
ALL = {"resultTypes": ["violations"]}
COLOURS_KNOWN = {**ALL, "rules": {"color-contrast": {"enabled": False}}}
RUN = "options => axe.run(document, options).then(found => found.violations)"
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
# bytes as they came over the wire (gzipped where the server does so), the page itself first; what draws charts is
# brought by pages with a chart alone, and weighs what it weighs
WEIGHT = """() => {
    const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(part => !part.name.includes('/echarts.'));
    const bytes = list => list.reduce((sum, part) => sum + part.encodedBodySize, 0);
    return [bytes(parts), bytes(parts.filter(part => new URL(part.name).pathname.endsWith('.js')))];
}"""


def problems(page: Page, response: Response | None = None) -> list[str]:
    """Everything wrong with the page in this window, in words; `response` is what brought it."""
    found = ["the page scrolls sideways"] if page.evaluate(SCROLLS) else []
    if response is not None:
        policy = response.header_value("content-security-policy") or ""
        if "default-src 'none'" not in policy or "unsafe" in policy:
            found.append(f"content policy: {policy!r}")
        whole, scripts = page.evaluate(WEIGHT)
        if whole > PAGE_BYTES_MAX or scripts > SCRIPT_BYTES_MAX:
            found.append(f"weight: {whole} bytes, of which scripts {scripts}")
    page.evaluate(CUT)
    return found + violations(page)


def bring_axe(context: BrowserContext) -> None:
    """Every page of this window has axe from its beginning; else it would be sent to each page anew."""
    context.add_init_script(axe.axe_script)


def violations(page: Page, options: dict[str, Any] = ALL) -> list[str]:
    """What axe finds, in words."""
    return [
        f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'][:3])} ({rule['help']})"
        for rule in page.evaluate(RUN, options)
    ]


def problems_wide_and_narrow(page: Page, response: Response | None = None) -> list[str]:
    """The same page in both windows; colours are the same in both and are looked at once."""
    height = (page.viewport_size or {})["height"]
    page.set_viewport_size({"width": NARROW, "height": height})
    found = [f"at {NARROW}: the page scrolls sideways"] if page.evaluate(SCROLLS) else []
    page.set_viewport_size({"width": WIDE, "height": height})
    found += problems(page, response)
    page.set_viewport_size({"width": NARROW, "height": height})
    return found + [f"at {NARROW}: {text}" for text in violations(page, COLOURS_KNOWN)]


def walk(page: Page, seen: set[str], *, covered: tuple[str, ...] = ()) -> Iterator[tuple[str, Response]]:
    """Open every page within reach by links, each shape of address once; shapes in `seen` are left out, and what
    begins like one of `covered`."""
    origin = urlsplit(page.url).netloc
    waiting = deque(["/"])
    while waiting:
        address = waiting.popleft()
        response = page.goto(address)
        assert response is not None
        links = page.evaluate(LINKS)
        yield address, response
        for link in links:
            parts = urlsplit(urldefrag(link).url)
            address = parts._replace(scheme="", netloc="").geturl()
            if address.startswith(covered):
                continue
            if parts.netloc == origin and not FILES.search(address) and shape(address) not in seen:
                seen.add(shape(address))
                waiting.append(address)
