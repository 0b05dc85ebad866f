"""Measures of partnerships, projects, councils and internships: boundaries, mixed rows, what comes after."""

from datetime import date, timedelta

import pytest

from accounts.models import Organisation
from core import clock
from core.facts import enter_state
from enterprises.models import EnterpriseStatus
from institutions.models import Student
from internships.models import InternshipSlot, PlacementFinding, PlacementOutcome, PlacementState
from partnerships.models import (
    BodySeats,
    GovernanceBody,
    JointApplication,
    Meeting,
    Obligation,
    ObligationState,
    Patent,
    Project,
    ProjectPartner,
    ProjectReceipt,
)
from reference.models import CatalogueMajor
from tests.evaluation.test_measures import figure
from tests.factories.evaluation import (
    CUTOFF,
    DAY,
    EARLY,
    JUST_AFTER,
    LONG_AGO,
    make_college,
    make_enterprise,
    make_major,
    make_partnership,
    party_of,
)
from tests.factories.evaluation_rows import add, add_placement, add_state

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
TOMORROW = DAY + DAYS
YEAR_BEGINS = DAY - 364 * DAYS  # the first of 365 days
THREE_YEARS_BEGIN = date(2023, 11, 20)


def has_status(enterprise, status="leader", *, on=LONG_AGO, until=None, at=EARLY, superseded_at=None):
    EnterpriseStatus.objects.create(
        enterprise_id=enterprise.pk, status=status, source="List", from_on=on, until_on=until, recorded_at=at,
        superseded_at=superseded_at,
    )  # fmt: skip


class TestStatuses:
    @pytest.mark.parametrize(
        ("code", "statuses"),
        [("leading_partners", ("top_500", "leader")), ("above_scale_partners", ("above_scale", "above_scale"))],
    )
    def test_partners_with_a_status_on_the_day_each_once(self, code, statuses):
        college = make_college()

        def partner(*given, **fields):
            enterprise = make_enterprise()
            make_partnership(college, enterprise)
            for status in given:
                has_status(enterprise, status, **fields)
            return enterprise

        twice = partner(*dict.fromkeys(statuses))
        make_partnership(make_college(), twice)
        partner(statuses[1], on=DAY)
        partner(statuses[0], until=TOMORROW)
        partner(statuses[0], until=DAY)
        partner(statuses[0], on=TOMORROW)
        partner("industry_education")
        partner(statuses[0], superseded_at=CUTOFF)
        partner(statuses[0], at=JUST_AFTER)
        has_status(make_enterprise(), statuses[0])  # no agreement

        assert figure(code) == 3
        assert figure(code, "college", college.pk) == 3
        assert figure(code, cutoff=JUST_AFTER) == 4

    def test_above_scale_partners_fall_where_the_enterprise_stands(self):
        college, other = make_college("340202"), make_college("330203")
        local, foreign = make_enterprise("340200"), make_enterprise("330200")
        for enterprise in (local, foreign):
            has_status(enterprise, "above_scale")
        make_partnership(college, local, foreign)
        make_partnership(other, foreign)

        assert figure("above_scale_partners") == 2
        assert figure("above_scale_partners", "prefecture", "340200") == 1
        assert figure("above_scale_partners", "prefecture", "330200") == 1
        assert figure("above_scale_partners", "county", "340202") == 0
        assert figure("above_scale_partners", "college", college.pk) == 2, "of a college: wherever they stand"
        assert figure("partners_in_force", "prefecture", "340200") == 2, "the other basis"


class TestMilestones:
    def milestone(self, *states, due_on=DAY, at=EARLY, **fields):
        college, enterprise = make_college(), make_enterprise()
        agreement = make_partnership(college, enterprise)
        debtor, creditor = party_of(agreement, enterprise), party_of(agreement, college)
        row = add(Obligation, agreement=agreement, debtor=debtor, creditor=creditor, due_on=due_on, **fields)
        for position, (state, on) in enumerate(states):
            until = states[position + 1][1] if position + 1 < len(states) else None
            add_state(ObligationState, state, on=on, until=until, obligation=row, recorded_at=at)

    def test_due_within_a_year(self):
        for due_on in (DAY, YEAR_BEGINS, YEAR_BEGINS - DAYS, TOMORROW):
            self.milestone(due_on=due_on)
        self.milestone(is_milestone=False)
        self.milestone(recorded_at=JUST_AFTER)

        assert (figure("milestones_due"), figure("milestones_due", cutoff=JUST_AFTER)) == (2, 3)

    def test_on_time_is_done_by_its_day_and_accepted_by_the_day_of_the_figure(self):
        due = DAY - 10 * DAYS
        self.milestone(("open", LONG_AGO), ("done", due), ("accepted", DAY), due_on=due)
        self.milestone(("open", LONG_AGO), ("accepted", due), due_on=due)  # done and accepted on one day
        self.milestone(("open", LONG_AGO), ("done", due + DAYS), ("accepted", DAY), due_on=due)
        self.milestone(("open", LONG_AGO), ("done", due), ("accepted", TOMORROW), due_on=due)
        self.milestone(("open", LONG_AGO), ("done", due), ("refused", due + DAYS), due_on=due)
        self.milestone(("open", LONG_AGO), ("lapsed", due), due_on=due)
        self.milestone(("done", due), ("accepted", DAY), due_on=due, at=JUST_AFTER)
        self.milestone(due_on=due)

        assert (figure("milestones_due"), figure("milestones_on_time")) == (8, 2)
        assert figure("milestones_on_time", cutoff=JUST_AFTER) == 3
        assert figure("milestones_on_time", on=TOMORROW, cutoff=CUTOFF) == 3


