"""Terms as JSON: plain values without defaults, one canonical text, the digest of what is material."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from partnerships.terms.document import Terms
from partnerships.terms.shapes import NotApplicable


def to_json(value: Any, *, material_only: bool = False) -> Any:
    """A document, or a part of it, as plain JSON values. What equals its default is left out."""
    written: Any = value
    if isinstance(value, NotApplicable):
        written = {"not_applicable": value.because}
    elif is_dataclass(value):
        written = {
            each.name: to_json(held, material_only=material_only)
            for each in fields(value)
            if _is_written(each, held := getattr(value, each.name), material_only)
        }
    elif isinstance(value, Mapping):
        written = {key: to_json(held, material_only=material_only) for key, held in value.items()}
    elif isinstance(value, tuple):
        written = [to_json(held, material_only=material_only) for held in value]
    elif isinstance(value, Enum):
        written = value.value
    elif isinstance(value, date):
        written = value.isoformat()
    elif isinstance(value, UUID | Decimal):
        written = str(value)
    return written


def _is_written(each: Field, held: Any, material_only: bool) -> bool:
    if material_only and not each.metadata.get("material", True):
        return False
    if each.name == "schema":
        return True
    default = each.default_factory() if each.default_factory is not MISSING else each.default
    return default is MISSING or held != default


def canonical(terms: Terms) -> str:
    """The document as one text: the same terms always give the same text."""
    return _text(to_json(terms))


def digest(terms: Terms) -> str:
    """SHA-256 of the material terms (terms, money, dates, parts; not contacts). Signatures are bound to it."""
    return hashlib.sha256(_text(to_json(terms, material_only=True)).encode()).hexdigest()


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
