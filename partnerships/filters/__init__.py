"""Filters of this room's lists, shared by page and API."""

from partnerships.filters.activities import ActivityFilter
from partnerships.filters.agreements import AgreementFilter
from partnerships.filters.files import SignedFileFilter
from partnerships.filters.obligations import ContributionFilter, ObligationFilter, RiskFilter
from partnerships.filters.scenarios import BenefitScenarioFilter
from partnerships.filters.work import BodyFilter, JointApplicationFilter, MeetingFilter, PatentFilter, ProjectFilter

__all__ = [
    "ActivityFilter",
    "AgreementFilter",
    "BenefitScenarioFilter",
    "BodyFilter",
    "ContributionFilter",
    "JointApplicationFilter",
    "MeetingFilter",
    "ObligationFilter",
    "PatentFilter",
    "ProjectFilter",
    "RiskFilter",
    "SignedFileFilter",
]
