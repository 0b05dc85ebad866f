"""API of this room: the same rows, filters, rules and services as the pages."""

from partnerships.api.activities import ActivityViewSet
from partnerships.api.agreements import AgreementViewSet
from partnerships.api.progress import ContributionViewSet, ObligationViewSet, RiskViewSet

routes: list[tuple[str, type, str]] = [
    ("agreements", AgreementViewSet, "agreement"),
    ("activities", ActivityViewSet, "activity"),
    ("contributions", ContributionViewSet, "contribution"),
    ("obligations", ObligationViewSet, "obligation"),
    ("risks", RiskViewSet, "risk"),
]
