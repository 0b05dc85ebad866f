"""Keeping the size class in step with the figures of an enterprise."""

from collections.abc import Iterable

from enterprises.models import Enterprise, EnterpriseYear, SizeClass
from enterprises.size import Thresholds, category_of, size_class
from reference import parameters

THRESHOLDS = "enterprise.size_thresholds"


def refresh_size_classes(enterprises: Iterable[Enterprise]) -> list[Enterprise]:
    """Compute the size class again from the latest year whose figures suffice; returns those that changed.

    Call in the transaction that changed the figures or the industry, with the enterprises locked. Where no year
    suffices, a class that the register said stays, and one that was computed becomes unknown. The thresholds are those
    of the day on which the last of the figures was given.
    """
    rows = list(enterprises)
    years: dict[int, list[EnterpriseYear]] = {}
    for year in EnterpriseYear.objects.current().filter(enterprise__in=rows).order_by("-year"):
        years.setdefault(year.enterprise_id, []).append(year)
    if not years and all(row.size_class_year is None for row in rows):
        return []
    told_on = max((year.occurred_on for of_one in years.values() for year in of_one), default=None)
    thresholds = parameters.value(THRESHOLDS, on=told_on) if told_on else {}
    changed = []
    for row in rows:
        found, of_year = _computed(row, years.get(row.pk, []), thresholds)
        if found is None and row.size_class_year is None:
            continue
        after = (found.value if found else "", of_year)
        if (row.size_class, row.size_class_year) != after:
            row.size_class, row.size_class_year = after
            changed.append(row)
    Enterprise.objects.bulk_update(changed, ["size_class", "size_class_year"], batch_size=500)
    return changed


def _computed(
    enterprise: Enterprise, years: list[EnterpriseYear], thresholds: Thresholds
) -> tuple[SizeClass | None, int | None]:
    industry = enterprise.industry
    category = category_of(section=industry.section, code=industry.code) if industry else None
    if category is None:
        return None, None
    for year in years:
        found = size_class(category, year.staff_count, year.revenue, year.total_assets, thresholds=thresholds)
        if found is not None:
            return found, year.year
    return None, None
