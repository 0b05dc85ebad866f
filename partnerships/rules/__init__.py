"""Rules of cooperation agreements, one file per theme; ids as in the design of agreements. Group: `agreement`.

Rules read the terms and a frozen context. They judge by the date on which an agreement is sent to signature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from partnerships.terms.values import AgreementKind
from reference.rules import Level, Source, rule

AGREEMENT = ("agreement",)
HOUSE_FROM = date(2026, 1, 1)
RESEARCH = frozenset(
    {
        AgreementKind.JOINT_RESEARCH,
        AgreementKind.COMMISSIONED_RESEARCH,
        AgreementKind.TECHNOLOGY_TRANSFER,
        AgreementKind.LICENCE,
    }
)
"""Kinds of agreements whose purpose is knowledge."""

WITH_STUDENTS = frozenset({AgreementKind.TALENT, AgreementKind.TRAINING_BASE, AgreementKind.APPRENTICESHIP})
"""Kinds of agreements by which students learn or work at the enterprise."""


def house(rule_id: str, level: Level, title: str | Promise, **more: Any) -> Callable[[Any], Any]:
    """A rule of the house for agreements (the design of agreements names it)."""
    return rule(
        rule_id, applies_to=AGREEMENT, level=level, source=Source.HOUSE, valid_from=HOUSE_FROM, title=title, **more
    )


def proposal(rule_id: str, title: str | Promise, **more: Any) -> Callable[[Any], Any]:
    """A proposal of research for agreements; it warns and never blocks."""
    return rule(
        rule_id,
        applies_to=AGREEMENT,
        level=Level.WARN,
        source=Source.PROPOSAL,
        valid_from=HOUSE_FROM,
        title=title,
        **more,
    )


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
    review_days_max, delay_months_max   how long a publication may be read by the others, and be delayed
    benefit_gap   by how many points the part of a party may differ from what it puts in
    duplicates    numbers of agreements of the same parties, kind and time
    undelegated   the key of a party and the name of a signatory who is not its legal representative, undelegated
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
    review_days_max: int | None = None
    delay_months_max: int | None = None
    benefit_gap: int | None = None
    duplicates: Sequence[str] = ()
    undelegated: Sequence[tuple[str, str]] = ()
