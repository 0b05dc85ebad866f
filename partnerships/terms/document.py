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

from partnerships.terms.benefit import Benefit
from partnerships.terms.endings import Breach, Dispute, Exit, Review
from partnerships.terms.rights import IP, DataProtection, Disclosure, Enforcement, Licences
from partnerships.terms.safeguards import Emergency, Insurance, Setting, TeachingSafety
from partnerships.terms.shapes import (
    IMMATERIAL,
    Days,
    Figure,
    Key,
    Line,
    NotApplicable,
    Score,
    Text,
    Years,
    Yuan,
    said,
)
from partnerships.terms.values import (
    AgreementKind,
    AgreementMode,
    ContributionKind,
    OutsideSource,
    RiskCategory,
    Side,
    Silence,
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
    breach: Breach | None = None
    exit: Exit | None = None
    dispute: Dispute | None = None
    sources: Mapping[str, Line] = field(default_factory=dict, metadata=IMMATERIAL)  # wording of the library by clause

    def party(self, key: str) -> PartyRef | None:
        """The party of that key."""
        return next((party for party in self.parties if party.key == key), None)


CLAUSES = (
    "goals", "setting", "contributions", "obligations", "ip", "licences", "enforcement", "disclosure", "benefit",
    "risks", "insurance", "emergency", "safety", "data", "review", "breach", "exit", "dispute",
)  # fmt: skip
"""The clauses in the order in which they are agreed. A new clause is a field of Terms and a name here."""

ROWS = ("contributions", "obligations", "risks")
"""The clauses that hold entries with keys, from which tables are filled when the agreement enters force."""
