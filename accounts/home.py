"""Home is a to-do list. Rooms register a function that says what waits for an actor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from core.registry import Registry


@dataclass(frozen=True)
class Todo:
    """Something that waits for the person: a sentence, where to do it, by when."""

    title: str
    url: str
    detail: str = ""
    due_on: date | None = None
    act: str = ""  # the word on the button, such as "Sign"


Source = Callable[[Actor, date], Iterable[Todo]]
_sources: Registry[Source] = Registry("to-do source")


def register(name: str, source: Source, *, order: int = 100) -> None:
    """Add a source of to-dos."""
    _sources.register(name, source, order=order)


def todos(actor: Actor, on: date) -> list[Todo]:
    """All that waits for an actor, by due date; what has no date comes last."""
    found = [todo for source in _sources for todo in source(actor, on)]
    return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on or on))
