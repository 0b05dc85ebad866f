"""Reading regions: what a code means on a day, also when it has been retired since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from reference.models import Region, RegionSuccession


@dataclass(frozen=True)
class Resolution:
    """What a region code means on a day.

    `region` is None where the code means nothing. `mapped_from` is the retired code that was read as `region`; `note`
    says so in words. `is_ambiguous`: the old region was divided, and `region` is the smallest one that holds all parts.
    """

    region: Region | None
    mapped_from: str = ""
    note: str = ""
    is_ambiguous: bool = False


class Regions:
    """All regions in memory, to resolve many codes on one day: three queries however many codes."""

    def __init__(self, on: date) -> None:
        self.on = on

    def resolve(self, code: str) -> Resolution:
        """What a six-digit code means. Unknown and not yet valid codes give no region and a note."""
        code = code.strip()
        if code in self.valid:
            return Resolution(self.valid[code])
        if code in self._retired:
            return self._resolve_retired(self._retired[code])
        if code in self._not_yet:
            begins = self._not_yet[code].valid_from
            return Resolution(None, note=_("Region code %(code)s begins on %(on)s.") % {"code": code, "on": begins})
        return Resolution(None, note=_("Unknown region code %(code)s.") % {"code": code})

    @cached_property
    def valid(self) -> dict[str, Region]:
        """The regions of the day by code."""
        return {region.code: region for region in Region.objects.valid_on(self.on)}

    @property
    def provinces(self) -> list[Region]:
        """The provinces of the day."""
        return [region for region in self.valid.values() if region.level == Region.Level.PROVINCE]

    @cached_property
    def _retired(self) -> dict[str, Region]:
        gone = Region.objects.filter(valid_to__lt=self.on).order_by("valid_to")
        return {region.code: region for region in gone}

    @cached_property
    def _not_yet(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.filter(valid_from__gt=self.on)}

    @cached_property
    def _successors(self) -> dict[int, list[Region]]:
        successors: dict[int, list[Region]] = {}
        for step in RegionSuccession.objects.filter(on__lte=self.on).select_related("new").order_by("new__code"):
            successors.setdefault(step.old_id, []).append(step.new)
        return successors

    def _resolve_retired(self, old: Region) -> Resolution:
        heirs = self._heirs(old, frozenset())
        words = {"code": old.code, "name": old.name}
        if not heirs:
            return Resolution(None, note=_("Region code %(code)s (%(name)s) is retired without successor.") % words)
        if len(heirs) == 1:
            (heir,) = heirs
            words |= {"new_code": heir.code, "new_name": heir.name}
            note = _("Retired region code %(code)s (%(name)s) read as %(new_code)s (%(new_name)s).") % words
            return Resolution(heir, mapped_from=old.code, note=note)
        common = self._smallest_common(heirs)
        words["parts"] = ", ".join(f"{heir.code} {heir.name}" for heir in heirs)
        if common is None:
            return Resolution(
                None, mapped_from=old.code, note=_("Region %(code)s (%(name)s) was divided: %(parts)s.") % words
            )
        words |= {"new_code": common.code, "new_name": common.name}
        note = _(
            "Retired region code %(code)s (%(name)s) was divided (%(parts)s); read as %(new_code)s (%(new_name)s),"
            " which holds all parts. Choose the right one."
        )
        return Resolution(common, mapped_from=old.code, note=note % words, is_ambiguous=True)

    def _heirs(self, old: Region, seen: frozenset[int]) -> list[Region]:
        """The regions of the day that an old one became, through several steps if need be."""
        heirs: dict[str, Region] = {}
        for new in self._successors.get(old.pk, []):
            if new.code in self.valid and new.pk == self.valid[new.code].pk:
                heirs[new.code] = new
            elif new.pk not in seen:
                heirs |= {heir.code: heir for heir in self._heirs(new, seen | {old.pk})}
        return [heirs[code] for code in sorted(heirs)]

    def _smallest_common(self, regions: Iterable[Region]) -> Region | None:
        lineages = [region.lineage_codes() for region in regions]
        shared = (code for code in lineages[0] if all(code in lineage for lineage in lineages))
        return next((self.valid[code] for code in shared if code in self.valid), None)


def resolve_region(code: str, on: date) -> Resolution:
    """What one region code means on a day; for many codes use `Regions`."""
    region = Region.objects.valid_on(on).filter(code=code.strip()).first()
    return Resolution(region) if region is not None else Regions(on).resolve(code)
