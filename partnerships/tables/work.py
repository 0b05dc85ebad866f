"""Lists of projects, applications, patents and bodies."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import wording
from core.tables import DayColumn, HeadingColumn, ListTable, MoneyColumn, NameColumn, NumberColumn, StateColumn
from core.templatetags import ui
from partnerships.models import GovernanceBody, JointApplication, Patent, Project

RESULT_SHAPES = {
    JointApplication.Result.PENDING: "half",
    JointApplication.Result.GRANTED: "done",
    JointApplication.Result.REFUSED: "ended",
}


class OrganisationsColumn(tables.Column):
    """Several organisations; `path` names the rows, which the list has fetched, `of` the organisation of a row."""

    def __init__(self, *args: Any, path: str, of: str = "", **kwargs: Any) -> None:
        self.path, self.of = path, of
        kwargs.setdefault("empty_values", ())
        kwargs.setdefault("orderable", False)
        super().__init__(*args, **kwargs)

    def render(self, record: Any) -> SafeString:
        return format_html_join(", ", "{}", ((ui.name_of(row),) for row in self._organisations(record)))

    def value(self, record: Any) -> str:
        return wording.listed(wording.name_of(row) for row in self._organisations(record))

    def _organisations(self, record: Any) -> list[Any]:
        rows = getattr(record, self.path).all()
        return [getattr(row, self.of) if self.of else row for row in rows]


class CollegeColumn(NameColumn):
    """The college that keeps it."""

    def __init__(self, path: str = "college") -> None:
        super().__init__(
            verbose_name=_("College"), accessor=f"{path}__organisation", order_by=f"{path}__organisation__name"
        )


class ProjectTable(ListTable):
    """Projects with their money."""

    caption = _("Projects")

    title = HeadingColumn(verbose_name=_("Project"), sub="number")
    college = CollegeColumn()
    partners = OrganisationsColumn(verbose_name=_("Partners"), path="partners", of="organisation")
    kind = tables.Column(verbose_name=_("Kind"))
    level = tables.Column(verbose_name=_("Level"))
    starts_on = DayColumn(verbose_name=_("First day"))
    ends_on = DayColumn(verbose_name=_("Last day"))
    contracted = MoneyColumn(verbose_name=_("Contracted (CNY)"))
    received = MoneyColumn(verbose_name=_("Received (CNY)"))

    class Meta(ListTable.Meta):
        model = Project
        fields = (
            "title",
            "college",
            "partners",
            "kind",
            "level",
            "starts_on",
            "ends_on",
            "contracted",
            "received",
        )
        sequence = fields


class JointApplicationTable(ListTable):
    """Applications with their result."""

    caption = _("Joint applications")

    title = HeadingColumn(verbose_name=_("Application"), sub="programme")
    college = CollegeColumn()
    partners = OrganisationsColumn(verbose_name=_("Partners"), path="partners")
    applied_on = DayColumn(verbose_name=_("Applied on"))
    result = StateColumn(verbose_name=_("Result"), shapes=RESULT_SHAPES)
    decided_on = DayColumn(verbose_name=_("Decided on"))
    amount = MoneyColumn(verbose_name=_("Amount (CNY)"))

    class Meta(ListTable.Meta):
        model = JointApplication
        fields = ("title", "college", "partners", "applied_on", "result", "decided_on", "amount")
        sequence = fields


class PatentTable(ListTable):
    """Patents with the day on which they expire."""

    caption = _("Patents")

    title = HeadingColumn(verbose_name=_("Patent"), sub="number")
    college = CollegeColumn()
    owners = OrganisationsColumn(verbose_name=_("Co-owners"), path="owners")
    kind = tables.Column(verbose_name=_("Kind"))
    filed_on = DayColumn(verbose_name=_("Filed on"))
    granted_on = DayColumn(verbose_name=_("Granted on"))
    expires_on = DayColumn(verbose_name=_("Expires on"), orderable=False)

    class Meta(ListTable.Meta):
        model = Patent
        fields = ("title", "college", "owners", "kind", "filed_on", "granted_on", "expires_on")
        sequence = fields


class BodyTable(ListTable):
    """Bodies with their members."""

    caption = _("Governance bodies")

    name = HeadingColumn(verbose_name=_("Name"))
    keeper = CollegeColumn("keeper")
    kind = tables.Column(verbose_name=_("Kind"))
    legal_form = tables.Column(verbose_name=_("Legal form"))
    founded_on = DayColumn(verbose_name=_("Founded on"))
    ended_on = DayColumn(verbose_name=_("Ended on"))
    member_count = NumberColumn(verbose_name=_("Members"))

    class Meta(ListTable.Meta):
        model = GovernanceBody
        fields = ("name", "keeper", "kind", "legal_form", "founded_on", "ended_on", "member_count")
        sequence = fields
