"""Tables of this room's lists."""

from partnerships.tables.agreements import table_for
from partnerships.tables.obligations import ObligationTable

__all__ = ["ObligationTable", "table_for"]
