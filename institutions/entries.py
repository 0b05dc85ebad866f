"""The page of a college: what the room keeps, each with its number. Lists register here instead of in the header."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from accounts import navigation
from accounts.actors import Actor
from accounts.models import Role
from core.registry import Registry

PAGE = "institutions:college"
COLLEGE = frozenset({Role.COLLEGE_ADMINISTRATOR, Role.MENTOR})
OVERSEEN = COLLEGE | {Role.REVIEWER}


@dataclass(frozen=True)
class Subject:
    """A list: where it is, what is in it, who has it, and how many rows an actor finds there."""

    label: str | Promise
    text: str | Promise
    url_name: str
    roles: frozenset[str]
    count: Callable[[Actor], int]


@dataclass(frozen=True)
class Entry:
    """A list as one person sees it."""

    label: str
    text: str
    url: str
    count: int


def _all(rows: QuerySet) -> QuerySet:
    return rows


_subjects: Registry[Subject] = Registry("list of a college")


def register(
    url_name: str,
    label: str | Promise,
    text: str | Promise,
    *,
    order: int,
    rows: type[Model],
    roles: frozenset[str] = OVERSEEN,
    only: Callable[[Any], QuerySet] = _all,
) -> None:
    """Add a list to the page; `order` 10 is topmost. Its pages mark the page's entry in the header.

    It counts the `rows` that the reader sees; `only` narrows them (teachers who work here now).
    """

    def count(actor: Actor) -> int:
        return only(rows.objects.visible_to(actor)).count()  # type: ignore[attr-defined]

    _subjects.register(url_name, Subject(label, text, url_name, roles, count), order=order)
    navigation.register_below(PAGE, url_name)


def roles() -> frozenset[str]:
    """Who finds anything on the page."""
    return frozenset().union(*(subject.roles for subject in _subjects))


def entries(actor: Actor) -> Iterator[Entry]:
    """The lists of an actor's role."""
    for subject in _subjects:
        if actor.role in subject.roles:
            yield Entry(str(subject.label), str(subject.text), reverse(subject.url_name), subject.count(actor))
