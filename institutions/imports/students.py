"""Import of a college's own roster."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import day, one_of, text
from core.errors import DomainError
from core.imports import Counts, Importer, Progress, Rejected
from core.sheets import Column
from institutions.models import Major, Student
from institutions.selectors import own_college
from institutions.services.roster import RosterRow, bring_students
from institutions.services.students import check_days

SEXES = {
    "女": Student.Sex.FEMALE,
    "男": Student.Sex.MALE,
    "未知": Student.Sex.UNKNOWN,
    **{sex.value: sex for sex in Student.Sex},
}
OPTIONAL = ("sex", "class_name", "guardian_name")


class StudentImporter(Importer[RosterRow]):
    """Students of the college acted for. An empty cell, and a column that the file lacks, leave a fact as it is."""

    title = gettext_lazy("Students (roster)")
    act = "manage_students"
    is_of_tenant = True
    private = ("name", "birth_date", "guardian_name")
    key = ("number",)
    columns = (
        Column("number", gettext_lazy("student number"), ("学号",), is_required=True, read=text(longest=30)),
        Column("name", gettext_lazy("name"), ("姓名",), is_required=True, read=text(longest=60)),
        Column(
            "major", gettext_lazy("major"), ("专业", "专业代码", "专业名称"), is_required=True, read=text(longest=80)
        ),
        Column("class_name", gettext_lazy("class"), ("班级",), read=text(longest=60)),
        Column("enrolled_on", gettext_lazy("enrolled on"), ("入学日期",), is_required=True, read=day),
        Column("birth_date", gettext_lazy("birth date"), ("出生日期",), is_required=True, read=day),
        Column("sex", gettext_lazy("sex"), ("性别",), read=one_of(SEXES)),
        Column("guardian_name", gettext_lazy("guardian"), ("监护人",), read=text(longest=60)),
    )

    def prepare(self) -> None:
        """The college, and its majors by name and by code."""
        self.college = own_college(self.actor, self.act)
        self.majors: dict[str, list[Major]] = {}
        for major in Major.objects.filter(college=self.college).select_related("catalogue"):
            for word in {major.name, major.catalogue.code}:
                self.majors.setdefault(word, []).append(major)

    def read(self, line: int, values: dict[str, Any]) -> RosterRow:
        """A student with the facts that the row gives."""
        found = self.majors.get(values["major"], [])
        if not found:
            raise Rejected("major", _("The college has no major of this name or code."))
        if len(found) > 1:
            raise Rejected("major", _("Several majors of the college have this code. Write the name."))
        try:
            check_days(birth_date=values["birth_date"], enrolled_on=values["enrolled_on"])
        except DomainError as error:
            raise Rejected("birth_date", str(error)) from error
        facts = {name: values[name] for name in ("name", "enrolled_on", "birth_date")}
        given = {name: values[name] for name in OPTIONAL if values.get(name) is not None}
        return RosterRow(values["number"], facts | {"major_id": found[0].pk} | given)

    def write(self, items: list[RosterRow], progress: Progress) -> Counts:
        """Through the room's own service."""
        return bring_students(actor=self.actor, college=self.college, rows=items, progress=progress)
