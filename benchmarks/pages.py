"""Pages and API over HTTP, on a made-up country: `python -m benchmarks pages`.

100,000 agreements of 200 colleges with 2,000 enterprises and 200,000 placements, on PostgreSQL, served by gunicorn with
two workers; asked by the reviewer of the nation and by a college that keeps 500 agreements. Beside them, in the same
run, a bare Django view and a bare DRF list of the same fifty rows (benchmarks/bare.py). One client, one connection,
the median and the 95th percentile of thirty answers after three that are thrown away.
"""

import http.client
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tests.processes import Site

WARM, TIMES = 3, 30
GOALS = {  # asked → what it may cost at most, as a multiple of what
    "list of agreements": (4.0, "bare view"),
    "REST list": (3.0, "bare DRF list"),
    "last page": (1.5, "list of agreements"),
}


@dataclass(frozen=True)
class Person:
    """Who asks: signed in by a cookie on pages, by a token in the API."""

    name: str
    cookie: str
    token: str

    def headers(self, path: str) -> dict[str, str]:
        if path.startswith("/api/"):
            return {"Authorization": f"Token {self.token}", "Accept-Language": "en"}
        return {"Cookie": self.cookie}


class Client:
    """One connection to the site, kept open."""

    def __init__(self, site: Site) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)

    def ask(self, person: Person, path: str, *, body: Callable[[], dict] | None = None, expect: int = 200) -> float:
        """Seconds from sending to the last byte. Raises RuntimeError for another status than expected."""
        headers = person.headers(path)
        sent = None
        if body is not None:
            sent = json.dumps(body())
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
        started = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body=sent, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - started
        if answer.status != expect:
            raise RuntimeError(f"{path}: {answer.status} instead of {expect}\n{content[:500].decode(errors='replace')}")
        return seconds


def timed(client: Client, person: Person, path: str, **fields: object) -> tuple[float, float]:
    """Median and 95th percentile, in seconds."""
    for _ in range(WARM):
        client.ask(person, path, **fields)  # type: ignore[arg-type]
    found = sorted(client.ask(person, path, **fields) for _ in range(TIMES))  # type: ignore[arg-type]
    return statistics.median(found), found[int(len(found) * 0.95)]


def memory(pid: int) -> list[int]:
    """Resident MB of the workers of a gunicorn."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    status = (Path(f"/proc/{child}/status").read_text() for child in children)
    return [int(text.split("VmRSS:")[1].split()[0]) // 1024 for text in status]


def cases(site: dict) -> list[tuple[str, str, dict]]:
    """What is asked: name, path, and the rest."""
    listed = "/agreements/"
    new = {"counterparts": [site["counterpart"]], "title": "校企合作协议", "kind": "talent"}
    return [
        ("bare view", "/bare/", {}),
        ("list of agreements", listed, {}),
        ("filtered by a word of two characters", f"{listed}?q=%E6%99%BA%E9%80%A0", {}),
        ("last page", f"{listed}?page={site['last_page']}", {}),
        ("detail of an agreement", f"/agreements/{site['agreement']}/", {}),
        ("dashboard or own figures", site["figures"], {}),
        ("bare DRF list", "/api/bare/", {}),
        ("REST list", "/api/v1/agreements/", {}),
        ("REST detail", f"/api/v1/agreements/{site['agreement']}/", {}),
        ("REST create", "/api/v1/agreements/", {"body": lambda: new, "expect": 201}),
    ]


def measure(site: Site) -> None:
    """Fill the place, serve it, and print."""
    made = json.loads(site.run("-m", "benchmarks.country").splitlines()[-1])
    print(f"{made['seconds']:9.1f} s  made up: {made['what']}", flush=True)
    process = site.start("web")
    client = Client(site)
    for who, place in made["people"].items():
        person = Person(who, place["cookie"], place["token"])
        medians: dict[str, float] = {}
        print(f"\n{who:47} median      95 %   queries   goal")
        for name, path, fields in cases(place):
            if fields.get("body") and not place["creates"]:
                continue
            median, high = timed(client, person, path, **fields)
            medians[name] = median
            goal = GOALS.get(name)
            said = f"{median / medians[goal[1]]:.1f} x {goal[1]} (at most {goal[0]:g})" if goal else ""
            times = f"{median * 1000:7.1f} ms {high * 1000:7.1f} ms"
            print(f"  {name:42} {times} {place['queries'].get(path, ''):>6}   {said}")
    print(f"\nmemory of the workers: {', '.join(f'{size} MB' for size in memory(process.pid))}")
    site.stop("web")


def main() -> int:
    """Run on a PostgreSQL of its own."""
    import tempfile

    from tests.services import PostgresServer

    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="ronghe-bench-") as folder, PostgresServer(durable=True) as server:
        server.sql("CREATE DATABASE bench")
        place = {
            "DATABASE_URL": server.url("bench"),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "SECOND_FACTOR_ROLES": "",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "LOG_LEVEL": "WARNING",
        }
        site = Site(Path(folder), place)
        try:
            site.run("-m", "config.prepare")
            measure(site)
        finally:
            site.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
