"""The operations of the API, as its schema says them."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

METHODS = ("get", "post", "put", "patch", "delete")
PAGING = {"page", "page_size"}


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    id: str
    method: str
    path: str
    said: dict[str, Any]

    def parameters(self, place: str) -> dict[str, dict[str, Any]]:
        """Schemas of the parameters in `path`, `query` or `header`, by name."""
        return {one["name"]: one["schema"] for one in self.said.get("parameters", []) if one["in"] == place}

    @property
    def filters(self) -> dict[str, dict[str, Any]]:
        return {name: schema for name, schema in self.parameters("query").items() if name not in PAGING}

    @property
    def is_list(self) -> bool:
        return set(self.parameters("query")) >= PAGING

    @property
    def is_idempotent(self) -> bool:
        return "Idempotency-Key" in self.parameters("header")

    @property
    def body(self) -> dict[str, Any]:
        """Schemas of the fields that it takes, by name."""
        content = self.said.get("requestBody", {}).get("content", {}).get("application/json")
        return resolved(content["schema"]).get("properties", {}) if content else {}

    def answer_schema(self, status: int) -> dict[str, Any] | None:
        """What the body of this status must look like; None where there is no body. KeyError: it is not said."""
        content = self.said["responses"][str(status)].get("content")
        return content["application/json"]["schema"] if content else None


def draw(language: str = "en") -> dict[str, Any]:
    """A fresh schema; its warnings are counted in GENERATOR_STATS."""
    GENERATOR_STATS.reset()
    with translation.override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


@cache
def schema() -> dict[str, Any]:
    return draw()


@cache
def operations() -> dict[str, Operation]:
    found = [
        Operation(said["operationId"], method, path, said)
        for path, methods in schema()["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    ]
    assert len({operation.id for operation in found}) == len(found)
    return {operation.id: operation for operation in found}


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        part = schema()["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]]
    return part


def faults(body: Any, part: dict[str, Any]) -> list[str]:
    """Where a body is not what the schema says. Fields that the schema does not know are faults too."""
    return [f"{error.json_path}: {error.message}" for error in _validator(json.dumps(part)).iter_errors(body)]


@cache
def _validator(part: str) -> Draft202012Validator:
    """Of a part of the schema, given as JSON: what it refers to is large, and is not turned over for each answer."""
    return Draft202012Validator({**_as_json_schema(json.loads(part)), "components": _components()})


@cache
def _components() -> Any:
    return _as_json_schema(schema()["components"])


def _as_json_schema(part: Any) -> Any:
    """OpenAPI 3.0 as JSON schema: `nullable` becomes a choice, objects are closed."""
    if isinstance(part, list):
        return [_as_json_schema(one) for one in part]
    if not isinstance(part, dict):
        return part
    # A format is not checked, so that an empty address is both an empty text and a URI: oneOf would refuse it.
    found = {"anyOf" if name == "oneOf" else name: _as_json_schema(one) for name, one in part.items()}
    found.pop("nullable", None)
    if isinstance(found.get("properties"), dict) and found.get("type") == "object":
        found.setdefault("additionalProperties", False)
    return {"anyOf": [found, {"type": "null"}]} if part.get("nullable") is True else found
