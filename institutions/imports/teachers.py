"""Import of a college's own teachers."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cells import chosen_from, day, text, yes_or_no
from core.errors import DomainError
from core.imports import Accepted, Counts, Importer, Progress, Rejected
from core.sheets import Column
from institutions.imports.names import enterprises_named
from institutions.models import DualQualification, Teacher
from institutions.selectors import own_college
from institutions.services.days import EndsTooEarly
from institutions.services.staff_list import Recognition, StaffRow, bring_teachers
from institutions.services.teachers import check_facts

FACTS = ("name", "joined_on", "left_on", "is_part_time", "teaches_professional_courses")
OF_A_RECOGNITION = ("dual_level", "dual_authority", "dual_valid_from", "dual_valid_to")


@dataclass
class TeacherRow:
    """A row with the employer as the file names it."""

    row: StaffRow
    employer: str


class TeacherImporter(Importer[TeacherRow]):
    """Teachers of the college acted for, each with one recognition as dual-qualified. An empty cell, and a column that
    the file lacks, leave a fact as it is. Several recognitions of a teacher come by several files.
    """

    title = gettext_lazy("Teachers")
    act = "manage_teachers"
    is_of_tenant = True
    private = ("name",)
    key = ("number",)
    columns = (
        Column("number", gettext_lazy("staff number"), ("工号", "教职工号"), is_required=True, read=text(longest=30)),
        Column("name", gettext_lazy("name"), ("姓名",), is_required=True, read=text(longest=60)),
        Column("joined_on", gettext_lazy("joined on"), ("入职日期", "到校日期"), is_required=True, read=day),
        Column("left_on", gettext_lazy("left on"), ("离职日期",), read=day),
        Column(
            "teaches_professional_courses",
            gettext_lazy("teaches professional courses"),
            ("是否专业课教师", "专业课教师"),
            read=yes_or_no,
        ),
        Column("is_part_time", gettext_lazy("part-time"), ("是否兼职", "兼职"), read=yes_or_no),
        Column("employer", gettext_lazy("employer"), ("所在单位", "所在企业"), read=text(longest=200)),
        Column(
            "dual_level",
            gettext_lazy("level of the dual qualification"),
            ("双师等级", "双师级别"),
            read=chosen_from(DualQualification.Level),
        ),
        Column("dual_authority", gettext_lazy("recognised by"), ("认定单位", "认定机构"), read=text(longest=120)),
        Column("dual_valid_from", gettext_lazy("valid from"), ("有效期起", "认定日期"), read=day),
        Column("dual_valid_to", gettext_lazy("valid until"), ("有效期止",), read=day),
    )

    def prepare(self) -> None:
        """The college, and its teachers by number."""
        self.college = own_college(self.actor, self.act)
        self.known = {teacher.number: teacher for teacher in Teacher.objects.filter(college=self.college)}

    def read(self, line: int, values: dict[str, Any]) -> TeacherRow:
        """A teacher with the facts that the row gives; the employer is looked up with all others."""
        facts = {name: values[name] for name in FACTS if values.get(name) is not None}
        row = StaffRow(values["number"], facts, self._recognition(values))
        employer = values.get("employer") or ""
        teacher = self._as_it_would_be(row)
        if employer and teacher.is_part_time:
            teacher.employer_id = teacher.employer_id or 0  # some employer is named; which one is seen in `review`
        elif employer:
            raise Rejected("employer", _("Only a part-time teacher has an employer here. Write Y under part-time."))
        try:
            check_facts(teacher)
        except DomainError as error:
            raise Rejected(error.field or "number", str(error)) from error
        return TeacherRow(row, employer)

    def review(self, accepted: list[Accepted[TeacherRow]]) -> None:
        """Employers by their exact names."""
        known = enterprises_named({row.item.employer for row in accepted if row.item.employer})
        for row in accepted:
            if not row.item.employer:
                continue
            found = known.get(row.item.employer, [])
            if len(found) == 1:
                row.item.row.facts["employer_id"] = found[0].pk
            elif found:
                self.reject(row, "employer", _("Several enterprises have this name. Add this teacher by hand."))
            else:
                words = _("No enterprise of the register has exactly this name. Check it, or have it registered first.")
                self.reject(row, "employer", words)

    def write(self, items: list[TeacherRow], progress: Progress) -> Counts:
        """Through the room's own service."""
        rows = [item.row for item in items]
        return bring_teachers(actor=self.actor, college=self.college, rows=rows, progress=progress)

    def _as_it_would_be(self, row: StaffRow) -> Teacher:
        known = self.known.get(row.number)
        return row.brought_to(copy(known) if known is not None else Teacher(college=self.college, number=row.number))

    def _recognition(self, values: dict[str, Any]) -> Recognition | None:
        if all(values.get(name) is None for name in OF_A_RECOGNITION):
            return None
        for name in OF_A_RECOGNITION[:3]:
            if values.get(name) is None:
                raise Rejected(name, _("A recognition has a level, an authority and a first day: give all three."))
        valid_from, valid_to = values["dual_valid_from"], values.get("dual_valid_to")
        if valid_to is not None and valid_to < valid_from:
            raise Rejected("dual_valid_to", str(EndsTooEarly.message))
        return Recognition(values["dual_level"], values["dual_authority"], valid_from, valid_to)
