"""What one can look up in this room."""

from accounts.models import Organisation, OrganisationKind
from core.lookups import Source
from institutions.models import College

HOSTS = (OrganisationKind.ENTERPRISE, OrganisationKind.PARK, OrganisationKind.ASSOCIATION, OrganisationKind.OTHER)


def hosts() -> Source:
    """Organisations that may host a training base, by name; the number tells apart what has the same name."""
    rows = Organisation.objects.filter(kind__in=HOSTS, ended_on=None).select_related("region")
    return Source(
        rows,
        "pk",
        ("name", "name_en"),
        detail=lambda found: found.region.label if found.region else "",
        code_shape=r"\d{1,18}",
    )


def colleges() -> Source:
    """Colleges of the register, by school code or name."""
    rows = College.objects.select_related("organisation__region").filter(organisation__ended_on=None)
    return Source(
        rows,
        "school_code",
        ("organisation__name", "organisation__name_en"),
        detail=lambda found: found.organisation.region.label if found.organisation.region else "",
        code_shape=r"\d{10}",
    )


def enterprises() -> Source:
    """Enterprises, by name."""
    rows = Organisation.objects.filter(kind=OrganisationKind.ENTERPRISE, ended_on=None).select_related("region")
    return Source(
        rows,
        "pk",
        ("name", "name_en"),
        detail=lambda found: found.region.label if found.region else "",
        code_shape=r"\d{1,18}",
    )
