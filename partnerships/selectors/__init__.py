"""Reading agreements: what rules need, what pages show."""

from partnerships.selectors.activities import activities_of
from partnerships.selectors.agreements import agreement_page
from partnerships.selectors.counterparts import find_counterparts, possible_counterparts
from partnerships.selectors.progress import (
    contribution_line,
    giver_of,
    in_force_from,
    obligation_line,
    progress_of,
    receivers_of,
    risk_line,
    with_parties,
)
from partnerships.selectors.signing import PartyLine, party_lines
from partnerships.selectors.terms import (
    completeness_of,
    effective_terms,
    findings_of,
    rule_context,
    terms_for,
    terms_of,
)

__all__ = [
    "PartyLine",
    "activities_of",
    "agreement_page",
    "completeness_of",
    "contribution_line",
    "effective_terms",
    "find_counterparts",
    "findings_of",
    "giver_of",
    "in_force_from",
    "obligation_line",
    "party_lines",
    "possible_counterparts",
    "progress_of",
    "receivers_of",
    "risk_line",
    "rule_context",
    "terms_for",
    "terms_of",
    "with_parties",
]
