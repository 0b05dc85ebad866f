"""How the API describes itself: names, summaries, errors and keys, derived once for every operation."""

import re
from typing import Any

from django.utils.text import capfirst
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object, build_mock_request, get_doc
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.idempotency import KEY_LENGTH
from core.api import ErrorsSerializer

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": KEY_LENGTH},
    OpenApiParameter.HEADER,
    description="Equal requests under one key happen once; the key is kept for 24 hours.",
)
LANGUAGE = OpenApiParameter(
    "Accept-Language",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Language of messages and labels: en or zh-hans. Without it, the language of the person.",
)
SENTENCE_END = re.compile(r"[.:](?:\s|$)")
STANDARD = {
    "list": "List {}",
    "retrieve": "Read one of the {}",
    "create": "Add to the {}",
    "update": "Replace one of the {}",
    "destroy": "Delete one of the {}",
}
ERRORS = {
    "400": "The input is wrong: `attr` says where.",
    "401": "No token and no session.",
    "403": "Your role does not allow this.",
    "404": "There is no such row, or you may not see it.",
    "409": "A rule refuses this now: `code` says which.",
}


def mock_request(method: str, path: str, view: Any, original_request: Request | None, **kwargs: Any) -> Request:
    """The schema is drawn from requests that nobody makes: those of drf-spectacular, with an actor as all of ours."""
    request = build_mock_request(method, path, view, original_request, **kwargs)
    request._request.actor = Actor.nobody()
    return request


class TokenScheme(OpenApiAuthenticationExtension):
    """A token from the profile page."""

    target_class = "accounts.authentication.TokenActor"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return build_bearer_security_scheme_object("Authorization", "Token")


class SessionScheme(OpenApiAuthenticationExtension):
    """The session of the site; whatever writes needs the CSRF token as well."""

    target_class = "accounts.authentication.SessionActor"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class Schema(AutoSchema):
    """Operations are called `<route>_<action>`; what they may refuse is said for each, in one shape."""

    def get_operation_id(self) -> str:
        return f"{self.view.basename}_{self.view.action}".replace("-", "_")

    def get_summary(self) -> str:
        said = get_doc(getattr(self.view, self.view.action))
        if said:
            return SENTENCE_END.split(said.replace("\n", " "), maxsplit=1)[0]
        return capfirst(STANDARD[self.view.action].format(self._rows))

    def get_override_parameters(self) -> list[OpenApiParameter]:
        is_idempotent = getattr(getattr(self.view, self.view.action), "is_idempotent", False)
        return [LANGUAGE, KEY] if is_idempotent else [LANGUAGE]

    def _is_list_view(self, serializer: Any = None) -> bool:
        """The `list` of a view set of one thing (`is_one`) is no list."""
        return not getattr(self.view, "is_one", False) and super()._is_list_view(serializer)

    @property
    def _rows(self) -> str:
        return self._tokenize_path()[0].replace("-", " ")

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        responses = super()._get_response_bodies(direction)
        for status in self._refusals():
            said = self._get_response_for_code(ErrorsSerializer, status, direction=direction)
            responses.setdefault(status, {**said, "description": ERRORS[status]})
        return responses

    def _refusals(self) -> list[str]:
        writes = self.method not in ("GET", "HEAD")
        takes_input = writes or any(parameter["in"] == "query" for parameter in self._get_parameters())
        names_a_row = "{" in self.path or self._is_list_view()
        return [
            *(["400"] if takes_input else []),
            "401",
            "403",
            *(["404"] if names_a_row else []),
            *(["409"] if writes else []),
        ]
