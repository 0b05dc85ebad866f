"""Fields that only agreements have."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.shares import MOST
from partnerships.terms import PartyRef

SCALE = [(number, str(number)) for number in range(1, 6)]
"""Likelihood and impact of a risk."""


class PartsWidget(forms.MultiWidget):
    """One box per party, each with its name."""

    template_name = "partnerships/widgets/parts.html"

    def __init__(self, parties: Sequence[PartyRef]) -> None:
        self.parties = parties
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({party.key: forms.TextInput(attrs=box) for party in parties})

    def decompress(self, value: Mapping[str, int] | None) -> list[Any]:
        held = value or {}
        return [held.get(party.key) for party in self.parties]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for party, box in zip(self.parties, context["widget"]["subwidgets"], strict=True):
            box["party"] = party.name
        return context


class PartsField(forms.Field):
    """Whole parts by party, such as 60 : 40 or 1 : 1 : 1. An empty box is no part; the value is {key: part}."""

    def __init__(self, parties: Sequence[PartyRef], **kwargs: Any) -> None:
        self.parties = parties
        super().__init__(widget=PartsWidget(parties), required=False, **kwargs)

    def clean(self, value: Any) -> dict[str, int]:
        """Raises ValidationError with a message for each box that holds no whole number."""
        parts, faults = {}, []
        texts = [(text or "").strip() for text in value or ()]
        for party, text in zip(self.parties, texts, strict=False):
            if not text:
                continue
            digits = text.lstrip("0") or text[-1:]  # what is left of a number of any length is compared, not converted
            if text.isascii() and text.isdecimal() and len(digits) <= len(str(MOST)) and int(digits) <= MOST:
                parts[party.key] = int(digits)
            else:
                told = {"name": party.name, "text": text[:40], "most": f"{MOST:,}"}
                faults.append(_("%(name)s: “%(text)s” is no part. Enter a whole number from 0 to %(most)s.") % told)
        if faults:
            raise ValidationError(faults)
        return parts

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class CleanText(forms.CharField):
    """Text of one person's own words: trimmed, line breaks as one sign."""

    def __init__(self, *, longest: int = 4000, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


def choices_with_blank(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices of a field that may stay open in a draft."""
    return [("", _("Not chosen yet")), *choices]
