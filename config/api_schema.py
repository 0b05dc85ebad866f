"""The schema of the API, drawn once for a process and language: it is the same for everybody, and takes seconds."""

from functools import cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request


@cache
def _drawn(language: str | None) -> dict[str, Any]:  # noqa: ARG001  (what is drawn speaks the language that is active)
    return SchemaGenerator().get_schema(request=None, public=True)


class DrawnOnce(SchemaGenerator):
    """Gives a public schema from memory. Nobody may change what it gives."""

    def get_schema(self, request: Request | None = None, public: bool = False) -> dict[str, Any]:
        return _drawn(get_language()) if public else super().get_schema(request=request, public=public)
