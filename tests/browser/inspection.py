"""What a page owes everybody: no violation that axe finds, no sideways scroll, a content policy, little weight."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.journeys.site import shape

PAGE_BYTES_MAX = 300_000
SCRIPT_BYTES_MAX = 100_000
FILES = re.compile(r"[?&]export=|/pdf/$|/report/$|/evidence/[0-9a-f-]{36}/$|^/api/|^/static/|logout")

axe = Axe()

SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"
# bytes as they came over the wire (gzipped where the server does so), the page itself first
WEIGHT = """() => {
    const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const bytes = list => list.reduce((sum, part) => sum + part.encodedBodySize, 0);
    return [bytes(parts), bytes(parts.filter(part => new URL(part.name).pathname.endsWith('.js')))];
}"""


def problems(page: Page, response: Response | None = None) -> list[str]:
    """Everything wrong with the page in this window, in words; `response` is what brought it."""
    found = [
        f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'][:3])} ({rule['help']})"
        for rule in axe.run(page).response["violations"]
    ]
    if page.evaluate(SCROLLS):
        found.append("the page scrolls sideways")
    if response is not None:
        policy = response.header_value("content-security-policy") or ""
        if "default-src 'none'" not in policy or "unsafe" in policy:
            found.append(f"content policy: {policy!r}")
        whole, scripts = page.evaluate(WEIGHT)
        if whole > PAGE_BYTES_MAX or scripts > SCRIPT_BYTES_MAX:
            found.append(f"weight: {whole} bytes, of which scripts {scripts}")
    return found


def walk(page: Page, seen: set[str]) -> Iterator[tuple[str, Response]]:
    """Open every page within reach by links, each shape of address once; shapes in `seen` are left out."""
    origin = urlsplit(page.url).netloc
    waiting = deque(["/"])
    while waiting:
        address = waiting.popleft()
        response = page.goto(address)
        assert response is not None
        yield address, response
        for link in page.evaluate(LINKS):
            parts = urlsplit(urldefrag(link).url)
            address = parts._replace(scheme="", netloc="").geturl()
            if parts.netloc == origin and not FILES.search(address) and shape(address) not in seen:
                seen.add(shape(address))
                waiting.append(address)
