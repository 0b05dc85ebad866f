"""Strict reading of terms from JSON, led by the annotations of the dataclasses. Every fault is named with its path."""

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.errors import DomainError
from partnerships.terms.describing import hints
from partnerships.terms.document import SCHEMA, Terms
from partnerships.terms.shapes import Limit, NotApplicable

T = TypeVar("T")
LONGEST_LIST = 60
AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with one field of a document. `field` is its path, such as `ip.foreground.0.parts.college`."""

    field: str
    message: str | Promise


class TermsUnreadable(DomainError):
    """The document is not terms; `findings` names every field that is wrong."""

    code = "terms_unreadable"
    message = _("Some fields hold something that cannot be used.")
    status = 400

    def __init__(self, findings: list[FieldFault]) -> None:
        self.findings = findings
        super().__init__()

    def __str__(self) -> str:
        return "; ".join(
            f"{fault.field}: {fault.message}" if fault.field else str(fault.message) for fault in self.findings
        )


def read_terms(document: Any) -> Terms:
    """The terms that a JSON document holds. Raises TermsUnreadable."""
    if isinstance(document, Mapping) and document.get("schema", SCHEMA) != SCHEMA:
        raise TermsUnreadable([FieldFault("schema", _("This version of the document is not known here."))])
    return read_as(Terms, document)


def read_as(shape: type[T], document: Any, *, path: str = "") -> T:
    """A part of a document, such as one clause. Raises TermsUnreadable with paths below `path`."""
    faults: list[FieldFault] = []
    value = _Reader(faults).read(shape, document, path)
    if faults:
        raise TermsUnreadable(faults)
    return value


def read_clause(name: str, document: Any) -> Any:
    """One field of Terms by its name: `read_clause("exit", {"notice_days": 30})`. None clears it."""
    return read_as(hints(Terms)[name], document, path=name)


@cache
def _taken_apart(shape: Any) -> tuple[Any, tuple[Any, ...]]:
    """Origin and arguments of an annotation: looked up for every value, worked out once."""
    return get_origin(shape), get_args(shape)


@cache
def _known(shape: type) -> tuple[dict[str, Any], dict[str, bool]]:
    """The annotation of every field of a dataclass, and whether it may be left out."""
    return hints(shape), {
        each.name: each.default is not MISSING or each.default_factory is not MISSING for each in fields(shape)
    }


class _Reader:
    """Reads values by annotation and collects faults instead of stopping at the first."""

    def __init__(self, faults: list[FieldFault]) -> None:
        self.faults = faults

    def fault(self, path: str, message: str | Promise) -> Any:
        """Note a fault; the value is then None."""
        self.faults.append(FieldFault(path, message))
        return None

    def read(self, shape: Any, value: Any, path: str, limit: Limit | None = None) -> Any:
        origin, arguments = _taken_apart(shape)
        if origin is Annotated:
            inner, limit = arguments
            return self.read(inner, value, path, limit)
        if origin is Union or origin is types.UnionType:
            return self.read_union(arguments, value, path)
        if origin is tuple:
            return self.read_list(arguments[0], value, path)
        if origin is Mapping:
            return self.read_mapping(arguments[1], value, path)
        if is_dataclass(shape):
            return self.read_fields(shape, value, path)
        return self.read_scalar(shape, value, path, limit)

    def read_union(self, shapes: tuple[Any, ...], value: Any, path: str) -> Any:
        if value is None:
            return None
        if isinstance(value, Mapping) and "not_applicable" in value:
            if NotApplicable not in shapes or len(value) > 1:
                return self.fault(path, _("This clause cannot be left out."))
            return self.read_reason(value["not_applicable"], path)
        wanted = [shape for shape in shapes if shape not in {NotApplicable, types.NoneType}]
        return self.read(wanted[0], value, path)

    def read_reason(self, value: Any, path: str) -> NotApplicable | None:
        because = self.read(hints(NotApplicable)["because"], value, f"{path}.not_applicable")
        if because is not None and not because.strip():
            return self.fault(f"{path}.not_applicable", _("Say why this clause does not apply."))
        return NotApplicable(because)

    def read_list(self, shape: Any, value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            self.fault(path, _("A list is needed."))
            return ()
        if len(value) > LONGEST_LIST:
            self.fault(path, _("The list is too long."))
            return ()
        return tuple(self.read(shape, each, f"{path}.{position}") for position, each in enumerate(value))

    def read_mapping(self, shape: Any, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            self.fault(path, _("Named values are needed."))
            return {}
        return {self.text(key, path, Limit(40)): self.read(shape, each, f"{path}.{key}") for key, each in value.items()}

    def read_fields(self, shape: Any, value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            return self.fault(path, _("Named values are needed."))
        known, optional = _known(shape)
        for name in value:
            if name not in known:
                self.fault(_below(path, str(name)), _("This field is not known."))
        found = {name: self.read(known[name], value[name], _below(path, name)) for name in known if name in value}
        lacking = [name for name in known if name not in value and not optional[name]]
        for name in lacking:
            self.fault(_below(path, name), _("This field is needed."))
        return None if lacking else shape(**found)

    def read_scalar(self, shape: Any, value: Any, path: str, limit: Limit | None) -> Any:
        limited = {str: self.text, int: self.whole_number, Decimal: self.amount}.get(shape)
        if limited is not None:
            return limited(value, path, limit)
        if shape is bool:
            return value if isinstance(value, bool) else self.fault(path, _("True or false is needed."))
        if shape is date:
            return self.converted(date.fromisoformat, value, path, _("A date such as 2026-11-20 is needed."))
        if shape is UUID:
            return self.converted(UUID, value, path, _("A public id is needed."))
        if isinstance(shape, type) and issubclass(shape, Enum):
            return self.converted(shape, value, path, _("This is not one of the choices."))
        raise TypeError(f"Terms cannot hold {shape!r}")

    def converted(self, convert: Any, value: Any, path: str, message: Promise) -> Any:
        if not isinstance(value, str):
            return self.fault(path, message)
        try:
            return convert(value)
        except ValueError:
            return self.fault(path, message)

    def text(self, value: Any, path: str, limit: Limit | None) -> Any:
        if not isinstance(value, str):
            return self.fault(path, _("A text is needed."))
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        if any((ord(letter) < 32 and letter not in "\n\t") or 0xD800 <= ord(letter) <= 0xDFFF for letter in value):
            return self.fault(path, _("The text holds characters that cannot be stored."))
        if limit is not None and len(value) > limit.high:
            longest = ngettext_lazy(
                "The text is too long: at most %(count)d character.",
                "The text is too long: at most %(count)d characters.",
                "count",
            )
            return self.fault(path, longest % {"count": limit.high})
        return value

    def whole_number(self, value: Any, path: str, limit: Limit | None) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return self.fault(path, _("A whole number is needed."))
        if limit is not None and not limit.low <= value <= limit.high:
            between = _("A whole number from %(low)s to %(high)s is needed.")
            return self.fault(path, str(between) % {"low": limit.low, "high": limit.high})
        return value

    def amount(self, value: Any, path: str, limit: Limit | None) -> Any:
        """An amount in CNY, written as text (or a whole number): what is kept has two decimals."""
        message = _("An amount such as “1200.50” is needed, with two decimals at most.")
        if isinstance(value, bool) or not isinstance(value, str | int) or not AMOUNT.fullmatch(str(value)):
            return self.fault(path, message)
        amount = Decimal(value)
        if limit is not None and not limit.low <= amount <= limit.high:
            between = _("An amount from %(low)s to %(high)s is needed.")
            return self.fault(path, str(between) % {"low": limit.low, "high": limit.high})
        return amount.quantize(CENT)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
