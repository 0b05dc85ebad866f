"""All checks and tests of the project, as `make test` and `make lint` run them.

    python -m tests.run              checks, tests on SQLite, on PostgreSQL + Redis, in a browser
    python -m tests.run checks       the checks alone (also: sqlite, postgres, browser)
    python -m tests.run postgres -- tests/ledger -k chain      what follows -- goes to pytest

The first part that fails ends the run with exit code 1; all checks are made before that is decided. What the tests
on PostgreSQL need is started here, privately, and ends with the run.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.services import PostgresServer, RedisServer, ServiceMissing

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROOMS = ("core", "ledger", "reference", "accounts", "notices", "jobs", "institutions", "enterprises", "partnerships",
         "internships", "evaluation", "config")  # fmt: skip
PARALLEL = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal")


class Failed(Exception):
    """A part has failed; its output stands above."""


class Report:
    """How long each step took, and how the tests ended."""

    def __init__(self, options: Sequence[str] = ()) -> None:
        self.options = options  # for every pytest
        self.started = time.monotonic()
        self.lines: list[str] = []
        self.counts = dict.fromkeys(("passed", "failed", "skipped"), 0)

    def step(
        self, name: str, command: Sequence[str | Path], env: dict[str, str] | None = None, *, is_alone: bool = True
    ) -> bool:
        """Run one command; note its time. Returns whether it succeeded.

        Its output is ours; that of a step with others beside it is printed at its end.
        """
        if is_alone:
            print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PATH": path, **(env or {})},
            check=False,
            text=True,
            **({} if is_alone else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}),
        )
        if not is_alone:
            print(f"\n=== {name}\n{done.stdout}", end="", flush=True)
        state = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
        self.lines.append(f"{time.monotonic() - started:8.1f} s  {state:12}  {name}")
        return done.returncode == 0

    def side_by_side(self, env: dict[str, str], steps: dict[str, Sequence[str | Path]]) -> list[bool]:
        """Run steps on all processors, in this order. Returns whether each succeeded."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            started = [pool.submit(self.step, name, command, env, is_alone=False) for name, command in steps.items()]
        return [one.result() for one in started]

    def pytest(self, name: str, *options: str, env: dict[str, str] | None = None) -> None:
        """Run pytest and add up its counts. Raises Failed."""
        with tempfile.TemporaryDirectory() as folder:
            junit = Path(folder) / "junit.xml"
            succeeded = self.step(
                name, [sys.executable, "-m", "pytest", f"--junitxml={junit}", *options, *self.options], env
            )
            if junit.exists():
                self.count(junit)
        if not succeeded:
            raise Failed(name)

    def count(self, junit: Path) -> None:
        suite = ET.parse(junit).getroot().find("testsuite")  # noqa: S314  (our own file)
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        self.counts["failed"] += failed
        self.counts["skipped"] += skipped
        self.counts["passed"] += int(suite.get("tests", 0)) - failed - skipped

    def close(self) -> None:
        """Print the times, and the sum of all test runs on a line of its own."""
        print("\n" + "\n".join(self.lines))
        print(f"{time.monotonic() - self.started:8.1f} s  in all")
        if any(self.counts.values()):
            print("total: {passed} passed, {failed} failed, {skipped} skipped".format(**self.counts))


def checks(report: Report) -> None:
    """Everything that is judged without running the product. Raises Failed after the last check."""
    rooms = [room for room in ROOMS if (ROOT / room).is_dir()]
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    no_place = {"SECRET_KEY": "only-for-checks-" + "0" * 50, "RONGHE_VAR": tempfile.mkdtemp(prefix="ronghe-checks-")}
    try:
        results = report.side_by_side(
            no_place,
            {
                "mypy": ["mypy", *rooms],
                "bandit": ["bandit", "--quiet", "-ll", "-c", "pyproject.toml", "-r", *rooms],
                "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
                "djlint": ["djlint", "templates", "--lint", "--quiet"],
                "import-linter": ["lint-imports"],
                "ruff: rules": ["ruff", "check", "."],
                "ruff: format": ["ruff", "format", "--check", "."],
                "djade": ["djade", "--check", "--target-version", "5.2", *templates],
            },
        )
    finally:
        shutil.rmtree(no_place["RONGHE_VAR"], ignore_errors=True)
    if not all(results):
        raise Failed("checks")


def sqlite(report: Report) -> None:
    """The suite on the embedded default: SQLite and the file broker."""
    report.pytest("pytest on SQLite", *PARALLEL, "-m", "not browser and not postgres and not once_postgres")


def postgres(report: Report) -> None:
    """The suite on PostgreSQL and Redis. Raises ServiceMissing where one of them is not installed."""
    started = time.monotonic()
    with PostgresServer() as database, RedisServer() as broker:
        print(f"\n=== PostgreSQL and Redis: {time.monotonic() - started:.1f} s", flush=True)
        env = {"DATABASE_URL": database.url("ronghe"), "REDIS_URL": broker.url}
        database.sql("CREATE DATABASE ronghe")
        report.pytest("pytest on PostgreSQL and Redis", *PARALLEL, "-m", "not browser and not once_sqlite", env=env)


def browser(report: Report) -> None:
    """Journeys in a real browser, on the embedded default."""
    if not (os.environ.get("CHROMIUM") or shutil.which("chromium")):
        raise ServiceMissing("Chromium is not installed. On Debian: apt-get install chromium")
    chosen = [option for option in report.options if (ROOT / option.split("::")[0]).exists()]
    report.pytest("pytest in a browser", *PARALLEL, "-m", "browser", *([] if chosen else ["tests/browser"]))


PARTS: dict[str, Callable[[Report], None]] = {
    "checks": checks, "sqlite": sqlite, "postgres": postgres, "browser": browser,
}  # fmt: skip


def stop(*_: object) -> None:
    raise SystemExit(143)  # so that the servers we started are stopped


def main(arguments: Sequence[str]) -> int:
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    names, options = arguments[:cut], arguments[cut + 1 :]
    signal.signal(signal.SIGTERM, stop)
    for name in ("DATABASE_URL", "REDIS_URL", "DEMO"):  # each part says itself what it runs on
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of a hundred processes compiles the product anew
    report = Report(options)
    try:
        with tempfile.TemporaryDirectory(prefix="ronghe-places-") as os.environ["RONGHE_PLACES"]:
            for name in names or PARTS:
                PARTS[name](report)
    except Failed as failed:
        print(f"\n{failed}: failed", file=sys.stderr)
        return 1
    except ServiceMissing as missing:
        print(f"\n{missing} (or run as root: .ci/run)", file=sys.stderr)
        return 1
    finally:
        report.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
