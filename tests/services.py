"""Private PostgreSQL and Redis servers of a test run: on a free port of 127.0.0.1, in a folder that goes with them."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

START_SECONDS = 30


class ServiceMissing(Exception):
    """A server that the tests need is not installed; the message says what to install."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process with its folder. Use as a context manager, or call start and remove."""

    def __init__(self, folder: Path | None = None) -> None:
        self.port = free_port()
        self.is_kept = folder is not None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="ronghe-service-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def user(self) -> str | None:
        """Return the account to run under, if it is not ours."""
        return None

    def start(self) -> None:
        """Start and wait until it answers. Raises TimeoutError with the end of its log."""
        log = self.folder / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder,
                start_new_session=True, **as_user(self.user()),
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(f"{self.command()[0]} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGINT) -> None:
        """End it by a signal (SIGINT: at once and tidily; SIGKILL: as a power cut does) and wait."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        self.process.wait(START_SECONDS)
        self.process = None

    def remove(self) -> None:
        self.stop()
        if not self.is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def as_user(name: str | None) -> dict[str, object]:
    """Return subprocess's arguments for running under another account (only root can)."""
    if name is None:
        return {}
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


# no sync; and nothing beside the tests: compiling a query takes longer than running it on a few rows
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off")


class PostgresServer(Server):
    """PostgreSQL 15 or later. Fast and forgetful (no fsync) unless `durable`. A folder that was given is kept and,
    if it holds a database, taken up again. `settings`: more of them, as `name=value`.
    """

    OWNER = "ronghe_owner"

    def __init__(self, *, durable: bool = False, folder: Path | None = None, settings: Sequence[str] = ()) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
        on_path = shutil.which("postgres")
        if not found and not on_path:
            raise ServiceMissing("PostgreSQL is not installed. On Debian: apt-get install postgresql")
        self.binaries = found[-1].parent if found else Path(on_path).resolve().parent
        self.durable, self.settings = durable, settings
        super().__init__(folder)
        data, user = self.folder / "data", self.user()
        self.data = data
        if (data / "PG_VERSION").exists():
            return
        if user:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, user, pwd.getpwnam(user).pw_gid)
        subprocess.run(
            [
                self.binaries / "initdb", "--pgdata", data, "--username", self.OWNER, "--auth", "trust",
                "--encoding", "UTF8", "--no-locale", "--no-sync",
            ],
            check=True, capture_output=True, cwd=self.folder, **as_user(user),
        )  # fmt: skip

    def user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None

    def command(self) -> list[str]:
        settings = [f"--{setting}" for setting in ((() if self.durable else FORGETFUL) + tuple(self.settings))]
        return [
            str(self.binaries / "postgres"), "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1", "-k", "",
            "-c", "max_connections=200", *settings,
        ]  # fmt: skip

    def answers(self) -> bool:
        asked = [self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-d", "postgres"]
        return subprocess.run(asked, check=False).returncode == 0

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run one statement as the owner and return what psql prints (bare rows). Raises CalledProcessError."""
        return subprocess.run(
            [
                self.binaries / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                "-p", str(self.port), "-U", self.OWNER, "-d", database, "-c", statement,
            ],
            check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip

    def url(self, database: str = "postgres", *, role: str = OWNER) -> str:
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"


class RedisServer(Server):
    """Redis; keeps nothing on disk."""

    def __init__(self) -> None:
        binary = shutil.which("redis-server")
        if not binary:
            raise ServiceMissing("Redis is not installed. On Debian: apt-get install redis-server")
        self.binary = binary
        super().__init__()

    def command(self) -> list[str]:
        return [
            self.binary, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no",
            "--dir", str(self.folder),
        ]  # fmt: skip

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"
