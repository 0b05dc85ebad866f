"""A DomainError that no view has answered becomes a page that says what to do; the API has its own handler."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import DomainError

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalPages:
    """403 with its page for NotAllowed; other refusals say their sentence, with their own status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        template = "403.html" if exception.status == 403 else "refused.html"
        return render(request, template, {"refusal": exception}, status=exception.status)
