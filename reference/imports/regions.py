"""Imports of divisions and of what became of retired ones."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import one_of, pattern, text
from core.imports import Accepted, Counts, Importer, Progress, Rejected, upsert
from core.sheets import Column
from reference.models import Region, RegionSuccession

CODE = pattern(r"\d{6}", gettext_lazy("A region code has six digits."))
Level, Flag, Area = Region.Level, Region.Flag, Region.EconomicArea
LEVELS = {level.value: level for level in Level} | {
    "省级": Level.PROVINCE,
    "地级": Level.PREFECTURE,
    "县级": Level.COUNTY,
}
AREAS = {area.value: area for area in Area} | {
    "东部": Area.EAST,
    "中部": Area.CENTRAL,
    "西部": Area.WEST,
    "东北": Area.NORTHEAST,
}
MADE_NEW = re.compile(r"\b(?P<year>(?:19|20)\d{2})\b")
PART_TO = re.compile(r"part to (?P<code>\d{6})")


def level_of(code: str) -> Region.Level:
    """The level that a code has by its zeros."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def parent_of(code: str) -> str:
    """The code of the region above; empty for a province."""
    return {Level.PROVINCE: "", Level.PREFECTURE: f"{code[:2]}0000", Level.COUNTY: f"{code[:4]}00"}[level_of(code)]


class RegionImporter(Importer[dict[str, Any]]):
    """Divisions in use. A region's place follows from its code, so level and parent have to agree with it."""

    title = gettext_lazy("Regions")
    key = ("code",)
    columns = (
        Column("code", gettext_lazy("code"), ("代码", "行政区划代码"), is_required=True, read=CODE),
        Column("name", gettext_lazy("name"), ("名称",), is_required=True, read=text(longest=60)),
        Column("level", gettext_lazy("level"), ("级别",), is_required=True, read=one_of(LEVELS)),
        Column("parent_code", gettext_lazy("code of the parent"), ("上级代码",), read=CODE),
        Column("full_name", gettext_lazy("full name"), ("全称",), read=text(longest=120)),
        Column("name_en", gettext_lazy("English name"), ("name_en_or_pinyin", "英文名"), read=text(longest=120)),
        Column("region", gettext_lazy("economic area"), ("economic_area", "经济区域"), read=one_of(AREAS)),
        Column("flag", gettext_lazy("remark"), ("备注",), read=one_of({flag.value: flag for flag in Flag})),
    )

    def prepare(self) -> None:
        """The codes that a parent may have without standing in the file."""
        self.known = set(Region.objects.filter(valid_to=None).values_list("code", flat=True))

    def read(self, line: int, values: dict[str, Any]) -> dict[str, Any]:
        """A region as the table holds it, with its parent's code."""
        code, flag = values["code"], values.get("flag")
        if values["level"] != level_of(code):
            raise Rejected("level", _("The code %(code)s is not one of this level.") % {"code": code})
        parent = parent_of(code)
        if (values.get("parent_code") or parent) != parent:
            raise Rejected("parent_code", _("The parent of %(code)s is %(parent)s.") % {"code": code, "parent": parent})
        if flag:
            self.note(
                line, _("%(name)s: %(flag)s; taken in and marked.") % {"name": values["name"], "flag": flag.label}
            )
        return {
            "code": code,
            "name": values["name"],
            "level": values["level"],
            "parent_code": parent,
            "full_name": values.get("full_name") or values["name"],
            "name_en": values.get("name_en") or "",
            "economic_area": values.get("region") or "",
            "flag": flag or "",
        }

    def review(self, accepted: list[Accepted[dict[str, Any]]]) -> None:
        """Every parent is in the file or in the table; a province with nothing below is said."""
        known = self.known | {row.item["code"] for row in accepted}
        parents = {row.item["parent_code"] for row in accepted}
        for row in accepted:
            code, parent = row.item["code"], row.item["parent_code"]
            if parent and parent not in known:
                self.reject(row, "parent_code", _("There is no region %(code)s above it.") % {"code": parent})
            elif row.item["level"] == Level.PROVINCE and code not in parents:
                self.note(row.line, _("%(name)s: no divisions below it in this file.") % {"name": row.item["name"]})

    def write(self, items: list[dict[str, Any]], progress: Progress) -> Counts:
        """Level by level, so that every parent has its key."""
        counts = Counts()
        in_use = Region.objects.filter(valid_to=None)
        for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
            keys = dict(in_use.values_list("code", "pk")) | {"": None}
            rows = [
                {name: value for name, value in item.items() if name != "parent_code"}
                | {"parent_id": keys[item["parent_code"]]}
                for item in items
                if item["level"] == level
            ]
            counts += upsert(rows, into=in_use.filter(level=level), key=("code",), progress=progress)
        return counts


