"""Measures of what colleges have and do: boundaries of days, mixed states, what comes after the day or the cut-off."""

from datetime import date, timedelta

import pytest

from institutions.models import (
    Course,
    CourseRevision,
    CurriculumRequest,
    CurriculumRequestState,
    DualQualification,
    GraduateOutcome,
    PlanPost,
    PlanPostConfirmation,
    SkillMasterStudio,
    Student,
    Teacher,
    TrainingPlan,
)
from tests.evaluation.test_measures import figure
from tests.factories.evaluation import CUTOFF, DAY, JUST_AFTER, make_college, make_enterprise, make_major
from tests.factories.evaluation_rows import add, add_equipment, add_state

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
TOMORROW = DAY + DAYS
YEAR_BEGINS = DAY - 364 * DAYS  # the first of 365 days


class TestEquipment:
    def test_value_held_counts_accepted_in_use_and_idle_on_the_day(self):
        college = make_college()
        add_equipment(college, "accepted", value=10, on=DAY)
        add_equipment(college, "in_use", value=20, until=TOMORROW)
        add_equipment(college, "idle", value="40.50")
        for state in ("committed", "delivered", "failed", "returned", None):
            add_equipment(college, state, value=1000)
        add_equipment(college, "in_use", value=1000, until=DAY)
        add_equipment(college, "in_use", value=1000, on=TOMORROW)

        assert figure("equipment_value") == 70.5
        assert figure("equipment_value", "college", college.pk) == 70.5

    def test_contributed_is_what_names_a_contributor(self):
        college, giver = make_college(), make_enterprise()
        add_equipment(college, value=30, contributor=giver)
        add_equipment(college, value=70)
        add_equipment(college, "returned", value=99, contributor=giver)

        assert (figure("contributed_equipment_value"), figure("equipment_value")) == (30, 100)

    def test_value_known_after_the_cutoff_does_not_count(self):
        college, giver = make_college(), make_enterprise()
        add_equipment(college, value=1, contributor=giver)
        add_equipment(college, value=2, contributor=giver, recorded_at=JUST_AFTER)
        add_equipment(college, value=4, contributor=giver, state_at=JUST_AFTER)

        for code in ("equipment_value", "contributed_equipment_value"):
            assert (figure(code), figure(code, cutoff=JUST_AFTER)) == (1, 7)

    def test_a_key_commitment_is_due_from_its_day(self):
        college, giver = make_college(), make_enterprise()
        due = {"contributor": giver, "is_key": True, "due_on": DAY, "value": 10}
        add_equipment(college, "committed", **due)
        add_equipment(college, "committed", **(due | {"due_on": TOMORROW}))
        add_equipment(college, "committed", **(due | {"due_on": None}))
        add_equipment(college, "committed", **(due | {"is_key": False}))
        add_equipment(college, "committed", **(due | {"contributor": None}))
        add_equipment(college, "committed", **due, recorded_at=JUST_AFTER)

        assert (figure("key_commitments_due"), figure("key_commitments_due_value")) == (1, 10)
        assert figure("key_commitments_due", cutoff=JUST_AFTER) == 2
        assert figure("key_commitments_due", on=TOMORROW, cutoff=CUTOFF) == 2

    def test_failed_is_what_was_never_accepted_by_the_day(self):
        college, giver = make_college(), make_enterprise()
        due = {"contributor": giver, "is_key": True, "due_on": DAY, "value": 10}
        for state in ("committed", "delivered", "failed", None):
            add_equipment(college, state, **due)
        add_equipment(college, "accepted", **due, on=TOMORROW)  # late
        add_equipment(college, "accepted", **due, state_at=JUST_AFTER)  # known late
        add_equipment(college, "accepted", **due, on=DAY)
        broken = add_equipment(college, "in_use", **due, until=DAY - DAYS)
        add_state(type(broken.states.get()), "failed", on=DAY - DAYS, equipment=broken)

        assert (figure("key_commitments_due"), figure("key_commitments_failed")) == (8, 6)
        assert (figure("key_commitments_due_value"), figure("key_commitments_failed_value")) == (80, 60)
        assert figure("key_commitments_failed", cutoff=JUST_AFTER) == 5
        assert figure("key_commitments_failed", on=TOMORROW, cutoff=CUTOFF) == 5


