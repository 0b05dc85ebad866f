"""Walks the site as a signed-in person: every page that a link leads to, each text with its language."""

import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import openpyxl
from django.http import HttpResponse
from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# a title mixes our words with names and cannot mark the language of a part; a textarea holds what people wrote
UNMARKED = {"script", "style", "title", "textarea"}
READ_ALOUD = ("alt", "title", "placeholder", "aria-label", "data-label", "content")
LONGEST_NUMBER = re.compile(r"\d+")


@dataclass
class Page(HTMLParser):
    """The texts of a page, each with the language that `lang` gives it, and its links; `content` is what came."""

    url: str
    content: str = ""
    texts: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.language
        if tag not in VOID:
            self._open.append((tag, language))
        for name in READ_ALOUD:
            if name in given and not (tag == "meta" and given.get("name") != "description"):
                self.texts.append((language, given[name] or ""))
        if tag == "a" and given.get("href"):
            self.links.append(urldefrag(urljoin(self.url, given["href"] or "")).url)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            closed, _ = self._open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(tag in UNMARKED for tag, _ in self._open):
            self.texts.append((self.language, data.strip()))


def words_of(response: HttpResponse) -> str:
    """All that an answer says, whatever its form."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheet" in response.headers.get("Content-Type", ""):
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode(errors="replace")


# The administrator of a college, who does most there, walks these; who only reads them meets the same pages with less
# on them, so that checks of the pages themselves (their language, what axe finds) need not meet them again.
OF_THE_ADMINISTRATOR = (
    "/majors/", "/training-bases/", "/teachers/", "/equipment/", "/studios/", "/courses/", "/training-plans/",
    "/students/", "/graduate-outcomes/", "/curriculum-requests/", "/agreements/", "/obligations/", "/contributions/",
    "/risks/", "/projects/", "/patents/", "/joint-applications/", "/governance-bodies/", "/meetings/",
    "/internship-slots/", "/hosting-answers/", "/job-offers/",
)  # fmt: skip
ASKED_OF_ENTERPRISES = (
    "/agreements/", "/internship-slots/", "/hosting-answers/", "/job-offers/", "/curriculum-requests/",
)  # fmt: skip
COVERED: dict[str, tuple[str, ...]] = {
    "mentor": OF_THE_ADMINISTRATOR,
    "reviewer": OF_THE_ADMINISTRATOR,
    "liaison": tuple(prefix for prefix in OF_THE_ADMINISTRATOR if prefix not in ASKED_OF_ENTERPRISES),
}
"""By role: the beginnings of addresses that another role walks."""


def walk(client: Client, *, start: str = "/", most: int = 150, covered: tuple[str, ...] = ()) -> Iterator[Page]:
    """Every page within reach by links, each shape of address once (numbers and queries count as equal), but for what
    begins like one of `covered`."""
    waiting, seen = deque([start]), {shape(start)}
    while waiting and most:
        url = waiting.popleft()
        response = client.get(url, follow=True)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        if "text/html" not in response["Content-Type"]:
            b"".join(response)  # a file that is sent stays open until it is read
            continue
        most -= 1
        page = Page(url, response.content.decode())
        page.feed(page.content)
        yield page
        for link in page.links:
            parts = urlsplit(link)
            if parts.path.startswith(covered):
                continue
            if not parts.netloc and not parts.scheme and shape(link) not in seen and "logout" not in link:
                seen.add(shape(link))
                waiting.append(link)


def shape(url: str) -> str:
    """An address without its numbers, so that the pages of two agreements count as one."""
    parts = urlsplit(url)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", parts.path)
    return LONGEST_NUMBER.sub("#", path) + ("?" if "export=" in parts.query else "")
