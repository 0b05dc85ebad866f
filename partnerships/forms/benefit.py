"""Who gets what: income by stage, what is taken off first, tiers, bounds, and what a party passes on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import Aside, Section
from partnerships import terms as t
from partnerships.forms.base import SILENT, OptionalForm
from partnerships.forms.fields import PartsField, choices_with_blank
from partnerships.terms.values import BeneficiaryRole, BenefitBasis, DeductionKind, Stage

MOST_ROWS = 20  # of one list within a stage
LISTS: Mapping[str, type] = {
    "payments": t.Payment,
    "options": t.ShareOption,
    "deductions": t.Deduction,
    "tiers": t.Tier,
    "inner": t.InnerPart,
    "awards": t.Award,
}
OWN = ("stage", "basis", "parts")
ROW = re.compile(r"^[a-z]+_\d+_")
UNITS = {
    **dict.fromkeys(("percent", "performance", "fund", "makers_least"), "%"), "due_days": _("days"),
    **dict.fromkeys(("amount", "cap", "floor", "minimum", "up_to", "each", "fee", "price"), _("CNY")),
}  # fmt: skip
MADE = ("each", "unit", "fee", "paid_by")
REWARDS = ("fund_of", "fund", "makers_least")
BOUNDS = ("minimum", "payer", "floor", "cap", "performance", "performance_to", "due_days", "has_audit_right")


def _percent(label: Promise, **kwargs: Any) -> forms.Field:
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False, **kwargs
    )


def _money(label: Promise, **kwargs: Any) -> forms.Field:
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2, required=False, **kwargs)


def _line(label: Promise) -> forms.Field:
    return forms.CharField(label=label, max_length=200, required=False)


def _number(label: Promise, most: int) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False)


def _choice(label: Promise, kind: Any, **kwargs: Any) -> forms.Field:
    return forms.TypedChoiceField(
        label=label, choices=choices_with_blank(kind.choices), coerce=kind, empty_value=None, required=False, **kwargs
    )


class BenefitForm(OptionalForm):
    """Income by stage. Each list of a stage shows one empty row more than it holds; an empty row is dropped."""

    name = "benefit"
    because_label = _("If no income is expected, say why")

    def stages(self, terms: t.Terms) -> tuple[t.BenefitStage, ...]:
        return terms.benefit.stages if isinstance(terms.benefit, t.Benefit) else ()

    def held(self) -> int:
        return len(self.stages(self.terms))

    def start(self, terms: t.Terms) -> Iterator[tuple[str, Any]]:
        for place, stage in enumerate(self.stages(terms)):
            for name in (*OWN, *MADE, *BOUNDS, *REWARDS):
                yield f"stages_{place}_{name}", getattr(stage, name)
            for name, item in LISTS.items():
                for number, row in enumerate(getattr(stage, name)):
                    for field in item.__dataclass_fields__:
                        yield f"stages_{place}_{name}_{number}_{field}", getattr(row, field)
        if isinstance(terms.benefit, t.Benefit):
            yield "without_income", list(terms.benefit.without_income)

    def build(self) -> None:
        self.sections, self.asides, self.units = [], {}, {}
        for place in range(self.entries):
            prefix = f"stages_{place}_"
            title = _("Income of one stage") if self.entries == 1 else _("Income, stage %(number)d")
            self.add(title % {"number": place + 1} if self.entries > 1 else title, prefix, self.own_fields())
            self.asides[f"{prefix}parts"] = Aside(
                SILENT,
                _(
                    "Use, transfer and gain of know-how follow the agreement; failing one, each party may use and"
                    " transfer it (Civil Code, Art. 861). In a venture run together: negotiation, then paid-in"
                    " contributions, then equal parts (Art. 972)."
                ),
            )
            self.add_forms_of_income(prefix)
            self.add_rows(prefix, "deductions", _("Taken off first, in this order"), self.deduction_fields)
            self.add_rows(
                prefix, "tiers", _("Tiers, where the parts change with the sum"), self.tier_fields,
                hint=_("Sums of all years together; the last tier has no end. The parts above then do not count."),
            )  # fmt: skip
            self.add(_("Bounds and payment"), prefix, self.bound_fields())
            self.add_rows(
                prefix, "inner", _("What a party passes on of its share"), self.inner_fields,
                hint=_("Parts of the whole share of the party, in any scale. What it keeps for itself is a row too."),
            )  # fmt: skip
            self.asides[f"{prefix}inner_0_part"] = Aside(
                SILENT,
                _(
                    "Those who made a result get at least 50 % of the net income of its transfer or licence, at least"
                    " 50 % of shares, or at least 5 % of the profit of own use for three to five years"
                    " (Transformation Law, Art. 45). State-run colleges may not agree on less."
                ),
            )
            self.add_rewards(prefix)
        self.fields["without_income"] = forms.TypedMultipleChoiceField(
            label=_("No income is expected in"), choices=Stage.choices, coerce=Stage,
            widget=forms.CheckboxSelectMultiple, required=False,
        )  # fmt: skip
        self.add_reason(self.terms.benefit)
        self.sections.append(Section(_("No income"), ("without_income", "not_applicable")))

    def add_forms_of_income(self, prefix: str) -> None:
        """Units, fees, milestones and options: how the income comes about."""
        self.add(
            _("How the income comes about"), prefix, self.made_fields(),
            _("An amount for what is counted, such as tuition for each student; a fee of the year. Empty where the"
              " income is what others pay."),
            is_folded=self.is_empty(prefix, MADE),
        )  # fmt: skip
        self.add_rows(
            prefix, "payments", _("Payments at milestones"), self.payment_fields,
            hint=_("Each is due once, in the year in which its milestone is reached."),
        )  # fmt: skip
        self.add_rows(
            prefix, "options", _("Options on shares"), self.option_fields,
            hint=_("The parts of the stage are numbers of shares then: 6000 and 4000."),
        )  # fmt: skip

    def add_rewards(self, prefix: str) -> None:
        """The fund and its awards."""
        self.add(
            _("Rewards"), prefix, self.reward_fields(),
            _("What inventors and teams get at least, and a fund out of which awards are paid."),
            is_folded=self.is_empty(prefix, REWARDS),
        )  # fmt: skip
        self.add_rows(
            prefix, "awards", _("Awards out of the fund"), self.award_fields,
            hint=_("Paid in this order each time they are earned, as far as the fund has it; the rest stays in it."),
        )  # fmt: skip

    def is_empty(self, prefix: str, names: Iterable[str]) -> bool:
        """Whether nothing is held or was sent of some fields."""
        return not any(self.data.get(f"{prefix}{name}") or self.initial.get(f"{prefix}{name}") for name in names)

    def add(
        self, title: Any, prefix: str, fields: Mapping[str, forms.Field], hint: Any = "", *, is_folded: bool = False
    ) -> None:
        """A section of the page."""
        for name, field in fields.items():
            self.fields[f"{prefix}{name}"] = field
            if unit := UNITS.get(ROW.sub("", name)):
                self.units[f"{prefix}{name}"] = unit
        self.sections.append(Section(title, tuple(f"{prefix}{name}" for name in fields), hint, is_folded))

    def add_rows(
        self, prefix: str, name: str, title: Any, fields_of: Callable[[], Mapping[str, forms.Field]], hint: Any = ""
    ) -> None:
        """A list within a stage: one section, its rows one after the other."""
        fields = {
            f"{name}_{number}_{field}": made
            for number in range(self.rows(prefix, name))
            for field, made in fields_of().items()
        }
        is_empty = self.rows(prefix, name) == 1 and not any(self.data.get(f"{prefix}{field}") for field in fields)
        self.add(title, prefix, fields, hint, is_folded=is_empty)

    def rows(self, prefix: str, name: str) -> int:
        """One more than the terms hold, and as many as were sent."""
        held = self.stages(self.terms)
        place = int(prefix.split("_")[1])
        count = len(getattr(held[place], name)) if place < len(held) else 0
        sent = re.compile(rf"{prefix}{name}_(\d{{1,2}})_")
        numbers = [int(found[1]) for key in self.data if (found := sent.match(key))]
        return min(max(count + 1, *(number + 1 for number in numbers), 1), max(MOST_ROWS, count))

    def own_fields(self) -> dict[str, forms.Field]:
        return {
            "stage": _choice(_("Stage"), Stage),
            "basis": _choice(_("What the income is"), BenefitBasis),
            "parts": PartsField(
                self.parties,
                label=_("How income is split"),
                help_text=_("A part for every party; 0 is a part. Whole numbers in any scale: 70 and 30, or 1 and 2."),
            ),
        }

    def made_fields(self) -> dict[str, forms.Field]:
        return {
            "each": _money(_("Amount for each unit")),
            "unit": forms.CharField(
                label=_("What is counted"), max_length=200, required=False, help_text=_("Student, piece, hour …")
            ),
            "fee": _money(_("Fee of each year")),
            "paid_by": self.party_field(_("Who pays the income"), blank=_("Somebody outside the agreement")),
        }

    def payment_fields(self) -> dict[str, forms.Field]:
        return {"name": _line(_("Milestone")), "amount": _money(_("Amount"))}

    def option_fields(self) -> dict[str, forms.Field]:
        return {
            "name": _line(_("Name of the option")),
            "holder": self.party_field(_("Who may buy"), blank=_("Not chosen yet")),
            "granter": self.party_field(_("Who sells"), blank=_("Not chosen yet")),
            "shares": _number(_("Number of shares"), 1_000_000),
            "price": _money(_("Price of one share")),
            "years": _number(_("Can be drawn until the end of year"), 50),
        }

    def reward_fields(self) -> dict[str, forms.Field]:
        return {
            "makers_least": _percent(_("Inventors and teams get at least"), help_text=_("Of what a party passes on.")),
            "fund_of": self.party_field(_("Whose share feeds a reward fund"), blank=_("No fund")),
            "fund": _percent(_("Part of its share that goes into the fund")),
        }

    def award_fields(self) -> dict[str, forms.Field]:
        return {
            "name": _line(_("Award")),
            "role": _choice(_("Role"), BeneficiaryRole),
            "amount": _money(_("Amount")),
        }

    def deduction_fields(self) -> dict[str, forms.Field]:
        return {
            "kind": _choice(_("Deduction"), DeductionKind),
            "name": forms.CharField(label=_("What for"), max_length=200, required=False),
            "percent": _percent(_("Percentage of what is left")),
            "amount": _money(_("Amount each year")),
            "cap": _money(_("At most in a year")),
            "to": self.party_field(_("Goes to"), blank=_("Somebody else")),
            "until_recovered": forms.BooleanField(label=_("Only until the costs are covered"), required=False),
        }

    def tier_fields(self) -> dict[str, forms.Field]:
        return {"up_to": _money(_("Up to")), "parts": PartsField(self.parties, label=_("Parts in this tier"))}

    def bound_fields(self) -> dict[str, forms.Field]:
        return {
            "minimum": _money(
                _("Least sum that is split"), help_text=_("A year with less adds what it has to the next one.")
            ),
            "payer": self.party_field(_("Who receives the income and pays the others"), blank=_("Not chosen yet")),
            "floor": _money(_("The others get at least, each year")),
            "cap": _money(_("The others get at most, each year")),
            "performance": _percent(_("Share that depends on agreed figures")),
            "performance_to": self.party_field(_("Who earns this share"), blank=_("Nobody")),
            "due_days": forms.IntegerField(
                label=_("Paid after the end of a year within"), min_value=1, max_value=3650, required=False
            ),
            "has_audit_right": forms.BooleanField(label=_("The others may look into the accounts"), required=False),
        }

    def inner_fields(self) -> dict[str, forms.Field]:
        return {
            "party": self.party_field(_("Party"), blank=_("Not chosen yet")),
            "name": forms.CharField(label=_("Beneficiary"), max_length=200, required=False),
            "role": _choice(_("Role"), BeneficiaryRole),
            "part": forms.IntegerField(
                label=pgettext_lazy("share", "Part"), min_value=0, max_value=1_000_000, required=False
            ),
            "moves_to": forms.CharField(
                label=_("Moves to, when the beneficiary leaves"), max_length=200, required=False,
                help_text=_("Another beneficiary of the same party; empty for the party itself."),
            ),
        }  # fmt: skip

    def party_field(self, label: Promise, *, blank: Promise) -> forms.Field:
        choices = [("", blank), *((party.key, party.name) for party in self.parties)]
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def filled(self, place: int) -> bool:
        prefix = f"stages_{place}_"
        return any(
            value not in (None, "", {}, False) for name, value in self.cleaned_data.items() if name.startswith(prefix)
        )

    def value(self) -> t.Benefit | t.NotApplicable | None:
        stages = tuple(self.stage(f"stages_{place}_") for place in range(self.entries) if self.filled(place))
        if left_out := self.left_out(stages):
            return left_out
        without = tuple(self.cleaned_data["without_income"])
        return t.Benefit(stages, without) if stages or without or self.terms.benefit else None

    def stage(self, prefix: str) -> t.BenefitStage:
        """The stage that was entered."""
        lists = {}
        for name, item in LISTS.items():
            rows = (self.entered(f"{prefix}{name}_{number}_", item) for number in range(self.rows(prefix, name)))
            lists[name] = tuple(row for row in rows if row != item())
        return t.BenefitStage(**self.values(prefix, t.BenefitStage, (*OWN, *MADE, *BOUNDS, *REWARDS)), **lists)

    def entered(self, prefix: str, item: type) -> Any:
        """One row of a list."""
        return item(**self.values(prefix, item, tuple(item.__dataclass_fields__)))

    def values(self, prefix: str, item: type, names: tuple[str, ...]) -> dict[str, Any]:
        """The attributes that were entered; an empty field leaves the default."""
        given = {name: self.cleaned_data.get(f"{prefix}{name}") for name in names}
        return {name: value for name, value in given.items() if value not in (None, "", {})}