class TestProjects:
    def test_enterprises_of_projects_that_ran_in_the_last_three_years_each_once(self):
        college, twice = make_college(), make_enterprise()

        def project(*partners, **fields):
            row = add(Project, college=college, **fields)
            for partner in partners:
                add(ProjectPartner, project=row, organisation=partner)
            return row

        project(twice, starts_on=date(2020, 1, 1), ends_on=THREE_YEARS_BEGIN)
        project(twice, make_enterprise(), starts_on=DAY, kind="commissioned")
        project(make_enterprise(), starts_on=date(2020, 1, 1), ends_on=THREE_YEARS_BEGIN - DAYS)
        project(make_enterprise(), starts_on=TOMORROW)
        project(make_college())
        project(make_enterprise(), recorded_at=JUST_AFTER)
        late = project()
        add(ProjectPartner, project=late, organisation=make_enterprise(), recorded_at=JUST_AFTER)

        assert figure("project_enterprises") == 2
        assert figure("project_enterprises", "college", college.pk) == 2
        assert figure("project_enterprises", cutoff=JUST_AFTER) == 4

    def test_money_for_technical_service_within_a_year_to_the_cent(self):
        college = make_college()
        service = add(Project, college=college, kind="technical_service", contracted=1_000_000)
        for fields in (
            {"amount": "10.25", "occurred_on": DAY},
            {"amount": "20.50", "occurred_on": YEAR_BEGINS},
            {"amount": 1000, "occurred_on": YEAR_BEGINS - DAYS},
            {"amount": 1000, "occurred_on": TOMORROW},
            {"amount": 5, "recorded_at": JUST_AFTER},
            {"amount": 1000, "superseded_at": CUTOFF},
        ):
            add(ProjectReceipt, project=service, **fields)
        add(ProjectReceipt, project=add(Project, college=college, kind="research"), amount=1000)

        assert figure("technical_service_received") == 30.75
        assert figure("technical_service_received", cutoff=JUST_AFTER) == 35.75

    def test_joint_applications_have_partners(self):
        college = make_college()
        for fields in (
            {"applied_on": DAY},
            {"applied_on": THREE_YEARS_BEGIN},
            {"applied_on": THREE_YEARS_BEGIN - DAYS},
            {"applied_on": TOMORROW},
            {"recorded_at": JUST_AFTER},
        ):
            add(JointApplication, college=college, **fields).partners.set([make_enterprise(), make_enterprise()])
        add(JointApplication, college=college)

        assert (figure("joint_applications"), figure("joint_applications", cutoff=JUST_AFTER)) == (2, 3)

    def test_inventions_granted_in_three_years(self):
        college = make_college()
        for fields in (
            {"granted_on": DAY},
            {"granted_on": THREE_YEARS_BEGIN},
            {"granted_on": THREE_YEARS_BEGIN - DAYS},
            {"granted_on": TOMORROW},
            {"granted_on": None},
            {"kind": "utility_model"},
            {"recorded_at": JUST_AFTER},
        ):
            add(Patent, college=college, **fields)

        assert (figure("patents"), figure("patents", cutoff=JUST_AFTER)) == (2, 3)


class TestGovernance:
    def test_seats_of_bodies_that_exist_by_side(self):
        college = make_college()

        def body(seats, **fields):
            row = add(GovernanceBody, keeper=college, **fields)
            for side, number, span in seats:
                add(BodySeats, body=row, side=side, seats=number, **span)

        body([("college", 6, {}), ("enterprise", 3, {"from_on": DAY}), ("government", 1, {"until_on": TOMORROW})])
        body([("enterprise", 50, {"until_on": DAY}), ("college", 50, {"from_on": TOMORROW})])
        body([("enterprise", 5, {"recorded_at": JUST_AFTER}), ("college", 50, {"superseded_at": CUTOFF})])
        body([("enterprise", 2, {})], ended_on=TOMORROW)
        body([("enterprise", 50, {})], ended_on=DAY)

        assert (figure("council_seats"), figure("enterprise_seats")) == (12, 5)
        assert (figure("council_seats", cutoff=JUST_AFTER), figure("enterprise_seats", cutoff=JUST_AFTER)) == (17, 10)

    def test_meetings_of_bodies_planned_within_a_year_and_held_late_or_not(self):
        college = make_college()
        body = add(GovernanceBody, keeper=college)

        def meeting(planned_on=DAY, held_on=None, known_at=EARLY, **fields):
            held = {"held_on": held_on, "held_recorded_at": known_at} if held_on else {}
            add(Meeting, **({"body": body, "planned_on": planned_on} | held | fields))

        meeting(held_on=DAY)
        meeting(YEAR_BEGINS, held_on=DAY - 200 * DAYS)
        meeting(YEAR_BEGINS - DAYS, held_on=DAY)
        meeting(TOMORROW, held_on=DAY)
        meeting(held_on=TOMORROW)
        meeting(held_on=DAY, known_at=JUST_AFTER)
        meeting()
        meeting(held_on=DAY, recorded_at=JUST_AFTER)
        meeting(held_on=DAY, body=None, agreement=make_partnership(college, make_enterprise()))

        assert (figure("meetings_planned"), figure("meetings_held")) == (5, 2)
        assert (figure("meetings_planned", cutoff=JUST_AFTER), figure("meetings_held", cutoff=JUST_AFTER)) == (6, 4)


