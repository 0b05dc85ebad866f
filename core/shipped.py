"""What the product ships as data files (parameters, figure codes, frameworks), loaded by `manage.py load_shipped`.

An app registers one loader per kind of file when it is ready. A loader is idempotent: the same files again change
nothing. A value that differs from the one in force becomes a new version; nothing is overwritten silently.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.actors import ActorLike
from core.registry import Registry


@dataclass
class Loaded:
    """What one loader did. `kept` names what stayed as entered here although the shipped value differs."""

    created: int = 0
    renewed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)


Loader = Callable[[ActorLike], Loaded]
SHIPPED: Registry[Loader] = Registry("shipped data")
