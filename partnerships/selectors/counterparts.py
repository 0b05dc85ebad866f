"""Whom an agreement can be made with."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When

from accounts.models import Organisation, OrganisationKind
from core.filters import matches
from enterprises.credit_code import compact

FOUND_AT_MOST = 20
COUNTERPARTS = (
    OrganisationKind.ENTERPRISE,
    OrganisationKind.COLLEGE,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.PARK,
    OrganisationKind.AUTHORITY,
    OrganisationKind.OTHER,
)


def find_counterparts(text: str) -> Sequence[Organisation]:
    """Organisations by name or credit code, enterprises first, at most twenty."""
    code = compact(text)
    found = possible_counterparts().select_related("region", "enterprise")
    by_code = found.filter(enterprise__credit_code=code)
    if len(code) == 18 and by_code.exists():
        return list(by_code)
    is_enterprise = Case(When(kind=OrganisationKind.ENTERPRISE, then=0), default=1)
    named = found.filter(matches(text, ("name", "name_en")))
    return list(named.order_by(is_enterprise, "name", "pk")[:FOUND_AT_MOST])


def possible_counterparts() -> QuerySet[Organisation]:
    """Whoever may be a party to an agreement: names are public, as in the register."""
    return Organisation.objects.filter(kind__in=COUNTERPARTS, ended_on=None)
