"""Import of the catalogues of majors."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import one_of, pattern, text, yes_or_no
from core.imports import Counts, Importer, Progress, Rejected, upsert
from core.sheets import Column
from reference.models import CatalogueMajor

Level = CatalogueMajor.Level
LEVELS = {level.value: level for level in Level} | {
    "中职": Level.SECONDARY,
    "高职专科": Level.COLLEGE,
    "高职本科": Level.VOCATIONAL_BACHELOR,
    "普通本科": Level.BACHELOR,
    "本科": Level.BACHELOR,
}
YEARS = {f"{word}年": number for number, word in enumerate("一二三四五六七八", start=1)} | {
    str(number): number for number in range(1, 9)
}
SHAPE = re.compile(r"(?P<digits>\d{5,6})(?P<marks>[TK]{0,2})")  # T: special, K: controlled by the state
DIGITS = 6


class MajorImporter(Importer[dict[str, Any]]):
    """Majors of the catalogues of all levels. Codes of the bachelor catalogue begin with 0, which spreadsheets drop."""

    title = gettext_lazy("Majors of the catalogue")
    key = ("code",)
    columns = (
        Column("level", gettext_lazy("level"), ("层次",), is_required=True, read=one_of(LEVELS)),
        Column(
            "code",
            gettext_lazy("code"),
            ("专业代码",),
            is_required=True,
            read=pattern(
                SHAPE.pattern, gettext_lazy("A code of a major has six digits, then T or K if it is special.")
            ),
        ),
        Column("name", gettext_lazy("name"), ("专业名称",), is_required=True, read=text(longest=80)),
        Column("name_en", gettext_lazy("English name"), ("英文名称",), read=text(longest=160)),
        Column("category", gettext_lazy("category"), ("专业大类", "学科门类"), is_required=True, read=text(longest=40)),
        Column("class", gettext_lazy("class"), ("专业类",), is_required=True, read=text(longest=40)),
        Column("category_code", gettext_lazy("category code"), ("大类代码",), is_required=True, read=text(longest=4)),
        Column("class_code", gettext_lazy("class code"), ("专业类代码",), is_required=True, read=text(longest=4)),
        Column("state_controlled_K", gettext_lazy("state-controlled"), ("国控",), read=yes_or_no),
        Column("duration", gettext_lazy("duration"), ("学制",), read=one_of(YEARS)),
        Column("degree", gettext_lazy("degree"), ("学位",), read=text(longest=80)),
    )

    def read(self, line: int, values: dict[str, Any]) -> dict[str, Any]:
        """A major as the table holds it."""
        shape = SHAPE.fullmatch(values["code"])
        assert shape is not None  # the column's reader saw to it
        code = shape["digits"].zfill(DIGITS) + shape["marks"]
        if code != values["code"]:
            words = {"given": values["code"], "code": code}
            self.note(line, _("Code %(given)s read as %(code)s: its leading zero was lost.") % words)
        category_code, class_code = values["category_code"].zfill(2), values["class_code"].zfill(4)
        for column, prefix in (("class_code", class_code), ("category_code", category_code)):
            if not code.startswith(prefix):
                raise Rejected(column, _("The code %(code)s does not begin with it.") % {"code": code})
        is_controlled = bool(values.get("state_controlled_K")) or "K" in shape["marks"]
        if is_controlled and "state_controlled_K" in values and not values["state_controlled_K"]:
            self.note(line, _("%(code)s: state-controlled by its code.") % {"code": code})
        return {
            "code": code,
            "level": values["level"],
            "name": values["name"],
            "name_en": values.get("name_en") or "",
            "category_code": category_code,
            "category": values["category"],
            "class_code": class_code,
            "class_name": values["class"],
            "duration_years": values.get("duration"),
            "degree": values.get("degree") or "",
            "is_state_controlled": is_controlled,
        }

    def write(self, items: list[dict[str, Any]], progress: Progress) -> Counts:
        """All at once: a major refers to nothing."""
        return upsert(items, into=CatalogueMajor.objects.all(), key=("code",), progress=progress)
