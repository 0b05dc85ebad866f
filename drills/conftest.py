"""A production-like place: durable PostgreSQL with two roles, Redis, web and worker by the commands of compose."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.processes import Site
from tests.services import PostgresServer, RedisServer

APP_ROLE = "ronghe_app"


@pytest.fixture
def database() -> Iterator[PostgresServer]:
    """PostgreSQL that keeps what it has acknowledged (fsync on), with the application's role."""
    with PostgresServer(durable=True) as server:
        server.sql(f"CREATE ROLE {APP_ROLE} LOGIN")
        yield server


@pytest.fixture
def broker() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
def place(database: PostgresServer, broker: RedisServer, tmp_path: Path) -> Iterator[Site]:
    """A prepared site whose processes sign in as the application's role. Nothing runs yet."""
    name = f"drill_{uuid4().hex}"
    database.sql(f"CREATE DATABASE {name}")
    env = {
        "DATABASE_URL": database.url(name, role=APP_ROLE),
        "REDIS_URL": broker.url,
        "SECOND_FACTOR_ROLES": "nobody",  # visitors sign in without one
    }
    site = Site(tmp_path / "var", env)
    site.run("-m", "config.prepare", env={"DATABASE_URL": database.url(name), "APP_ROLE": APP_ROLE})
    yield site
    site.close()
