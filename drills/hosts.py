"""Hosts of one site: network namespaces that a drill makes, each with a wire to the servers that can be cut."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import processes
from tests.processes import Site
from tests.services import PostgresServer, RedisServer

NUMBERS = (1, 2)


class NoNamespaces(Exception):
    """This machine lets nobody make network namespaces; the message says what it answered."""


def ip(*arguments: str) -> None:
    """One command of iproute2. Raises NoNamespaces."""
    try:
        subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise NoNamespaces("iproute2 is not installed") from missing
    except subprocess.CalledProcessError as refused:
        raise NoNamespaces(f"ip {' '.join(arguments)}: {refused.stderr.strip()}") from refused


def name_of(number: int) -> str:
    return f"ronghe-drill-{number}"


def address(number: int) -> str:
    """Where a host finds the servers."""
    return f"10.231.{number}.1"


@contextmanager
def wired() -> Iterator[None]:
    """Two namespaces with a wire each. Raises NoNamespaces."""
    try:
        for number in NUMBERS:
            name, near, far = name_of(number), f"rhd{number}", f"rhd{number}far"
            ip("netns", "add", name)
            ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
            ip("address", "add", f"{address(number)}/24", "dev", near)
            ip("link", "set", near, "up")
            ip("-n", name, "address", "add", f"10.231.{number}.2/24", "dev", far)
            ip("-n", name, "link", "set", far, "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield
    finally:
        for number in NUMBERS:
            subprocess.run(["ip", "netns", "del", name_of(number)], check=False, capture_output=True)


def cut(number: int) -> None:
    """Pull the wire: nobody is told, as when a machine loses its power."""
    ip("link", "set", f"rhd{number}", "down")


@dataclass
class Host(Site):
    """A site's processes on a host of their own."""

    number: int = 1

    def popen(self, *command: str) -> "subprocess.Popen[bytes]":
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log_file("host").open("ab") as output:
            return subprocess.Popen(
                ["ip", "netns", "exec", name_of(self.number), *command],
                cwd=processes.BASE_DIR,
                env=processes.environment(self.env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self, service: str) -> "subprocess.Popen[bytes]":
        """Start a service and wait until it is ready."""
        before = len(self.log("host"))
        process = self.running[service] = self.popen(*processes.command(service))
        self.wait_for(lambda: " ready." in self.log("host")[before:], what=f"{service} on host {self.number}")
        return process


class WiredRedis(RedisServer):
    def command(self) -> list[str]:
        own = super().command()
        at = own.index("127.0.0.1") + 1
        return [*own[:at], *map(address, NUMBERS), *own[at:], "--protected-mode", "no"]


def wired_postgres() -> PostgresServer:
    """PostgreSQL that the two hosts reach."""
    listens = ",".join(["127.0.0.1", *map(address, NUMBERS)])
    server = PostgresServer(durable=True, settings=[f"listen_addresses={listens}"])
    with Path(server.data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.231.0.0/16 trust\n")
    return server
