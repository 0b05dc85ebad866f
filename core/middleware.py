"""What every request passes."""

from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

logger = structlog.get_logger(__name__)
RETRY_AFTER_SECONDS = 5


class DatabaseUnavailable:
    """Answers 503 with Retry-After when the database cannot be reached; other database errors stay errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return self._answer(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError):
            return self._answer(request, exception)
        return None

    def _answer(self, request: HttpRequest, error: Exception) -> HttpResponse:
        if self._database_answers():
            raise error  # it is there: this error is ours
        logger.error("database_unavailable", error=type(error).__name__)
        if request.path.startswith("/api/"):
            response: HttpResponse = JsonResponse(
                {"type": "server_error", "errors": [{"code": "database_unavailable", "detail": "", "attr": None}]},
                status=503,
            )
        else:
            response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response

    @staticmethod
    def _database_answers() -> bool:
        try:
            connection.close_if_unusable_or_obsolete()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except (OperationalError, InterfaceError):
            return False
        return True
