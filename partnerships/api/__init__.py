"""API of this room: the same rows, filters, rules and services as the pages."""

from partnerships.api.activities import ActivityViewSet
from partnerships.api.agreements import AgreementViewSet
from partnerships.api.assessments import AssessmentViewSet
from partnerships.api.files import SignedFileViewSet
from partnerships.api.governance import BodyViewSet, MeetingViewSet, MemberViewSet
from partnerships.api.library import WordingViewSet
from partnerships.api.life import CheckStepViewSet
from partnerships.api.progress import ContributionViewSet, ObligationViewSet, RiskViewSet
from partnerships.api.projects import JointApplicationViewSet, PatentViewSet, ProjectViewSet, ReceiptViewSet
from partnerships.api.safeguards import ClaimViewSet, ContactViewSet, DrillViewSet
from partnerships.api.settling import ExitPaymentViewSet
from partnerships.api.simulating import BenefitScenarioViewSet

routes: list[tuple[str, type, str]] = [
    ("agreements", AgreementViewSet, "agreement"),
    ("assessments", AssessmentViewSet, "assessment"),
    ("claims", ClaimViewSet, "claim"),
    ("contacts", ContactViewSet, "contact"),
    ("drills", DrillViewSet, "drill"),
    ("exit-payments", ExitPaymentViewSet, "exit-payment"),
    ("signed-files", SignedFileViewSet, "signed-file"),
    ("check-steps", CheckStepViewSet, "check-step"),
    ("activities", ActivityViewSet, "activity"),
    ("projects", ProjectViewSet, "project"),
    ("receipts", ReceiptViewSet, "receipt"),
    ("joint-applications", JointApplicationViewSet, "joint-application"),
    ("patents", PatentViewSet, "patent"),
    ("governance-bodies", BodyViewSet, "governance-body"),
    ("body-members", MemberViewSet, "body-member"),
    ("meetings", MeetingViewSet, "meeting"),
    ("contributions", ContributionViewSet, "contribution"),
    ("obligations", ObligationViewSet, "obligation"),
    ("risks", RiskViewSet, "risk"),
    ("clause-library", WordingViewSet, "wording"),
    ("benefit-scenarios", BenefitScenarioViewSet, "benefit-scenario"),
]
