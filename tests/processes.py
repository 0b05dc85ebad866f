"""Real processes in tests: a site of its own (database, folder, broker), run by the commands of docker-compose.yml.

    def test_the_worker_...(site):
        site.start("worker")
        site.manage("evaluate", "--as-of", "2026-11-19")
        site.kill("worker")

The database is a copy of a prepared one, of the kind that the run is for: SQLite, or PostgreSQL by DATABASE_URL (and
then REDIS_URL is the broker). `site.rows` and `site.python` look into it; the test's own Django is another database.
"""

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
import redis

from config import processes
from tests.services import free_port

READY_SECONDS = 60
READY_LINES = {"worker": " ready.", "beat": "beat: Starting"}


@dataclass
class Site:
    """One prepared place with its processes. `env` is what they get on top of the environment of the test."""

    folder: Path
    env: dict[str, str]
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.env = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only-for-tests-" + "1" * 50,
            "RONGHE_VAR": str(self.folder),
            "LANGUAGE_CODE": "en",
            "LOG_LEVEL": "INFO",
            "BIND": f"127.0.0.1:{self.port}",
            "SITE_URL": self.address,
            **self.env,
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, service: str) -> subprocess.Popen[bytes]:
        """Start web, worker or beat, and wait until it is ready for work. Raises AssertionError with its log."""
        self.folder.mkdir(parents=True, exist_ok=True)
        before = len(self.log(service))
        with self.log_file(service).open("ab") as output:
            process = processes.start(service, env=self.env, output=output)
        self.running[service] = process
        self.wait_for(
            lambda: process.poll() is not None or self.is_ready(service, since=before), what=f"{service} to be ready"
        )
        assert process.poll() is None, f"{service} ended at its start:\n{self.log(service)[-3000:]}"
        return process

    def is_ready(self, service: str, *, since: int = 0) -> bool:
        if service == "web":
            return self.get("/") is not None
        return READY_LINES[service] in self.log(service)[since:]

    def stop(self, service: str) -> int:
        """End one process as a deployment does: SIGTERM, then wait. Returns its exit code."""
        return processes.stop(self.running.pop(service), seconds=30)[0]

    def kill(self, service: str) -> None:
        """End one process and all its children as a power cut does (SIGKILL)."""
        process = self.running.pop(service)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for service in list(self.running):
            self.stop(service)

    def log_file(self, service: str) -> Path:
        return self.folder / f"{service}.log"

    def log(self, service: str) -> str:
        path = self.log_file(service)
        return path.read_text(errors="replace") if path.exists() else ""

    def get(self, path: str, *, timeout: float = 10) -> tuple[int, dict[str, str], str] | None:
        """Return (status, headers, body) of a GET without following redirects; None if nobody answers."""
        try:
            with urllib.request.build_opener(KeepRedirects).open(self.address + path, timeout=timeout) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read().decode()
        except OSError:
            return None

    def manage(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        """Run a management command and return what it printed. Raises CalledProcessError."""
        return self.run("manage.py", *arguments, env=env)

    def python(self, code: str) -> str:
        """Run Python code inside this site's Django and return what it printed."""
        return self.run("-c", f"import django; django.setup()\n{code}")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query says on this site's database, without the three seconds that a process of its own takes."""
        url = self.env["DATABASE_URL"]
        on_postgres = url.startswith("postgres")
        opened = psycopg2.connect(url) if on_postgres else sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)
        with closing(opened) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def run(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=processes.BASE_DIR,
            env={**os.environ, **self.env, **(env or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, (
            f"{arguments} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        )
        return done.stdout

    def wait_for(self, true: Callable[[], bool], *, what: str, seconds: float = READY_SECONDS) -> float:
        """Wait until something has become true; return the seconds that took. Raises AssertionError."""
        started = time.monotonic()
        while not true():
            waited = time.monotonic() - started
            logs = "\n".join(f"--- {name}\n{self.log(name)[-2000:]}" for name in self.running)
            assert waited < seconds, f"waited {seconds} s for {what}\n{logs}"
            time.sleep(0.05)
        return time.monotonic() - started


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer of its own."""

    def redirect_request(self, *_: object) -> None:
        return None


def server_sql(url: str, statement: str) -> None:
    """Run one statement on the PostgreSQL server of `url`, in its maintenance database."""
    server = urllib.parse.urlsplit(url)._replace(path="/postgres").geturl()
    subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", server, "-c", statement], check=True, capture_output=True
    )


def environment(folder: Path, name: str) -> dict[str, str]:
    """Return DATABASE_URL and REDIS_URL of a site called `name`, of the kind that this run is for."""
    ours = os.environ.get("DATABASE_URL", "")
    if not ours.startswith("postgres"):
        return {"DATABASE_URL": f"sqlite:///{folder / 'ronghe.sqlite3'}", "REDIS_URL": ""}
    number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  # a broker for each
    broker = os.environ.get("REDIS_URL", "")
    return {
        "DATABASE_URL": urllib.parse.urlsplit(ours)._replace(path=f"/{name}").geturl(),
        "REDIS_URL": urllib.parse.urlsplit(broker)._replace(path=f"/{number}").geturl() if broker else "",
    }


@contextmanager
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of places that all workers of a run share, and all its parts (tests/run.py); for one at a time."""
    base = tmp_path_factory.getbasetemp()
    own = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "places"
    folder = Path(os.environ.get("RONGHE_PLACES", own))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def made_once(folder: Path, name: str, make: Callable[[Path], Site]) -> Site:
    """The place of this name, made by whoever asks for it first. A place that could not be made is made again."""
    kind = "postgres" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    place, done = folder / kind / name, folder / kind / f"{name}.done"
    if done.exists():
        return Site(place, json.loads(done.read_text()))
    shutil.rmtree(place, ignore_errors=True)
    made = make(place)
    done.write_text(json.dumps({key: made.env[key] for key in ("DATABASE_URL", "REDIS_URL")}))
    return made


def prepare(folder: Path) -> Site:
    """A place after config.prepare, without rows of anybody."""
    name = f"site_{uuid4().hex}"
    folder.mkdir(parents=True)
    prepared = Site(folder, environment(folder, name))
    if prepared.env["DATABASE_URL"].startswith("postgres"):
        server_sql(prepared.env["DATABASE_URL"], f"CREATE DATABASE {name}")
    prepared.run("-m", "config.prepare")
    return prepared


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A place after config.prepare, made once for a run; copied for each test. A shared one goes with its server."""
    with places(tmp_path_factory) as folder:
        site = made_once(folder, "prepared", prepare)
    yield site
    url = site.env["DATABASE_URL"]
    if url.startswith("postgres") and not {"RONGHE_PLACES", "PYTEST_XDIST_WORKER"} & set(os.environ):
        server_sql(url, f"DROP DATABASE {urllib.parse.urlsplit(url).path.lstrip('/')}")


@pytest.fixture
def site(prepared_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A site of this test alone. Whatever it started has ended afterwards."""
    name, folder = f"site_{uuid4().hex}", tmp_path / "var"
    shutil.copytree(prepared_site.folder, folder)
    here = Site(folder, environment(folder, name))
    url = here.env["DATABASE_URL"]
    on_postgres = url.startswith("postgres")
    if on_postgres:
        template = urllib.parse.urlsplit(prepared_site.env["DATABASE_URL"]).path.lstrip("/")
        server_sql(url, f"CREATE DATABASE {name} TEMPLATE {template}")
    if here.env["REDIS_URL"]:
        redis.Redis.from_url(here.env["REDIS_URL"]).flushdb()  # nothing from the test before
    yield here
    here.close()
    if on_postgres:
        server_sql(url, f"DROP DATABASE {name} WITH (FORCE)")
