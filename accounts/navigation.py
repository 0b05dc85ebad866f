"""The main navigation. Apps register entries when they are ready; a person sees those that their role may open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import Role
from core.registry import Registry


@dataclass(frozen=True)
class Place:
    """An entry: where it leads and which roles have it."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A place as one request shows it."""

    label: str
    url: str
    is_current: bool


_places: Registry[Place] = Registry("navigation entry")
_below: dict[str, list[str]] = {}


def register(url_name: str, label: str | Promise, *, order: int, roles: frozenset[str] = frozenset(Role)) -> None:
    """Add an entry; `order` 10 is leftmost."""
    _places.register(url_name, Place(label, url_name, roles), order=order)


def register_below(url_name: str, *below: str) -> None:
    """Say which lists an entry leads to: on their pages it is the current place."""
    _below.setdefault(url_name, []).extend(below)


def entries(request: HttpRequest) -> list[Entry]:
    """What this person sees, with the current place marked: the longest address that the path begins with."""
    role = request.actor.role
    found = [place for place in _places if role in place.roles]
    reached = {
        reverse(url_name): place.url_name
        for place in found
        for url_name in (*_below.get(place.url_name, ()), place.url_name)
    }
    longest = max((url for url in reached if request.path.startswith(url)), key=len, default="")
    current = "" if longest == "/" and request.path != "/" else reached.get(longest, "")
    return [Entry(str(place.label), reverse(place.url_name), place.url_name == current) for place in found]
