"""What one can look up in this room: regions, majors of the catalogue, industries."""

from core.lookups import Source
from reference.models import CatalogueMajor, Industry, Region


def regions() -> Source:
    """Regions in use that are places."""
    rows = Region.objects.selectable().filter(valid_to=None)
    return Source(rows, "code", ("full_name", "name", "name_en"), detail=lambda region: region.full_name)


def majors() -> Source:
    """Majors of the national catalogues."""
    return Source(
        CatalogueMajor.objects.all(), "code", ("name", "name_en"), detail=lambda major: major.get_level_display()
    )


def industries() -> Source:
    """Industries of GB/T 4754, all levels."""
    rows = Industry.objects.all()
    return Source(rows, "code", ("name", "name_en"), detail=lambda industry: industry.get_level_display())


SOURCES = {"regions": regions, "majors": majors, "industries": industries}
