"""What one can look up in this room."""

from accounts.models import Organisation, OrganisationKind
from core.lookups import Source

PARTNERS = (
    OrganisationKind.COLLEGE,
    OrganisationKind.ENTERPRISE,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.PARK,
    OrganisationKind.OTHER,
)


def partners() -> Source:
    """Organisations that take part in projects, applications and patents, by name; the number tells apart namesakes."""
    return _organisations(PARTNERS)


def members() -> Source:
    """Organisations that may be members of a body: authorities too."""
    return _organisations((*PARTNERS, OrganisationKind.AUTHORITY))


def _organisations(kinds: tuple[OrganisationKind, ...]) -> Source:
    rows = Organisation.objects.filter(kind__in=kinds, ended_on=None).select_related("region")
    return Source(
        rows,
        "pk",
        ("name", "name_en"),
        detail=lambda found: found.region.label if found.region else "",
        code_shape=r"\d{1,18}",
    )
