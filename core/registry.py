"""A small ordered list that apps fill when they are ready, so that a room can show what later rooms know."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things in the order of `order`, then of registration. A name is taken once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, tuple[int, T]] = {}

    def register(self, name: str, item: T, *, order: int = 100) -> T:
        if name in self._items and self._items[name][1] is not item:
            raise ValueError(f"{self.what} {name!r} is registered twice")
        self._items[name] = (order, item)
        return item

    def __getitem__(self, name: str) -> T:
        return self._items[name][1]

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[T]:
        return (item for _, item in sorted(self._items.values(), key=lambda pair: pair[0]))

    def names(self) -> list[str]:
        return [name for name, _ in sorted(self._items.items(), key=lambda pair: pair[1][0])]
