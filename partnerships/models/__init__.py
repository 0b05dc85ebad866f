"""Cooperation agreements: what was agreed, who agreed, who signed, and what was done since."""

from partnerships.models.activities import Activity, ActivityConfirmation, ActivityKind
from partnerships.models.agreements import (
    Agreement,
    AgreementState,
    RuleFinding,
    State,
    TermsVersion,
)
from partnerships.models.parties import Party, Signature, SigningMethod
from partnerships.terms.values import AgreementKind, AgreementMode, Side

__all__ = [
    "Activity",
    "ActivityConfirmation",
    "ActivityKind",
    "Agreement",
    "AgreementKind",
    "AgreementMode",
    "AgreementState",
    "Party",
    "RuleFinding",
    "Side",
    "Signature",
    "SigningMethod",
    "State",
    "TermsVersion",
]
