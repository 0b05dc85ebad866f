"""Clauses that are lists: what is put in, what is owed, what may go wrong. An entry left empty is dropped."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import Aside, DayInput, Section, check_year
from partnerships import terms as t
from partnerships.forms.base import SILENT, SectionForm
from partnerships.forms.fields import SCALE, CleanText, choices_with_blank
from partnerships.terms.values import ContributionKind, OutsideSource, RiskCategory, Silence, ThresholdSide

OUTSIDE = "outside:"  # before an outside source, where the others are keys of parties


class RowsForm(SectionForm):
    """A clause whose entries have the same fields, each in a section of the page."""

    clause: ClassVar[type]
    item: ClassVar[type]
    row_title: ClassVar[Promise]
    row_units: ClassVar[Mapping[str, Promise]] = {}
    row_asides: ClassVar[Mapping[str, Aside]] = {}

    def row_fields(self) -> dict[str, forms.Field]:
        """The fields of one entry; none of them is required in a draft."""
        raise NotImplementedError

    def items(self, terms: t.Terms) -> tuple[Any, ...]:
        """The entries that the terms hold."""
        held = getattr(terms, self.name)
        return held.items if held is not None else ()

    def held(self) -> int:
        return len(self.items(self.terms))

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        for place, item in enumerate(self.items(terms)):
            for name in self.row_fields():
                yield f"items_{place}_{name}", self.shown(item, name)

    def build(self) -> None:
        sections, units, asides = [], {}, {}
        self.names = tuple(self.row_fields())
        for place in range(self.entries):
            for name, field in self.row_fields().items():
                if isinstance(field, forms.DateField):
                    field.validators.append(check_year)
                self.fields[f"items_{place}_{name}"] = field
            units |= {f"items_{place}_{name}": unit for name, unit in self.row_units.items()}
            asides |= {f"items_{place}_{name}": aside for name, aside in self.row_asides.items()}
            names = tuple(f"items_{place}_{name}" for name in self.names)
            sections.append(Section(self.row_title % {"number": place + 1}, names))
        self.sections, self.units, self.asides = sections, units, asides

    def shown(self, item: Any, name: str) -> Any:
        """What a field of an entry holds at first."""
        return getattr(item, name)

    def entered(self, name: str, value: Any) -> Mapping[str, Any]:
        """The attributes of an entry that a field's cleaned value means."""
        return {name: value if value not in (None, "") else self.item.__dataclass_fields__[name].default}

    def filled(self, place: int) -> bool:
        """Whether anything was entered in an entry."""
        return any(self.cleaned_data.get(f"items_{place}_{name}") for name in self.names)

    def value(self) -> Any:
        held = self.items(self.terms)
        items = []
        for place in range(self.entries):
            if not self.filled(place):
                continue
            entry: dict[str, Any] = {"key": held[place].key if place < len(held) else ""}
            for name in self.names:
                entry |= self.entered(name, self.cleaned_data[f"items_{place}_{name}"])
            items.append(self.item(**entry))
        return self.clause(tuple(items)) if items or getattr(self.terms, self.name) else None

    def party_field(self, label: Promise, *, help_text: Promise | str = "") -> forms.Field:
        """A choice of one party."""
        parties = [(party.key, party.name) for party in self.parties]
        return forms.ChoiceField(label=label, choices=choices_with_blank(parties), required=False, help_text=help_text)


def _line(label: Promise, **kwargs: Any) -> forms.Field:
    return forms.CharField(label=label, max_length=200, required=False, **kwargs)


def _day(label: Promise, **kwargs: Any) -> forms.Field:
    return forms.DateField(label=label, widget=DayInput, required=False, **kwargs)


def _number(label: Promise, most: int, **kwargs: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, **kwargs)


def _choice(label: Promise, choices: Any, **kwargs: Any) -> forms.Field:
    return forms.TypedChoiceField(label=label, choices=choices_with_blank(choices), required=False, **kwargs)


