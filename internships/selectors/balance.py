"""What the cooperation gives and returns in a calendar year, for the enterprise: every figure is a list of records.

All rows are those that the enterprise may see, but for graduates, of whom it learns the number alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import clock
from enterprises.models import EnterpriseYear
from institutions.models import CourseRevision, Equipment, EquipmentState, EquipmentStatus, GraduateOutcome
from institutions.models.outcomes import OutcomeStatus
from internships.models import InternshipSlot, Placement, PlacementOutcome
from partnerships.models import Activity, Contribution, ContributionState, Patent, Project, ProjectReceipt
from partnerships.models.activities import ActivityKind
from partnerships.models.contributions import ContributionStage
from partnerships.terms.values import ContributionKind

GIVES, RETURNS = "gives", "returns"
DAYS_OF_A_MONTH = Decimal(30)


@dataclass(frozen=True)
class Year:
    """A calendar year, and whose it is."""

    actor: Actor
    owner_id: int
    number: int

    @property
    def first(self) -> date:
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        return date(self.number, 12, 31)

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.last


@dataclass(frozen=True)
class Record:
    """One of the rows behind a figure. `amount` in the unit of its line; None where rows are counted alone."""

    on: date | None
    title: str
    partner: Any
    url: str = ""
    amount: Decimal | int | None = None


@dataclass(frozen=True)
class Source:
    """A line of the page: its side, its words, and the records that it counts."""

    side: str
    title: str | Promise
    records: Callable[[Year], Iterator[Record]] | None
    amount_title: str | Promise = ""  # what the sum of amounts is called; empty: the rows are counted alone
    is_money: bool = False
    count: Callable[[Year], int] | None = None  # for a line whose records are nobody's business


@dataclass(frozen=True)
class Line:
    """A line with its figures."""

    code: str
    title: str | Promise
    count: int
    amount_title: str | Promise
    amount: Decimal | None
    is_money: bool
    has_records: bool


def _equipment(year: Year) -> Iterator[Record]:
    """Equipment that a college accepted from the enterprise in the year."""
    accepted = EquipmentState.objects.visible_to(year.actor).filter(
        superseded_at=None, state=EquipmentStatus.ACCEPTED, from_on__range=year.span
    )
    days = dict(accepted.filter(equipment__contributor=year.owner_id).values_list("equipment_id", "from_on"))
    rows = Equipment.objects.visible_to(year.actor).filter(pk__in=days).select_related("college__organisation")
    for row in rows:
        yield Record(days[row.pk], row.name, row.college.organisation, row.get_absolute_url(), row.value)


def _contributions(year: Year) -> Iterator[Record]:
    """What else of its contributions was accepted in the year; equipment stands in its own line."""
    accepted = ContributionState.objects.visible_to(year.actor).filter(
        superseded_at=None, state=ContributionStage.ACCEPTED, from_on__range=year.span
    )
    days = dict(accepted.values_list("contribution_id", "from_on"))
    rows = Contribution.objects.visible_to(year.actor).filter(
        pk__in=days, party__organisation=year.owner_id, state=ContributionStage.ACCEPTED
    )
    rows = rows.exclude(kind=ContributionKind.EQUIPMENT).select_related("agreement__keeper")
    for row in rows:
        url = reverse("partnerships:contribution-detail", args=[row.pk])
        yield Record(days[row.pk], row.name, row.agreement.keeper, url, row.value)


def _receipts(year: Year) -> Iterator[Record]:
    """What it paid for projects with colleges."""
    rows = ProjectReceipt.objects.visible_to(year.actor).filter(
        superseded_at=None, payer=year.owner_id, occurred_on__range=year.span
    )
    for row in rows.select_related("project__college__organisation"):
        yield Record(row.occurred_on, row.project.title, row.project.college.organisation, "", row.amount)


def _slots(year: Year) -> Iterator[Record]:
    """Internship slots whose first day lies in the year, drafts apart."""
    rows = InternshipSlot.objects.visible_to(year.actor).filter(enterprise=year.owner_id, starts_on__range=year.span)
    for row in rows.exclude(state=InternshipSlot.State.DRAFT):
        yield Record(row.starts_on, row.post, None, row.get_absolute_url(), row.places)


def _intern_months(year: Year) -> Iterator[Record]:
    """Placements under way or ended, with their days in the year up to today, thirty of them a month."""
    rows = Placement.objects.visible_to(year.actor).filter(slot__enterprise=year.owner_id)
    for row, months in months_of(rows, year):
        yield Record(row.starts_on, row.slot.post, row.college, row.slot.get_absolute_url(), months)


def months_of(rows: QuerySet[Placement], year: Year) -> Iterator[tuple[Placement, Decimal]]:
    """Placements under way or ended with their months in the year, thirty days each, up to today."""
    until = min(year.last, clock.today())
    held = rows.filter(
        state__in=(Placement.State.UNDER_WAY, Placement.State.ENDED), starts_on__lte=until, ends_on__gte=year.first
    )
    for row in held.select_related("slot__enterprise", "college"):
        days = (min(row.ends_on, until) - max(row.starts_on, year.first)).days + 1
        yield row, round(Decimal(days) / DAYS_OF_A_MONTH, 1)


def _activities(*kinds: ActivityKind) -> Callable[[Year], Iterator[Record]]:
    def records(year: Year) -> Iterator[Record]:
        rows = Activity.objects.visible_to(year.actor).confirmed(year.last, clock.now())
        rows = rows.filter(party__organisation=year.owner_id, kind__in=kinds, occurred_on__gte=year.first)
        for row in rows.select_related("agreement__keeper"):
            url = reverse("partnerships:agreement-activities", args=[row.agreement_id])
            yield Record(row.occurred_on, row.get_kind_display(), row.agreement.keeper, url)

    return records


def _training_spend(year: Year) -> Iterator[Record]:
    """What it reported as its spend on vocational education."""
    rows = EnterpriseYear.objects.visible_to(year.actor).current()
    for row in rows.filter(enterprise=year.owner_id, year=year.number).exclude(training_spend=None):
        url = reverse("enterprises:year-detail", args=[row.year])
        yield Record(None, str(_("Yearly figures")), None, url, row.training_spend)


def _hired(year: Year) -> Iterator[Record]:
    """Interns of whom somebody said in the year that they were hired."""
    rows = PlacementOutcome.objects.visible_to(year.actor).filter(
        superseded_at=None, is_hired=True, occurred_on__range=year.span, placement__slot__enterprise=year.owner_id
    )
    for row in rows.select_related("placement__slot", "placement__college"):
        slot = row.placement.slot
        yield Record(row.occurred_on, slot.post, row.placement.college, slot.get_absolute_url())


def _graduates(year: Year) -> int:
    """How many graduates colleges found at the enterprise in the year: a number, never a row or a name."""
    rows = GraduateOutcome.objects.current().filter(
        employer=year.owner_id, status=OutcomeStatus.EMPLOYED, occurred_on__range=year.span
    )
    return rows.values("student_id").distinct().count()


def _projects(year: Year) -> Iterator[Record]:
    """Projects and technical services with colleges that ran in the year, with what was contracted."""
    rows = Project.objects.visible_to(year.actor).filter(
        Q(ends_on=None) | Q(ends_on__gte=year.first),
        partners__organisation=year.owner_id,
        starts_on__lte=year.last,
    )
    for row in rows.select_related("college__organisation"):
        yield Record(row.starts_on, row.title, row.college.organisation, "", row.contracted)


def _patents(year: Year) -> Iterator[Record]:
    """Patents that it owns together with a college, filed in the year."""
    rows: QuerySet[Patent] = Patent.objects.visible_to(year.actor).filter(
        owners=year.owner_id, filed_on__range=year.span
    )
    for row in rows.select_related("college__organisation"):
        yield Record(row.filed_on, row.title, row.college.organisation)


def _courses(year: Year) -> Iterator[Record]:
    """Revisions of courses in which it took part."""
    rows = CourseRevision.objects.visible_to(year.actor).filter(
        superseded_at=None, enterprises=year.owner_id, occurred_on__range=year.span
    )
    for row in rows.select_related("course__college__organisation"):
        yield Record(row.occurred_on, row.course.name, row.course.college.organisation)


Sources = Mapping[str, Source]
YUAN = _("Value")
SOURCES: dict[str, Source] = {
    "equipment": Source(GIVES, _("Equipment accepted by colleges"), _equipment, YUAN, is_money=True),
    "contributions": Source(GIVES, _("Other contributions accepted"), _contributions, YUAN, is_money=True),
    "project-payments": Source(GIVES, _("Paid for projects"), _receipts, YUAN, is_money=True),
    "slots": Source(GIVES, _("Internship slots offered"), _slots, _("Places")),
    "intern-months": Source(GIVES, _("Interns hosted"), _intern_months, _("Months")),
    "teacher-practice": Source(GIVES, _("Teachers practising, confirmed"), _activities(ActivityKind.TEACHER_PRACTICE)),
    "teaching": Source(GIVES, _("Teaching by your staff, confirmed"), _activities(ActivityKind.TEACHING)),
    "training-spend": Source(GIVES, _("Spend on vocational education"), _training_spend, YUAN, is_money=True),
    "hired": Source(RETURNS, _("Interns hired afterwards"), _hired),
    "graduates": Source(RETURNS, _("Graduates employed, as colleges found"), None, count=_graduates),
    "projects": Source(RETURNS, _("Projects and technical services"), _projects, _("Contracted"), is_money=True),
    "patents": Source(RETURNS, _("Patents owned together"), _patents),
    "courses": Source(RETURNS, _("Courses written or revised together"), _courses),
}


def records_of(code: str, year: Year, sources: Sources = SOURCES) -> list[Record]:
    """The records behind a line, oldest first."""
    source = sources[code]
    found = list(source.records(year)) if source.records else []
    return sorted(found, key=lambda record: (record.on or year.first, record.title))


def balance(year: Year, side: str, sources: Sources = SOURCES) -> Sequence[Line]:
    """The lines of one side of a year: of an enterprise, or by the sources of a college."""
    return [_line(code, sources, year) for code, source in sources.items() if source.side == side]


def _line(code: str, sources: Sources, year: Year) -> Line:
    source = sources[code]
    if source.count is not None:
        return Line(code, source.title, source.count(year), "", None, is_money=False, has_records=False)
    records = records_of(code, year, sources)
    amounts = [Decimal(record.amount) for record in records if record.amount is not None]
    total = sum(amounts, Decimal(0)) if source.amount_title and amounts else None
    return Line(
        code, source.title, len(records), source.amount_title, total, source.is_money, has_records=bool(records)
    )
