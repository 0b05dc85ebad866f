"""Rows that are only ever added, so that any past day can be computed again.

Two shapes. A `Fact` happened on a day. A `StateFact` held over a span of days. Both carry two times: when it was true
(`occurred_on`; `from_on`, `until_on`) and when we knew it (`recorded_at`, `superseded_at`). A correction is a new row;
the one later change to an old row is its `superseded_at`, set once.
"""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock


def known(cutoff: datetime) -> Q:
    """Recorded by the cut-off and not yet superseded then."""
    return Q(recorded_at__lte=cutoff) & (Q(superseded_at=None) | Q(superseded_at__gt=cutoff))


class FactQuerySet(models.QuerySet):
    """Facts as they were known at a cut-off."""

    def as_of(self, on: date, cutoff: datetime) -> Self:
        """What had happened by `on`, as known at `cutoff`."""
        return self.filter(known(cutoff), occurred_on__lte=on)

    def current(self) -> Self:
        """What stands uncorrected."""
        return self.filter(superseded_at=None)


class Fact(models.Model):
    """Something that happened on one day. The model brings its own `objects`, of a kind of FactQuerySet."""

    occurred_on = models.DateField(_("date"))
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class StateFactQuerySet(models.QuerySet):
    """States as they were known at a cut-off."""

    def as_of(self, on: date, cutoff: datetime) -> Self:
        """The rows whose span holds `on`, as known at `cutoff`."""
        return self.filter(known(cutoff), Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)

    def current(self) -> Self:
        """The open row: the state that holds now and has no end."""
        return self.filter(superseded_at=None, until_on=None)


class StateFact(models.Model):
    """A state that held from `from_on` (included) until `until_on` (excluded, or open).

    The model brings its own `objects`, of a kind of StateFactQuerySet.
    """

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class StateGoesBack(ValueError):
    """A state cannot begin before the state that it follows began."""


def enter_state(rows: StateFactQuerySet, *, state: str, on: date, **subject: Any) -> models.Model:
    """Let `subject` enter `state` on a day; `rows` is the state table. Call in a transaction, with the subject locked.

    The open row is superseded and written again with its end, so that earlier cut-offs still see it open. A second
    state on the same day replaces the first: a span of no days is not written.
    """
    moment = clock.now()
    open_row = rows.current().filter(**subject).first()
    if open_row is not None:
        if on < open_row.from_on:
            raise StateGoesBack(f"{state} on {on} is before {open_row.state} on {open_row.from_on}")
        rows.filter(pk=open_row.pk).update(superseded_at=moment)
        if on > open_row.from_on:
            rows.create(**subject, state=open_row.state, from_on=open_row.from_on, until_on=on, recorded_at=moment)
    return rows.create(**subject, state=state, from_on=on, recorded_at=moment)


def one_open_state(*subject: str, name: str) -> models.UniqueConstraint:
    """The constraint that a subject has one open state."""
    return models.UniqueConstraint(fields=subject, condition=Q(superseded_at=None, until_on=None), name=name)


def spans_are_forward(name: str) -> models.CheckConstraint:
    """The constraint that a span ends after it begins."""
    return models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name=name)
