"""What a form page answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.errors import DomainError

REFUSED = 409


def status_of(form: Any) -> int:
    """200 for a form that is shown, 409 for one that comes back."""
    return REFUSED if form.is_bound and form.errors else 200


def done(
    request: HttpRequest, form: Any, act: Callable[[], Any], *, words: str, back: Any = None
) -> HttpResponse | None:
    """Let a service act on what a form holds. The answer leads on to `back`, or to what the service returned; None
    where the form comes back, with its faults or the refusal of the service in it. `words` may name %(row)s.
    """
    if not form.is_valid():
        return None
    try:
        row = act()
    except DomainError as error:
        form.add_refusal(error)
        return None
    messages.success(request, words % {"row": row})
    return redirect(back or row)
