"""Tables of this room's lists."""

from partnerships.tables.agreements import table_for
from partnerships.tables.obligations import ObligationTable
from partnerships.tables.work import BodyTable, JointApplicationTable, PatentTable, ProjectTable

__all__ = [
    "BodyTable",
    "JointApplicationTable",
    "ObligationTable",
    "PatentTable",
    "ProjectTable",
    "table_for",
]
