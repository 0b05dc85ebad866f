"""Filters of this room's lists, shared by page and API."""

from partnerships.filters.activities import ActivityFilter
from partnerships.filters.agreements import AgreementFilter
from partnerships.filters.obligations import ContributionFilter, ObligationFilter, RiskFilter

__all__ = ["ActivityFilter", "AgreementFilter", "ContributionFilter", "ObligationFilter", "RiskFilter"]
