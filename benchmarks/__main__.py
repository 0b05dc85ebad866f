"""Prints timings of this project on this machine: `make bench`, or `python -m benchmarks setup imports start`.

Every part works in a folder and on servers of its own, and removes them. Nothing is asserted here.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.processes import Site
from tests.services import PostgresServer, ServiceMissing

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RONGHE_SHARED", ROOT.parent / "shared")).resolve()
FILES = {
    "regions": "divisions.csv",
    "retired-regions": "divisions_retired.csv",
    "industries": "industries_gbt4754_2017.csv",
    "majors": "majors.csv",
    "colleges": "colleges.csv",
    "enterprises": "enterprises_listed.csv",
}


@contextmanager
def scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ronghe-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def timed(what: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    work()
    print(f"{time.monotonic() - started:9.2f} s  {what}", flush=True)


@contextmanager
def places() -> Iterator[dict[str, Site]]:
    """Prepared sites, one for each database that this machine has. The embedded default always is one."""
    with scratch() as folder:
        found = {"SQLite": Site(folder / "sqlite", {"DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}"})}
        try:
            server = PostgresServer(durable=True)
        except ServiceMissing as missing:
            print(f"without PostgreSQL: {missing}")
            yield found
            return
        with server:
            server.sql("CREATE DATABASE bench")
            found["PostgreSQL"] = Site(folder / "postgresql", {"DATABASE_URL": server.url("bench")})
            yield found


def setup() -> None:
    """What a newcomer waits for: a clean copy of the committed files, its environment, its first preparation."""
    with scratch() as folder:
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder / "clone"], check=True)
        clone = folder / "clone"
        python = [os.environ.get("PYTHON", sys.executable)]
        environment = [*python, "scripts/environment.py", "production", "assets"]
        prepare = [str(clone / ".venv" / "bin" / "python"), "-m", "config.prepare"]
        env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "DATABASE_URL")}
        env |= {"RONGHE_VAR": str(folder / "var"), "DEMO": "1"}

        def run(command: Sequence[str]) -> None:
            subprocess.run(command, cwd=clone, env=env, check=True, stdout=subprocess.DEVNULL)

        timed("environment: packages and assets, from nothing", lambda: run(environment))
        timed("environment: nothing to do", lambda: run(environment))
        timed("preparation with the demo, from nothing", lambda: run(prepare))
        timed("preparation, nothing to do", lambda: run(prepare))


def imports() -> None:
    """The real files, on each database: taken in, and a second time (which changes nothing)."""
    if not (SHARED / "data").is_dir():
        print(f"imports: no real data at {SHARED}/data (set RONGHE_SHARED)")
        return
    with places() as sites:
        for database, site in sites.items():
            site.run("-m", "config.prepare")
            for name, file in FILES.items():
                path = SHARED / "data" / file
                for again in ("", ", again"):
                    what = f"import of {name}{again}, {database}"
                    timed(what, lambda n=name, p=path, s=site: s.manage("import_data", n, str(p)))
            timed(f"verify_ledger after the imports, {database}", lambda s=site: s.manage("verify_ledger"))


def start() -> None:
    """From the command to the first answer, for each process, on a prepared place."""
    with places() as sites:
        for database, site in sites.items():
            site.run("-m", "config.prepare")
            try:
                for service in ("web", "worker", "beat"):
                    timed(f"start of {service}, {database}", lambda s=site, n=service: s.start(n))
                for service in ("beat", "worker", "web"):
                    timed(f"stop of {service}, {database}", lambda s=site, n=service: s.stop(n))
            finally:
                site.close()


def evaluation() -> None:
    """A made-up national data set, a night on it, and the pages of an authority (`python -m benchmarks.evaluation`)."""
    with places() as sites:
        for database, site in sites.items():
            site.run("-m", "config.prepare")
            print(f"{database}\n{site.run('-m', 'benchmarks.evaluation', '--agreements', '20000')}", flush=True)


def agreements() -> None:
    """Agreements of a college: taken in from a file, listed, printed, reckoned (`python -m benchmarks.agreements`)."""
    with places() as sites:
        for database, site in sites.items():
            site.run("-m", "config.prepare")
            print(f"{database}\n{site.run('-m', 'benchmarks.agreements')}", flush=True)


def pages() -> None:
    """Lists, details, dashboards and the API over HTTP, beside bare Django and DRF (`python -m benchmarks.pages`)."""
    subprocess.run([sys.executable, "-m", "benchmarks.pages"], cwd=ROOT, check=True)


def national() -> None:
    """A tenth of a nation on PostgreSQL, and a night on it beside a script by hand (`make bench-national`: all)."""
    subprocess.run([sys.executable, "-m", "benchmarks.national", "--scale", "0.1"], cwd=ROOT, check=True)


PARTS = {"setup": setup, "imports": imports, "start": start, "evaluation": evaluation, "agreements": agreements,
         "pages": pages, "national": national}  # fmt: skip


def main(names: Sequence[str]) -> int:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}"
    )
    for name in names or PARTS:
        print(f"\n{name}: {(PARTS[name].__doc__ or '').strip()}")
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
