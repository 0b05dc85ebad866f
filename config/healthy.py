"""Tells a container's health check whether its process does its work: `python -m config.healthy web|worker`.

Exit code 0 healthy, 1 not. A missing database or broker is not the process's illness: restarting it would not help.
"""

import os
import socket
import sys
import urllib.error
import urllib.request


def web() -> bool:
    """Whether the site answers on its port, in the name of its first allowed host."""
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".*") or "localhost"
    request = urllib.request.Request(  # noqa: S310
        "http://127.0.0.1:8000/", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    try:
        with urllib.request.build_opener(KeepRedirects).open(request, timeout=4):
            return True
    except urllib.error.HTTPError as answer:
        return answer.code in (301, 302, 503)
    except OSError:
        return False


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect to the sign-in page is an answer; it is not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


def worker() -> bool:
    """Whether the worker of this container answers a ping."""
    from config.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=10).ping())


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker}[sys.argv[1]]() else 1)
