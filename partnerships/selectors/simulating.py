"""What a benefit clause gives in a scenario, as the tables of its page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from core import wording
from core.shares import PartsInvalid
from partnerships.models import BenefitScenario
from partnerships.scenario import scenario_from_json
from partnerships.simulation import Line, NotReckonable, Outcome, What, simulate
from partnerships.terms import Benefit, Terms


@dataclass(frozen=True)
class AmountRow:
    """A party, or one of its beneficiaries (`is_inner`), or what goes elsewhere: CNY of each year, and in all."""

    label: str
    cells: tuple[tuple[int, Decimal | None], ...]
    total: Decimal
    is_inner: bool = False


@dataclass(frozen=True)
class SimulationPage:
    """`rows` say who gets what; `steps` how it was reckoned, with the total income above them."""

    years: tuple[int, ...]
    rows: tuple[AmountRow, ...]
    steps: tuple[tuple[str, int, str, Decimal], ...]
    income: AmountRow


def simulation_page(terms: Terms, outcome: Outcome) -> SimulationPage:
    """The tables of an outcome; parties in the order of the document."""
    years = tuple(sorted({line.year for line in outcome.lines}))
    rows = tuple(_rows(terms, outcome, years))
    return SimulationPage(
        years,
        rows,
        tuple((str(line.stage.label), line.year, _step(terms, line), line.amount) for line in outcome.lines),
        _row(_("Income"), years, partial(outcome.sum, What.INCOME)),
    )


def _rows(terms: Terms, outcome: Outcome, years: tuple[int, ...]) -> Iterator[AmountRow]:
    for party in terms.parties:
        yield _row(party.name, years, partial(outcome.of_party, party.key))
        passed_on = (line.name for line in outcome.lines if line.what is What.INNER and line.party == party.key)
        for name in dict.fromkeys(passed_on):
            amount = partial(outcome.of_beneficiary, party.key, name)
            yield _row(name or _("kept by the party"), years, amount, is_inner=True)
        yield from _fund_rows(outcome, years, party.key)
    elsewhere = {line.name for line in outcome.lines if line.what is What.DEDUCTION and not line.party}
    for name in sorted(elsewhere):
        yield _row(name or _("Deduction"), years, partial(outcome.sum, What.DEDUCTION, party="", name=name))
    if held := [line for line in outcome.lines if line.what is What.HELD_BACK and line.year == years[-1]]:
        total = sum((line.amount for line in held), Decimal("0.00"))
        yield AmountRow(_("Held back at the end"), tuple((year, None) for year in years), total)


def _fund_rows(outcome: Outcome, years: tuple[int, ...], party: str) -> Iterator[AmountRow]:
    """What goes into the fund of a party, its awards, what is left; and what the party's shares are worth."""
    if any(line.what is What.TO_FUND and line.party == party for line in outcome.lines):
        amount = partial(outcome.sum, What.TO_FUND, party=party)
        yield _row(_("into the reward fund"), years, amount, is_inner=True)
    awards = (line.name for line in outcome.lines if line.what is What.AWARD and line.party == party)
    for name in dict.fromkeys(awards):
        amount = partial(outcome.sum, What.AWARD, party=party, name=name)
        label = _("award out of the fund: %(name)s") % {"name": name}
        yield _row(label, years, amount, is_inner=True)
    for what, label in ((What.FUND, _("left in the fund")), (What.HOLDING, _("worth of its shares after the year"))):
        if any(line.what is what and line.party == party for line in outcome.lines):
            cells = tuple((year, outcome.sum(what, party=party, year=year)) for year in years)
            yield AmountRow(label, cells, cells[-1][1], is_inner=True)


def _row(label: str, years: tuple[int, ...], amount: Callable[..., Decimal], *, is_inner: bool = False) -> AmountRow:
    """`amount` takes a year by that name, or nothing for all years."""
    return AmountRow(label, tuple((year, amount(year=year)) for year in years), amount(), is_inner)


def _step(terms: Terms, line: Line) -> str:
    """What a line is, in words."""
    party = terms.party(line.party)
    name = party.name if party else ""
    words = {
        What.INCOME: _("Income: %(name)s") % {"name": line.name} if line.name else _("Income"),
        What.PAYMENT: _("Paid by %(name)s") % {"name": name},
        What.PRICE: _("Price of shares, option “%(option)s”: %(name)s") % {"option": line.name, "name": name},
        What.TO_FUND: _("Into the reward fund of %(name)s") % {"name": name},
        What.AWARD: _("Award out of the fund: %(name)s") % {"name": line.name},
        What.FUND: _("Left in the fund of %(name)s") % {"name": name},
        What.HOLDING: _("Worth of the shares of %(name)s") % {"name": name},
        What.DEDUCTION: _("Taken off: %(name)s") % {"name": line.name or _("Deduction")},
        What.HELD_BACK: _("Held back for the next year: less than the least sum"),
        What.PERFORMANCE: _("For performance: %(name)s") % {"name": name},
        What.SHARE: _("Share: %(name)s") % {"name": name},
        What.INNER: _("Passed on by %(name)s: %(beneficiary)s")
        % {"name": name, "beneficiary": line.name or _("kept by the party")},
    }
    return str(words[line.what])


@dataclass(frozen=True)
class Comparison:
    """Kept scenarios beside each other: what each party gets in all years of each, CNY. A scenario that cannot be
    reckoned with the clause as it stands says why in its place."""

    scenarios: tuple[BenefitScenario, ...]
    rows: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    refusals: tuple[str, ...]

    @property
    def chart(self) -> dict[str, Any]:
        """What static/js/charts.js draws: a bar of each party in each scenario."""
        return {
            "kind": "bars",
            "description": _("What each party gets, by scenario"),
            "groups": [scenario.name for scenario in self.scenarios],
            "series": [
                {
                    "name": label,
                    "values": [None if amount is None else float(amount) for amount in amounts],
                    "texts": ["–" if amount is None else wording.money(amount) for amount in amounts],
                }
                for label, amounts in self.rows
            ],
        }


def comparison_of(terms: Terms, benefit: Benefit, scenarios: Iterable[BenefitScenario]) -> Comparison | None:
    """The scenarios, each reckoned with the clause as it stands; None without any."""
    kept = tuple(scenarios)
    outcomes: list[Outcome | None] = []
    refusals: list[str] = []
    keys = [party.key for party in terms.parties]
    for scenario in kept:
        try:
            outcomes.append(simulate(benefit, keys, scenario_from_json(scenario.document)))
            refusals.append("")
        except (NotReckonable, PartsInvalid) as refusal:
            outcomes.append(None)
            refusals.append(str(refusal))
    rows = tuple(
        (party.name, tuple(outcome.of_party(party.key) if outcome else None for outcome in outcomes))
        for party in terms.parties
    )
    return Comparison(kept, rows, tuple(refusals)) if kept else None
