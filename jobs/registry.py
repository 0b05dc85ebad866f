"""Which kinds of long work there are, and who wants to know when one ends. Apps register when they are ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from core.registry import Registry

if TYPE_CHECKING:
    from jobs.models import Job
    from jobs.running import Running


@dataclass(frozen=True)
class Kind:
    """A kind of job. `run` does the work and returns its result: JSON, figures and names only.

    `run` may be called again after a worker died: it finds its own half-done work, or does it in one transaction
    that begins with `running.hold()` and ends with `running.finish(result)`.
    """

    title: str | Promise
    run: Callable[["Running"], Mapping[str, Any]]


kinds: Registry[Kind] = Registry("kind of job")
when_finished: Registry[Callable[["Job"], None]] = Registry("listener to finished jobs")
