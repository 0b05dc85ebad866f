"""Starts the whole site on this machine: prepares it, then keeps web, worker and beat running until Ctrl-C (make run).

    PORT=8000 DEMO=1 python -m config.launch

Exit codes: 0 stopped by the user, 1 could not start (the message says what to do), 3 a process died.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from config import processes

VAR_DIR = Path(os.environ.get("RONGHE_VAR") or processes.BASE_DIR / "var")
LOG_DIR = VAR_DIR / "log"
START_SECONDS = 60  # how long the web process may take until it answers


class CannotStart(Exception):
    """The site cannot be started here and now; the message says what to do."""


def chosen_port() -> int:
    """Return PORT from the environment, if it is a free port. Raises CannotStart."""
    stated = os.environ.get("PORT") or "8000"
    if not stated.isdecimal() or not 0 < int(stated) < 65536:
        raise CannotStart(f"PORT={stated} is not a port. Choose a number up to 65535: make run PORT=8001")
    port = int(stated)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotStart(f"Port {port} is not open to you. Choose one above 1023: make run PORT=8001") from None
        except OSError:
            free = f"make run PORT={port + 1 if port < 65535 else 8001}"
            raise CannotStart(f"Port {port} is in use. Stop what runs there, or choose another: {free}") from None
    return port


def hold_place() -> object:
    """Lock var/ for this launcher: two workers on one file broker would disturb each other. Raises CannotStart."""
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    lock = (VAR_DIR / "launch.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise CannotStart(
            f"The site of this folder is running already (process {lock.read().strip() or 'unknown'}). "
            "Stop it there with Ctrl-C, or use its own copy of the project."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def prepare(env: dict[str, str], stopping: threading.Event) -> None:
    """Run config.prepare in a process of its own. Raises CannotStart."""
    process = subprocess.Popen(
        [sys.executable, "-m", "config.prepare"],
        cwd=processes.BASE_DIR,
        env={**os.environ, **env},
        start_new_session=True,
    )
    try:
        while process.poll() is None and not stopping.wait(0.05):
            pass
    finally:
        processes.stop(process)
    if process.returncode and not stopping.is_set():
        raise CannotStart("The site could not be prepared; the step that failed stands above.")


def answers(port: int) -> bool:
    """Whether a site answers on this port (an error page is an answer)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


class Site:
    """The running processes, with their logs."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, service: str) -> None:
        LOG_DIR.mkdir(parents=True, exist_ok=True)
        with self.log(service).open("wb") as output:
            self.running[service] = processes.start(service, env=self.env, output=output)

    def log(self, service: str) -> Path:
        return LOG_DIR / f"{service}.log"

    def dead(self) -> str | None:
        """Return the name of a service that has ended by itself."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        processes.stop(*self.running.values())


def wait_until_it_answers(site: Site, port: int, stopping: threading.Event) -> None:
    """Return when the site answers, a process has died or the user stops. Raises CannotStart after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while not stopping.is_set() and not site.dead() and not answers(port):
        if time.monotonic() > deadline:
            raise CannotStart(f"The site does not answer on port {port}; its log is {site.log('web')}")
        stopping.wait(0.1)


def run(port: int, stopping: threading.Event) -> int:
    """Prepare, start the processes, tell the user, and wait until somebody stops us or one of them dies."""
    address = f"http://127.0.0.1:{port}"
    env = {"BIND": f"127.0.0.1:{port}", "SITE_URL": address, "PYTHONUNBUFFERED": "1"}
    started = time.monotonic()
    prepare(env, stopping)
    site = Site(env)
    try:
        if not stopping.is_set():
            for service in ("web", "worker", "beat"):
                site.start(service)
            wait_until_it_answers(site, port, stopping)
        if not stopping.is_set() and not site.dead():
            print(f"Ready after {time.monotonic() - started:.1f} s: {address}", flush=True)
            print(f"Stop with Ctrl-C. Logs: {LOG_DIR}", flush=True)
        while not site.dead() and not stopping.wait(0.5):
            pass
        dead = None if stopping.is_set() else site.dead()
    finally:
        site.stop()
    if dead:
        code, log = site.running[dead].returncode, site.log(dead)
        print("\n".join(log.read_text(errors="replace").splitlines()[-20:]), file=sys.stderr)
        print(f"The {dead} process ended by itself (exit code {code}). The end of {log} stands above.", file=sys.stderr)
        return 3
    print("Stopped. What was entered is kept in var/.")
    return 0


def main() -> int:
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    try:
        place = hold_place()  # noqa: F841  (held until we end)
        return run(chosen_port(), stopping)
    except CannotStart as refused:
        print(refused, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
