"""Tables of this room's lists."""

from partnerships.tables.agreements import table_for
from partnerships.tables.obligations import ObligationTable
from partnerships.tables.risks import RiskTable
from partnerships.tables.work import BodyTable, JointApplicationTable, PatentTable, ProjectTable

__all__ = [
    "BodyTable",
    "JointApplicationTable",
    "ObligationTable",
    "PatentTable",
    "ProjectTable",
    "RiskTable",
    "table_for",
]
