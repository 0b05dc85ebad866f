"""Who may see a row, in one place.

A tenant is an Organisation; College and Enterprise share its primary key. An authority oversees a region's subtree,
which is a range of codes: Anhui is "340000" to "349999", both included.

Every tenant model says `access = Access(...)`; a model that is shared on purpose says `shared = "why"`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.actors import Actor

Ranges = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scope:
    """What an actor acts for now. Built once per request from the acting membership (or a link, or for the system)."""

    organisation_ids: frozenset[int] = frozenset()
    assignee_id: int | None = None
    region_ranges: Ranges | None = ()  # (): no region; None: the whole country, no condition
    is_signed_in: bool = False
    is_operator: bool = False
    is_everything: bool = False  # the system alone


NOTHING = Q(pk__in=[])
EVERYTHING = Q()


@dataclass(frozen=True)
class Access:
    """How the rows of a model relate to those who may see them. Every path ends at an id.

    owned_by      paths to organisations whose members see the row
    shared_with   paths to organisations that own the row too, as soon as it leaves its keeper's hands
    shared_if     the condition for that (an agreement is no longer a draft)
    assigned_to   paths to users who see the row as theirs (a mentor's placements, a person's notices)
    published_to  a condition under which everyone signed in finds the row (an open slot)
    overseen_by   paths to organisations whose overseer region puts the row under an authority
    overseen_if   a condition for that: drafts and personal data never
    kept_by       the attribute that holds the one organisation that keeps the row, for acts of the keeper
    operated      the operator sees the row
    """

    owned_by: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    shared_if: Q | None = None
    assigned_to: tuple[str, ...] = ()
    published_to: Q | None = None
    overseen_by: tuple[str, ...] = ()
    overseen_if: Q | None = None
    kept_by: str | None = None
    operated: bool = False

    def as_filter(self, model: type[models.Model], scope: Scope) -> Q:
        """What `scope` sees: one path plainly, several as a UNION ALL inside one `pk IN`.

        Never an OR, which is 13 times slower, but for the authority of the whole country: it sees nearly all rows.
        """
        if scope.is_everything:
            return EVERYTHING
        ways = list(self._ways(scope))
        if any(not way for way in ways):
            return EVERYTHING
        if not ways:
            return NOTHING
        if self._covers_nearly_all(scope) and not any(self._multiplies(model, way) for way in ways):
            return reduce(or_, ways)  # columns looked at in passing; a union of nearly all rows would be sorted
        if len(ways) == 1 and not self._multiplies(model, ways[0]):
            return ways[0]
        rows = [model._base_manager.filter(way).order_by().values("pk") for way in ways]
        return Q(pk__in=rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0])

    def owner_filter(self, organisation_ids: frozenset[int]) -> Q:
        """Rows that these organisations own: what acts of an owner ask for."""
        condition = NOTHING
        for path in self.owned_by:
            condition |= Q(**{f"{path}__in": organisation_ids})
        for path in self.shared_with:
            condition |= Q(**{f"{path}__in": organisation_ids}) & (self.shared_if or EVERYTHING)
        return condition

    def overseer_filter(self, ranges: Ranges | None) -> Q:
        """Rows in these regions: what acts of an overseer ask for."""
        if not self.overseen_by:
            return NOTHING
        if ranges is None:
            return self.overseen_if or EVERYTHING
        condition = NOTHING
        for path in self.overseen_by:
            condition |= overseen(path, ranges)
        return condition & (self.overseen_if or EVERYTHING)

    def _ways(self, scope: Scope) -> Iterator[Q]:
        if scope.organisation_ids:
            yield from self._owners_ways(scope)
        if scope.assignee_id is not None:
            for path in self.assigned_to:
                yield Q(**{path: scope.assignee_id})
        if self.published_to is not None and scope.is_signed_in:
            yield self.published_to
        if self.operated and scope.is_operator:
            yield EVERYTHING
        if scope.region_ranges != ():
            for path in self.overseen_by:
                yield overseen(path, scope.region_ranges) & (self.overseen_if or EVERYTHING)

    def _owners_ways(self, scope: Scope) -> Iterator[Q]:
        for path in self.owned_by:
            yield Q(**{f"{path}__in": scope.organisation_ids})
        if self._covers_nearly_all(scope) and self.shared_if == self.overseen_if:
            return  # what is shared is overseen anyway
        for path in self.shared_with:
            yield Q(**{f"{path}__in": scope.organisation_ids}) & (self.shared_if or EVERYTHING)

    def _covers_nearly_all(self, scope: Scope) -> bool:
        """Whether an authority of the whole country asks for rows that it oversees."""
        return scope.region_ranges is None and bool(self.overseen_by)

    @staticmethod
    def _multiplies(model: type[models.Model], way: Q) -> bool:
        """Whether a condition goes over a relation to many, and so could list a row twice."""
        return any(_goes_over_many(model, path) for path, _ in _leaves(way))


def overseen(path: str, ranges: Ranges | None) -> Q:
    """The organisation at `path` answers to an authority of these regions: a sub-select, not a join."""
    if ranges is None:
        return EVERYTHING
    inside = NOTHING
    for low, high in ranges:
        inside |= Q(overseer_region__code__range=(low, high))
    organisations = apps.get_model("accounts", "Organisation")
    return Q(**{f"{path}__in": organisations.objects.filter(inside).values("pk")})


def _leaves(condition: Q) -> Iterator[tuple[str, object]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
        elif isinstance(child, tuple):
            yield child


def _goes_over_many(model: type[models.Model], path: str) -> bool:
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part if part != "pk" else model._meta.pk.name)
        except FieldDoesNotExist:
            return False
        if field.one_to_many or field.many_to_many:
            return True
        if not field.is_relation or field.related_model is None:
            return False
        model = field.related_model
    return False


class ScopedQuerySet(models.QuerySet):
    """Rows of a tenant-owned model."""

    def visible_to(self, actor: "Actor") -> Self:
        """The rows that the actor may see. Every page, API, choice, export and file starts here."""
        access: Access = self.model.access  # type: ignore[attr-defined]
        return self.filter(access.as_filter(self.model, actor.scope))
