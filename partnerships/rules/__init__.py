"""Rules of cooperation agreements, one file per theme; ids as in the design of agreements. Group: `agreement`.

Rules read the terms and a frozen context. They judge by the date on which an agreement is sent to signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

AGREEMENT = ("agreement",)
HOUSE_FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class Context:
    """What rules need to know beside the terms (gathered by selectors.rule_context).

    `credit_codes` holds the unified social credit code of enterprise parties by their key; "" where there is none.
    """

    on: date
    credit_codes: Mapping[str, str] = field(default_factory=dict)
