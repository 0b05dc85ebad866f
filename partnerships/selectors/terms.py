"""The terms as they stand, and what the rules find in them."""

from dataclasses import replace
from datetime import date

from accounts.actors import Actor
from enterprises.models import Enterprise
from partnerships.models import Agreement
from partnerships.rules import Context
from partnerships.terms import Terms, read_terms
from partnerships.terms.values import Side
from reference import parameters
from reference.rules import Finding, check

PARAMETERS = (
    "agreement.mandatory_risks",
    "agreement.valuation_from",
    "agreement.risk_owner_from",
    "agreement.risk_protection_from",
    "agreement.maker_share_min",
    "agreement.technology_equity_from",
    "agreement.performance_range",
)


def terms_of(agreement: Agreement) -> Terms:
    """The text as it stands: the draft, or what is being or was signed."""
    return read_terms(agreement.draft)


def terms_for(agreement: Agreement, *, actor: Actor) -> Terms:
    """The text as an actor may read it: the people named as contacts are for the parties alone."""
    terms = terms_of(agreement)
    if actor.is_system or any(party.organisation_id == actor.organisation_id for party in agreement.parties.all()):
        return terms
    return without_contacts(terms)


def without_contacts(terms: Terms) -> Terms:
    """The text without the people named as contacts; its digest is the same."""
    return replace(terms, parties=tuple(replace(party, contact="") for party in terms.parties))


def rule_context(agreement: Agreement, *, on: date) -> Context:
    """What the rules need beside the terms."""
    keys = dict(agreement.parties.filter(side=Side.ENTERPRISE).values_list("organisation_id", "key"))
    codes = dict(Enterprise.objects.filter(pk__in=keys).values_list("pk", "credit_code"))
    found = {code: row.value for code, row in parameters.parameters(PARAMETERS, on=on).items()}
    return Context(
        on=on,
        credit_codes={key: codes.get(pk) or "" for pk, key in keys.items()},
        mandatory_risks=found.get("agreement.mandatory_risks", {}),
        valuation_from=found.get("agreement.valuation_from"),
        owner_from=found.get("agreement.risk_owner_from"),
        protection_from=found.get("agreement.risk_protection_from"),
        maker_share_min=found.get("agreement.maker_share_min", {}),
        technology_equity_from=found.get("agreement.technology_equity_from"),
        performance_range=found.get("agreement.performance_range"),
    )


def findings_of(agreement: Agreement, *, on: date) -> list[Finding]:
    """What the rules of a day find in the text as it stands."""
    return check("agreement", terms_of(agreement), rule_context(agreement, on=on), on=on)
