"""What a benefit clause gives to whom, year by year: pure functions over the terms and a scenario.

    outcome = simulate(terms.benefit, ["college", "enterprise"], scenario)
    outcome.of_party("college")          # CNY in all years together

The order within a year: costs and other deductions one after the other; what is left, and what an earlier year held
back, is split if it reaches the minimum; a share for performance goes first; the rest goes by tiers or parts; floor and
cap bound what the payer pays the others; each party passes its share on to its beneficiaries. Amounts come and go as
CNY with two decimals and are reckoned in whole fen. Nothing is lost and nothing appears: in every year

    income + held back before = deductions + shares + held back after

(a floor is paid out of the payer's own share, which may fall below zero).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.money import fen, yuan
from core.shares import distribute
from partnerships.terms import Benefit, BenefitStage, Deduction, InnerPart
from partnerships.terms.values import DeductionKind, Stage

ROUNDING = _(
    "A percentage is rounded down to the fen; what is cut off stays in what is split. A split gives everyone the whole"
    " fen of their part; fen that are left over go to the largest fractions, of equal ones to the first."
)
WHOLE = 100_00  # a percentage in hundredths of a percent: all of it


class NotReckonable(DomainError):
    """The clause is not complete enough to say who gets what; the message names the stage and what is missing."""

    code = "benefit_not_reckonable"
    message = _("The benefit clause is not complete enough to be reckoned.")
    status = 409


class What(StrEnum):
    """What a line of an outcome is."""

    INCOME = "income"
    DEDUCTION = "deduction"
    HELD_BACK = "held_back"  # goes on to the next year
    PERFORMANCE = "performance"
    SHARE = "share"
    INNER = "inner"  # of the shares of the same party and year, not beside them


@dataclass(frozen=True)
class Year:
    """What one year brings to a stage, in CNY: its income, its costs by the name of their deduction, and the percent of
    the agreed figures that was reached."""

    year: int
    income: Decimal
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    reached: Decimal = Decimal(100)


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
        year = Year(row["year"], Decimal(row["income"]), costs, Decimal(row.get("reached", 100)))
        years.setdefault(Stage(row["stage"]), []).append(year)
    gone = {(row["party"], row["beneficiary"]): row["year"] for row in document.get("gone_from", ())}
    return Scenario(years, gone)


@dataclass(frozen=True)
class Line:
    """One amount in CNY. `party` is "" for what goes to nobody in the agreement; `name` is that of the deduction, or of
    the beneficiary within the party ("" for the party itself)."""

    stage: Stage
    year: int
    what: What
    amount: Decimal
    party: str = ""
    name: str = ""


@dataclass(frozen=True)
class Outcome:
    """All lines, by stage and year."""

    lines: tuple[Line, ...]

    def sum(self, *what: What, **of: object) -> Decimal:
        """The sum of the lines of some kinds, such as `sum(What.SHARE, party="college", year=2027)`."""
        chosen = (line for line in self.lines if line.what in what)
        amounts = (line.amount for line in chosen if all(getattr(line, name) == value for name, value in of.items()))
        return sum(amounts, Decimal("0.00"))

    def of_party(self, party: str, **of: object) -> Decimal:
        """All that a party gets: its shares, and deductions that it keeps."""
        return self.sum(What.SHARE, What.PERFORMANCE, What.DEDUCTION, party=party, **of)

    def of_beneficiary(self, party: str, name: str, **of: object) -> Decimal:
        """What a party passes on to one beneficiary; with "" what it keeps of shares that it passes on."""
        return self.sum(What.INNER, party=party, name=name, **of)


def simulate(benefit: Benefit, parties: Sequence[str], scenario: Scenario) -> Outcome:
    """Who gets what. `parties` are the keys of the parties in the order of the document, which decides whose is the
    last fen. Raises NotReckonable; PartsInvalid where parts share nothing out."""
    lines: list[Line] = []
    for stage in benefit.stages:
        if stage.stage is None:
            raise NotReckonable(_("Choose the stage of every income."))
        ledger = _StageLedger(stage.stage, stage, tuple(parties), scenario)
        for year in scenario.years.get(stage.stage, ()):
            lines += ledger.reckon(year)
    return Outcome(tuple(lines))


class _StageLedger:
    """One stage from year to year; all amounts in fen."""

    def __init__(self, name: Stage, terms: BenefitStage, parties: tuple[str, ...], scenario: Scenario) -> None:
        self.name, self.terms, self.parties, self.scenario = name, terms, parties, scenario
        self.bands = list(_bands(terms))
        self.owed = [0] * len(terms.deductions)  # costs that no year has covered yet
        self.held = 0
        self.split = 0  # in all years so far, where tiers count from

    def reckon(self, facts: Year) -> Iterator[Line]:
        left = fen(facts.income)
        if left < 0 or any(cost < 0 for cost in facts.costs.values()) or not 0 <= facts.reached <= 100:
            raise NotReckonable(_("Incomes and costs are 0 or more; what was reached is a percentage from 0 to 100."))
        yield self.line(facts, What.INCOME, left)
        for deduction, taken in self.deduct(left, facts):
            left -= taken
            yield self.line(facts, What.DEDUCTION, taken, deduction.to, deduction.name)
        left += self.held
        if left < fen(self.terms.minimum or 0):
            self.held = left
            yield self.line(facts, What.HELD_BACK, left)
            return
        self.held = 0
        yield from self.share_out(left, facts)

    def deduct(self, left: int, facts: Year) -> Iterator[tuple[Deduction, int]]:
        for place, deduction in enumerate(self.terms.deductions):
            if deduction.kind is DeductionKind.COSTS:
                self.owed[place] += fen(facts.costs.get(deduction.name, Decimal(0)))
        are_costs_open = any(self.owed)
        for place, deduction in enumerate(self.terms.deductions):
            wanted = self.owed[place]
            if deduction.kind is DeductionKind.PERCENT:
                wanted = _percent_of(left, deduction.percent)
            elif deduction.kind is DeductionKind.FIXED:
                wanted = fen(deduction.amount or 0)
            elif deduction.kind is None:
                raise NotReckonable(_("Say how every deduction is reckoned."))
            if deduction.until_recovered and not are_costs_open:
                wanted = 0
            taken = min(wanted, left, *([] if deduction.cap is None else [fen(deduction.cap)]))
            self.owed[place] -= taken if deduction.kind is DeductionKind.COSTS else 0
            left -= taken
            yield deduction, taken

    def share_out(self, total: int, facts: Year) -> Iterator[Line]:
        shares = dict.fromkeys(self.parties, 0)
        rest = total
        if self.terms.performance is not None and self.terms.performance_to:
            earned = _percent_of(_percent_of(total, self.terms.performance), facts.reached)
            rest -= earned
            shares[self.terms.performance_to] += earned
            yield self.line(facts, What.PERFORMANCE, earned, self.terms.performance_to)
        by_parts = self.bounded(self.by_bands(rest))
        for party, amount in by_parts.items():
            shares[party] += amount
            yield self.line(facts, What.SHARE, amount, party)
        for party, amount in shares.items():
            yield from self.pass_on(party, amount, facts)

    def by_bands(self, amount: int) -> dict[str, int]:
        """By the parts of the bands that the amount runs through, counted from what was split before."""
        shares = dict.fromkeys(self.parties, 0)
        start, self.split = self.split, self.split + amount
        for low, high, parts in self.bands:
            within = max(0, min(self.split, self.split if high is None else high) - max(start, low))
            if within:
                for party, share in zip(self.parties, distribute(within, self.weights(parts)), strict=True):
                    shares[party] += share
        return shares

    def weights(self, parts: Mapping[str, int]) -> list[int]:
        if set(parts) - set(self.parties):
            raise NotReckonable(_("A part is given to somebody who is no party to the agreement."))
        return [parts.get(party, 0) for party in self.parties]

    def bounded(self, shares: dict[str, int]) -> dict[str, int]:
        """Floor and cap of what the others get together; the payer keeps, or gives, the difference."""
        payer, floor, cap = self.terms.payer, self.terms.floor, self.terms.cap
        if floor is None and cap is None:
            return shares
        if payer not in shares:
            raise NotReckonable(_("A floor or a cap needs a payer: say who receives the income and pays the others."))
        others = [party for party in self.parties if party != payer]
        paid = sum(shares[party] for party in others)
        bound = paid
        if floor is not None:
            bound = max(bound, fen(floor))
        if cap is not None:
            bound = min(bound, fen(cap))
        if bound == paid or not others:
            return shares
        agreed = self.weights(self.bands[0][2])
        weights = [shares[party] for party in others] if paid else [
            part for party, part in zip(self.parties, agreed, strict=True) if party != payer
        ]  # fmt: skip
        found = dict(zip(others, distribute(bound, weights if any(weights) else [1] * len(others)), strict=True))
        found[payer] = shares[payer] + paid - bound
        return {party: found[party] for party in self.parties}

    def pass_on(self, party: str, amount: int, facts: Year) -> Iterator[Line]:
        inner = [each for each in self.terms.inner if each.party == party]
        if not inner or amount <= 0:
            return
        weights: dict[str, int] = {each.name: 0 for each in inner}
        for each in inner:
            taker = self.taker(each, inner, facts.year)
            weights[taker] = weights.get(taker, 0) + (each.part or 0)
        for name, share in zip(weights, distribute(amount, list(weights.values())), strict=True):
            yield self.line(facts, What.INNER, share, party, name)

    def taker(self, each: InnerPart, inner: Sequence[InnerPart], year: int) -> str:
        """Who gets the part of a beneficiary: itself, or whoever it moves to; the party ("") in the end."""
        by_name, seen = {one.name: one for one in inner}, set()
        while self.scenario.gone_from.get((each.party, each.name), year + 1) <= year:
            seen.add(each.name)
            if each.moves_to not in by_name or each.moves_to in seen:
                return ""
            each = by_name[each.moves_to]
        return each.name

    def line(self, facts: Year, what: What, amount: int, party: str = "", name: str = "") -> Line:
        return Line(self.name, facts.year, what, yuan(amount), party, name)


def _bands(terms: BenefitStage) -> Iterator[tuple[int, int | None, Mapping[str, int]]]:
    """Each band: from and up to how many fen, by which parts. The last one is open."""
    if not terms.tiers:
        yield 0, None, terms.parts
        return
    low = 0
    for place, tier in enumerate(terms.tiers, 1):
        if (tier.up_to is None) != (place == len(terms.tiers)):
            raise NotReckonable(_("Every tier but the last says up to what sum it goes; the last one is open."))
        high = None if tier.up_to is None else fen(tier.up_to)
        if high is not None and high <= low:
            raise NotReckonable(_("Each tier goes further than the one before it."))
        yield low, high, tier.parts
        low = high or low


def _percent_of(amount: int, percent: Decimal | None) -> int:
    """A percentage of an amount in fen, rounded down to the fen."""
    return amount * int((percent or Decimal(0)) * 100) // WHOLE


def by_year(lines: Iterable[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines grouped by their year, in order."""
    ordered = sorted(lines, key=lambda line: line.year)
    return ((year, list(found)) for year, found in groupby(ordered, key=lambda line: line.year))