class TestPeople:
    def test_students_are_enrolled_and_have_not_left(self):
        major = make_major(make_college())
        facts = {"college": major.college, "major": major}
        add(Student, **facts, enrolled_on=DAY)
        add(Student, **facts, left_on=TOMORROW)
        add(Student, **facts, left_on=DAY)
        add(Student, **facts, enrolled_on=TOMORROW)
        add(Student, **facts, recorded_at=JUST_AFTER)

        assert (figure("students"), figure("students", cutoff=JUST_AFTER)) == (2, 3)
        assert figure("students", on=TOMORROW, cutoff=CUTOFF) == 2

    def test_teachers_of_professional_courses_who_work_there(self):
        college = make_college()
        add(Teacher, college=college, joined_on=DAY)
        add(Teacher, college=college, left_on=TOMORROW)
        add(Teacher, college=college, is_part_time=True, employer=make_enterprise())
        add(Teacher, college=college, teaches_professional_courses=False)
        add(Teacher, college=college, left_on=DAY)
        add(Teacher, college=college, joined_on=TOMORROW)
        add(Teacher, college=college, recorded_at=JUST_AFTER)

        assert (figure("teachers"), figure("teachers", cutoff=JUST_AFTER)) == (3, 4)

    def test_a_recognition_is_valid_on_its_last_day_and_two_count_once(self):
        college = make_college()

        def dual(**fields):
            add(DualQualification, teacher=add(Teacher, college=college), **fields)

        dual(valid_to=DAY)
        dual(valid_from=DAY)
        dual(valid_to=DAY - DAYS)
        dual(valid_from=TOMORROW)
        dual(superseded_at=CUTOFF)
        dual(recorded_at=JUST_AFTER)
        dual(superseded_at=JUST_AFTER)
        twice = add(Teacher, college=college)
        for level in ("junior", "senior"):
            add(DualQualification, teacher=twice, level=level)
        add(DualQualification, teacher=add(Teacher, college=college, teaches_professional_courses=False))

        assert figure("dual_qualified_teachers") == 4
        assert figure("dual_qualified_teachers", cutoff=JUST_AFTER) == 4
        assert figure("teachers") == 8

    @pytest.mark.parametrize("level", ["national", "provincial"])
    def test_studios_by_level(self, level):
        college = make_college()
        add(SkillMasterStudio, college=college, level=level, recognised_on=DAY)
        add(SkillMasterStudio, college=college, level=level, ended_on=TOMORROW)
        add(SkillMasterStudio, college=college, level=level, ended_on=DAY)
        add(SkillMasterStudio, college=college, level=level, recognised_on=TOMORROW)
        add(SkillMasterStudio, college=college, level=level, recorded_at=JUST_AFTER)
        add(SkillMasterStudio, college=college, level="municipal")

        code = f"studios_{level}"
        assert (figure(code), figure(code, cutoff=JUST_AFTER)) == (2, 3)


