"""What the cooperation gives and returns in a calendar year, for a college: the other side of selectors.balance.

All rows are those that the college may see; `year.owner_id` is its organisation.
"""

from collections.abc import Callable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import clock
from institutions.models import CourseRevision, Equipment, EquipmentState, EquipmentStatus
from internships.models import Placement, PlacementOutcome
from internships.selectors.balance import GIVES, RETURNS, YUAN, Record, Source, Year, months_of
from partnerships.models import Activity, Contribution, ContributionState, Patent, ProjectReceipt
from partnerships.models.activities import ActivityKind
from partnerships.models.contributions import ContributionStage
from partnerships.terms.values import ContributionKind


def _contributions(year: Year, given_by: Q) -> Iterator[Record]:
    """Contributions under agreements that the college keeps, accepted in the year."""
    accepted = ContributionState.objects.visible_to(year.actor).filter(
        superseded_at=None, state=ContributionStage.ACCEPTED, from_on__range=year.span
    )
    days = dict(accepted.values_list("contribution_id", "from_on"))
    rows = Contribution.objects.visible_to(year.actor).filter(
        given_by, pk__in=days, agreement__keeper=year.owner_id, state=ContributionStage.ACCEPTED
    )
    for row in rows.select_related("party__organisation"):
        url = reverse("partnerships:contribution-detail", args=[row.pk])
        yield Record(days[row.pk], row.name, row.party.organisation if row.party else None, url, row.value)


def _given(year: Year) -> Iterator[Record]:
    """What the college itself put in."""
    return _contributions(year, Q(party__organisation=year.owner_id))


def _received(year: Year) -> Iterator[Record]:
    """What others put in; equipment stands in its own line."""
    return _contributions(year, ~Q(party__organisation=year.owner_id) & ~Q(kind=ContributionKind.EQUIPMENT))


def _equipment(year: Year) -> Iterator[Record]:
    """Equipment of enterprises that was accepted in the year."""
    accepted = EquipmentState.objects.visible_to(year.actor).filter(
        superseded_at=None, state=EquipmentStatus.ACCEPTED, from_on__range=year.span
    )
    days = dict(accepted.filter(equipment__college=year.owner_id).values_list("equipment_id", "from_on"))
    rows = Equipment.objects.visible_to(year.actor).filter(pk__in=days).exclude(contributor=None)
    for row in rows.select_related("contributor"):
        yield Record(days[row.pk], row.name, row.contributor, row.get_absolute_url(), row.value)


def _intern_months(year: Year) -> Iterator[Record]:
    """The months that its students worked at enterprises, as _intern_months of the enterprise's side counts them."""
    rows = Placement.objects.visible_to(year.actor).filter(college=year.owner_id)
    for row, months in months_of(rows, year):
        yield Record(row.starts_on, row.slot.post, row.slot.enterprise, row.slot.get_absolute_url(), months)


def _activities(*kinds: ActivityKind) -> Callable[[Year], Iterator[Record]]:
    def records(year: Year) -> Iterator[Record]:
        rows = Activity.objects.visible_to(year.actor).confirmed(year.last, clock.now())
        rows = rows.filter(agreement__keeper=year.owner_id, kind__in=kinds, occurred_on__gte=year.first)
        for row in rows.select_related("party__organisation"):
            url = reverse("partnerships:agreement-activities", args=[row.agreement_id])
            yield Record(row.occurred_on, row.get_kind_display(), row.party.organisation, url)

    return records


def _receipts(year: Year) -> Iterator[Record]:
    """What came in for projects."""
    rows = ProjectReceipt.objects.visible_to(year.actor).filter(
        superseded_at=None, project__college=year.owner_id, occurred_on__range=year.span
    )
    for row in rows.select_related("project", "payer"):
        yield Record(row.occurred_on, row.project.title, row.payer, row.project.get_absolute_url(), row.amount)


def _hired(year: Year) -> Iterator[Record]:
    """Its interns of whom somebody said in the year that they were hired."""
    rows = PlacementOutcome.objects.visible_to(year.actor).filter(
        superseded_at=None, is_hired=True, occurred_on__range=year.span, placement__college=year.owner_id
    )
    for row in rows.select_related("placement__slot__enterprise"):
        slot = row.placement.slot
        yield Record(row.occurred_on, slot.post, slot.enterprise, slot.get_absolute_url())


def _patents(year: Year) -> Iterator[Record]:
    """Its patents with owners beside it, filed in the year."""
    rows = Patent.objects.visible_to(year.actor).filter(college=year.owner_id, filed_on__range=year.span)
    for row in rows.exclude(owners=None).distinct():
        yield Record(row.filed_on, row.title, None, row.get_absolute_url())


def _courses(year: Year) -> Iterator[Record]:
    """Revisions of its courses in which enterprises took part."""
    rows = CourseRevision.objects.visible_to(year.actor).filter(
        superseded_at=None, course__college=year.owner_id, occurred_on__range=year.span
    )
    for row in rows.exclude(enterprises=None).distinct().select_related("course"):
        yield Record(row.occurred_on, row.course.name, None, row.course.get_absolute_url())


COLLEGE_SOURCES: dict[str, Source] = {
    "given": Source(GIVES, _("Put in by the college, accepted"), _given, YUAN, is_money=True),
    "intern-months": Source(GIVES, _("Students at enterprises"), _intern_months, _("Months")),
    "staff-training": Source(
        GIVES, _("Training of enterprise staff, confirmed"), _activities(ActivityKind.STAFF_TRAINING)
    ),
    "technical-service": Source(GIVES, _("Technical service, confirmed"), _activities(ActivityKind.TECHNICAL_SERVICE)),
    "equipment": Source(RETURNS, _("Equipment of enterprises accepted"), _equipment, YUAN, is_money=True),
    "contributions": Source(RETURNS, _("Other contributions accepted"), _received, YUAN, is_money=True),
    "project-payments": Source(RETURNS, _("Received for projects"), _receipts, YUAN, is_money=True),
    "teaching": Source(RETURNS, _("Teaching by enterprise staff, confirmed"), _activities(ActivityKind.TEACHING)),
    "teacher-practice": Source(
        RETURNS, _("Teachers practising, confirmed"), _activities(ActivityKind.TEACHER_PRACTICE)
    ),
    "hired": Source(RETURNS, _("Interns hired afterwards"), _hired),
    "patents": Source(RETURNS, _("Patents owned together"), _patents),
    "courses": Source(RETURNS, _("Courses written or revised together"), _courses),
}
