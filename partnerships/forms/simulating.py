"""A scenario for the benefit clause: what each year brings, as lists of years in one line each."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm, Section
from partnerships.simulation import Scenario, Year
from partnerships.terms import Benefit, BenefitStage
from partnerships.terms.values import DeductionKind, Stage

MOST_YEARS = 30
BETWEEN = re.compile(r"[;；、\s]+|[,，](?!\d{3}(?:\D|$))")  # a comma may stand within 100,000
AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")


class YearsField(forms.CharField):
    """One amount for each year: “100000; 200000; 50000”. The value is a list of Decimals; an empty one where nothing is
    entered."""

    def __init__(self, *, most: Decimal | None = None, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> list[Decimal]:
        """Raises ValidationError, which names the first entry that is no amount."""
        texts = [text for text in BETWEEN.split(str(super().clean(value) or "").strip()) if text]
        amounts = []
        for text in texts:
            plain = text.replace(",", "").replace("，", "")
            if not AMOUNT.fullmatch(plain) or (self.most is not None and Decimal(plain) > self.most):
                raise ValidationError(
                    _("“%(text)s” cannot be used. Enter one number for each year, separated by spaces or semicolons."),
                    params={"text": text[:40]},
                )
            amounts.append(Decimal(plain))
        if len(amounts) > MOST_YEARS:
            raise ValidationError(_("At most %(count)s years can be reckoned."), params={"count": MOST_YEARS})
        return amounts


class ScenarioForm(PageForm):
    """The years of every stage of a clause. Sent by GET, so that the address is the scenario."""

    def __init__(self, data: Any = None, *, benefit: Benefit, **kwargs: Any) -> None:
        self.benefit = benefit
        super().__init__(data, **kwargs)
        self.sections, self.units = [], {}
        for place, stage in enumerate(benefit.stages):
            self.add_stage(place, stage)
        leaving = {
            f"gone_{place}_{number}": forms.IntegerField(
                label=_("%(name)s leaves in year") % {"name": inner.name}, min_value=1, max_value=MOST_YEARS,
                required=False,
            )
            for place, stage in enumerate(benefit.stages)
            for number, inner in enumerate(stage.inner)
            if inner.name
        }  # fmt: skip
        if leaving:
            self.fields |= leaving
            self.sections.append(Section(_("Who leaves"), tuple(leaving)))

    def add_stage(self, place: int, stage: BenefitStage) -> None:
        names = [f"income_{place}"]
        self.fields[names[0]] = YearsField(
            label=_("Income of each year"), help_text=_("One amount for each year, such as 100000 200000 50000.")
        )
        for number, deduction in enumerate(stage.deductions):
            if deduction.kind is DeductionKind.COSTS:
                names.append(f"cost_{place}_{number}")
                self.fields[names[-1]] = YearsField(label=deduction.name or _("Costs of each year"))
        if stage.performance:
            names.append(f"reached_{place}")
            self.fields[names[-1]] = YearsField(
                label=_("Agreed figures reached, each year"), most=Decimal(100),
                help_text=_("A percentage for each year; without one it is 100."),
            )  # fmt: skip
        self.units |= {name: "%" if name.startswith("reached") else _("CNY") for name in names}
        self.sections.append(Section(stage.stage.label if stage.stage else _("A stage"), tuple(names)))

    @staticmethod
    def entered(benefit: Benefit, scenario: Scenario) -> dict[str, str]:
        """What would have been entered for a scenario: the data of a form that gives it back."""
        data: dict[str, str] = {}
        for place, stage in enumerate(benefit.stages):
            years = scenario.years.get(stage.stage, ()) if stage.stage else ()
            data[f"income_{place}"] = " ".join(str(year.income) for year in years)
            for number, deduction in enumerate(stage.deductions):
                amounts = [str(year.costs.get(deduction.name, Decimal(0))) for year in years]
                data[f"cost_{place}_{number}"] = " ".join(amounts)
            data[f"reached_{place}"] = " ".join(str(year.reached) for year in years)
            for number, inner in enumerate(stage.inner):
                if year := scenario.gone_from.get((inner.party, inner.name)):
                    data[f"gone_{place}_{number}"] = str(year)
        return data

    def scenario(self) -> Scenario:
        """What was entered; years count from 1. Only after is_valid()."""
        years: dict[Stage, list[Year]] = {}
        for place, stage in enumerate(self.benefit.stages):
            if stage.stage is not None:
                years[stage.stage] = list(self.years_of(place, stage))
        gone = {
            (inner.party, inner.name): self.cleaned_data[f"gone_{place}_{number}"]
            for place, stage in enumerate(self.benefit.stages)
            for number, inner in enumerate(stage.inner)
            if self.cleaned_data.get(f"gone_{place}_{number}")
        }
        return Scenario(years, gone)

    def years_of(self, place: int, stage: BenefitStage) -> Iterator[Year]:
        data: Mapping[str, Any] = self.cleaned_data
        costs = {
            deduction.name: data[f"cost_{place}_{number}"]
            for number, deduction in enumerate(stage.deductions)
            if f"cost_{place}_{number}" in data
        }
        income, reached = data[f"income_{place}"], data.get(f"reached_{place}") or []
        for number in range(max([len(income), *map(len, costs.values())])):
            yield Year(
                number + 1,
                income[number] if number < len(income) else Decimal(0),
                {name: amounts[number] for name, amounts in costs.items() if number < len(amounts)},
                reached[number] if number < len(reached) else Decimal(100),
            )


class KeepForm(PageForm):
    """The name under which a scenario is kept."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=80)
