"""How complete the terms are: weighted clauses that are stated, or left out with a reason; never shown without them.

The weights are a dated parameter of the house (agreement.completeness_weights); a clause that this agreement is not
asked for does not count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.rules import RESEARCH, WITH_STUDENTS
from partnerships.terms import LABELS, NEEDED, NotApplicable, Terms
from reference.rules import Finding


class ClauseState(models.TextChoices):
    """How far a clause is."""

    MISSING = "missing", _("Missing")
    INCOMPLETE = "incomplete", _("Incomplete")
    STATED = "stated", _("Stated")
    JUSTIFIED = "justified", _("Left out with a reason")

    @property
    def counts(self) -> bool:
        """Whether nothing more is needed."""
        return self in {ClauseState.STATED, ClauseState.JUSTIFIED}


@dataclass(frozen=True)
class Item:
    """A clause that is asked for, its weight and its state."""

    name: str
    label: str | Promise
    weight: int
    state: ClauseState


@dataclass(frozen=True)
class Completeness:
    """All clauses that are asked for, in their order."""

    items: tuple[Item, ...]

    @property
    def share(self) -> Decimal:
        """The weight of what is stated or left out with a reason, of all weight, from 0 to 1; 0 without any weight."""
        whole = sum(item.weight for item in self.items)
        done = sum(item.weight for item in self.items if item.state.counts)
        return Decimal(done) / whole if whole else Decimal(0)

    @property
    def open(self) -> tuple[Item, ...]:
        """What is missing or incomplete."""
        return tuple(item for item in self.items if not item.state.counts)


def completeness(terms: Terms, findings: Iterable[Finding], weights: Mapping[str, int]) -> Completeness:
    """How far each clause with a weight is. One in which a rule blocks is incomplete."""
    blocked = {finding.field.split(".")[0] for finding in findings if finding.blocks}
    return Completeness(
        tuple(
            Item(name, LABELS[name], weight, _state(getattr(terms, name), name in blocked))
            for name in LABELS
            if (weight := weights.get(name, 0)) and is_asked(terms, name)
        )
    )


def is_asked(terms: Terms, name: str) -> bool:
    """Whether a clause is for this agreement at all: one that is begun always is."""
    if getattr(terms, name) is not None:
        return True
    kind, mode = terms.basics.kind, terms.basics.mode
    if name == "setting":
        return bool(mode and NEEDED.get(mode))
    if name in {"licences", "enforcement"}:
        return kind in RESEARCH
    if name in {"emergency", "safety"}:
        return kind in WITH_STUDENTS
    return True


def _state(held: object, is_blocked: bool) -> ClauseState:
    if held is None:
        return ClauseState.MISSING
    if isinstance(held, NotApplicable):
        return ClauseState.JUSTIFIED
    return ClauseState.INCOMPLETE if is_blocked else ClauseState.STATED
