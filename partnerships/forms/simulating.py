"""A scenario for the benefit clause: what each year brings, as lists of years in one line each."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm, Section
from partnerships.scenario import Scenario, Year
from partnerships.terms import Benefit, BenefitStage
from partnerships.terms.values import BenefitBasis, DeductionKind, Stage

MOST_YEARS = 30
MOST_UNITS = Decimal(1_000_000)
BETWEEN = re.compile(r"[;；、\s]+|[,，](?!\d{3}(?:\D|$))")  # a comma may stand within 100,000
AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?")


class YearsField(forms.CharField):
    """One amount for each year: “100000; 200000; 50000”. The value is a list of Decimals; an empty one where nothing is
    entered."""

    def __init__(self, *, most: Decimal | None = None, is_whole: bool = False, **kwargs: Any) -> None:
        self.most, self.is_whole = most, is_whole
        super().__init__(required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> list[Decimal]:
        """Raises ValidationError, which names the first entry that is no amount."""
        texts = [text for text in BETWEEN.split(str(super().clean(value) or "").strip()) if text]
        amounts = []
        for text in texts:
            plain = text.replace(",", "").replace("，", "")
            is_number = AMOUNT.fullmatch(plain) and not (self.is_whole and "." in plain)
            if not is_number or (self.most is not None and Decimal(plain) > self.most):
                raise ValidationError(
                    _("“%(text)s” cannot be used. Enter one number for each year, separated by spaces or semicolons."),
                    params={"text": text[:40]},
                )
            amounts.append(Decimal(plain))
        if len(amounts) > MOST_YEARS:
            raise ValidationError(_("At most %(count)s years can be reckoned."), params={"count": MOST_YEARS})
        return amounts


_EACH_YEAR = _("One amount in CNY for each year, such as 100000 200000 50000.")
HAPPENS = {"payment": "payments", "drawn": "drawn"}


def _year(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_YEARS, required=False)


def _income_label(stage: BenefitStage) -> Any:
    if stage.basis is BenefitBasis.EQUITY:
        return _("Dividends of each year")
    if stage.each is not None or stage.fee is not None or stage.payments:
        return _("Other income of each year")
    return _("Income of each year")


def _at(values: list[Any], place: int, otherwise: Any) -> Any:
    return values[place] if place < len(values) else otherwise


class ScenarioForm(PageForm):
    """The years of every stage of a clause. Sent by GET, so that the address is the scenario."""

    def __init__(self, data: Any = None, *, benefit: Benefit, **kwargs: Any) -> None:
        self.benefit = benefit
        super().__init__(data, **kwargs)
        self.sections = []
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
        income = (f"income_{place}", YearsField(label=_income_label(stage), help_text=_EACH_YEAR))
        fields = [*self.counted_fields(place, stage), income, *self.further_fields(place, stage)]
        self.fields |= dict(fields)
        names = [name for name, _field in fields]
        for number, deduction in enumerate(stage.deductions):
            if deduction.kind is DeductionKind.COSTS:
                names.append(f"cost_{place}_{number}")
                label = deduction.name or _("Costs of each year")
                self.fields[names[-1]] = YearsField(label=label, help_text=_EACH_YEAR)
        if stage.performance:
            names.append(f"reached_{place}")
            self.fields[names[-1]] = YearsField(
                label=_("Agreed figures reached, each year"), most=Decimal(100),
                help_text=_("A percentage for each year; without one it is 100."),
            )  # fmt: skip
        self.sections.append(Section(stage.stage.label if stage.stage else _("A stage"), tuple(names)))

    def counted_fields(self, place: int, stage: BenefitStage) -> Iterator[tuple[str, forms.Field]]:
        """What the clause itself turns into income: units, years with a fee, milestones."""
        if stage.each is not None:
            label = _("How many each year (%(unit)s)") % {"unit": stage.unit or "–"}
            yield f"units_{place}", YearsField(label=label, most=MOST_UNITS, is_whole=True)
        if stage.fee is not None or stage.payments:
            yield f"years_{place}", _year(_("For how many years"))
        for number, payment in enumerate(stage.payments):
            yield f"payment_{place}_{number}", _year(_("“%(name)s” is reached in year") % {"name": payment.name})

    def further_fields(self, place: int, stage: BenefitStage) -> Iterator[tuple[str, forms.Field]]:
        """Options that are drawn, the worth of a share, awards that are earned."""
        for number, option in enumerate(stage.options):
            yield f"drawn_{place}_{number}", _year(_("The option “%(name)s” is drawn in year") % {"name": option.name})
        if stage.basis is BenefitBasis.EQUITY:
            yield f"value_{place}", YearsField(label=_("What one share is worth after each year"), help_text=_EACH_YEAR)
        for number, award in enumerate(stage.awards):
            label = _("Award “%(name)s”, how often each year") % {"name": award.name}
            yield f"award_{place}_{number}", YearsField(label=label, most=MOST_UNITS, is_whole=True)

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
            data[f"units_{place}"] = " ".join(str(year.units) for year in years)
            data[f"years_{place}"] = str(len(years) or "")
            data[f"value_{place}"] = " ".join(str(year.value) for year in years if year.value is not None)
            for number, award in enumerate(stage.awards):
                data[f"award_{place}_{number}"] = " ".join(str(year.awards.get(award.name, 0)) for year in years)
            for name, entries in (("payment", stage.payments), ("drawn", stage.options)):
                for number, entry in enumerate(entries):
                    happened = [year.year for year in years if entry.name in getattr(year, HAPPENS[name])]
                    data[f"{name}_{place}_{number}"] = str(happened[0]) if happened else ""
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
        awards = {award.name: data[f"award_{place}_{number}"] for number, award in enumerate(stage.awards)}
        happens = {
            name: [(data[f"{name}_{place}_{number}"], entry.name) for number, entry in enumerate(entries)]
            for name, entries in (("payment", stage.payments), ("drawn", stage.options))
        }
        lists = {name: data.get(f"{name}_{place}") or [] for name in ("income", "reached", "units", "value")}
        years = [year or 0 for rows in happens.values() for year, _name in rows]
        count = max(
            [data.get(f"years_{place}") or 0, *years, *map(len, costs.values()), *map(len, awards.values())]
            + [len(lists[name]) for name in ("income", "units", "value")]
        )
        for number in range(count):
            yield Year(
                number + 1,
                _at(lists["income"], number, Decimal(0)),
                {name: amounts[number] for name, amounts in costs.items() if number < len(amounts)},
                _at(lists["reached"], number, Decimal(100)),
                int(_at(lists["units"], number, Decimal(0))),
                tuple(name for year, name in happens["payment"] if year == number + 1),
                tuple(name for year, name in happens["drawn"] if year == number + 1),
                _at(lists["value"], number, None),
                {name: int(counts[number]) for name, counts in awards.items() if _at(counts, number, 0)},
            )


class KeepForm(PageForm):
    """The name under which a scenario is kept."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=80)
