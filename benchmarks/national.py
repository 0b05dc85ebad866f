"""A nation on PostgreSQL, and what a night takes on it: `make bench-national`, or a tenth of it within `make bench`.

    python -m benchmarks.national --scale 0.1 1 --folder /somewhere

1,641 colleges, 300,000 enterprises, 500,000 agreements, 10 million placements over five years, times each scale. The
databases stay in the folder (RONGHE_NATION; default: `ronghe-national` among the temporary files) until somebody
removes them; a start that was cut off goes on where it was. Filling runs without fsync, measuring with it. Goals are
printed, met or not.
"""

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.processes import Site
from tests.services import PostgresServer, ServiceMissing

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RONGHE_SHARED", ROOT.parent / "shared")).resolve()
IMPORTED = {"regions": "divisions.csv", "majors": "majors.csv"}
SETTINGS = ("shared_buffers=2GB", "effective_cache_size=8GB", "max_wal_size=16GB")
GIGABYTE = 2**30
NEEDED_GIGABYTES = 20  # of the whole nation


def start(folder: Path, *, durable: bool) -> PostgresServer:
    server = PostgresServer(durable=durable, folder=folder, settings=SETTINGS)
    server.start()
    return server


def site_of(server: PostgresServer, folder: Path) -> Site:
    return Site(
        folder,
        {
            "DATABASE_URL": server.url("nation"),
            "SECOND_FACTOR_ROLES": "",
            "ALLOWED_HOSTS": "testserver",
            "LOG_LEVEL": "ERROR",
        },
    )


def tell(site: Site, *arguments: str) -> None:
    """Run a module of ours in the site's Django and let it print."""
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env={**os.environ, **site.env}, check=True)


def fill(folder: Path, var: Path, scale: float) -> None:
    """Make what is not there yet."""
    server = start(folder, durable=False)
    try:
        if not server.sql("SELECT 1 FROM pg_database WHERE datname = 'nation'"):
            server.sql("CREATE DATABASE nation")
        site = site_of(server, var)
        site.run("-m", "config.prepare")
        if server.sql("SELECT count(*) FROM reference_region", database="nation") == "0":
            for name, file in IMPORTED.items():
                site.manage("import_data", name, str(SHARED / "data" / file))
        tell(site, "benchmarks.national_night", "fill", "--scale", str(scale))
    finally:
        server.stop()


def bench(folder: Path, scale: float) -> dict[str, float]:
    """Fill, then measure on a server that syncs. Returns what is compared with another scale."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    print(f"{folder}: a nation times {scale:g}; {free / GIGABYTE:.0f} GB free, "
          f"about {NEEDED_GIGABYTES * scale + 2:.0f} GB needed", flush=True)  # fmt: skip
    var = folder / "var"
    started = time.monotonic()
    fill(folder, var, scale)
    used = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file())
    print(f"{(time.monotonic() - started) / 60:9.1f} min to make it (what was there is not made again), "
          f"{used / GIGABYTE:.1f} GB on disk", flush=True)  # fmt: skip
    server = start(folder, durable=True)
    try:
        tell(site_of(server, var), "benchmarks.national_night", "measure", "--scale", str(scale))
    finally:
        server.stop()
    return json.loads((var / "measured.json").read_text())


def grown(small: dict[str, float], large: dict[str, float]) -> None:
    """How the time of a night grows with the rows."""
    rows, night = large["scale"] / small["scale"], large["run"] / small["run"]
    met = "met" if night <= rows else "NOT MET"
    print(f"\n{rows:g} times the placements take {night:.1f} times as long (at most {rows:g}: linear): {met}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, nargs="+", default=[1.0])
    parser.add_argument("--folder", type=Path, default=os.environ.get("RONGHE_NATION"))
    options = parser.parse_args(arguments)
    if not (SHARED / "data").is_dir():
        print(f"no real data at {SHARED}/data (set RONGHE_SHARED)")
        return
    folder = Path(options.folder or Path(tempfile.gettempdir()) / "ronghe-national").resolve()
    try:
        measured = [bench(folder / f"{scale:g}", scale) for scale in options.scale]
    except ServiceMissing as missing:
        print(f"without PostgreSQL: {missing}")
        return
    for small, large in itertools.pairwise(measured):
        grown(small, large)


if __name__ == "__main__":
    main()
