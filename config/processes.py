"""The processes of a site. Their commands stand once, in docker-compose.yml; whoever starts one starts that command."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
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


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """What a process gets: `env` over the environment of this one, and the commands beside our Python."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, **env}


def start(
    service: str, *, env: Mapping[str, str] | None = None, output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a service as the leader of its own process group, with `env` over the environment of this process.

    A Ctrl-C at the terminal therefore does not reach it: whoever starts it, ends it with `stop`.
    """
    return subprocess.Popen(  # noqa: S603
        command(service),
        cwd=BASE_DIR,
        env=environment(env or {}),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )


def stop(*running: subprocess.Popen[bytes], seconds: float = 20) -> list[int]:
    """Ask services to finish, wait for all, and end whatever of their groups is left. Returns their exit codes.

    Each is asked once: a second SIGTERM would make Celery drop the task that it is finishing.
    """
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + seconds
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return [process.wait() for process in running]
