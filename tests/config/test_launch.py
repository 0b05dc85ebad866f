"""make run's launcher: it refuses with a message that says what to do, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import launch, processes

pytestmark = [pytest.mark.worker, pytest.mark.once_sqlite]


@contextmanager
def launched(site, **env: str) -> Iterator[subprocess.Popen[str]]:
    """The launcher on a prepared place. It leads a process group, as under make at a terminal."""
    launcher = subprocess.Popen(
        [sys.executable, "-m", "config.launch"],
        cwd=processes.BASE_DIR,
        env={**os.environ, **site.env, "PORT": str(site.port), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield launcher
    finally:
        launcher.terminate()
        launcher.communicate(timeout=60)


def wait_until_ready(launcher: subprocess.Popen[str]) -> str:
    lines = []
    for line in launcher.stdout:
        lines.append(line)
        if line.startswith("Ready after"):
            return "".join(lines)
    raise AssertionError("".join(lines))


def numbers() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def read(pid: int, name: str) -> str:
    """Return /proc/PID/NAME; nothing for a process that has gone."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def command_of(pid: int) -> str:
    return read(pid, "cmdline").replace("\0", " ").strip()


def children(parent: int) -> list[int]:
    return [pid for pid in numbers() if f"\nPPid:\t{parent}\n" in read(pid, "status")]


def our_processes(site) -> list[str]:
    """Return the command lines of living processes that have this site's folder in their environment."""
    mark = f"RONGHE_VAR={site.folder}"
    return [command for pid in numbers() if mark in read(pid, "environ").split("\0") and (command := command_of(pid))]


def test_it_starts_everything_and_a_ctrl_c_leaves_nothing_behind(site):
    with launched(site) as launcher:
        said = wait_until_ready(launcher)
        running = " ".join(our_processes(site))
        os.killpg(launcher.pid, signal.SIGINT)
        rest = launcher.communicate(timeout=60)[0]

    assert site.address in said
    assert all(f"{step}: " in said for step in ("Translations", "Tables", "Static files", "Shipped data"))
    assert all(
        name in running for name in ("gunicorn", "celery --quiet -A config worker", "celery --quiet -A config beat")
    )
    assert launcher.returncode == 0, rest
    assert our_processes(site) == []


def test_it_ends_visibly_when_a_process_dies(site):
    with launched(site) as launcher:
        wait_until_ready(launcher)
        worker = next(pid for pid in children(launcher.pid) if "worker" in command_of(pid))
        os.kill(worker, signal.SIGKILL)
        said = launcher.communicate(timeout=60)[0]

    assert launcher.returncode == 3
    assert "The worker process ended by itself" in said
    assert our_processes(site) == []


def test_a_second_start_in_the_same_folder_is_refused_and_sigterm_ends_the_first(site):
    with launched(site) as first:
        wait_until_ready(first)
        with launched(site) as second:
            said = second.communicate(timeout=60)[0]
        os.killpg(first.pid, signal.SIGTERM)
        rest = first.communicate(timeout=60)[0]

    assert second.returncode == 1
    assert f"running already (process {first.pid})" in said
    assert first.returncode == 0, rest
    assert our_processes(site) == []


def test_a_busy_port_is_named_with_a_way_out(monkeypatch):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        monkeypatch.setenv("PORT", str(busy.getsockname()[1]))

        with pytest.raises(
            launch.CannotStart, match=r"in use\. Stop what runs there, or choose another: make run PORT="
        ):
            launch.chosen_port()


@pytest.mark.parametrize("stated", ["0", "65536", "-1", "eighty", "8000.5"])
def test_a_port_that_is_none_is_refused(monkeypatch, stated):
    monkeypatch.setenv("PORT", stated)

    with pytest.raises(launch.CannotStart, match=f"PORT={stated} is not a port"):
        launch.chosen_port()


def test_keys_that_are_none_end_the_preparation(site):
    with pytest.raises(AssertionError, match="Each of ENCRYPTION_KEYS has to be 32 random bytes"):
        site.run("-m", "config.prepare", env={"ENCRYPTION_KEYS": "a-long-text-that-is-no-key"})


def test_a_second_preparation_collects_nothing_again(site):
    collected = site.folder / "static" / "staticfiles.json"
    before = collected.stat().st_mtime_ns

    said = site.run("-m", "config.prepare")

    assert "Static files: " in said
    assert collected.stat().st_mtime_ns == before
