"""The mechanism of the authorization matrix (S1): routes × people × methods × own and foreign rows.

The table itself is the package policy. A line says for each method which status each person gets. Whoever is not
signed in is led to the sign-in page (302), in the API 401, unless the route is public. A method that a line does not
name must do nothing.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.world import PEOPLE, SIGNED_IN, World

REST = "*"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PROBED_WITH_OTHER_METHODS = ("anonymous", "administrator", "operator")
SHIFTING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|name="submission" value="[^"]*"|nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}'
)

Statuses = Mapping[int, str]  # status → people, separated by blanks; REST stands for everybody not yet named


@dataclass(frozen=True)
class Line:
    """What one route answers."""

    methods: Mapping[str, Statuses]
    row: Callable[[World], dict[str, Any]] | None = None  # the arguments of its address, for the own row
    data: Callable[[World], dict[str, Any]] | None = None  # what a POST, PUT or PATCH sends
    is_public: bool = False
    others: frozenset[int] = frozenset({405})  # what a method that is not named may answer to somebody signed in
    is_missing_alike: bool = True  # 404 looks like that of a row that does not exist


def line(
    get: Statuses | None = None,
    post: Statuses | None = None,
    *,
    put: Statuses | None = None,
    patch: Statuses | None = None,
    delete: Statuses | None = None,
    **fields: Any,
) -> Line:
    given = {"GET": get, "POST": post, "PUT": put, "PATCH": patch, "DELETE": delete}
    return Line({method: statuses for method, statuses in given.items() if statuses is not None}, **fields)


def routes(resolver: URLResolver | None = None, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every address that the site answers: its name with namespaces, and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*namespaces, pattern.namespace) if pattern.namespace else namespaces)
        else:
            yield ":".join((*namespaces, pattern.name or f"without a name: {pattern.pattern}")), pattern


def unlisted(policy: Mapping[str, Line], resolver: URLResolver | None = None) -> list[str]:
    """Routes that the table does not know."""
    return sorted({name for name, _ in routes(resolver)} - set(policy))


def expected(statuses: Statuses, people: tuple[str, ...]) -> dict[str, int]:
    """Each person's status. Raises ValueError for anybody who is named twice, wrongly or not at all."""
    found: dict[str, int] = {}
    rest = None
    for status, names in statuses.items():
        for name in names.split():
            if name == REST:
                rest = status
            elif name in found or name not in people:
                raise ValueError(f"{name} is named twice, or nobody")
            else:
                found[name] = status
    missing = [name for name in people if name not in found]
    if missing and rest is None:
        raise ValueError(f"nothing is said about {', '.join(missing)}")
    return {**dict.fromkeys(missing, rest or 0), **found}


@dataclass
class Check:
    """One route against its line. `faults` says in words what is not as the table says."""

    name: str
    line: Line
    world: World
    urlconf: str | None = None
    faults: list[str] = field(default_factory=list)
    requests: int = 0
    data: dict[str, Any] = field(default_factory=dict)

    def run(self) -> list[str]:
        """Try everything. Each request is undone."""
        kwargs = self.line.row(self.world) if self.line.row else {}
        self.data = self.line.data(self.world) if self.line.data else {}  # its rows stand outside what is undone
        path = reverse(self.name, urlconf=self.urlconf, kwargs=kwargs)
        nowhere = reverse(self.name, urlconf=self.urlconf, kwargs={key: _other(value) for key, value in kwargs.items()})
        for method in METHODS:
            if method in self.line.methods:
                self._try_listed(method, path, nowhere)
            else:
                self._try_other(method, path)
        return self.faults

    def _try_listed(self, method: str, path: str, nowhere: str) -> None:
        everyone = PEOPLE if self.line.is_public else SIGNED_IN
        statuses = expected(self.line.methods[method], everyone)
        for person in PEOPLE:
            response = self._ask(person, method, path)
            wanted = statuses.get(person) or _turned_away(path)
            if response.status_code != wanted:
                self._fault(person, method, f"{response.status_code}, not {wanted}")
            elif person not in statuses and wanted == 302 and not _leads_to_sign_in(response):
                self._fault(person, method, f"is led to {response['Location']}, not to the sign-in page")
            elif wanted == 404 and path != nowhere and self.line.is_missing_alike:
                missing = self._ask(person, method, nowhere)
                if (missing.status_code, _fixed(missing, nowhere)) != (404, _fixed(response, path)):
                    self._fault(person, method, "can tell a foreign row from a missing one")

    def _try_other(self, method: str, path: str) -> None:
        for person in PROBED_WITH_OTHER_METHODS:
            status = self._ask(person, method, path).status_code
            turned_away = {_turned_away(path)} if person == "anonymous" and not self.line.is_public else set()
            if status not in (turned_away or self.line.others | {403, 404}):
                self._fault(person, method, f"{status}, though the table does not name {method}")

    def _ask(self, person: str, method: str, path: str) -> HttpResponse:
        self.requests += 1
        client, data = self.world.clients[person], self.data if method in self.line.methods else {}
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        with transaction.atomic():
            if method in ("GET", "DELETE"):
                response = getattr(client, method.lower())(path)
            elif path.startswith("/api/"):
                response = getattr(client, method.lower())(path, data, content_type="application/json")
            elif method == "POST":
                response = client.post(path, data)
            else:
                response = client.generic(method, path)
            if response.streaming:
                b"".join(response)  # read it while its rows are there
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies)
        return response

    def _fault(self, person: str, method: str, what: str) -> None:
        self.faults.append(f"{self.name}: {method} by {person}: {what}")


def _other(value: Any) -> Any:
    """An argument of the same kind that leads to no row."""
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=1)
    return 999_999_999 if isinstance(value, int) else value if value in WORDS else "nothing"


WORDS = {"goals", "partners_per_major"}  # words in addresses that are no keys of rows


def _turned_away(path: str) -> int:
    return 401 if path.startswith("/api/") else 302


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response["Location"].startswith(reverse(settings.LOGIN_URL))


def _fixed(response: HttpResponse, path: str) -> str:
    """A body without what differs from answer to answer."""
    return SHIFTING.sub("", response.content.decode().replace(path, "PATH"))
