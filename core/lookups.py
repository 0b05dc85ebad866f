"""Choosing things by name or code: a text field that works without a script and suggests as one types with one.

Typed without a script, `460103`, `数控技术` and `460103 数控技术` all mean one major; a name that means several, or
none, is answered with what it could be. With a script (static/js/lookup.js) the same field suggests while one types.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import wording
from core.filters import matches

SEPARATORS = re.compile(r"[,，、;；\n]+")
SUGGESTIONS = 8
LONGEST = 100


@dataclass(frozen=True)
class Source:
    """Where a lookup looks: rows with a code and names. `code_shape`: what can be a code at all."""

    rows: QuerySet
    code: str
    names: tuple[str, ...]
    detail: Callable[[Any], Any] | None = None  # a second fact that tells apart what has the same name
    code_shape: str = r"\S+"

    def text(self, row: Any) -> str:
        """How a chosen row stands in the field: its code and its name."""
        return f"{getattr(row, self.code)} {wording.name_of(row)}"

    def suggest(self, typed: str, limit: int = SUGGESTIONS) -> list[Any]:
        """Rows that the typed words could mean."""
        if not typed.strip():
            return []
        return list(self.rows.filter(matches(typed[:LONGEST], self._searched)).order_by(self.code)[:limit])

    def find(self, typed: str) -> list[Any]:
        """The rows that a typed text means: by code, then by exact name, then what holds all its words.

        A name may begin with a number: words behind a code have to be the row's, or the text is read as a name first.
        """
        first, _space, rest = typed.partition(" ")
        by_code = self.rows.filter(**{self.code: first}) if re.fullmatch(self.code_shape, first) else self.rows.none()
        exactly = Q()
        for name in self.names:
            exactly |= Q(**{name: typed})
        return (
            list(by_code.filter(matches(rest, self.names)))
            or list(self.rows.filter(exactly).order_by(self.code)[:SUGGESTIONS])
            or self.suggest(typed)
            or list(by_code)
        )

    def as_options(self, typed: str) -> list[dict[str, str]]:
        """Suggestions for the script."""
        return [
            {"value": self.text(row), "detail": str(self.detail(row)) if self.detail else ""}
            for row in self.suggest(typed)
        ]

    @property
    def _searched(self) -> tuple[str, ...]:
        return self.names if self.code == "pk" else (self.code, *self.names)


def options(request: HttpRequest, source: Source) -> JsonResponse:
    """The answer to the script: what the typed words could mean."""
    return JsonResponse({"options": source.as_options(request.GET.get("q", ""))})


class LookupField(forms.CharField):
    """One row (or several, `many`) of a source, typed by name or code. A source may be set later, by the form."""

    default_error_messages = {
        "nothing": gettext_lazy("Nothing is called “%(typed)s”. Type a code, or a part of the name."),
        "several": gettext_lazy("“%(typed)s” can mean several. Type the code of one: %(options)s."),
    }

    def __init__(self, *, url: str | Promise, source: Source | None = None, many: bool = False, **kwargs: Any) -> None:
        self.source, self.many = source, many
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)
        self.widget.attrs.update({"data-lookup": url, "data-lookup-max": "" if many else "1", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """Rows become text; typed text stays as it was typed."""
        if value is None or isinstance(value, str) or self.source is None:
            return value
        rows = value if isinstance(value, Iterable) else [value]
        return ", ".join(self.source.text(row) for row in rows)

    def clean(self, value: Any) -> Any:
        """The row, the list of rows, or None. Raises ValidationError with what could be meant."""
        typed = super().clean(value)
        parts = [part.strip() for part in SEPARATORS.split(typed) if part.strip()]
        if not self.many:
            return self._one(typed) if parts else None
        return list(dict.fromkeys(self._one(part) for part in parts))

    def _one(self, typed: str) -> Any:
        assert self.source is not None  # the form set it
        found = self.source.find(typed)
        if not found:
            raise ValidationError(self.error_messages["nothing"], code="nothing", params={"typed": typed})
        if len(found) > 1:
            meant = _(", ").join(self.source.text(row) for row in found)
            raise ValidationError(
                self.error_messages["several"], code="several", params={"typed": typed, "options": meant}
            )
        return found[0]