@dataclass(frozen=True)
class Retirement:
    """An old code, its successors and the last day on which it was in use."""

    code: str
    name: str
    last_day: date
    successors: tuple[str, ...]
    note: str


class RetiredRegionImporter(Importer[Retirement]):
    """Retired codes and their successors. The source gives a year only: a code is left in use to the end of it."""

    title = gettext_lazy("Retired regions")
    key = ("old_code",)
    columns = (
        Column("old_code", gettext_lazy("old code"), ("旧代码",), is_required=True, read=CODE),
        Column("old_name", gettext_lazy("old name"), ("旧名称",), is_required=True, read=text(longest=60)),
        Column("new_code", gettext_lazy("new code"), ("新代码",), is_required=True, read=CODE),
        Column("new_name", gettext_lazy("new name"), ("新名称",), read=text(longest=60)),
        Column("note", gettext_lazy("note"), ("备注",), is_required=True, read=text(longest=200)),
    )

    def prepare(self) -> None:
        """The regions in use and the retired ones."""
        self.in_use = {region.code: region for region in Region.objects.filter(valid_to=None)}
        self.retired = {region.code: region for region in Region.objects.exclude(valid_to=None)}

    def read(self, line: int, values: dict[str, Any]) -> Retirement:
        """A retirement with all its successors: a second one may stand in the note alone ("part to 330114 钱塘区")."""
        old, new, note = values["old_code"], values["new_code"], values["note"]
        year = MADE_NEW.search(note)
        if year is None:
            raise Rejected("note", _("The note names no year."))
        others = tuple(match["code"] for match in PART_TO.finditer(note))
        for column, code in (("new_code", new), *(("note", code) for code in others)):
            if code not in self.in_use:
                raise Rejected(column, _("Unknown region code %(code)s.") % {"code": code})
        if parent_of(old) not in self.in_use:
            raise Rejected("old_code", _("There is no region %(code)s above it.") % {"code": parent_of(old)})
        if values.get("new_name") not in {None, self.in_use[new].name}:
            words = {"code": new, "name": self.in_use[new].name, "given": values["new_name"]}
            self.note(line, _("%(code)s is called %(name)s, not %(given)s; the code counts.") % words)
        if others:
            words = {"code": old, "parts": ", ".join((new, *others))}
            self.note(line, _("%(code)s has several successors (one from the note): %(parts)s.") % words)
        last_day = date(int(year["year"]), 12, 31)
        return Retirement(old, values["old_name"], last_day, (new, *others), note)

    def write(self, items: list[Retirement], progress: Progress) -> Counts:
        """Old regions with their last day, and the steps to their successors."""
        counts = Counts()
        for done, item in enumerate(items, start=1):
            counts += self._retire(item)
            progress(done, len(items))
        return counts

    def _retire(self, item: Retirement) -> Counts:
        fields = {"name": item.name, "valid_to": item.last_day}
        old = self.retired.get(item.code) or self.in_use.get(item.code)
        changed = False
        if old is None:
            parent = self.in_use[parent_of(item.code)]
            old = Region.objects.create(
                code=item.code,
                full_name=f"{parent.full_name}{item.name}",
                level=level_of(item.code),
                parent=parent,
                economic_area=parent.economic_area,
                **fields,
            )
            is_new = True
        else:
            is_new = False
            changed = any(getattr(old, name) != value for name, value in fields.items())
            if changed:
                Region.objects.filter(pk=old.pk).update(**fields)
        for code in item.successors:
            step = {
                "on": date(item.last_day.year + 1, 1, 1),
                "is_partial": len(item.successors) > 1,
                "note": item.note,
            }
            steps = RegionSuccession.objects.filter(old=old, new=self.in_use[code])
            found = steps.first()
            if found is None:
                RegionSuccession.objects.create(old=old, new=self.in_use[code], **step)
                changed = True
            elif any(getattr(found, name) != value for name, value in step.items()):
                steps.update(**step)
                changed = True
        return Counts(
            created=int(is_new), updated=int(changed and not is_new), unchanged=int(not changed and not is_new)
        )
