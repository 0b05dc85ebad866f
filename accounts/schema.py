"""What the API's schema is drawn from: requests that nobody makes, and so that nobody's rows answer."""

from typing import Any

from drf_spectacular.plumbing import build_mock_request
from rest_framework.request import Request

from accounts.actors import Actor


def mock_request(method: str, path: str, view: Any, original_request: Request | None, **kwargs: Any) -> Request:
    """drf-spectacular's own, with an actor, as every request of ours has one."""
    request = build_mock_request(method, path, view, original_request, **kwargs)
    request._request.actor = Actor.nobody()
    return request