class TestTeaching:
    def test_courses_until_the_day_on_which_they_end(self):
        college = make_college()
        for ended_on in (None, TOMORROW, DAY):
            add(Course, college=college, ended_on=ended_on)
        add(Course, college=college, recorded_at=JUST_AFTER)

        assert (figure("courses"), figure("courses", cutoff=JUST_AFTER)) == (2, 3)

    def test_courses_revised_with_enterprises_within_a_year_each_once(self):
        college, enterprise = make_college(), make_enterprise()

        def revise(*days, with_enterprise=True, **fields):
            course = add(Course, college=college)
            for day in days:
                revision = add(CourseRevision, course=course, occurred_on=day, **fields)
                revision.enterprises.set([enterprise] if with_enterprise else [])

        revise(DAY, DAY - DAYS)
        revise(YEAR_BEGINS)
        revise(YEAR_BEGINS - DAYS)
        revise(TOMORROW)
        revise(DAY, with_enterprise=False)
        revise(DAY, recorded_at=JUST_AFTER)
        revise(DAY, superseded_at=CUTOFF)

        code = "courses_revised_with_enterprises"
        assert (figure(code), figure(code, cutoff=JUST_AFTER)) == (2, 3)

    @pytest.mark.parametrize("gone", [{"ended_on": DAY}, {"recorded_at": JUST_AFTER}])
    def test_a_course_that_does_not_count_is_not_revised(self, gone):
        revision = add(CourseRevision, course=add(Course, college=make_college(), **gone))
        revision.enterprises.set([make_enterprise()])

        assert (figure("courses"), figure("courses_revised_with_enterprises")) == (0, 0)

    def test_the_newest_effective_plan_of_each_major_counts(self):
        college = make_college()
        first, second = make_major(college), make_major(college)
        old = add(TrainingPlan, major=first, effective_from=DAY - DAYS)
        add(TrainingPlan, major=first, effective_from=DAY)
        add(TrainingPlan, major=first, effective_from=TOMORROW)
        other = add(TrainingPlan, major=second)
        add(TrainingPlan, major=second, effective_from=DAY, recorded_at=JUST_AFTER)
        for plan in (old, other):
            add(PlanPostConfirmation, post=add(PlanPost, plan=plan), organisation=make_enterprise())

        assert (figure("training_plans"), figure("training_plans_confirmed")) == (2, 1)
        assert figure("training_plans_confirmed", cutoff=JUST_AFTER) == 0

    def test_a_confirmation_counts_from_its_day_and_its_record_each_plan_once(self):
        college, enterprise = make_college(), make_enterprise()

        def confirmed(**fields):
            plan = add(TrainingPlan, major=make_major(college))
            for _ in range(2):
                add(PlanPostConfirmation, post=add(PlanPost, plan=plan), organisation=enterprise, **fields)

        confirmed(occurred_on=DAY)
        confirmed(occurred_on=TOMORROW)
        confirmed(recorded_at=JUST_AFTER)
        confirmed(superseded_at=CUTOFF)
        add(TrainingPlan, major=make_major(college))

        assert (figure("training_plans"), figure("training_plans_confirmed")) == (5, 1)
        assert figure("training_plans_confirmed", cutoff=JUST_AFTER) == 2
        assert figure("training_plans_confirmed", on=TOMORROW, cutoff=CUTOFF) == 2

    def test_requests_are_due_within_a_year_and_any_answer_by_the_day_counts(self):
        college, enterprise = make_college(), make_enterprise()

        def request(state=None, due_on=DAY, on=DAY, state_at=None, **fields):
            row = add(CurriculumRequest, college=college, enterprise=enterprise, due_on=due_on, **fields)
            if state:
                at = {"recorded_at": state_at} if state_at else {}
                add_state(CurriculumRequestState, state, on=on, request=row, **at)

        for state in ("answered", "adopted", "taught", "declined", "asked"):
            request(state)
        request()
        request("answered", on=TOMORROW)
        request("answered", state_at=JUST_AFTER)
        request("answered", due_on=YEAR_BEGINS, on=YEAR_BEGINS)
        request("answered", due_on=YEAR_BEGINS - DAYS, on=YEAR_BEGINS - DAYS)
        request("answered", due_on=TOMORROW)
        request("answered", recorded_at=JUST_AFTER)

        assert (figure("requests_due"), figure("requests_in_time")) == (9, 5)
        assert (figure("requests_due", cutoff=JUST_AFTER), figure("requests_in_time", cutoff=JUST_AFTER)) == (10, 7)


class TestGraduates:
    def outcome(self, major, status="employed", **fields):
        student = add(Student, college=major.college, major=major, left_on=date(2026, 6, 30))
        return add(GraduateOutcome, student=student, status=status, **fields)

    def test_who_is_known_settled_employed_and_matched(self):
        major = make_major(make_college())
        self.outcome(major, is_matched=True)
        self.outcome(major, is_matched=False)
        self.outcome(major, is_matched=None)
        for status in ("self_employed", "further_study", "seeking", "not_seeking", "unknown"):
            self.outcome(major, status, is_matched=True)
        self.outcome(major, wave="one_year", is_matched=True)

        codes = ("graduates_known", "graduates_settled", "graduates_employed", "graduates_matched")
        assert [figure(code) for code in codes] == [7, 5, 2, 1]

    @pytest.mark.parametrize(
        "code", ["graduates_known", "graduates_settled", "graduates_employed", "graduates_matched"]
    )
    def test_within_a_year_and_as_known_at_the_cutoff(self, code):
        major = make_major(make_college())
        for fields in (
            {"occurred_on": DAY},
            {"occurred_on": YEAR_BEGINS},
            {"occurred_on": YEAR_BEGINS - DAYS},
            {"occurred_on": TOMORROW},
            {"recorded_at": JUST_AFTER},
            {"superseded_at": CUTOFF},
            {"superseded_at": JUST_AFTER},
        ):
            self.outcome(major, is_matched=True, **fields)

        assert (figure(code), figure(code, cutoff=JUST_AFTER)) == (3, 3)
