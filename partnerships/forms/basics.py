"""What comes first: title, period, parties."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import DayInput
from core.templatetags.ui import as_written
from partnerships import terms as t
from partnerships.forms.base import SectionForm
from partnerships.forms.fields import choices_with_blank
from partnerships.terms.values import AgreementKind, AgreementMode


class BasicsForm(SectionForm):
    """Title, kind, period, contacts."""

    name = "basics"
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is about"), choices=choices_with_blank(AgreementKind.choices))
    mode = forms.ChoiceField(
        label=_("How the sides work together"), choices=choices_with_blank(AgreementMode.choices), required=False
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput, required=False)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("The agreement holds on this day too.")
    )

    def build(self) -> None:
        for position, party in enumerate(self.parties):
            self.fields[f"parties_{position}"] = forms.CharField(
                label=format_html(_("Contact at {name}"), name=as_written(party.name)),
                max_length=200,
                required=False,
                help_text=_("Changing a contact voids no signature."),
            )

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        basics = terms.basics
        yield from {
            "title": basics.title,
            "kind": basics.kind,
            "mode": basics.mode,
            "starts_on": basics.starts_on,
            "ends_on": basics.ends_on,
        }.items()
        for position, party in enumerate(terms.parties):
            yield f"parties_{position}", party.contact

    def value(self) -> t.Basics:
        data = self.cleaned_data
        return basics_of(data)

    def contacts(self) -> dict[str, str]:
        """Contacts by the party's key."""
        return {party.key: self.cleaned_data[f"parties_{position}"] for position, party in enumerate(self.parties)}

    def merged(self) -> t.Terms:
        contacts = self.contacts()
        parties = tuple(replace(party, contact=contacts[party.key]) for party in self.parties)
        return replace(super().merged(), parties=parties)


def basics_of(data: dict[str, Any]) -> t.Basics:
    """The basics that a form has cleaned."""
    return t.Basics(
        title=data["title"],
        kind=AgreementKind(data["kind"]),
        mode=AgreementMode(data["mode"]) if data.get("mode") else None,
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
    )
