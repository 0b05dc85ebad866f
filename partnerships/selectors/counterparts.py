"""Whom an agreement can be made with."""

from collections.abc import Sequence

from accounts.models import Organisation, OrganisationKind
from core.filters import matches
from enterprises.credit_code import compact

FOUND_AT_MOST = 20


def find_counterparts(text: str) -> Sequence[Organisation]:
    """Enterprises of the register by name or credit code, at most twenty."""
    code = compact(text)
    found = Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE, ended_on=None).select_related(
        "region", "enterprise"
    )
    by_code = found.filter(enterprise__credit_code=code)
    if len(code) == 18 and by_code.exists():
        return list(by_code)
    return list(found.filter(matches(text, ("name", "name_en"))).order_by("name", "pk")[:FOUND_AT_MOST])
