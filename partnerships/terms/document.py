"""The terms of an agreement as one immutable document.

A clause is missing (None), present (its dataclass), or not applicable with a reason. What is present may still be
incomplete, so that a draft can be saved at any time: types and limits are checked when a document is read, completeness
is judged by rules. A new clause or field needs a default and nothing else: defaults are not written, so digests of
documents without it stay what they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from partnerships.terms.endings import Dispute, Exit, Review
from partnerships.terms.rights import IP, DataProtection, Disclosure, Enforcement, Licences
from partnerships.terms.safeguards import Emergency, Insurance, Setting, TeachingSafety
from partnerships.terms.shapes import (
    IMMATERIAL,
    Days,
    Figure,
    Key,
    Line,
    NotApplicable,
    Part,
    Parts,
    Percent,
    Score,
    Text,
    Years,
    Yuan,
    said,
)
from partnerships.terms.values import (
    AgreementKind,
    AgreementMode,
    BeneficiaryRole,
    BenefitBasis,
    ContributionKind,
    DeductionKind,
    OutsideSource,
    RiskCategory,
    Side,
    Silence,
    Stage,
    ThresholdSide,
)

SCHEMA = 1


@dataclass(frozen=True)
class Basics:
    """What the agreement is called, what it is about, and its period (both days included)."""

    title: Line = ""
    kind: AgreementKind | None = None
    mode: AgreementMode | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class PartyRef:
    """A party as the document names it: `key` is what parts refer to, `organisation` its public id."""

    key: Line
    side: Side
    organisation: UUID
    name: Line
    contact: Line = field(default="", metadata=IMMATERIAL)


@dataclass(frozen=True)
class Goals:
    """What both want, before anything else."""

    educational: Text = field(
        default="",
        metadata=said(
            _("Educational goal"), help=_("What students or teachers will be able to do, that they cannot do now.")
        ),
    )
    college: Text = field(default="", metadata=said(_("Goal of the college")))
    enterprise: Text = field(default="", metadata=said(_("Goal of the enterprise")))
    industry: Line = field(
        default="", metadata=said(_("Industry of the region that it serves"), help=_("Where there is one."))
    )
    path: Text = field(default="", metadata=said(_("How the goals are reached"), help=_("The steps, in their order.")))
    vision: Text = field(default="", metadata=said(_("Shared vision"), help=_("If there is one beyond these goals.")))


@dataclass(frozen=True)
class Contribution:
    """Something that is put in: by a party, or by a source outside the agreement. Value in CNY.

    `key` names the entry for good; a saved draft gives one to every entry without it. Owners are keys of parties.
    """

    key: Key = ""
    party: Key = ""
    outside_source: OutsideSource | None = None
    kind: ContributionKind | None = None
    name: Line = ""
    value: Yuan | None = None
    valuation_by: Line = ""
    valued_on: date | None = None
    owner_during: Key = ""
    owner_at_exit: Key = ""
    due_on: date | None = None
    depreciation_years: Years | None = None


@dataclass(frozen=True)
class Contributions:
    """What each side puts in."""

    items: tuple[Contribution, ...] = ()


@dataclass(frozen=True)
class Obligation:
    """What a party owes another by a day (included), and when it counts as done. A milestone is one that is counted."""

    key: Key = ""
    debtor: Key = ""
    creditor: Key = ""
    title: Line = ""
    criteria: Text = ""
    due_on: date | None = None
    answer_days: Days | None = None
    silence: Silence | None = None
    is_milestone: bool = False


@dataclass(frozen=True)
class Obligations:
    """Who owes what to whom by when."""

    items: tuple[Obligation, ...] = ()


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
class BenefitStage:
    """How the income of one stage is split.

    basis      what the income is; NET and PROFIT are what the deductions leave
    parts      of all that is split, where there are no tiers
    minimum    CNY; a year with less to split adds it to the next year
    payer      the key of the party that receives the income and pays the others, for whom floor and cap are promised
    floor, cap CNY a year that the others get together, at least and at most
    performance, performance_to   the percent that a party gets beforehand, as far as the agreed figures were reached
    due_days   days after the end of a year within which is paid
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


@dataclass(frozen=True)
class Benefit:
    """Who gets what, by stage; and the stages in which no income is expected."""

    stages: tuple[BenefitStage, ...] = ()
    without_income: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Risk:
    """What may go wrong: likelihood and impact from 1 to 5, the key of the party that answers for it, what is done."""

    key: Key = ""
    category: RiskCategory | None = None
    cause: Text = ""
    likelihood: Score | None = None
    impact: Score | None = None
    owner: Key = ""
    response: Text = ""
    protection: Line = ""
    review_days: Days | None = None
    watched: Line = ""  # the figure that warns of it, such as accidents in a quarter
    threshold: Figure | None = None
    side: ThresholdSide | None = None
    source: Line = ""  # where the figure comes from

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25; 0 while either is missing."""
        return (self.likelihood or 0) * (self.impact or 0)


@dataclass(frozen=True)
class Risks:
    """What may go wrong, and who answers for it."""

    items: tuple[Risk, ...] = ()


@dataclass(frozen=True)
class Terms:
    """All that the parties agree."""

    schema: int = SCHEMA
    basics: Basics = Basics()
    parties: tuple[PartyRef, ...] = ()
    goals: Goals | None = None
    setting: Setting | NotApplicable | None = None
    contributions: Contributions | None = None
    obligations: Obligations | None = None
    ip: IP | NotApplicable | None = None
    licences: Licences | NotApplicable | None = None
    enforcement: Enforcement | NotApplicable | None = None
    disclosure: Disclosure | NotApplicable | None = None
    benefit: Benefit | NotApplicable | None = None
    risks: Risks | None = None
    insurance: Insurance | NotApplicable | None = None
    emergency: Emergency | NotApplicable | None = None
    safety: TeachingSafety | NotApplicable | None = None
    data: DataProtection | NotApplicable | None = None
    review: Review | None = None
    exit: Exit | None = None
    dispute: Dispute | None = None
    sources: Mapping[str, Line] = field(default_factory=dict, metadata=IMMATERIAL)  # wording of the library by clause

    def party(self, key: str) -> PartyRef | None:
        """The party of that key."""
        return next((party for party in self.parties if party.key == key), None)


CLAUSES = (
    "goals", "setting", "contributions", "obligations", "ip", "licences", "enforcement", "disclosure", "benefit",
    "risks", "insurance", "emergency", "safety", "data", "review", "exit", "dispute",
)  # fmt: skip
"""The clauses in the order in which they are agreed. A new clause is a field of Terms and a name here."""

ROWS = ("contributions", "obligations", "risks")
"""The clauses that hold entries with keys, from which tables are filled when the agreement enters force."""