@pytest.fixture
def intern():
    """Makes a placement of one college with its states."""
    major = make_major(make_college())
    college = Organisation.objects.get(pk=major.college_id)
    slot = add(InternshipSlot, enterprise=make_enterprise())
    slot.majors.set([major.catalogue])

    def make(*states, at=EARLY, slot=slot, **fields):
        student = add(Student, college=major.college, major=major)
        placement = add_placement(college, student, slot, **fields)
        for position, (state, on) in enumerate(states):
            until = states[position + 1][1] if position + 1 < len(states) else None
            add_state(PlacementState, state, on=on, until=until, placement=placement, recorded_at=at)
        return placement

    return make


class TestInternships:
    @pytest.mark.parametrize(("code", "state"), [("post_placements", "under_way"), ("post_placements_ended", "ended")])
    def test_post_internships_that_entered_a_state_within_a_year(self, intern, code, state):
        for on in (DAY, YEAR_BEGINS, YEAR_BEGINS - DAYS, TOMORROW):
            intern(("arranged", LONG_AGO), (state, on))
        intern((state, DAY), ("cancelled", TOMORROW))
        intern((state, DAY), kind="observation")
        intern((state, DAY), at=JUST_AFTER)
        intern(("arranged", DAY))
        intern()

        assert (figure(code), figure(code, cutoff=JUST_AFTER)) == (3, 4)

    def test_what_began_and_ended_on_one_day_has_begun(self, intern):
        """Through the service of states, which writes no span of no days."""
        for start, end in ((DAY, DAY), (DAY - DAYS, DAY), (YEAR_BEGINS - DAYS, DAY), (YEAR_BEGINS, YEAR_BEGINS)):
            placement = intern()
            with clock.at(EARLY):
                for state, on in (("arranged", LONG_AGO), ("under_way", start), ("ended", end)):
                    enter_state(PlacementState.objects.all(), state=state, on=on, placement=placement)

        assert (figure("post_placements"), figure("post_placements_ended")) == (3, 4)

    def test_matching_is_by_the_category_of_majors(self, intern):
        facts = {"level": "college", "name": "专业", "category": "大类", "class_name": "类"}
        same = CatalogueMajor.objects.create(code="460999", category_code="46", class_code="4609", **facts)
        other = CatalogueMajor.objects.create(code="510201", category_code="51", class_code="5102", **facts)
        begun = ("under_way", DAY)
        for majors in ([same], [same, other], [other], []):
            slot = add(InternshipSlot, enterprise=make_enterprise())
            slot.majors.set(majors)
            intern(begun, slot=slot)
        intern(begun)
        intern(("arranged", DAY))

        assert (figure("post_placements"), figure("post_placements_matching")) == (5, 3)

    def test_without_a_warning(self, intern):
        def warned(**fields):
            add(PlacementFinding, placement=intern(("under_way", DAY - DAYS)), **fields)

        warned()
        warned(level="hint")
        warned(superseded_at=CUTOFF)
        warned(occurred_on=TOMORROW)
        warned(recorded_at=JUST_AFTER)
        intern(("under_way", DAY))

        assert (figure("post_placements"), figure("post_placements_without_warning")) == (6, 5)
        assert figure("post_placements_without_warning", cutoff=JUST_AFTER) == 4

    def test_hired_by_the_host(self, intern):
        def outcome(state="ended", **fields):
            add(PlacementOutcome, placement=intern((state, DAY - DAYS)), **fields)

        outcome()
        outcome(is_hired=False)
        outcome(occurred_on=TOMORROW)
        outcome(recorded_at=JUST_AFTER)
        outcome(superseded_at=CUTOFF)
        outcome("under_way")

        assert (figure("post_placements_ended"), figure("interns_hired")) == (5, 1)
        assert figure("interns_hired", cutoff=JUST_AFTER) == 2
        assert figure("interns_hired", on=TOMORROW, cutoff=CUTOFF) == 2
