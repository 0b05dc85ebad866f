"""A clause in words by what its dataclass says of its fields."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import wording
from partnerships import terms as t
from partnerships.library import in_own_language
from partnerships.words.phrases import Row, listed, name_in, parts_in_words, sentence


def described(clause: Any, terms: t.Terms) -> Iterator[Row]:
    """Label and text of every field that is filled in; an entry of a list is one row. Nothing for a missing clause."""
    if clause is None:
        return
    if isinstance(clause, t.NotApplicable):
        yield _("Does not apply"), clause.because
        return
    for shape in t.shapes_of(clause.__class__):
        held = getattr(clause, shape.name)
        if shape.kind == "rows":
            yield from (_entry(row, shape, place, terms) for place, row in enumerate(held, start=1))
        elif text := value_in_words(held, shape, terms):
            yield str(shape.said.label), text


def _entry(row: Any, shape: t.FieldShape, place: int, terms: t.Terms) -> Row:
    """An entry under its kind and name, or its number where it has none."""
    head = [getattr(row, name, None) for name in ("kind", "name")]
    title = " · ".join(str(getattr(each, "label", each)) for each in head if each)
    said = [
        pgettext("label and value", "%(label)s: %(value)s") % {"label": each.said.label, "value": text}
        for each in t.shapes_of(row.__class__)
        if each.name not in ("kind", "name") and (text := value_in_words(getattr(row, each.name), each, terms))
    ]
    return title or str(shape.said.label % {"number": place}), sentence(said)


def value_in_words(held: Any, shape: t.FieldShape, terms: t.Terms) -> str:
    """A value of a field in words; "" where there is none."""
    if not held and held != 0:
        return ""
    match shape.kind:
        case "key":
            words = name_in(terms, held)
        case "parts":
            words = parts_in_words(held, terms)
        case "yes":
            words = pgettext("a statement", "Yes")
        case "day":
            words = wording.day(held)
        case "choice":
            words = str(held.label)
        case "choices":
            words = listed(str(each.label) for each in held)
        case "amount":
            words = wording.money(held)
        case "number":
            said = {"count": wording.number(held), "unit": shape.said.unit}
            words = (pgettext("number and unit", "%(count)s %(unit)s") % said).strip()
        case _:
            words = in_own_language(held)
    return words
