"""Who decides when the parties cannot."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Aside, Section
from partnerships import terms as t
from partnerships.forms.base import SILENT, SectionForm
from partnerships.forms.fields import choices_with_blank
from partnerships.terms.values import Forum, StepKind


class DisputeForm(SectionForm):
    """Who decides in the end, and what is tried before."""

    name = "dispute"
    final = forms.ChoiceField(
        label=_("Who decides in the end"), choices=Forum.choices, widget=forms.RadioSelect, required=False
    )
    institution = forms.CharField(
        label=_("Court or arbitration institution"),
        max_length=200,
        required=False,
        help_text=_("Arbitration needs its full name; for a court the place is enough."),
    )
    seat = forms.CharField(
        label=_("Seat"), max_length=200, required=False, help_text=_("The place whose court or institution it is.")
    )
    law = forms.CharField(label=_("Law that applies"), max_length=200, required=False)
    asides = {
        "final": Aside(
            SILENT,
            _(
                "A people’s court decides. Where an agreement names a court and arbitration, the arbitration clause is"
                " void (Supreme People’s Court, Fa Shi [2006] No. 7, Art. 7). That is why there is one choice."
            ),
        )
    }

    def held(self) -> int:
        return len((self.terms.dispute or t.Dispute()).ladder)

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        clause = terms.dispute or t.Dispute()
        yield "final", clause.final[0].value if len(clause.final) == 1 else ""
        yield from ((name, getattr(clause, name)) for name in ("institution", "seat", "law"))
        for place, step in enumerate(clause.ladder):
            yield from ((f"ladder_{place}_{name}", getattr(step, name)) for name in ("kind", "body", "days"))

    def build(self) -> None:
        sections, units = [Section(_("The final word"), ("final", "institution", "seat", "law"))], {}
        for place in range(self.entries):
            self.fields[f"ladder_{place}_kind"] = forms.ChoiceField(
                label=_("Step"), choices=choices_with_blank(StepKind.choices), required=False
            )
            self.fields[f"ladder_{place}_body"] = forms.CharField(label=_("With whom"), max_length=200, required=False)
            self.fields[f"ladder_{place}_days"] = forms.IntegerField(
                label=_("Within"), min_value=1, max_value=3650, required=False
            )
            units[f"ladder_{place}_days"] = _("days")
            sections.append(
                Section(
                    _("Before that, step %(number)d") % {"number": place + 1},
                    tuple(f"ladder_{place}_{name}" for name in ("kind", "body", "days")),
                )
            )
        self.sections, self.units = sections, units

    def clean(self) -> None:
        for place in range(self.entries):
            rest = [self.cleaned_data.get(f"ladder_{place}_{name}") for name in ("body", "days")]
            if any(rest) and not self.cleaned_data.get(f"ladder_{place}_kind"):
                self.add_error(f"ladder_{place}_kind", _("Choose the step, or empty its other fields."))

    def value(self) -> t.Dispute | None:
        data = self.cleaned_data
        ladder = tuple(
            t.Step(StepKind(data[f"ladder_{place}_kind"]), data[f"ladder_{place}_body"], data[f"ladder_{place}_days"])
            for place in range(self.entries)
            if data[f"ladder_{place}_kind"]
        )
        final = (Forum(data["final"]),) if data["final"] else ()
        clause = t.Dispute(ladder, final, data["institution"], data["seat"], data["law"])
        return clause if clause != t.Dispute() or self.terms.dispute else None
