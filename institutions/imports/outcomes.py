"""Import of what became of a college's graduates: the sheet of a wave, filled in."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.cells import CellRefused, amount, chosen_from, day, text, yes_or_no
from core.errors import DomainError
from core.imports import Accepted, Counts, Importer, Progress, Rejected
from core.sheets import Column
from institutions.imports.names import enterprises_named
from institutions.models import OutcomeStatus, Student, Wave
from institutions.selectors import own_college
from institutions.services.outcomes import Answer, Asked, check_answer, record_outcomes
from reference.imports.regions import CODE
from reference.models import Region
from reference.selectors import Regions

CENT = Decimal("0.01")
PAY_MOST = Decimal(10) ** 10
COLUMN_OF = {"occurred_on": "day", "student": "number", "employer_name": "employer"}


def pay(cell: str) -> Decimal:
    """An amount of money a month that is not negative, with two decimals at most."""
    value = amount(cell)
    if value < 0 or value >= PAY_MOST or value != value.quantize(CENT):
        raise CellRefused(gettext_lazy("Not an amount in yuan with two decimals at most."))
    return value.quantize(CENT)


@dataclass
class OutcomeRow:
    """A graduate's answer, with the employer as the file names it."""

    asked: Asked
    employer: str


class OutcomeImporter(Importer[OutcomeRow]):
    """Answers of graduates of the college acted for. A row is the whole answer of a wave: an empty cell is "not known".

    What stands is corrected where a row says something else.
    """

    title = gettext_lazy("Graduate outcomes")
    act = "record_outcomes"
    is_of_tenant = True
    private = (
        "name",
        "status",
        "employer",
        "region",
        "is_matched",
        "pay",
        "is_retained",
        "is_promoted",
        "is_innovator",
    )
    key = ("number", "wave")
    columns = (
        Column("number", gettext_lazy("student number"), ("学号",), is_required=True, read=text(longest=30)),
        Column("name", gettext_lazy("name"), ("姓名",), read=text(longest=60)),
        Column("wave", gettext_lazy("wave"), ("跟踪期次", "期次"), is_required=True, read=chosen_from(Wave)),
        Column("day", gettext_lazy("about the day"), ("情况日期", "日期"), is_required=True, read=day),
        Column(
            "status",
            pgettext_lazy("graduate", "status"),
            ("去向", "毕业去向"),
            is_required=True,
            read=chosen_from(OutcomeStatus),
        ),
        Column("source", gettext_lazy("source"), ("信息来源", "来源"), is_required=True, read=text(longest=120)),
        Column("employer", pgettext_lazy("graduate", "employer"), ("用人单位", "就业单位"), read=text(longest=200)),
        Column("region", gettext_lazy("region code of work"), ("工作地行政区划代码", "工作地代码"), read=CODE),
        Column("is_matched", gettext_lazy("post matches the major"), ("专业对口", "是否对口"), read=yes_or_no),
        Column("pay", gettext_lazy("pay a month (CNY)"), ("月报酬（元）", "月报酬", "月薪（元）", "月薪"), read=pay),
        Column("is_retained", gettext_lazy("still with the first employer"), ("仍在首家单位",), read=yes_or_no),
        Column("is_promoted", gettext_lazy("promoted"), ("已晋升",), read=yes_or_no),
        Column("is_innovator", gettext_lazy("took part in an innovation"), ("参与创新",), read=yes_or_no),
    )

    def prepare(self) -> None:
        """The college, its students by number, and regions."""
        self.college = own_college(self.actor, self.act)
        own = Student.objects.filter(college=self.college).defer("birth_date", "guardian_name")
        self.students = {student.number: student for student in own}
        self.regions = Regions(self.on)

    def read(self, line: int, values: dict[str, Any]) -> OutcomeRow:
        """An answer, checked as the service checks it."""
        student = self.students.get(values["number"])
        if student is None:
            raise Rejected("number", _("The college has no student of this number."))
        if values.get("name") and values["name"] != student.name:
            raise Rejected("name", _("The student of this number has another name. Correct the number or the name."))
        names = ("is_matched", "pay", "is_retained", "is_promoted", "is_innovator")
        employer = values.get("employer") or ""
        answer = Answer(
            status=values["status"],
            occurred_on=values["day"],
            source=values["source"],
            employer_name=employer,
            region=self._region(line, values),
            **{name: values.get(name) for name in names},
        )
        try:
            check_answer(student, values["wave"], answer, on=self.on)
        except DomainError as error:
            raise Rejected(COLUMN_OF.get(error.field or "", error.field or "number"), str(error)) from error
        return OutcomeRow(Asked(student, values["wave"], answer), employer)

    def review(self, accepted: list[Accepted[OutcomeRow]]) -> None:
        """Employers that the register knows, by their exact names; others stay as they are stated."""
        known = enterprises_named({row.item.employer for row in accepted if row.item.employer})
        for row in accepted:
            found = known.get(row.item.employer, [])
            if len(found) == 1:
                answer = replace(row.item.asked.answer, employer=found[0], employer_name="")
                row.item.asked = replace(row.item.asked, answer=answer)
            elif found:
                self.note(row.line, _("Several enterprises have the name of the employer: it is kept as stated."))

    def write(self, items: list[OutcomeRow], progress: Progress) -> Counts:
        """Through the room's own service."""
        asked = [item.asked for item in items]
        return record_outcomes(actor=self.actor, college=self.college, asked=asked, on=self.on, progress=progress)

    def _region(self, line: int, values: dict[str, Any]) -> Region | None:
        code = values.get("region")
        if not code:
            return None
        found = self.regions.resolve(code)
        if found.region is None:
            raise Rejected("region", found.note)
        if found.note:
            self.note(line, found.note)
        return found.region
