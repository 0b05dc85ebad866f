"""What somebody sent after their session had ended is held until they have signed in again, and offered back to them.

It lies encrypted in the session of the browser that sent it, bound to the person, for one showing. Files and passwords
are not held.
"""

import json
from typing import Any

from django.http import HttpRequest

from core.crypto import seal, unseal

HELD = "held_post"
LONGEST = 200_000  # characters
PASSWORDS = "/accounts/"  # pages of signing in: nothing of theirs is kept
NOT_THE_INPUT = {"csrfmiddlewaretoken"}


def input_of(request: HttpRequest) -> str:
    """The post of a request as a token; empty where there is nothing to hold."""
    if request.method != "POST" or request.FILES or request.path.startswith(PASSWORDS):
        return ""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NOT_THE_INPUT]
    text = json.dumps({"user": request.user.pk, "path": request.get_full_path(), "fields": fields})
    return seal(text) if len(text) <= LONGEST else ""


def take(request: HttpRequest) -> list[tuple[str, str]] | None:
    """The fields that the person sent to this address before, given once; None where nothing was sent."""
    if request.method != "GET" or HELD not in request.session or not request.user.is_authenticated:
        return None
    held: dict[str, Any] = json.loads(unseal(request.session[HELD]))
    if held["path"] != request.get_full_path() and held["user"] == request.user.pk:
        return None
    del request.session[HELD]
    return [(name, value) for name, value in held["fields"]] if held["user"] == request.user.pk else None
