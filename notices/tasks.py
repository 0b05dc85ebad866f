"""What the worker is sent: thin wrappers of services."""

from celery import shared_task

from notices import mailing


@shared_task(name="notices.tasks.send_now")
def send_now(pk: int) -> None:
    """Mail one notice at once."""
    mailing.send_now(pk=pk)


@shared_task(name="notices.tasks.send_digests")
def send_digests() -> None:
    """07:00 Asia/Shanghai: one message for each person with news."""
    mailing.send_digests()
