"""The register of enterprises (shared) and what an enterprise reports of its years (its own)."""

from enterprises.models.register import Enterprise, EnterpriseAlias, EnterpriseStatus, ExternalId, SizeClass
from enterprises.models.years import EnterprisePost, EnterpriseYear

__all__ = [
    "Enterprise",
    "EnterpriseAlias",
    "EnterprisePost",
    "EnterpriseStatus",
    "EnterpriseYear",
    "ExternalId",
    "SizeClass",
]
