"""What the cooperation gives and returns: each figure opens as many records of its year as it counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.actors import Actor
from enterprises.services import record_enterprise_year
from institutions.models import Course, CourseRevision, Equipment, EquipmentState, GraduateOutcome
from internships.models import Placement, PlacementOutcome
from internships.selectors.balance import GIVES, RETURNS, SOURCES, Year, balance, records_of
from internships.selectors.college_balance import COLLEGE_SOURCES
from partnerships import services
from partnerships.models import Activity, ActivityConfirmation, Patent, Project, ProjectPartner, ProjectReceipt
from partnerships.models.activities import ActivityKind
from tests.factories.accounts import TODAY
from tests.factories.institutions import make_student
from tests.factories.internships import make_open_slot, make_placement
from tests.factories.partnerships import (
    make_activity,
    make_agreement_in_force,
    make_confirmed_activity,
    make_lived_agreement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
SYSTEM = Actor.system("test")


def figures(member, number: int = TODAY.year) -> dict[str, tuple[int, Decimal | None]]:
    year = Year(member.actor, member.organisation.pk, number)
    return {line.code: (line.count, line.amount) for side in (GIVES, RETURNS) for line in balance(year, side)}


def filled(member, number: int = TODAY.year) -> dict[str, tuple[int, Decimal | None]]:
    return {code: figure for code, figure in figures(member, number).items() if figure != (0, None)}


def test_an_empty_year_gives_and_returns_nothing(liaison):
    assert filled(liaison) == {}
    assert set(figures(liaison)) == set(SOURCES)


def test_equipment_counts_in_the_year_of_its_acceptance(liaison, administrator):
    row = Equipment.objects.create(
        college=administrator.organisation.college,
        name="Lathe",
        value=Decimal("120000.50"),
        contributor=liaison.organisation,
    )
    EquipmentState.objects.create(
        equipment=row, state="delivered", from_on=date(2025, 12, 1), until_on=date(2026, 1, 1)
    )
    assert filled(liaison) == {}
    EquipmentState.objects.create(equipment=row, state="accepted", from_on=date(2026, 1, 1))
    assert filled(liaison) == {"equipment": (1, Decimal("120000.50"))}
    assert filled(liaison, 2025) == {}


def test_slots_and_months_of_interns(liaison, administrator):
    slot = make_open_slot(liaison, places=12, starts_on=date(2026, 12, 1), ends_on=date(2027, 5, 31))
    assert filled(liaison) == {"slots": (1, Decimal(12))}
    placement = make_placement(administrator, slot)
    days = {"starts_on": TODAY - timedelta(days=29), "ends_on": TODAY + timedelta(days=60)}
    Placement.objects.filter(pk=placement.pk).update(state="under_way", **days)
    assert filled(liaison)["intern-months"] == (1, Decimal("1.0"))
    Placement.objects.filter(pk=placement.pk).update(state="cancelled")
    assert "intern-months" not in filled(liaison)


def test_hired_afterwards(liaison, administrator):
    slot = make_open_slot(liaison, starts_on=date(2027, 1, 1), ends_on=date(2027, 5, 31))
    placement = make_placement(administrator, slot)
    PlacementOutcome.objects.create(placement=placement, is_hired=True, source="host", occurred_on=TODAY)
    assert filled(liaison) == {"hired": (1, None)}


def test_activities_count_once_the_other_side_confirmed(liaison, administrator):
    activity = make_activity(make_agreement_in_force(administrator.organisation, liaison.organisation))
    Activity.objects.filter(pk=activity.pk).update(kind=ActivityKind.TEACHING, occurred_on=TODAY)
    assert filled(liaison) == {}
    ActivityConfirmation.objects.create(
        activity=activity, organisation=liaison.organisation, signer_label="x", occurred_on=TODAY
    )
    assert filled(liaison) == {"teaching": (1, None)}


def test_spend_of_the_year_is_ones_own(liaison, other_liaison):
    record_enterprise_year(
        actor=liaison.actor,
        enterprise=liaison.organisation.enterprise,
        year=2026,
        on=TODAY,
        training_spend=Decimal("5000.00"),
    )
    assert filled(liaison) == {"training-spend": (1, Decimal("5000.00"))}
    assert filled(other_liaison) == {}


def test_projects_patents_courses_and_graduates(liaison, other_liaison, administrator):
    college = administrator.organisation.college
    project = Project.objects.create(
        college=college,
        kind="research",
        level="enterprise",
        title="Spindle",
        contracted=Decimal("9000.00"),
        starts_on=date(2025, 5, 1),
    )
    ProjectPartner.objects.create(project=project, organisation=liaison.organisation)
    ProjectReceipt.objects.create(
        project=project, amount=Decimal("400.00"), payer=liaison.organisation, occurred_on=TODAY
    )
    patent = Patent.objects.create(
        college=college, title="Chuck", kind="invention", number="ZL1", filed_on=date(2026, 12, 31)
    )
    patent.owners.add(liaison.organisation)
    course = Course.objects.create(college=college, code="K1", name="Turning")
    revision = CourseRevision.objects.create(course=course, summary="New lathe", occurred_on=TODAY)
    revision.enterprises.add(liaison.organisation)
    for _number in range(2):
        GraduateOutcome.objects.create(
            student=make_student(college),
            wave="half_year",
            status="employed",
            employer=liaison.organisation,
            occurred_on=TODAY,
        )
    assert filled(liaison) == {
        "project-payments": (1, Decimal("400.00")),
        "projects": (1, Decimal("9000.00")),
        "patents": (1, None),
        "courses": (1, None),
        "graduates": (2, None),
    }
    assert filled(other_liaison) == {}
    assert set(filled(liaison, 2025)) == {"projects"}


def test_every_figure_opens_as_many_records_as_it_counts(liaison, administrator):
    for number in range(3):
        make_open_slot(liaison, post=f"Post {number}", starts_on=date(2026, 12, 1), ends_on=date(2027, 5, 31))
    year = Year(liaison.actor, liaison.organisation.pk, TODAY.year)
    for code, (count, _amount) in figures(liaison).items():
        assert SOURCES[code].records is None or len(records_of(code, year)) == count
    page = liaison.client.get("/cooperation-balance/").content.decode()
    assert "/cooperation-balance/slots/?year=2026" in page
    opened = liaison.client.get("/cooperation-balance/slots/?year=2026").content.decode()
    assert "3 records of 2026" in opened
    exported = liaison.client.get("/cooperation-balance/slots/?year=2026&export=csv").getvalue().decode("utf-8-sig")
    assert len(exported.strip().splitlines()) == 4


def test_who_has_no_enterprise_has_no_balance(liaison, administrator, reviewer):
    assert administrator.client.get("/cooperation-balance/slots/").status_code == 404, "a line of enterprises"
    assert reviewer.client.get("/cooperation-balance/slots/").status_code == 403
    assert liaison.client.get("/cooperation-balance/?year=1999").status_code == 404
    assert liaison.client.get("/cooperation-balance/graduates/").status_code == 404


def of_college(member, number: int = TODAY.year) -> dict[str, tuple[int, Decimal | None]]:
    year = Year(member.actor, member.organisation.pk, number)
    lines = [line for side in (GIVES, RETURNS) for line in balance(year, side, COLLEGE_SOURCES)]
    assert {line.code for line in lines} == set(COLLEGE_SOURCES)
    for line in lines:
        assert len(records_of(line.code, year, COLLEGE_SOURCES)) == line.count
    return {line.code: (line.count, line.amount) for line in lines if (line.count, line.amount) != (0, None)}


def test_the_college_sees_its_own_side(administrator, liaison, colleague_administrator):
    college, host = administrator.organisation.college, liaison.organisation
    agreement = make_lived_agreement(administrator.organisation, host)  # hours and a bench of 1,000 each
    hours = agreement.contributions.get(key="hours")
    services.answer_contribution(actor=administrator.actor, contribution=hours, is_accepted=True, on=TODAY)
    machine = Equipment.objects.create(college=college, name="Lathe", value=Decimal("120000.50"), contributor=host)
    EquipmentState.objects.create(equipment=machine, state="accepted", from_on=TODAY)
    placement = make_placement(administrator, make_open_slot(liaison))
    days = {"starts_on": TODAY - timedelta(days=29), "ends_on": TODAY + timedelta(days=60)}
    Placement.objects.filter(pk=placement.pk).update(state="under_way", **days)
    PlacementOutcome.objects.create(placement=placement, is_hired=True, source="host", occurred_on=TODAY)
    for kind in (ActivityKind.TEACHING, ActivityKind.STAFF_TRAINING):
        make_confirmed_activity(agreement, kind=kind)
    make_activity(agreement, kind=ActivityKind.TECHNICAL_SERVICE)  # nobody has confirmed it
    project = Project.objects.create(
        college=college, kind="research", level="enterprise", title="Spindle", starts_on=date(2025, 5, 1)
    )
    ProjectReceipt.objects.create(project=project, amount=Decimal("400.00"), payer=host, occurred_on=TODAY)
    alone = {"college": college, "kind": "invention", "filed_on": TODAY}
    Patent.objects.create(title="Own", number="ZL1", **alone)
    Patent.objects.create(title="Chuck", number="ZL2", **alone).owners.add(host)
    course = Course.objects.create(college=college, code="K1", name="Turning")
    CourseRevision.objects.create(course=course, summary="New lathe", occurred_on=TODAY).enterprises.add(host)

    assert of_college(administrator) == {
        "intern-months": (1, Decimal("1.0")),
        "staff-training": (1, None),
        "equipment": (1, Decimal("120000.50")),
        "contributions": (1, Decimal(1000)),
        "project-payments": (1, Decimal(400)),
        "teaching": (1, None),
        "hired": (1, None),
        "patents": (1, None),
        "courses": (1, None),
    }
    assert of_college(administrator, 2025) == {}
    assert of_college(colleague_administrator) == {}
    page = administrator.client.get("/cooperation-balance/").content.decode()
    assert "/cooperation-balance/equipment/?year=2026" in page
    assert "Lathe" in administrator.client.get("/cooperation-balance/equipment/?year=2026").content.decode()
