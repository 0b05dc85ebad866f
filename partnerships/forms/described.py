"""A form for every clause whose dataclass says what its fields are: no second list of fields to keep.

Lists of a clause show their entries and one empty one more; an entry left empty is dropped.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import Aside, DayInput, Section, check_year
from partnerships import terms as t
from partnerships.forms.base import MOST_ENTRIES, NO_LAW, SILENT, OptionalForm, SectionForm
from partnerships.forms.fields import CleanText, PartsField, choices_with_blank

NOTHING = (None, "", {}, [], (), False)
FEW = 4  # choices up to here stand open on the page


class DescribedForm(SectionForm):
    """A clause by its dataclass."""

    clause: ClassVar[type]
    heads: ClassVar[Mapping[str, Promise]] = {}  # of lists: a heading for their section, where theirs is none

    @property
    def here(self) -> Any:
        """The clause that the terms hold, empty where it is missing or does not apply."""
        held = getattr(self.terms, self.name)
        return held if isinstance(held, self.clause) else self.clause()

    def shapes(self) -> tuple[t.FieldShape, ...]:
        """The fields of the clause that this page asks for."""
        return t.shapes_of(self.clause)

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        for shape in self.shapes():
            if shape.kind == "rows":
                for place, row in enumerate(getattr(self.here, shape.name)):
                    yield from (
                        (f"{shape.name}_{place}_{each.name}", _shown(row, each)) for each in t.shapes_of(shape.type)
                    )
            else:
                yield shape.name, _shown(self.here, shape)

    def build(self) -> None:
        self.sections, self.asides, self.units = [], {}, {}
        own = [shape for shape in self.shapes() if shape.kind != "rows"]
        for shape in self.shapes():
            if shape.kind == "rows":
                for place in range(self.rows(shape)):
                    self.add_row(shape, place)
        if own:
            title = t.LABELS[self.name] if len(own) == len(self.shapes()) else _("For all of them")
            self.sections.append(Section(title, tuple(self.add(shape, shape.name) for shape in own)))

    def add_row(self, shape: t.FieldShape, place: int) -> None:
        """A section for one entry of a list; an empty one is folded, unless the page would be empty."""
        prefix = f"{shape.name}_{place}_"
        names = tuple(self.add(each, f"{prefix}{each.name}") for each in t.shapes_of(shape.type))
        is_more = place >= len(getattr(self.here, shape.name)) and not self.was_sent(prefix)
        is_folded = is_more and bool(self.sections)
        self.sections.append(Section(shape.said.label % {"number": place + 1}, names, is_folded=is_folded))

    def add(self, shape: t.FieldShape, name: str) -> str:
        """A field with its unit and what stands beside it. Returns its name."""
        said = shape.said
        self.fields[name] = self.field(shape)
        if said.unit:
            self.units[name] = said.unit
        if said.silent or said.no_law:
            self.asides[name] = Aside(SILENT if said.silent else NO_LAW, said.silent or said.no_law)
        return name

    def field(self, shape: t.FieldShape) -> forms.Field:
        """The form field of a shape; none of them is required in a draft."""
        common = {"label": shape.said.label, "help_text": shape.said.help, "required": False}
        if shape.kind in {"parts", "text"}:
            del common["required"]
        return MAKERS[shape.kind](self, shape, common)

    def was_sent(self, prefix: str) -> bool:
        """Whether something was entered in an entry."""
        return any(key.startswith(prefix) and value for key, value in self.data.items())

    def rows(self, shape: t.FieldShape) -> int:
        """One more than the terms hold, and as many as were sent."""
        count = len(getattr(self.here, shape.name))
        sent = re.compile(rf"{shape.name}_(\d{{1,2}})_")
        numbers = [int(found[1]) for key in self.data if (found := sent.match(key))]
        return min(max([count + 1, *(number + 1 for number in numbers)]), max(MOST_ENTRIES, count))

    def entered(self) -> Any:
        """The clause that was entered. Only after is_valid()."""
        values: dict[str, Any] = {}
        for shape in self.shapes():
            if shape.kind == "rows":
                rows = (self.made(shape.type, f"{shape.name}_{place}_") for place in range(self.rows(shape)))
                values[shape.name] = tuple(row for row in rows if row != shape.type())
            else:
                values |= self.given(shape, shape.name)
        return self.clause(**values)

    def made(self, entry: type, prefix: str) -> Any:
        """One entry of a list."""
        values: dict[str, Any] = {}
        for shape in t.shapes_of(entry):
            values |= self.given(shape, f"{prefix}{shape.name}")
        return entry(**values)

    def given(self, shape: t.FieldShape, name: str) -> dict[str, Any]:
        """What was entered in a field; an empty one leaves the default."""
        value = self.cleaned_data.get(name)
        if value in NOTHING:
            return {}
        return {shape.name: tuple(value) if shape.kind == "choices" else value}

    def value(self) -> Any:
        entered = self.entered()
        return entered if entered != self.clause() or getattr(self.terms, self.name) is not None else None


class OptionalDescribedForm(DescribedForm, OptionalForm):
    """A clause that may be left out, with a reason."""

    def build(self) -> None:
        super().build()
        self.add_reason(getattr(self.terms, self.name))
        self.sections.append(Section(_("If this does not apply"), ("not_applicable",)))

    def clean(self) -> None:
        if self.cleaned_data.get("not_applicable") and not self.errors and self.entered() != self.clause():
            self.refuse_both()

    def value(self) -> Any:
        because, entered = self.cleaned_data["not_applicable"], self.entered()
        if because and entered == self.clause():
            return t.NotApplicable(because)
        return super().value() if entered != self.clause() or not because else entered


def _shown(held: Any, shape: t.FieldShape) -> Any:
    value = getattr(held, shape.name)
    return [each.value for each in value] if shape.kind == "choices" else value


def _key(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    parties = [(party.key, party.name) for party in form.parties]
    return forms.ChoiceField(choices=choices_with_blank(parties), **common)


def _line(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return forms.CharField(max_length=shape.limit.high if shape.limit else None, **common)


def _text(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return CleanText(longest=shape.limit.high if shape.limit else 4000, **common)


def _number(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    limit = shape.limit
    return forms.IntegerField(min_value=limit.low if limit else None, max_value=limit.high if limit else None, **common)


def _amount(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return forms.DecimalField(
        min_value=shape.limit.low if shape.limit else None, max_digits=14, decimal_places=2, **common
    )


def _yes(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return forms.BooleanField(**common)


def _day(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    field = forms.DateField(widget=DayInput, **common)
    field.validators.append(check_year)
    return field


def _choice(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    made = {"coerce": shape.type, "empty_value": None, **common}
    if len(shape.type.choices) <= FEW:
        return forms.TypedChoiceField(choices=shape.type.choices, widget=forms.RadioSelect, **made)
    return forms.TypedChoiceField(choices=choices_with_blank(shape.type.choices), **made)


def _choices(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return forms.TypedMultipleChoiceField(
        choices=shape.type.choices, coerce=shape.type, widget=forms.CheckboxSelectMultiple, **common
    )


def _parts(form: DescribedForm, shape: t.FieldShape, common: Mapping[str, Any]) -> forms.Field:  # noqa: ARG001
    return PartsField(form.parties, **common)


MAKERS: Mapping[str, Callable[[DescribedForm, t.FieldShape, Mapping[str, Any]], forms.Field]] = {
    "key": _key,
    "line": _line,
    "text": _text,
    "number": _number,
    "amount": _amount,
    "yes": _yes,
    "day": _day,
    "choice": _choice,
    "choices": _choices,
    "parts": _parts,
}
