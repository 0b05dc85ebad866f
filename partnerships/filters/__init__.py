"""Filters of this room's lists, shared by page and API."""

from partnerships.filters.activities import ActivityFilter
from partnerships.filters.agreements import AgreementFilter

__all__ = ["ActivityFilter", "AgreementFilter"]
