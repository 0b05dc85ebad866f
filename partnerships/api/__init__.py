"""API of this room: the same rows, filters, rules and services as the pages."""

from partnerships.api.activities import ActivityViewSet
from partnerships.api.agreements import AgreementViewSet

routes: list[tuple[str, type, str]] = [
    ("agreements", AgreementViewSet, "agreement"),
    ("activities", ActivityViewSet, "activity"),
]
