"""Tables of this room's lists."""

from partnerships.tables.agreements import table_for

__all__ = ["table_for"]
