"""What the worker is sent: thin wrappers of services."""

from celery import shared_task

from jobs import services


@shared_task(name="jobs.tasks.run_job")
def run_job(pk: int) -> None:
    """Run one job, if it still waits."""
    services.run_job(pk=pk)
