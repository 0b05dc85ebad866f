"""Import of a college's own roster."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.cells import chosen_from, day, one_of, text
from core.errors import DomainError
from core.imports import Counts, Importer, Progress, Rejected
from core.sheets import Column
from institutions.models import Major, Student
from institutions.selectors import own_college
from institutions.services.days import EndsTooEarly
from institutions.services.roster import RosterRow, bring_students
from institutions.services.students import StudentHasLeft, check_days

SEXES = {
    "女": Student.Sex.FEMALE,
    "男": Student.Sex.MALE,
    "未知": Student.Sex.UNKNOWN,
    **{sex.value: sex for sex in Student.Sex},
}
OPTIONAL = ("sex", "class_name", "guardian_name", "left_on", "leave_reason")


LEFT = ("number", "left_on", "leave_reason")


class StudentImporter(Importer[RosterRow]):
    """Students of the college acted for. An empty cell, and a column that the file lacks, leave a fact as it is.

    A whole year graduates by the day and the reason of leaving; who has left does not leave again.
    """

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
        Column("class_name", pgettext_lazy("students", "class"), ("班级",), read=text(longest=60)),
        Column("enrolled_on", gettext_lazy("enrolled on"), ("入学日期",), is_required=True, read=day),
        Column("birth_date", gettext_lazy("birth date"), ("出生日期",), is_required=True, read=day),
        Column("sex", gettext_lazy("sex"), ("性别",), read=one_of(SEXES)),
        Column("guardian_name", gettext_lazy("guardian"), ("监护人",), read=text(longest=60)),
        Column("left_on", gettext_lazy("left on"), ("离校日期", "毕业日期"), read=day),
        Column("leave_reason", gettext_lazy("reason of leaving"), ("离校原因",), read=chosen_from(Student.LeaveReason)),
    )

    def prepare(self) -> None:
        """The college, and its majors by name and by code."""
        self.college = own_college(self.actor, self.act)
        self.majors: dict[str, list[Major]] = {}
        for major in Major.objects.filter(college=self.college).select_related("catalogue"):
            for word in {major.name, major.catalogue.code}:
                self.majors.setdefault(word, []).append(major)
        gone = Student.objects.filter(college=self.college, left_on__isnull=False)
        self.gone = {number: (left_on, reason) for number, left_on, reason in gone.values_list(*LEFT)}

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
        self._check_leave(values)
        facts = {name: values[name] for name in ("name", "enrolled_on", "birth_date")}
        given = {name: values[name] for name in OPTIONAL if values.get(name) is not None}
        return RosterRow(values["number"], facts | {"major_id": found[0].pk} | given)

    def write(self, items: list[RosterRow], progress: Progress) -> Counts:
        """Through the room's own service."""
        return bring_students(actor=self.actor, college=self.college, rows=items, progress=progress)

    def _check_leave(self, values: dict[str, Any]) -> None:
        """A day and a reason come together, after the enrolment and once."""
        left_on, reason = values.get("left_on"), values.get("leave_reason")
        if left_on is None and reason is None:
            return
        if left_on is None or reason is None:
            raise Rejected("left_on", _("Who has left has a day and a reason: give both."))
        if left_on <= values["enrolled_on"]:
            raise Rejected("left_on", str(EndsTooEarly.message))
        if self.gone.get(values["number"], (left_on, reason)) != (left_on, reason):
            raise Rejected("left_on", str(StudentHasLeft.message))
