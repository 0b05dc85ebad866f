"""The benefit clause: what the income of a stage is, how it comes about, and who gets which part of it."""

from dataclasses import dataclass, field

from partnerships.terms.shapes import Count, Days, Key, Line, Part, Parts, Percent, Years, Yuan
from partnerships.terms.values import BeneficiaryRole, BenefitBasis, DeductionKind, Stage


@dataclass(frozen=True)
class Deduction:
    """What is taken off the income of a year before it is split. Deductions are taken in the order of their list.

    percent   of what the deductions before this one have left
    amount    CNY a year, of a fixed deduction
    cap       CNY; the most that is taken in one year
    to        the key of the party that gets it; "" where it is paid to somebody else
    until_recovered   only in years that begin or end with costs that are not covered yet
    """

    kind: DeductionKind | None = None
    name: Line = ""
    percent: Percent | None = None
    amount: Yuan | None = None
    cap: Yuan | None = None
    to: Key = ""
    until_recovered: bool = False


@dataclass(frozen=True)
class Tier:
    """The parts of one band of what is split in all years together: up to a sum in CNY, without one for all above."""

    up_to: Yuan | None = None
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class InnerPart:
    """What a party passes on of its own share: to an inventor, a team, a unit or a fund.

    `moves_to` names the beneficiary of the same party who takes the part over when this one leaves; "" for the party.
    """

    party: Key = ""
    name: Line = ""
    role: BeneficiaryRole | None = None
    part: Part | None = None
    moves_to: Line = ""


@dataclass(frozen=True)
class Payment:
    """A sum in CNY that is due once, in the year in which its milestone is reached."""

    name: Line = ""
    amount: Yuan | None = None


@dataclass(frozen=True)
class ShareOption:
    """A right to buy shares of the company that the cooperation runs.

    holder, granter   the keys of who may buy and of who sells
    shares     how many, in the numbers in which the parts of the stage say who holds how many
    price      CNY for one share
    years      the last year of the cooperation in which it can be drawn, counted from 1
    """

    name: Line = ""
    holder: Key = ""
    granter: Key = ""
    shares: Count | None = None
    price: Yuan | None = None
    years: Years | None = None


@dataclass(frozen=True)
class Award:
    """What a reward fund pays each time that something is achieved, in CNY, as far as the fund has it."""

    name: Line = ""
    role: BeneficiaryRole | None = None
    amount: Yuan | None = None


@dataclass(frozen=True)
class BenefitStage:
    """How the income of one stage comes about, and how it is split.

    basis      what the income is; NET and PROFIT are what the deductions leave
    each, unit CNY for each thing that is counted (a piece, a student, an hour), and what is counted
    fee        CNY a year, whatever is counted
    payments   sums that are due when milestones are reached
    paid_by    the key of the party that pays the income itself; "" where it comes from outside
    options    rights to buy shares; the parts are numbers of shares then
    parts      of all that is split, where there are no tiers
    minimum    CNY; a year with less to split adds it to the next year
    payer      the key of the party that receives the income and pays the others, for whom floor and cap are promised
    floor, cap CNY a year that the others get together, at least and at most
    performance, performance_to   the percent that a party gets beforehand, as far as the agreed figures were reached
    due_days   days after the end of a year within which is paid
    makers_least   the percent of what a party passes on that its inventors and teams get at least
    fund, fund_of   the percent of a party's share that goes into its reward fund first, and the party
    awards     what the fund pays for, in this order
    """

    stage: Stage | None = None
    parts: Parts = field(default_factory=dict)
    basis: BenefitBasis | None = None
    deductions: tuple[Deduction, ...] = ()
    tiers: tuple[Tier, ...] = ()
    minimum: Yuan | None = None
    payer: Key = ""
    floor: Yuan | None = None
    cap: Yuan | None = None
    performance: Percent | None = None
    performance_to: Key = ""
    inner: tuple[InnerPart, ...] = ()
    due_days: Days | None = None
    has_audit_right: bool = False
    each: Yuan | None = None
    unit: Line = ""
    fee: Yuan | None = None
    paid_by: Key = ""
    payments: tuple[Payment, ...] = ()
    options: tuple[ShareOption, ...] = ()
    makers_least: Percent | None = None
    fund: Percent | None = None
    fund_of: Key = ""
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True)
class Benefit:
    """Who gets what, by stage; and the stages in which no income is expected."""

    stages: tuple[BenefitStage, ...] = ()
    without_income: tuple[Stage, ...] = ()
