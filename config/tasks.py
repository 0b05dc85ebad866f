"""The night and the sweep: what the schedule starts. Each step is one service call."""

from datetime import date

import structlog
from celery import shared_task

from accounts.actors import Actor
from config.night import run_night, run_sweep
from core import clock

logger = structlog.get_logger(__name__)


@shared_task(name="config.tasks.night")
def night(on: str | None = None) -> None:
    """01:30 Asia/Shanghai: what the date changes, then the figures of the day before, a checkpoint."""
    run_night(actor=Actor.system("night"), on=date.fromisoformat(on) if on else clock.today())


@shared_task(name="config.tasks.sweep")
def sweep() -> None:
    """Every 15 seconds: take up again what a lost worker or a lost message left behind."""
    run_sweep(at=clock.now())
