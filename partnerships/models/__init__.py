"""Cooperation agreements: what was agreed, who agreed, who signed, and what was done since."""

from partnerships.models.activities import Activity, ActivityConfirmation, ActivityKind
from partnerships.models.agreements import (
    Agreement,
    AgreementState,
    Origin,
    RuleFinding,
    State,
    TermsVersion,
)
from partnerships.models.bases import AgreementBase
from partnerships.models.contributions import Contribution, ContributionStage, ContributionState
from partnerships.models.obligations import Obligation, ObligationStage, ObligationState
from partnerships.models.parties import Party, Signature, SigningMethod
from partnerships.models.risks import Risk, RiskReview
from partnerships.terms.values import AgreementKind, AgreementMode, Side

__all__ = [
    "Activity",
    "ActivityConfirmation",
    "ActivityKind",
    "Agreement",
    "AgreementBase",
    "AgreementKind",
    "AgreementMode",
    "AgreementState",
    "Contribution",
    "ContributionStage",
    "ContributionState",
    "Obligation",
    "ObligationStage",
    "ObligationState",
    "Origin",
    "Party",
    "Risk",
    "RiskReview",
    "RuleFinding",
    "Side",
    "Signature",
    "SigningMethod",
    "State",
    "TermsVersion",
]
