"""What the pages of this room share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.errors import DomainError
from internships.models import InternshipSlot, Placement

REFUSED = 409


def visible_slot(request: HttpRequest, pk: int) -> InternshipSlot:
    """The slot, or 404."""
    slots = InternshipSlot.objects.visible_to(request.actor).select_related("enterprise", "region", "base")
    return get_object_or_404(slots, pk=pk)


def visible_placement(request: HttpRequest, pk: int) -> Placement:
    """The placement, or 404."""
    rows = Placement.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("slot__enterprise", "slot__region", "student", "college"), pk=pk)


def allow(request: HttpRequest, act: str, row: Any = None) -> None:
    """403 unless the actor may do this."""
    if not request.actor.can(act, row):
        raise PermissionDenied


def do(request: HttpRequest, act: Callable[[], Any], *, done: str, back: Any) -> HttpResponse:
    """Let a service act; say what became of it on the page that it leads back to."""
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back)
