"""What a dataclass of the terms says of its fields: their shape, whether they are lists of entries, their words."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from partnerships.terms.shapes import Key, Limit, Line, Said


@dataclass(frozen=True)
class FieldShape:
    """A field that pages can show. `kind` is what it holds:

    "key" (of a party), "line", "text", "number", "amount", "yes", "day", "choice", "choices", "parts" or "rows";
    `type` is the enum of a choice, or the dataclass of the entries.
    """

    name: str
    kind: str
    said: Said
    type: Any = None
    limit: Limit | None = None


@cache
def hints(shape: type) -> dict[str, Any]:
    """The annotations of a dataclass, with their limits."""
    return get_type_hints(shape, include_extras=True)


@cache
def shapes_of(clause: type) -> tuple[FieldShape, ...]:
    """The fields of a clause or an entry that say what they are, in their order."""
    return tuple(
        _shape(each.name, hints(clause)[each.name], each.metadata["said"])
        for each in fields(clause)
        if "said" in each.metadata
    )


def _shape(name: str, hint: Any, said: Said) -> FieldShape:
    if get_origin(hint) in {Union, types.UnionType}:
        (hint,) = (each for each in get_args(hint) if each is not types.NoneType)
    if hint == Key:
        return FieldShape(name, "key", said)
    limit = None
    if get_origin(hint) is Annotated:
        hint, limit = get_args(hint)
    if get_origin(hint) is tuple:
        entry = get_args(hint)[0]
        return FieldShape(name, "rows" if is_dataclass(entry) else "choices", said, entry)
    if get_origin(hint) is Mapping:
        return FieldShape(name, "parts", said)
    if hint is str:
        longest = get_args(Line)[1].high
        return FieldShape(name, "line" if limit is not None and limit.high <= longest else "text", said, None, limit)
    if issubclass(hint, Enum):
        return FieldShape(name, "choice", said, hint)
    return FieldShape(name, {bool: "yes", date: "day", int: "number", Decimal: "amount"}[hint], said, None, limit)
