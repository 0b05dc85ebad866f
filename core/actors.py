"""What the rooms to the left know of an actor. The class itself is in accounts.actors."""

from typing import Any, Protocol


class ActorLike(Protocol):
    """Who does something: a person acting for an organisation, a link holder, or the system."""

    @property
    def label(self) -> str:
        """How the ledger names the actor, for people."""

    @property
    def key(self) -> str:
        """How the ledger names the actor, for machines: `user:7/organisation:3`, `link:12`, `system:night`."""

    @property
    def organisation_id(self) -> int | None:
        """The organisation acted for."""

    @property
    def scope(self) -> Any:
        """What the actor may see (accounts.scoping.Scope)."""

    def can(self, act: str, row: Any = None) -> bool:
        """May the actor do this (to this row)? Asked by buttons."""

    def require(self, act: str, row: Any = None) -> None:
        """The same, asked by services. Raises NotAllowed."""
