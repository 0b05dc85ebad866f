"""Cooperation agreements: what was agreed, who agreed, who signed, and what was done since."""

from partnerships.models.activities import Activity, ActivityConfirmation, ActivityKind
from partnerships.models.agreements import (
    Agreement,
    AgreementState,
    Origin,
    Renewal,
    RuleFinding,
    State,
    TermsVersion,
)
from partnerships.models.assessments import Assessment, AssessmentAnswer, Grade, Verdict
from partnerships.models.bases import AgreementBase
from partnerships.models.contacts import Contact
from partnerships.models.contributions import (
    Contribution,
    ContributionEquipment,
    ContributionStage,
    ContributionState,
)
from partnerships.models.files import SignedFile
from partnerships.models.governance import (
    BodyKind,
    BodyMember,
    BodySeats,
    BodySide,
    Decision,
    DecisionSubject,
    GovernanceBody,
    LegalForm,
    Meeting,
)
from partnerships.models.life import AgreementCheck, CheckOutcome, CheckStep, Ending, EndingConsent, EndingKind
from partnerships.models.obligations import Obligation, ObligationStage, ObligationState
from partnerships.models.parties import ChangeWish, Party, Signatory, Signature, SigningMethod, SigningReminder
from partnerships.models.projects import (
    JointApplication,
    Patent,
    PatentKind,
    Project,
    ProjectKind,
    ProjectLevel,
    ProjectPartner,
    ProjectReceipt,
)
from partnerships.models.risks import Risk, RiskFigure, RiskReview
from partnerships.models.safeguards import Claim, ClaimStage, Drill
from partnerships.models.scenarios import BenefitScenario
from partnerships.models.settling import ExitPayment
from partnerships.terms.values import AgreementKind, AgreementMode, Side

__all__ = [
    "Activity",
    "ActivityConfirmation",
    "ActivityKind",
    "Agreement",
    "AgreementBase",
    "AgreementCheck",
    "AgreementKind",
    "AgreementMode",
    "AgreementState",
    "Assessment",
    "AssessmentAnswer",
    "BenefitScenario",
    "BodyKind",
    "BodyMember",
    "BodySeats",
    "BodySide",
    "ChangeWish",
    "CheckOutcome",
    "CheckStep",
    "Claim",
    "ClaimStage",
    "Contact",
    "Contribution",
    "ContributionEquipment",
    "ContributionStage",
    "ContributionState",
    "Decision",
    "DecisionSubject",
    "Drill",
    "Ending",
    "EndingConsent",
    "EndingKind",
    "ExitPayment",
    "GovernanceBody",
    "Grade",
    "JointApplication",
    "LegalForm",
    "Meeting",
    "Obligation",
    "ObligationStage",
    "ObligationState",
    "Origin",
    "Party",
    "Patent",
    "PatentKind",
    "Project",
    "ProjectKind",
    "ProjectLevel",
    "ProjectPartner",
    "ProjectReceipt",
    "Renewal",
    "Risk",
    "RiskFigure",
    "RiskReview",
    "RuleFinding",
    "Side",
    "Signatory",
    "Signature",
    "SignedFile",
    "SigningMethod",
    "SigningReminder",
    "State",
    "TermsVersion",
    "Verdict",
]
