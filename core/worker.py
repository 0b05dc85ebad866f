"""Sends a message to the worker once the transaction stands, and lives without the broker.

A message only says "there is work"; the work itself is a row, and the sweep finds rows whose message was lost.
"""

from functools import partial
from typing import Any

import structlog
from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)
BROKER_GONE = (OperationalError, RedisError, OSError)


def send_after_commit(task: Task, *arguments: Any) -> None:
    """Send a task when the transaction commits. A broker that is gone is logged and fails nothing."""
    transaction.on_commit(partial(send, task, *arguments))


def send(task: Task, *arguments: Any) -> bool:
    """Send a task now, and say whether it went; publishing gives up within the broker's time-out of two seconds."""
    try:
        task.apply_async(args=arguments, retry=False)
    except BROKER_GONE as error:
        logger.warning("broker_gone", task=task.name, error=type(error).__name__)
        return False
    return True
