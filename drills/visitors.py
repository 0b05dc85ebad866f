"""People who use the site while something breaks: signed-in HTTP clients, and a load of them."""

import http.client
import json
import secrets
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from tests.processes import Site


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds; status 0: nobody answered."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Visitor:
    """A signed-in person. Posts carry the CSRF token as the site's own pages do."""

    port: int
    session: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, form: dict[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urllib.parse.urlencode(form), kind)

    def post_json(self, path: str, document: object) -> Answer:
        return self._ask("POST", path, json.dumps(document), {"Content-Type": "application/json"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        started = time.monotonic()
        try:
            connection.request(method, path, body, {"Cookie": cookies, "X-CSRFToken": self.token, **headers})
            came = connection.getresponse()
            text = came.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, seconds=time.monotonic() - started)
        finally:
            connection.close()
        return Answer(came.status, dict(came.headers), text, time.monotonic() - started)


def signed_in(site: Site, role: str) -> Visitor:
    """Return a new member with this role (a name of accounts.models.Role), signed in."""
    session = site.python(
        "from accounts.models import Role\n"
        "from tests.factories.accounts import make_member\n"
        f"print(make_member(Role.{role}).client.cookies['sessionid'].value)"
    ).strip()
    return Visitor(site.port, session)


class Load:
    """Calls `act(number)` from several threads until it is stopped, and keeps every answer in order of arrival."""

    def __init__(self, act: Callable[[int], Answer], *, threads: int = 4) -> None:
        self.answers: list[tuple[int, Answer]] = []
        self._act, self._stopping, self._numbers = act, threading.Event(), iter(range(1_000_000))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._go, daemon=True) for _ in range(threads)]

    def _go(self) -> None:
        while not self._stopping.is_set():
            with self._lock:
                number = next(self._numbers)
            answer = self._act(number)
            with self._lock:
                self.answers.append((number, answer))
            if answer.status not in (200, 201, 302):
                time.sleep(0.05)  # a person waits a moment, too

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)

    def count(self, *statuses: int) -> int:
        with self._lock:
            return sum(answer.status in statuses for _, answer in self.answers)
