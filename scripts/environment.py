"""Brings the environment up to date: packages in .venv, front-end assets in static/vendor.

Run by make before everything else, with the machine's own Python and nothing but its standard library:

    python3.11 scripts/environment.py production assets

Each part is done again only when its lock file has changed since it was last done (stamps in .venv and static/vendor).
Every step that takes a while prints how long it took; what cannot be done ends with a message that says what to do.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
VENDOR = ROOT / "static" / "vendor"
LOCKS = {
    "production": ROOT / "requirements.lock",
    "development": ROOT / "requirements-dev.lock",
    "drill": ROOT / "requirements-drill.lock",
    "node": ROOT / "requirements-node.lock",
}
PYTHON = (3, 11)  # what the locks were made for


class Stopped(Exception):
    """The environment cannot be made; the message says what the user can do."""


def digest(*paths: Path) -> str:
    """Return the SHA-256 of the files' contents, in the order given."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def once(stamp: Path, state: str, what: str, work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says that it was done for this very `state`."""
    if stamp.exists() and stamp.read_text() == state:
        return
    print(f"{what} ...", flush=True)
    started = time.monotonic()
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(state)
    print(f"{what}: {time.monotonic() - started:.1f} s", flush=True)


def run(*command: str | Path, failed: str) -> None:
    """Run one command from the project's folder. Its output is shown only when it fails."""
    path = f"{VENV_BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-15:]), file=sys.stderr)
        raise Stopped(failed)


NOT_FETCHED = (
    "The {what} could not be fetched. If there is no network, connect once and run the same command again: what is\n"
    "there already is kept, and later starts need no network. Behind a mirror, set it in pip's and npm's own settings."
)


def make_venv() -> None:
    """Make an empty .venv, unless there is one that works."""
    if (VENV_BIN / "python").exists() and (VENV_BIN / "pip").exists():
        return
    run(
        sys.executable,
        "-m",
        "venv",
        "--clear",
        VENV,
        failed="Python cannot make a virtual environment. On Debian: apt-get install python3-venv",
    )


def install(kind: str) -> None:
    """Install the packages of one lock file, every one of them checked against its hash."""
    lock = LOCKS[kind]

    def work() -> None:
        run(
            *(VENV_BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-input", "--require-hashes", "--no-deps", "-r", lock),
            failed=NOT_FETCHED.format(what="Python packages"),
        )

    once(VENV / f"{lock.name}.done", digest(lock), f"Python packages ({kind})", work)


def build_assets() -> None:
    """Fetch the front-end packages and build static/vendor; Node comes from a wheel where the machine has none."""
    sources = (ROOT / "package-lock.json", ROOT / "package.json", ROOT / "scripts" / "assets.js")

    def work() -> None:
        if not (shutil.which("node") and shutil.which("npm")):
            install("node")
        run("npm", "ci", "--ignore-scripts", "--silent", failed=NOT_FETCHED.format(what="front-end packages"))
        run("npm", "run", "--silent", "assets", failed="The front-end assets could not be built; see above.")

    VENDOR.mkdir(parents=True, exist_ok=True)
    once(VENDOR / ".done", digest(*sources), "Front-end assets", work)


def check_python() -> None:
    if sys.version_info[:2] != PYTHON:
        wanted, found = ".".join(map(str, PYTHON)), sys.version.split()[0]
        raise Stopped(f"Python {wanted} is needed and this is {found}. Name it: make PYTHON=/path/to/python{wanted}")


def main(parts: list[str]) -> int:
    try:
        check_python()
        make_venv()
        for part in parts:
            if part == "assets":
                build_assets()
            else:
                install(part)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
