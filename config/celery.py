"""The worker and its schedule. A task is a thin wrapper of a service; truth stays in the database."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("ronghe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "night": {"task": "config.tasks.night", "schedule": crontab(hour=1, minute=30)},  # Asia/Shanghai
    "sweep": {"task": "config.tasks.sweep", "schedule": 15.0},
    "digest": {"task": "notices.tasks.send_digests", "schedule": crontab(hour=7, minute=0)},
}


@setup_logging.connect
def keep_our_logs(**_: object) -> None:
    """Leave logging to Django's settings (config/logs.py)."""
