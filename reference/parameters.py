"""Values of rule parameters: dated, the most specific region wins (county, prefecture, province, then the country)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from reference.models import Region, RuleParameter

NATION = ""


class ParameterMissing(DomainError):
    """A rule asks for a parameter that has no value on that day."""

    code = "parameter_missing"
    message = _("The rule parameter “%(parameter)s” has no value on %(on)s.")


def parameters(
    codes: Iterable[str], *, on: date, region: Region | None = None, cutoff: datetime | None = None
) -> dict[str, RuleParameter]:
    """The parameters in force on a day in a region, by code, with their sources. One query; what has none is absent.

    `cutoff` asks for what was known at a moment; without it, for what stands now.
    """
    places = [*(region.lineage_codes() if region is not None else ()), NATION]
    rows = RuleParameter.objects.as_of(on, cutoff).filter(code__in=list(codes), region_code__in=places)
    chosen: dict[str, RuleParameter] = {}
    for row in sorted(rows, key=lambda row: (places.index(row.region_code), -row.valid_from.toordinal())):
        chosen.setdefault(row.code, row)
    return chosen


def parameter(code: str, *, on: date, region: Region | None = None, cutoff: datetime | None = None) -> RuleParameter:
    """One parameter with its source. Raises ParameterMissing."""
    found = parameters([code], on=on, region=region, cutoff=cutoff)
    if code not in found:
        raise ParameterMissing(params={"parameter": code, "on": on.isoformat()})
    return found[code]


def value(code: str, *, on: date, region: Region | None = None, cutoff: datetime | None = None) -> Any:
    """The value alone: int, Decimal, text, list or mapping. Raises ParameterMissing."""
    return parameter(code, on=on, region=region, cutoff=cutoff).value


def values(*codes: str, on: date, region: Region | None = None, cutoff: datetime | None = None) -> dict[str, Any]:
    """Several values in one query. Raises ParameterMissing for the first that has none."""
    found = parameters(codes, on=on, region=region, cutoff=cutoff)
    for code in codes:
        if code not in found:
            raise ParameterMissing(params={"parameter": code, "on": on.isoformat()})
    return {code: found[code].value for code in codes}
