"""Which runs are kept, and whether what everybody sees is of last night."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from accounts.actors import Actor
from core import clock
from core.actors import ActorLike
from core.registry import Registry
from evaluation.models import Publication, Run, RunKind, RunState
from evaluation.selectors.runs import late_publications
from evaluation.services.telling import tell_of_lateness
from ledger.services import record

KEPT_DAYS = 90
AT_ONCE = 50  # runs of one night: what is left waits for the next

Citing = Callable[[Collection[int]], Iterable[int]]

# Who cites runs without a foreign key: given keys of runs, each returns those that it cites. Rooms register themselves
# when they are ready. A row that protects a run by its foreign key need not: it is found by that key.
CITED: Registry[Citing] = Registry("citation of runs")


def cited(run_ids: Collection[int]) -> set[int]:
    """Which of these runs something cites: a case, a grade, a question, the pointer. They are kept for ever."""
    found = {run_id for citing in CITED for run_id in citing(run_ids)}
    for relation in Run._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT:
            name = relation.field.attname
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": list(run_ids)})
            found.update(rows.values_list(name, flat=True))
    return found & set(run_ids)


def forget_runs(*, actor: ActorLike, on: date) -> int:
    """Delete runs of days more than 90 days before `on`; returns how many. The ledger keeps their digests.

    Kept for ever: of each framework and month the last published run, and every run that something cites.
    """
    old = Run.objects.filter(on__lt=on - timedelta(days=KEPT_DAYS)).exclude(Q(pk__in=_month_ends()))
    run_ids = list(old.order_by("on", "pk").values_list("pk", flat=True))
    free = sorted(set(run_ids) - cited(run_ids))[:AT_ONCE]
    for run_id in free:
        _forget(actor, run_id)
    return len(free)


def _month_ends() -> list[int]:
    """The last published nightly run of each framework and month."""
    published = Run.objects.filter(kind=RunKind.NIGHTLY, state=RunState.PUBLISHED).order_by("on", "pk")
    last: dict[tuple[int, int, int], int] = {}
    for run_id, framework, day in published.values_list("pk", "version__framework", "on"):
        last[framework, day.year, day.month] = run_id
    return list(last.values())


@transaction.atomic
def _forget(actor: ActorLike, run_id: int) -> None:
    run = Run.objects.select_for_update().get(pk=run_id)
    payload = {"on": run.on.isoformat(), "kind": run.kind, "state": run.state, "digest": run.digest}
    record(actor=actor, action="run.forgotten", subject=run, payload=payload)
    run.delete()


def watch_publications(*, at: datetime) -> int:
    """Tell the operators that a published run is older than 26 hours, once for each day; returns how many are told of.

    Two workers at once tell once.
    """
    actor, today, told = Actor.system("evaluation"), at.astimezone(clock.SHANGHAI).date(), 0
    for late in late_publications(at):
        mine = Publication.objects.filter(Q(late_told_on=None) | Q(late_told_on__lt=today), pk=late.pk)
        with transaction.atomic():
            if mine.update(late_told_on=today):
                tell_of_lateness(actor=actor, run=late.run)
                told += 1
    return told
