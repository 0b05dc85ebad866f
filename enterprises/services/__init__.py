"""The only writers of this room."""

from enterprises.services.register import (
    CreditCodeTaken,
    CreditCodeWrong,
    EnterpriseFacts,
    Identifier,
    Outcome,
    register_enterprise,
    register_enterprises,
)
from enterprises.services.years import YearAhead, record_enterprise_year

__all__ = [
    "CreditCodeTaken",
    "CreditCodeWrong",
    "EnterpriseFacts",
    "Identifier",
    "Outcome",
    "YearAhead",
    "record_enterprise_year",
    "register_enterprise",
    "register_enterprises",
]
