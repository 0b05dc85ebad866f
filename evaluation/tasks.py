"""What the worker is told. A message carries a run's id or a date; the truth stands in the tables."""

from datetime import date

from celery import shared_task

from accounts.actors import Actor
from evaluation import services


@shared_task(name="evaluation.tasks.run_open_tasks")
def run_open_tasks(run_id: int) -> None:
    """Do what is open in a run. Lost, doubled and late messages are harmless."""
    services.compute_open_tasks(run_id=run_id)


@shared_task(name="evaluation.tasks.start_nightly")
def start_nightly(on: str) -> None:
    """Plan the runs of a day (ISO date)."""
    services.start_nightly(actor=Actor.system("night"), on=date.fromisoformat(on))
