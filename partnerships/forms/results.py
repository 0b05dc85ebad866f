"""What comes out of the cooperation: results and their owners."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Aside, Section
from partnerships import terms as t
from partnerships.forms.base import NO_LAW, SILENT, OptionalForm
from partnerships.forms.fields import PartsField, choices_with_blank
from partnerships.terms.values import Ownership, ResultKind


class IPForm(OptionalForm):
    """Results and their owners."""

    name = "ip"
    because_label = _("If there will be no results, say why")

    def held(self) -> int:
        return len(self.terms.ip.foreground) if isinstance(self.terms.ip, t.IP) else 0

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        for place, result in enumerate(terms.ip.foreground if isinstance(terms.ip, t.IP) else ()):
            for name in ("kind", "name", "ownership", "parts", "cost_parts"):
                yield f"foreground_{place}_{name}", getattr(result, name)

    def build(self) -> None:
        sections, asides = [], {}
        for place in range(self.entries):
            prefix = f"foreground_{place}_"
            self.fields[f"{prefix}kind"] = forms.ChoiceField(
                label=_("Kind of result"), choices=choices_with_blank(ResultKind.choices), required=False
            )
            self.fields[f"{prefix}name"] = forms.CharField(
                label=_("Name or description"), max_length=200, required=False
            )
            self.fields[f"{prefix}ownership"] = forms.ChoiceField(
                label=_("Who owns it"), choices=Ownership.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{prefix}parts"] = PartsField(
                self.parties,
                label=_("Parts of the owners"),
                help_text=_("For joint ownership. Whole numbers in any scale: 60 and 40, or 1 and 1."),
            )
            self.fields[f"{prefix}cost_parts"] = PartsField(
                self.parties,
                label=_("Who bears the costs"),
                help_text=_("Filing, yearly fees and agents. Whole numbers in any scale."),
            )
            asides[f"{prefix}ownership"] = Aside(
                SILENT,
                _(
                    "Commissioned development: the right to apply for a patent is the developer’s, and the client may"
                    " use the patent (Civil Code, Art. 859). Joint development: it is held in common, and one who"
                    " objects stops the application (Art. 860). Know-how: each may use and transfer it (Art. 861)."
                ),
            )
            asides[f"{prefix}parts"] = Aside(
                SILENT,
                _(
                    "Each owner of a joint patent may use it and grant plain licences; licence fees are shared."
                    " Everything else needs all owners (Patent Law, Art. 14)."
                ),
            )
            asides[f"{prefix}cost_parts"] = Aside(
                NO_LAW,
                _("A patent lapses when its yearly fee is not paid, so say who pays before there is one to pay."),
            )
            sections.append(
                Section(
                    _("Result %(number)d") % {"number": place + 1},
                    tuple(f"{prefix}{name}" for name in ("kind", "name", "ownership", "parts", "cost_parts")),
                )
            )
        self.add_reason(self.terms.ip)
        self.asides = asides
        self.sections = [*sections, Section(_("No results"), ("not_applicable",))]

    def filled(self, place: int) -> bool:
        return any(
            self.cleaned_data.get(f"foreground_{place}_{name}")
            for name in ("kind", "name", "ownership", "parts", "cost_parts")
        )

    def value(self) -> t.IP | t.NotApplicable | None:
        data = self.cleaned_data
        results = tuple(
            t.ForegroundResult(
                kind=ResultKind(data[f"foreground_{place}_kind"]) if data[f"foreground_{place}_kind"] else None,
                name=data[f"foreground_{place}_name"],
                ownership=(
                    Ownership(data[f"foreground_{place}_ownership"]) if data[f"foreground_{place}_ownership"] else None
                ),
                parts=data[f"foreground_{place}_parts"],
                cost_parts=data[f"foreground_{place}_cost_parts"],
            )
            for place in range(self.entries)
            if self.filled(place)
        )
        return self.left_out(results) or (t.IP(results) if results or self.terms.ip else None)
