"""Import of the ministry's list of colleges."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import any_text, one_of, pattern, text, yes_or_no
from core.imports import Accepted, Counts, Importer, Progress, Rejected
from core.sheets import Column
from institutions.models import College
from institutions.services import CollegeFacts, register_colleges
from reference.imports.regions import CODE
from reference.models import Region
from reference.selectors import Regions

EducationLevel, Ownership = College.EducationLevel, College.Ownership
LEVELS = {
    "专科": EducationLevel.ASSOCIATE,
    "本科": EducationLevel.BACHELOR,
    "中职": EducationLevel.SECONDARY,
    **{level.value: level for level in EducationLevel},
}
OWNERSHIPS = {
    "公办": Ownership.PUBLIC,
    "民办": Ownership.PRIVATE,
    "中外合作办学/内地与港澳台合作": Ownership.JOINT,
    **{ownership.value: ownership for ownership in Ownership},
}
CORPS = "新疆生产建设兵团"


class CollegeImporter(Importer[CollegeFacts]):
    """Colleges: where each stands, and whose authority oversees it (docs/decisions/overseer-region.md)."""

    title = gettext_lazy("Colleges")
    act = "register_organisation"
    key = ("school_code",)
    columns = (
        Column(
            "school_code",
            gettext_lazy("school code"),
            ("学校标识码",),
            is_required=True,
            read=pattern(r"\d{10}", gettext_lazy("A school code has ten digits.")),
        ),
        Column(
            "institution_code",
            gettext_lazy("institution code"),
            ("院校代码",),
            read=pattern(r"\d{5}", gettext_lazy("An institution code has five digits.")),
        ),
        Column("name", gettext_lazy("name"), ("学校名称",), is_required=True, read=text(longest=200)),
        Column("name_en", gettext_lazy("English name"), ("英文名称",), read=text(longest=200)),
        Column(
            "education_level", gettext_lazy("education level"), ("办学层次",), is_required=True, read=one_of(LEVELS)
        ),
        Column("is_vocational", gettext_lazy("vocational"), ("职业院校",), is_required=True, read=yes_or_no),
        Column("ownership", gettext_lazy("ownership"), ("办学性质",), is_required=True, read=one_of(OWNERSHIPS)),
        Column(
            "authority", gettext_lazy("competent authority"), ("主管部门",), is_required=True, read=text(longest=60)
        ),
        Column("province_code", gettext_lazy("code of the province"), ("省份代码",), is_required=True, read=CODE),
        Column("city", gettext_lazy("city"), ("所在地",), read=any_text),
        Column("city_code", gettext_lazy("code of the city"), ("所在地代码",), read=CODE),
    )

    def prepare(self) -> None:
        """Regions of the day, provinces by the first two characters of their names, and names taken."""
        self.regions = Regions(self.on)
        self.provinces = {province.name[:2]: province for province in self.regions.provinces}
        rows = College.objects.values_list("organisation__name", "school_code")
        self.school_code_of = dict(rows)

    def read(self, line: int, values: dict[str, Any]) -> CollegeFacts:
        """A college with its two regions."""
        province = self._region(line, "province_code", values["province_code"])
        if province.level != Region.Level.PROVINCE:
            raise Rejected("province_code", _("%(name)s is no province.") % {"name": province.name})
        region = self._place(line, values, province)
        overseer = self._overseer(line, values, province)
        self._doubts(line, values, province)
        return CollegeFacts(
            school_code=values["school_code"],
            institution_code=values.get("institution_code") or "",
            name=values["name"],
            name_en=values.get("name_en") or "",
            education_level=values["education_level"],
            is_vocational=values["is_vocational"],
            ownership=values["ownership"],
            authority=values["authority"],
            region_id=region.pk,
            overseer_region_id=overseer.pk if overseer is not None else None,
        )

    def review(self, accepted: list[Accepted[CollegeFacts]]) -> None:
        """The same name under two school codes may be the same college."""
        for row in accepted:
            other = self.school_code_of.setdefault(row.item.name, row.item.school_code)
            if other != row.item.school_code:
                self.note(row.line, _("Possible duplicate: %(code)s has the same name.") % {"code": other})

    def write(self, items: list[CollegeFacts], progress: Progress) -> Counts:
        """Through the register's own service."""
        return register_colleges(actor=self.actor, colleges=items, progress=progress)

    def _region(self, line: int, column: str, code: str) -> Region:
        found = self.regions.resolve(code)
        if found.region is None:
            raise Rejected(column, found.note)
        if found.note:
            self.note(line, found.note)
        return found.region

    def _place(self, line: int, values: dict[str, Any], province: Region) -> Region:
        """Where it stands: the city, or the province where no city is given."""
        if not values.get("city_code"):
            self.note(line, _("No city: taken to stand in %(name)s.") % {"name": province.name})
            return province
        region = self._region(line, "city_code", values["city_code"])
        given = values.get("city")
        if given and given != region.name:
            words = {"code": region.code, "name": region.name, "given": given}
            self.note(line, _("%(code)s is called %(name)s, not %(given)s; the code counts.") % words)
        if region.lineage_codes()[-1] != province.code:
            words = {"city": region.name, "province": province.name}
            self.note(line, _("Stands in %(city)s and belongs to %(province)s.") % words)
        return region

    def _overseer(self, line: int, values: dict[str, Any], province: Region) -> Region | None:
        """The province that its authority names; none for an authority of the centre."""
        authority = values["authority"]
        if authority.startswith(CORPS):
            words = {"authority": authority, "province": province.name}
            self.note(line, _("%(authority)s: overseen together with %(province)s.") % words)
        named = next((found for name, found in self.provinces.items() if name in authority), None)
        if named is None:
            self.note(line, _("%(authority)s is of the centre: no province oversees it.") % {"authority": authority})
        elif named != province:
            words = {"authority": authority, "province": province.name}
            self.note(line, _("Belongs to %(province)s, but %(authority)s oversees it.") % words)
        return named

    def _doubts(self, line: int, values: dict[str, Any], province: Region) -> None:
        """Codes that contradict each other, without harm to the row."""
        code, short = values["school_code"], values.get("institution_code")
        if short and not code.endswith(short):
            words = {"code": code, "short": short}
            self.note(line, _("School code %(code)s does not end with institution code %(short)s.") % words)
        if code[2:4] != province.code[:2]:
            words = {"code": code, "province": province.name}
            self.note(line, _("School code %(code)s is not one of %(province)s: kept.") % words)
