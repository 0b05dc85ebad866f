"""The processes of a site. Their commands stand once, in docker-compose.yml; whoever starts one starts that command."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import yaml

BASE_DIR = Path(__file__).resolve().parent.parent
COMPOSE_FILE = BASE_DIR / "docker-compose.yml"


def command(service: str) -> list[str]:
    """Return the command of a service (web, worker, beat, setup) as docker-compose.yml states it."""
    stated = yaml.safe_load(COMPOSE_FILE.read_text())["services"][service]["command"]
    return shlex.split(stated) if isinstance(stated, str) else list(stated)


def start(
    service: str,
    *,
    env: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a service as the leader of its own process group, with `env` over the environment of this process.

    A Ctrl-C at the terminal therefore does not reach it: whoever starts it, ends it with `stop`.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.Popen(  # noqa: S603
        [*command(service), *options],
        cwd=BASE_DIR,
        env={**os.environ, "PATH": path, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], *, seconds: float = 10) -> int:
    """Ask a service to finish, wait, and end whatever of its group is left. Returns its exit code."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()
