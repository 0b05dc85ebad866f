"""Import of the industries of GB/T 4754."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import one_of, pattern, text
from core.imports import Accepted, Counts, Importer, Progress, Rejected, upsert
from core.sheets import Column
from reference.models import Industry

Level = Industry.Level
DIGITS = {Level.DIVISION: 2, Level.GROUP: 3, Level.CLASS: 4}
LEVELS = {level.value: level for level in Level} | {
    "门类": Level.SECTION,
    "大类": Level.DIVISION,
    "中类": Level.GROUP,
    "小类": Level.CLASS,
}
CODE = pattern(r"[A-T]|\d{1,4}", gettext_lazy("An industry code is one letter, or two to four digits."))


class IndustryImporter(Importer[dict[str, Any]]):
    """Industries. Spreadsheets drop leading zeros (01 becomes 1): they are put back by the level, and it is said."""

    title = gettext_lazy("Industries")
    key = ("code", "level")
    columns = (
        Column("code", gettext_lazy("code"), ("代码",), is_required=True, read=CODE),
        Column("name", gettext_lazy("name"), ("名称", "类别名称"), is_required=True, read=text(longest=60)),
        Column("level", gettext_lazy("level"), ("级别",), is_required=True, read=one_of(LEVELS)),
        Column("parent_code", gettext_lazy("code of the parent"), ("上级代码",), read=CODE),
        Column(
            "section",
            gettext_lazy("section"),
            ("门类",),
            is_required=True,
            read=pattern(r"[A-T]", gettext_lazy("A section is one letter.")),
        ),
        Column("name_en", gettext_lazy("English name"), ("英文名称",), read=text(longest=120)),
        Column("remark", gettext_lazy("remark"), ("说明",), read=text(longest=2000)),
    )

    def prepare(self) -> None:
        """The codes that a parent may have without standing in the file."""
        self.known = set(Industry.objects.values_list("code", flat=True))

    def read(self, line: int, values: dict[str, Any]) -> dict[str, Any]:
        """An industry as the table holds it, with its parent's code."""
        level = values["level"]
        code = self._whole(values["code"], level)
        if code != values["code"]:
            self.note(
                line,
                _("Code %(given)s read as %(code)s: its leading zero was lost.")
                % {"given": values["code"], "code": code},
            )
        parent = "" if level == Level.SECTION else values["section"] if level == Level.DIVISION else code[:-1]
        given = values.get("parent_code") or parent
        if given.zfill(len(parent)) != parent:
            raise Rejected("parent_code", _("The parent of %(code)s is %(parent)s.") % {"code": code, "parent": parent})
        return {
            "code": code,
            "name": values["name"],
            "level": level,
            "parent_code": parent,
            "section": values["section"],
            "name_en": values.get("name_en") or "",
            "remark": values.get("remark") or "",
        }

    @staticmethod
    def _whole(code: str, level: Industry.Level) -> str:
        if level == Level.SECTION:
            if code.isdigit():
                raise Rejected("code", _("A section is one letter."))
            return code
        if not code.isdigit() or len(code) > DIGITS[level]:
            raise Rejected("code", _("A code of this level has %(count)d digits.") % {"count": DIGITS[level]})
        return code.zfill(DIGITS[level])

    def review(self, accepted: list[Accepted[dict[str, Any]]]) -> None:
        """Every parent is in the file or in the table."""
        known = self.known | {row.item["code"] for row in accepted}
        for row in accepted:
            if row.item["parent_code"] and row.item["parent_code"] not in known:
                self.reject(
                    row, "parent_code", _("There is no industry %(code)s above it.") % {"code": row.item["parent_code"]}
                )

    def write(self, items: list[dict[str, Any]], progress: Progress) -> Counts:
        """Level by level, so that every parent has its key."""
        counts = Counts()
        for level in Level:
            keys = dict(Industry.objects.values_list("code", "pk")) | {"": None}
            rows = [
                {name: value for name, value in item.items() if name != "parent_code"}
                | {"parent_id": keys[item["parent_code"]]}
                for item in items
                if item["level"] == level
            ]
            counts += upsert(rows, into=Industry.objects.filter(level=level), key=("code",), progress=progress)
        return counts
