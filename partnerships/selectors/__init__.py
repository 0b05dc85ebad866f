"""Reading agreements: what rules need, what pages show."""

from partnerships.selectors.activities import activities_of
from partnerships.selectors.agreements import PartyLine, agreement_page, party_lines
from partnerships.selectors.counterparts import find_counterparts
from partnerships.selectors.terms import findings_of, rule_context, terms_for, terms_of

__all__ = [
    "PartyLine",
    "activities_of",
    "agreement_page",
    "find_counterparts",
    "findings_of",
    "party_lines",
    "rule_context",
    "terms_for",
    "terms_of",
]
