"""Pages of this room, cut by subject."""

from enterprises.views.duplicates import duplicate_list, enterprise_merge
from enterprises.views.register import (
    enterprise_detail,
    enterprise_edit,
    enterprise_list,
    enterprise_register,
    identifier_add,
    identifier_end,
    my_enterprise,
)
from enterprises.views.statuses import status_end, status_list, status_record
from enterprises.views.years import post_list, post_record, post_strike, year_detail, year_list, year_record

__all__ = [
    "duplicate_list",
    "enterprise_detail",
    "enterprise_edit",
    "enterprise_list",
    "enterprise_merge",
    "enterprise_register",
    "identifier_add",
    "identifier_end",
    "my_enterprise",
    "post_list",
    "post_record",
    "post_strike",
    "status_end",
    "status_list",
    "status_record",
    "year_detail",
    "year_list",
    "year_record",
]
