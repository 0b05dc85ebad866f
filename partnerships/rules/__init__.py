"""Rules of cooperation agreements, one file per theme; ids as in the design of agreements. Group: `agreement`.

Rules read the terms and a frozen context. They judge by the date on which an agreement is sent to signature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

AGREEMENT = ("agreement",)
HOUSE_FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class Context:
    """What rules need to know beside the terms (gathered by selectors.rule_context).

    `credit_codes` holds the unified social credit code of enterprise parties by their key; "" where there is none.
    What follows are parameters of the day; one that has no value then (None, or nothing in it) is not asked for.

    mandatory_risks   categories of risks by the kind of agreement that has to name them
    valuation_from    the value in CNY from which a contribution is valued by a third party
    owner_from, protection_from   the scores from which a risk has an owner, and a protection
    maker_share_min   the percent of a college's share that inventors and teams get, by route: transfer, equity, own_use
    technology_equity_from   the percent of shares that is fair for who brings the technology
    performance_range   the least and the most percent of a share that depends on performance
    """

    on: date
    credit_codes: Mapping[str, str] = field(default_factory=dict)
    mandatory_risks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    valuation_from: Decimal | int | None = None
    owner_from: int | None = None
    protection_from: int | None = None
    maker_share_min: Mapping[str, int] = field(default_factory=dict)
    technology_equity_from: int | None = None
    performance_range: Sequence[int] | None = None
