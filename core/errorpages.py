"""The answer to an error nobody caught: 500 with the request's id, or 503 when the database is away."""

import sys

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from core.database import RETRY_AFTER_SECONDS, is_unreachable

logger = structlog.get_logger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; it runs inside the `except` of the error, which sys.exc_info() still holds.

    The page is rendered without a request context: nothing on it may need the database.
    """
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    if is_unreachable(sys.exc_info()[1]):
        logger.error("database_unreachable", path=request.path)
        status, code = 503, "database_unreachable"
    else:
        status, code = 500, "error"
    response: HttpResponse
    if request.path.startswith("/api/"):
        errors = [{"code": code, "detail": request_id, "attr": None}]
        response = JsonResponse({"type": "server_error", "errors": errors}, status=status)
    else:
        response = HttpResponse(render_to_string(f"{status}.html", {"request_id": request_id}), status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
