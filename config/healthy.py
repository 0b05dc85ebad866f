"""Tells a container's health check whether its process does its work: `python -m config.healthy web|worker`.

Exit code 0 healthy, 1 not. A missing database or broker is not the process's illness: restarting it would not help.
"""

import http.client
import os
import socket
import sys


def web() -> bool:
    """Whether the site answers on its port, in the name of its first allowed host."""
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".*") or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        connection.request("GET", "/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status in (200, 302, 503)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker() -> bool:
    """Whether the worker of this container answers a ping."""
    from config.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=10).ping())


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker}[sys.argv[1]]() else 1)
