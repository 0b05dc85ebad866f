"""What years may bring to a benefit clause: what is reckoned with, and how it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from partnerships.terms.values import Stage


@dataclass(frozen=True)
class Year:
    """What one year brings to a stage; sums in CNY.

    income    beside what the clause itself says: units, fees, milestones
    costs     by the name of their deduction
    reached   the percent of the agreed figures that was reached
    units     how many of what is counted
    payments, drawn   names of the milestones that are reached, and of the options that are drawn
    value     of one share at the end of the year
    awards    how often each award of the fund was earned, by name
    """

    year: int
    income: Decimal
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    reached: Decimal = Decimal(100)
    units: int = 0
    payments: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    value: Decimal | None = None
    awards: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """The years of each stage, in order; and from which year on a beneficiary (party, name) is gone."""

    years: Mapping[Stage, Sequence[Year]]
    gone_from: Mapping[tuple[str, str], int] = field(default_factory=dict)


def scenario_to_json(scenario: Scenario) -> dict[str, Any]:
    """A scenario as plain values, amounts as text; scenario_from_json reads it back."""
    return {
        "years": [
            {
                "stage": stage.value,
                "year": year.year,
                "income": str(year.income),
                "costs": {name: str(amount) for name, amount in year.costs.items()},
                "reached": str(year.reached),
                "units": year.units,
                "payments": list(year.payments),
                "drawn": list(year.drawn),
                "value": None if year.value is None else str(year.value),
                "awards": dict(year.awards),
            }
            for stage, years in scenario.years.items()
            for year in years
        ],
        "gone_from": [
            {"party": party, "beneficiary": name, "year": year} for (party, name), year in scenario.gone_from.items()
        ],
    }


def scenario_from_json(document: Mapping[str, Any]) -> Scenario:
    """The scenario that scenario_to_json wrote, or the API was given: years of one stage in their order."""
    years: dict[Stage, list[Year]] = {}
    for row in sorted(document["years"], key=lambda row: row["year"]):
        costs = {name: Decimal(amount) for name, amount in row.get("costs", {}).items()}
        value = row.get("value")
        year = Year(
            row["year"],
            Decimal(row["income"]),
            costs,
            Decimal(row.get("reached", 100)),
            row.get("units", 0),
            tuple(row.get("payments", ())),
            tuple(row.get("drawn", ())),
            None if value is None else Decimal(value),
            dict(row.get("awards", {})),
        )
        years.setdefault(Stage(row["stage"]), []).append(year)
    gone = {(row["party"], row["beneficiary"]): row["year"] for row in document.get("gone_from", ())}
    return Scenario(years, gone)
