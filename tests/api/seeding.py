"""What the examples of operations are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.architecture.world import World

Values = Callable[[World], dict[str, Any]]
ON = "2026-11-20"


@dataclass(frozen=True)
class Seed:
    """`row`: the parameters of the address; `data`: the body; `stranger` must get 404 for the row."""

    person: str = "administrator"
    row: Values = lambda _world: {}
    data: Values | None = None
    stranger: str | None = "foreign_administrator"


def read(row: Values, person: str = "administrator", **fields: Any) -> Seed:
    return Seed(person, row, **fields)


def shared(row: Values, **fields: Any) -> Seed:
    """Everybody who is signed in may see the row."""
    return Seed("administrator", row, stranger=None, **fields)


def make(data: Values, person: str = "administrator") -> Seed:
    return Seed(person, data=data)


def act(person: str, row: Values, data: Values = lambda _world: {}, stranger: str | None = "outsider") -> Seed:
    return Seed(person, row, data, stranger)


def by_id(name: str) -> Values:
    return lambda world: {"id": getattr(world, name).pk}


def by_public_id(name: str) -> Values:
    return lambda world: {"public_id": str(getattr(world, name).public_id)}