class ContributionsForm(RowsForm):
    """What each side puts in."""

    name = "contributions"
    clause, item = t.Contributions, t.Contribution
    row_title = _("Contribution %(number)d")
    row_units = {"value": _("CNY"), "depreciation_years": _("years")}
    row_asides = {
        "owner_at_exit": Aside(
            SILENT,
            _(
                "What was brought into a partnership of civil law cannot be asked back before it ends"
                " (Civil Code, Art. 969); for a mere cooperation nothing is said. That is why the owner is named."
            ),
        )
    }

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "party": self.source_field(),
            "kind": _choice(_("Kind"), ContributionKind.choices, coerce=ContributionKind, empty_value=None),
            "name": _line(_("What is put in")),
            "value": forms.DecimalField(
                label=pgettext_lazy("contribution", "Value"),
                min_value=0,
                max_digits=14,
                decimal_places=2,
                required=False,
            ),
            "valuation_by": _line(_("Valued by"), help_text=_("A third party, for what is worth much.")),
            "valued_on": _day(_("Valued on")),
            "owner_during": self.party_field(_("Owner during the agreement")),
            "owner_at_exit": self.party_field(_("Owner when it ends")),
            "due_on": _day(_("To be delivered by")),
            "depreciation_years": _number(_("Written off over"), 50),
        }

    def source_field(self) -> forms.Field:
        """A party, or a source outside the agreement."""
        outside = [(f"{OUTSIDE}{source.value}", source.label) for source in OutsideSource]
        choices = [(party.key, party.name) for party in self.parties]
        return forms.ChoiceField(
            label=_("Who puts it in"),
            choices=[*choices_with_blank(choices), (_("Somebody outside the agreement"), outside)],
            required=False,
        )

    def shown(self, item: t.Contribution, name: str) -> Any:
        if name == "party" and item.outside_source is not None:
            return f"{OUTSIDE}{item.outside_source.value}"
        return getattr(item, name)

    def entered(self, name: str, value: Any) -> Mapping[str, Any]:
        if name != "party":
            return super().entered(name, value)
        if value.startswith(OUTSIDE):
            return {"outside_source": OutsideSource(value.removeprefix(OUTSIDE))}
        return {"party": value}


class ObligationsForm(RowsForm):
    """Who owes what to whom by when."""

    name = "obligations"
    clause, item = t.Obligations, t.Obligation
    row_title = _("Obligation %(number)d")
    row_units = {"answer_days": _("days")}
    row_asides = {
        "silence": Aside(
            SILENT,
            _(
                "Silence is an answer only where the law or the parties say so, or where their custom has it"
                " (Civil Code, Art. 140)."
            ),
        )
    }

    def row_fields(self) -> dict[str, forms.Field]:
        return {
            "title": _line(_("What is owed")),
            "debtor": self.party_field(_("Who owes it")),
            "creditor": self.party_field(_("Who accepts it")),
            "criteria": CleanText(
                label=_("Accepted when"), rows=2, help_text=_("What can be seen or counted: 40 students certified.")
            ),
            "due_on": _day(_("Due on")),
            "answer_days": _number(_("Days to answer"), 3650),
            "silence": _choice(_("No answer in time means"), Silence.choices, coerce=Silence, empty_value=None),
            "is_milestone": forms.BooleanField(label=_("This is a milestone"), required=False),
        }


class RisksForm(RowsForm):
    """What may go wrong, and who answers for it."""

    name = "risks"
    clause, item = t.Risks, t.Risk
    row_title = _("Risk %(number)d")
    row_units = {"review_days": _("days")}

    def row_fields(self) -> dict[str, forms.Field]:
        scale = {"coerce": int, "empty_value": None}
        return {
            "category": _choice(
                pgettext_lazy("risk", "What it is about"), RiskCategory.choices, coerce=RiskCategory, empty_value=None
            ),
            "cause": CleanText(label=_("What may go wrong"), rows=2),
            "likelihood": _choice(_("Likelihood"), SCALE, help_text=_("1: hardly ever; 5: almost sure."), **scale),
            "impact": _choice(_("Impact"), SCALE, help_text=_("1: hardly felt; 5: ends the cooperation."), **scale),
            "owner": self.party_field(_("Who answers for it")),
            "response": CleanText(label=_("What is done about it"), rows=2),
            "protection": _line(_("Protection"), help_text=_("Insurance, guarantee, or compensation by whom.")),
            "review_days": _number(_("Judged again every"), 3650),
            "watched": _line(
                _("Figure that warns of it"),
                help_text=_("What is counted or measured, such as accidents in a quarter."),
            ),
            "threshold": forms.DecimalField(
                label=_("Threshold"), max_digits=14, decimal_places=2, required=False, help_text=_("In its own unit.")
            ),
            "side": _choice(
                _("It warns when the figure is"), ThresholdSide.choices, coerce=ThresholdSide, empty_value=None
            ),
            "source": _line(_("Where the figure comes from")),
        }
