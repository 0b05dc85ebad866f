"""Settings of gunicorn, from the environment (docs/operations.md)."""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds; longer work is a job of the worker
graceful_timeout = 10
max_requests = 5000
max_requests_jitter = 500
errorlog = "-"
loglevel = "warning"
accesslog = None  # django-structlog writes one line a request, with its id and without personal data
control_socket_disable = True
