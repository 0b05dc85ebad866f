"""Settings of a site with a planted fault, so that the drill of the API shows that it would find one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.settings import *  # noqa: F403

MIDDLEWARE = [*MIDDLEWARE, "drills.planted.breaking"]  # noqa: F405


def breaking(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Majors answer 500 to a page that is no number."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/api/v1/majors/":
            int(request.GET.get("page") or 1)
        return get_response(request)

    return answer
