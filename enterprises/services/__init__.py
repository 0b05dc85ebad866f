"""The only writers of this room."""

from enterprises.services.merging import (
    AlreadyMerged,
    CreditCodesDiffer,
    MergeClashes,
    MergeReasonMissing,
    MergeWithItself,
    merge_enterprises,
)
from enterprises.services.register import (
    CreditCodeTaken,
    CreditCodeWrong,
    EnterpriseFacts,
    Identifier,
    Outcome,
    register_enterprise,
    register_enterprises,
)
from enterprises.services.statuses import (
    IdentifierEnded,
    IdentifierTaken,
    StatusEnded,
    StatusEndsBeforeItBegins,
    StatusOverlaps,
    add_external_id,
    end_enterprise_status,
    end_external_id,
    record_enterprise_status,
)
from enterprises.services.years import (
    PostNameless,
    PostStruck,
    YearAhead,
    record_enterprise_post,
    record_enterprise_year,
    strike_enterprise_post,
)

__all__ = [
    "AlreadyMerged",
    "CreditCodeTaken",
    "CreditCodeWrong",
    "CreditCodesDiffer",
    "EnterpriseFacts",
    "Identifier",
    "IdentifierEnded",
    "IdentifierTaken",
    "MergeClashes",
    "MergeReasonMissing",
    "MergeWithItself",
    "Outcome",
    "PostNameless",
    "PostStruck",
    "StatusEnded",
    "StatusEndsBeforeItBegins",
    "StatusOverlaps",
    "YearAhead",
    "add_external_id",
    "end_enterprise_status",
    "end_external_id",
    "merge_enterprises",
    "record_enterprise_post",
    "record_enterprise_status",
    "record_enterprise_year",
    "register_enterprise",
    "register_enterprises",
    "strike_enterprise_post",
]
