"""A post that arrives twice happens once.

The key row is the first thing that the transaction writes. An equal post that arrives meanwhile waits: on PostgreSQL
for the unique index, on SQLite for the write lock. When the first one commits, the second finds its answer; when it
is rolled back, the second does the work. What fails keeps no key, so a corrected post may use the same one.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import IdempotencyKey
from core import clock
from core.errors import DomainError, InvalidInput

KEPT_FOR = timedelta(hours=24)
KEY_LENGTH = 255
NOT_THE_INPUT = frozenset({"csrfmiddlewaretoken", "submission"})

P = ParamSpec("P")
PageView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class KeyReused(DomainError):
    """The key was used within 24 hours, with another body."""

    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was used for another request. Use a new key for each new request.")


@dataclass(frozen=True)
class Outcome:
    """What a post led to, as far as it is kept. `is_repeat`: it was made before; nothing happened this time."""

    status: int
    location: str = ""
    body: str = ""
    is_repeat: bool = False
    has_same_input: bool = True


def open_key(*, actor_key: str, key: str, fingerprint: str) -> IdempotencyKey | Outcome:
    """Take a key, inside the transaction of the work; or find what was answered under it within 24 hours."""
    since = clock.now() - KEPT_FOR
    rows = IdempotencyKey.objects.filter(actor_key=actor_key, key=key)
    rows.filter(recorded_at__lt=since).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(actor_key=actor_key, key=key, fingerprint=fingerprint)
    except IntegrityError:
        kept = rows.get()
    return Outcome(kept.status, kept.location, kept.body, True, kept.fingerprint == fingerprint)


def close_key(row: IdempotencyKey, *, status: int, location: str = "", body: str = "") -> None:
    """Keep the answer beside the key."""
    row.status, row.location, row.body = status, location, body
    row.save(update_fields=["status", "location", "body"])


def forget_old_keys(*, at: datetime) -> int:
    """Delete keys older than 24 hours; part of the night. Returns how many."""
    return IdempotencyKey.objects.filter(recorded_at__lt=at - KEPT_FOR).delete()[0]


# ---- Pages ----------------------------------------------------------------------------------------------------------


def once(view: PageView[P]) -> PageView[P]:
    """For pages whose POST creates something: the hidden field of `{% submission %}` makes a double click one post.

    Only a redirect is a result. Whatever else the view answers (the form again, an error) is rolled back and keeps no
    key. When the form comes back changed under the same field (Back, edit, send), nothing is overwritten in silence:
    the person is led to what was saved and told so.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        key = _submission(request)
        if key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            row = open_key(
                actor_key=request.actor.key,
                key=key,
                fingerprint=fingerprint(f"{request.method} {request.path}", request.POST, request.FILES),
            )
            if isinstance(row, Outcome):
                return _lead_to(request, row)
            response = view(request, *args, **kwargs)
            if 300 <= response.status_code < 400:
                close_key(row, status=response.status_code, location=response["Location"])
            else:
                transaction.set_rollback(True)
        return response

    return wrapped


def _submission(request: HttpRequest) -> str | None:
    if request.method != "POST":
        return None
    try:
        return f"submission:{uuid.UUID(request.POST.get('submission', ''))}"
    except ValueError:
        return None


def _lead_to(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    if not outcome.has_same_input:
        messages.warning(
            request, _("This form had been sent before. This is what was saved then; your later changes were not.")
        )
    return HttpResponseRedirect(outcome.location)


# ---- API ------------------------------------------------------------------------------------------------------------


class IdempotentCreates:
    """Mixin for view sets that create: honours the Idempotency-Key header of `create`, for 24 hours.

    It stands left of the class whose `create` does the work. For other posts that create, and for a `create` of the
    view set's own, put `@idempotent` on the method.
    """

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return answer_once(request, lambda: super(IdempotentCreates, self).create(request, *args, **kwargs))  # type: ignore[misc]

    create.is_idempotent = True  # type: ignore[attr-defined]  # for the schema


def idempotent(method: Callable[..., Response]) -> Callable[..., Response]:
    """For methods of API views: the Idempotency-Key header makes equal posts one."""

    @wraps(method)
    def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        return answer_once(request, lambda: method(view, request, *args, **kwargs))

    wrapped.is_idempotent = True  # type: ignore[attr-defined]  # for the schema
    return wrapped


def answer_once(request: Request, answer: Callable[[], Response]) -> Response:
    """The same key gives the same answer; with another body KeyReused (409). A failed call keeps no key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return answer()
    if len(key) > KEY_LENGTH or not key.isprintable():
        message = _("An Idempotency-Key has at most %(length)s printable characters.")
        raise InvalidInput(message, field="Idempotency-Key", params={"length": KEY_LENGTH})
    with transaction.atomic():
        row = open_key(
            actor_key=request.actor.key,
            key=f"api:{_digest(key)}",
            fingerprint=fingerprint(f"{request.method} {request.path}", request.data),
        )
        if isinstance(row, Outcome):
            return _answer_again(row)
        response = answer()
        if response.status_code < 400:
            body = JSONRenderer().render(response.data).decode()
            close_key(row, status=response.status_code, location=response.headers.get("Location", ""), body=body)
        else:
            transaction.set_rollback(True)
    return response


def _answer_again(outcome: Outcome) -> Response:
    if not outcome.has_same_input:
        raise KeyReused
    headers = {"Idempotency-Replayed": "true"}
    if outcome.location:
        headers["Location"] = outcome.location
    return Response(json.loads(outcome.body) if outcome.body else None, status=outcome.status, headers=headers)


# ---- What was sent --------------------------------------------------------------------------------------------------


def fingerprint(what: str, data: Any, files: Mapping[str, UploadedFile] | None = None) -> str:
    """SHA-256 of the address and the input, however its fields are ordered; files count by their content."""
    if isinstance(data, QueryDict):
        data = {name: values for name, values in data.lists() if name not in NOT_THE_INPUT}
    document = json.dumps({"input": data, "files": dict(files or {})}, sort_keys=True, default=_spell_out)
    return _digest(f"{what}\n{document}")


def _spell_out(value: Any) -> Any:
    if isinstance(value, UploadedFile):
        digest = hashlib.sha256()
        for chunk in value.chunks():
            digest.update(chunk)
        value.seek(0)
        return f"{value.name}:{digest.hexdigest()}"
    return str(value)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
