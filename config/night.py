"""The night, step by step, and the sweep. Each step is one service call and may be repeated.

A step that fails stops the night, visibly. The next night does what it left, but for the figures of the day that was
missed: `manage.py evaluate --as-of DATE`.
"""

from datetime import date, datetime, time, timedelta

import structlog
from django.contrib.sessions.models import Session

from accounts.actors import Actor
from accounts.idempotency import forget_old_keys
from core import clock
from evaluation import services as evaluation
from evaluation.models import Run
from internships import services as internships
from jobs import services as jobs
from ledger.services import export_checkpoint
from partnerships import services as partnerships

logger = structlog.get_logger(__name__)
NIGHT = time(1, 30)  # in Shanghai, as beat has it


def run_night(*, actor: Actor, on: date) -> None:
    """What the date changes, the figures of the day before, what is kept no longer, a checkpoint of the ledger."""
    partnerships.take_up_terms(actor=actor, on=on)
    ended = partnerships.end_agreements(actor=actor, on=on)
    expired = partnerships.expire_agreements(actor=actor, on=on)
    partnerships.remind_of_decisions(actor=actor, on=on)
    partnerships.remind_of_assessments(actor=actor, on=on)
    settled = partnerships.settle_obligations(actor=actor, on=on)
    files = partnerships.order_missing_files(actor=actor)
    closed = internships.close_past_slots(actor=actor, on=on)
    runs = evaluation.start_nightly(actor=actor, on=on - timedelta(days=1))
    forgotten = evaluation.forget_runs(actor=actor, on=on)
    moment = clock.now()
    jobs.forget_inputs(at=moment)
    forget_old_keys(at=moment)
    Session.objects.filter(expire_date__lt=moment).delete()
    checkpoint = export_checkpoint(at=moment)  # last: it stops where entries were lost
    done = {
        "ended": ended,
        "expired": expired,
        "settled": settled,
        "files": files,
        "closed": closed,
        "runs": [run.pk for run in runs],
        "forgotten_runs": forgotten,
        "checkpoint": checkpoint.pk,
    }
    logger.info("night", on=on.isoformat(), **done)


def run_sweep(*, at: datetime) -> None:
    """Take up what a lost worker or a lost message left: open runs and queued jobs."""
    evaluation.sweep(at=at)
    evaluation.watch_publications(at=at)
    jobs.sweep(at=at)


def evaluate_for(on: date) -> Run:
    """The run of a past day, computed here and now and dated to the night that it belongs to: the demo's history."""
    with clock.at(datetime.combine(on + timedelta(days=1), NIGHT, tzinfo=clock.SHANGHAI)):
        return evaluation.evaluate(actor=Actor.system("set-up"), on=on)
