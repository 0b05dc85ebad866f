"""Forms of pages: sections, a unit and the law beside a field, warnings, and refusals of services beside their fields.

The markup stands in templates/django/forms. `{{ form }}` gives the error summary, the sections and their fields;
`{{ form.title.as_field_group }}` gives one field. A form that is shown again after an error holds what was entered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

Text = str | Promise


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2150, 12, 31)  # a slip of the finger (0226, 20261) lies outside


def check_year(day: date) -> None:
    """Raises ValidationError for a day that nobody can mean."""
    if not FIRST_DAY <= day <= LAST_DAY:
        words = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
        raise ValidationError(_("Check the year: it lies between %(first)s and %(last)s."), code="year", params=words)


@dataclass(frozen=True)
class Section:
    """Questions that belong together, under a title. A folded one opens when its title is touched."""

    title: Text
    fields: tuple[str, ...]
    hint: Text = ""
    is_folded: bool = False


@dataclass(frozen=True)
class BoundSection:
    """A section of a form with its fields."""

    id: str
    title: str
    hint: str
    fields: tuple[BoundField, ...]
    is_folded: bool = False


@dataclass(frozen=True)
class Aside:
    """What stands beside a field: the law where the parties are silent, or why we ask."""

    title: Text
    text: Text


@dataclass(frozen=True)
class Step:
    """One page of a long form, in the list of its pages (components/_clauses.html)."""

    label: Text
    url: str
    is_current: bool = False
    state_label: Text = ""
    shape: str = "open"
    errors: int = 0
    warnings: int = 0


class PageBoundField(BoundField):
    """A field as a page shows it."""

    @property
    def unit(self) -> Text:
        """What the number is in, such as %."""
        return getattr(self.form, "units", {}).get(self.name, "")

    @property
    def aside(self) -> Aside | None:
        """What the law says."""
        return getattr(self.form, "asides", {}).get(self.name)

    @property
    def warnings(self) -> list[str]:
        """What may be submitted, but should be thought about."""
        return getattr(self.form, "warnings", {}).get(self.name, [])

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if self.warnings and self.auto_id and described is not None:
            return f"{described} {self.auto_id}_warning".strip()
        return described


class DayInput(forms.DateInput):
    """A day, by the browser's own calendar; typed dates of both languages are understood where it has none."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "short", **(attrs or {})}, format="%Y-%m-%d")


class PageFormMixin:
    """What every form of a page has; put it before forms.Form or forms.ModelForm."""

    sections: Sequence[Section] = ()
    units: Mapping[str, Text] = {}
    asides: Mapping[str, Aside] = {}
    bound_field_class: type[BoundField] | None = PageBoundField
    use_required_attribute = False  # the error summary speaks, not the browser's bubble

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: dict[str, list[str]] = {}
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.validators.append(check_year)

    @property
    def bound_sections(self) -> list[BoundSection]:
        """The sections with their fields. Visible fields that no section names close the last one."""
        named = {name for section in self.sections for name in section.fields}
        rest = tuple(name for name, field in self.fields.items() if name not in named and not field.widget.is_hidden)
        bound = []
        for position, section in enumerate(self.sections, start=1):
            names = section.fields + (rest if position == len(self.sections) else ())
            bound.append(
                BoundSection(
                    id=f"section-{position}",
                    title=str(section.title),
                    hint=str(section.hint),
                    fields=tuple(self[name] for name in names if name in self.fields),  # type: ignore[index]
                    is_folded=section.is_folded and not any(name in self.errors for name in names),
                )
            )
        return bound

    def warn(self, field: str, message: Text) -> None:
        """Show a warning beside a field; it does not stop the form."""
        self.warnings.setdefault(field, []).append(str(message))

    def add_refusal(self, error: DomainError) -> None:
        """Put what a service refused beside its fields; what fits no field stands at the head of the form."""
        findings: Iterable[Any] = getattr(error, "findings", None) or ()
        for finding in findings:
            field = self.field_for(finding.field)
            if getattr(finding, "blocks", True):
                self.add_error(field, str(finding.message))  # type: ignore[attr-defined]
            elif field:
                self.warn(field, finding.message)
        if not findings:
            self.add_error(self.field_for(error.field), str(error))  # type: ignore[attr-defined]

    def field_for(self, path: str | None) -> str | None:
        """The field that a rule's path means: `ip.foreground.0.parts` is the first of these that the form has:
        ip_foreground_0_parts, ip_foreground_0, ip_foreground, ip, and then foreground_0_parts, 0_parts, parts.
        """
        parts = path.split(".") if path else []
        wholes = [parts[:end] for end in range(len(parts), 0, -1)] + [parts[start:] for start in range(1, len(parts))]
        names = ("_".join(whole) for whole in wholes)
        return next((name for name in names if name in self.fields), None)


class PageForm(PageFormMixin, forms.Form):
    """A form of a page."""


class PageModelForm(PageFormMixin, forms.ModelForm):
    """A form of a page on a model: for its fields and their checks; saving is a service's work."""
