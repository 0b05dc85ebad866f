"""What a benefit clause gives to whom, year by year: pure functions over the terms and a scenario.

    outcome = simulate(terms.benefit, ["college", "enterprise"], scenario)
    outcome.of_party("college")          # CNY in all years together

The order within a year: options on shares are drawn; the income comes in as stated, by units, as a fee and at
milestones; costs and other deductions one after the other; what is left, and what an earlier year held back, is split
if it reaches the minimum; a share for performance goes first; the rest goes by tiers or parts; floor and cap bound what
the payer pays the others; of its share a party puts aside for its fund, and passes the rest on to its beneficiaries;
the fund pays awards. Amounts come and go as CNY with two decimals and are reckoned in whole fen. Nothing is lost and
nothing appears: in every year

    income + held back before = deductions + shares + held back after
    what goes into the fund + what was in it = awards + what is in it after

(a floor is paid out of the payer's own share, which may fall below zero). An income that a party pays itself is taken
off what that party gets; what is paid for shares goes from one party to another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.money import fen, yuan
from core.shares import distribute
from partnerships.scenario import Scenario, Year
from partnerships.terms import Benefit, BenefitStage, Deduction, InnerPart, ShareOption
from partnerships.terms.values import BeneficiaryRole, DeductionKind, Stage

ROUNDING = _(
    "A percentage is rounded down to the fen; what is cut off stays in what is split. A split gives everyone the whole"
    " fen of their part; fen that are left over go to the largest fractions, of equal ones to the first."
)
FEE = _("The fee of the year")
WHOLE = 100_00  # a percentage in hundredths of a percent: all of it
MAKERS = (BeneficiaryRole.INVENTOR, BeneficiaryRole.TEAM)


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
    TO_FUND = "to_fund"  # of its shares, too
    AWARD = "award"  # out of the fund
    FUND = "fund"  # what is in the fund after the year
    PAYMENT = "payment"  # below zero: a party pays the income itself
    PRICE = "price"  # for shares: below zero of who buys them
    HOLDING = "holding"  # what the shares of a party are worth after the year; no money


MONEY = (What.SHARE, What.PERFORMANCE, What.DEDUCTION, What.PAYMENT, What.PRICE)


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
        """All money that a party gets, less what it pays: its shares, deductions that it keeps, prices of shares."""
        return self.sum(*MONEY, party=party, **of)

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
        self.fund = 0
        self.over: set[str] = set()  # milestones that were paid, options that were drawn
        if {terms.paid_by, terms.fund_of} - {"", *parties}:
            raise NotReckonable(_("Who pays the income, or keeps the fund, is no party to the agreement."))

    def reckon(self, facts: Year) -> Iterator[Line]:
        self.check(facts)
        for option in self.named(self.terms.options, facts.drawn, _("option on shares")):
            yield from self.draw(option, facts)
        total = 0
        for name, amount in self.incomes(facts):
            total += amount
            yield self.line(facts, What.INCOME, amount, name=name)
        if self.terms.paid_by:
            yield self.line(facts, What.PAYMENT, -total, self.terms.paid_by)
        yield from self.use(total, facts)
        yield from self.award(facts)
        if facts.value is not None:
            for party, shares in zip(self.parties, self.weights(self.bands[0][2]), strict=True):
                yield self.line(facts, What.HOLDING, shares * fen(facts.value), party)

    def check(self, facts: Year) -> None:
        amounts = [facts.income, facts.value or 0, facts.units, *facts.costs.values(), *facts.awards.values()]
        if any(amount < 0 for amount in amounts) or not 0 <= facts.reached <= 100:
            raise NotReckonable(
                _("Incomes, costs and numbers are 0 or more; what was reached is a percentage from 0 to 100.")
            )
        if unknown := set(facts.awards) - {award.name for award in self.terms.awards}:
            raise NotReckonable(_("The clause knows no award “%(name)s”."), params={"name": min(unknown)})

    def named(self, entries: Sequence[Any], names: Sequence[str], what: Promise) -> Iterator[Any]:
        """The entries of those names, each once in all years."""
        by_name = {entry.name: entry for entry in entries}
        for name in names:
            if name not in by_name or name in self.over:
                raise NotReckonable(
                    _("The clause knows no %(what)s “%(name)s”, or it came in an earlier year already."),
                    params={"what": what, "name": name},
                )
            self.over.add(name)
            yield by_name[name]

    def incomes(self, facts: Year) -> Iterator[tuple[str, int]]:
        """What comes in, by its name: as stated, by what is counted, as a fee, at milestones."""
        terms = self.terms
        if facts.income or (terms.each, terms.fee) == (None, None):
            yield "", fen(facts.income)
        if terms.each is not None and facts.units:
            yield terms.unit, facts.units * fen(terms.each)
        if terms.fee is not None:
            yield str(FEE), fen(terms.fee)
        for payment in self.named(terms.payments, facts.payments, _("milestone")):
            yield payment.name, fen(payment.amount or 0)

    def draw(self, option: ShareOption, facts: Year) -> Iterator[Line]:
        """Shares go from the granter to the holder, their price the other way; parts count so from this year on."""
        shares, (low, high, parts) = option.shares or 0, self.bands[0]
        if self.terms.tiers or {option.holder, option.granter} - set(self.parties):
            raise NotReckonable(_("An option needs who buys, who sells, and parts that are numbers of shares."))
        if shares > parts.get(option.granter, 0) or (option.years is not None and facts.year > option.years):
            raise NotReckonable(
                _("The option “%(name)s” cannot be drawn then: it is too late, or the seller holds too few shares."),
                params={"name": option.name},
            )
        moved = {**parts, option.granter: parts[option.granter] - shares}
        moved[option.holder] = moved.get(option.holder, 0) + shares
        self.bands[0] = (low, high, moved)
        price = shares * fen(option.price or 0)
        yield self.line(facts, What.PRICE, -price, option.holder, option.name)
        yield self.line(facts, What.PRICE, price, option.granter, option.name)

    def use(self, left: int, facts: Year) -> Iterator[Line]:
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
        """What goes into the party's fund, and to its beneficiaries; inventors and teams get their least sum first."""
        inner = [each for each in self.terms.inner if each.party == party]
        weights, makers = dict.fromkeys((each.name for each in inner), 0), set()
        for each in inner:
            taker = self.taker(each, inner, facts.year)
            weights[taker] = weights.get(taker, 0) + (each.part or 0)
            makers |= {one.name for one in inner if one.name == taker and one.role in MAKERS}
        if amount <= 0:
            return
        least = -(-amount * int((self.terms.makers_least or Decimal(0)) * 100) // WHOLE) if makers else 0
        if self.terms.fund is not None and self.terms.fund_of == party:
            aside = min(_percent_of(amount, self.terms.fund), amount - least)
            amount, self.fund = amount - aside, self.fund + aside
            yield self.line(facts, What.TO_FUND, aside, party)
        if not inner:
            return
        shares = dict(zip(weights, distribute(amount, list(weights.values())), strict=True))
        if sum(shares[name] for name in makers) < least:
            shares = _topped_up(amount, least, weights, makers)
        for name, share in shares.items():
            yield self.line(facts, What.INNER, share, party, name)

    def award(self, facts: Year) -> Iterator[Line]:
        """What the fund pays, in the order of its awards, and what is left in it."""
        if self.terms.fund is None or not self.terms.fund_of:
            return
        for award in self.terms.awards:
            paid = min(self.fund, fen(award.amount or 0) * facts.awards.get(award.name, 0))
            self.fund -= paid
            yield self.line(facts, What.AWARD, paid, self.terms.fund_of, award.name)
        yield self.line(facts, What.FUND, self.fund, self.terms.fund_of)

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


def _topped_up(amount: int, least: int, weights: Mapping[str, int], makers: set[str]) -> dict[str, int]:
    """Makers get the least sum by their parts, the others what is left by theirs; without others the party keeps it."""
    groups = [[name for name in weights if (name in makers) is which] for which in (True, False)]
    shares: dict[str, int] = {}
    for names, sum_of_group in zip(groups, (least, amount - least), strict=True):
        if not names:
            shares[""] = sum_of_group
            continue
        own = [weights[name] for name in names]
        shares |= dict(zip(names, distribute(sum_of_group, own if any(own) else [1] * len(own)), strict=True))
    return shares


def _percent_of(amount: int, percent: Decimal | None) -> int:
    """A percentage of an amount in fen, rounded down to the fen."""
    return amount * int((percent or Decimal(0)) * 100) // WHOLE


def by_year(lines: Iterable[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines grouped by their year, in order."""
    ordered = sorted(lines, key=lambda line: line.year)
    return ((year, list(found)) for year, found in groupby(ordered, key=lambda line: line.year))
