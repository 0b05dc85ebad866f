"""Teachers: the register, dual qualification with its validity, practice in enterprises over five years."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core import clock
from core.errors import NotAllowed
from institutions import selectors
from institutions.models import DualQualification, Teacher, TeacherPractice
from institutions.services.days import EndsTooEarly
from institutions.services.qualifications import (
    PracticeNotOver,
    PracticeOverlaps,
    PracticeTooLong,
    record_practice,
    take_back_practice,
    take_back_qualification,
)
from institutions.services.teachers import PartTimeNeedsEmployer, TeacherNumberTaken, add_teacher
from ledger.models import Entry
from tests.factories.institutions import make_practice, make_qualification, make_teacher

REFUSED = 409
ON = date(2026, 11, 20)
Level = DualQualification.Level


@pytest.fixture
def teacher(administrator) -> Teacher:
    return make_teacher(administrator.organisation, name="王老师")


def seen(teacher: Teacher, on: date = ON):
    return selectors.teachers_on(Teacher.objects.all(), on).get(pk=teacher.pk)


class TestRegister:
    def test_a_number_is_taken_once_in_a_college(self, administrator, colleague_administrator, teacher):
        with pytest.raises(TeacherNumberTaken):
            make_teacher(administrator.organisation, number=f" {teacher.number} ")
        make_teacher(colleague_administrator.organisation, number=teacher.number)

    def test_who_is_part_time_names_the_employer(self, administrator, liaison):
        with pytest.raises(PartTimeNeedsEmployer):
            make_teacher(administrator.organisation, is_part_time=True)
        part_time = make_teacher(administrator.organisation, is_part_time=True, employer=liaison.organisation)
        assert part_time.employer == liaison.organisation

    def test_the_ledger_holds_no_name(self, teacher):
        entry = Entry.objects.get(action="teacher.added")
        assert "王老师" not in entry.subject_label + entry.payload.document

    def test_only_the_college_keeps_its_register(self, colleague_administrator, mentor, administrator):
        college = selectors.college_of(administrator.actor)
        facts = {"college": college, "number": "1", "name": "A", "joined_on": ON}
        for person in (colleague_administrator, mentor):
            with pytest.raises(NotAllowed):
                add_teacher(actor=person.actor, **facts)


class TestDualQualification:
    def test_the_last_day_counts_and_the_day_after_does_not(self, teacher):
        make_qualification(teacher, level=Level.JUNIOR, valid_from=date(2024, 1, 1), valid_to=ON)
        assert (seen(teacher).dual_level, seen(teacher).dual_until) == (Level.JUNIOR, ON)
        after = seen(teacher, ON + timedelta(days=1))
        assert (after.dual_level, after.dual_expired_on) == (None, ON)
        assert seen(teacher, date(2023, 12, 31)).dual_expired_on is None

    def test_the_highest_valid_level_stands(self, teacher):
        make_qualification(teacher, level=Level.SENIOR, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
        make_qualification(teacher, level=Level.INTERMEDIATE)
        make_qualification(teacher, level=Level.JUNIOR, valid_from=date(2026, 1, 1))
        assert seen(teacher).dual_level == Level.INTERMEDIATE

    def test_what_is_taken_back_counts_no_longer_but_was_known(self, administrator, teacher):
        row = make_qualification(teacher)
        before = clock.now()
        take_back_qualification(actor=administrator.actor, qualification=row)
        take_back_qualification(actor=administrator.actor, qualification=row)
        assert seen(teacher).dual_level is None
        assert DualQualification.objects.as_of(ON, before).count() == 1
        assert not DualQualification.objects.as_of(ON, clock.now()).exists()
        assert Entry.objects.filter(action="teacher.qualification_taken_back").count() == 1

    def test_it_does_not_end_before_it_begins(self, teacher):
        with pytest.raises(EndsTooEarly):
            make_qualification(teacher, valid_to=date(2023, 12, 31))


class TestPractice:
    def test_five_years_are_added_up(self, teacher):
        make_practice(teacher, from_on=date(2021, 11, 20), to_on=date(2021, 12, 31), months=Decimal("1.3"))  # too early
        make_practice(teacher, from_on=date(2022, 1, 1), to_on=date(2022, 3, 31), months=Decimal(3))
        make_practice(teacher, from_on=date(2025, 7, 1), to_on=date(2025, 9, 30), months=Decimal("2.9"))
        found = seen(teacher)
        assert (found.practice_months, found.practice_needed) == (Decimal("5.9"), 6)
        assert seen(teacher, ON - timedelta(days=1)).practice_months == Decimal("7.2")

    def test_who_needs_none(self, administrator, liaison):
        part_time = make_teacher(administrator.organisation, is_part_time=True, employer=liaison.organisation)
        general = make_teacher(administrator.organisation, teaches_professional_courses=False)
        assert (seen(part_time).practice_needed, seen(general).practice_needed) == (None, None)

    def test_exactly_six_months_are_enough(self, administrator, teacher):
        make_practice(teacher, from_on=date(2025, 1, 1), to_on=date(2025, 3, 31), months=Decimal("2.9"))
        make_practice(teacher, from_on=date(2025, 4, 1), to_on=date(2025, 7, 31), months=Decimal("3.1"))
        page = administrator.client.get("/teachers/?practice=met")
        assert [row.record.pk for row in page.context["listing"].rows] == [teacher.pk]
        assert not administrator.client.get("/teachers/?practice=short").context["listing"].count

    @pytest.mark.parametrize(
        ("facts", "error"),
        [
            ({"to_on": date(2025, 6, 30)}, EndsTooEarly),
            ({"from_on": ON, "to_on": ON + timedelta(days=40), "months": Decimal(1)}, PracticeNotOver),
            ({"months": Decimal("2.3")}, PracticeTooLong),
        ],
    )
    def test_what_cannot_be(self, teacher, facts, error):
        with pytest.raises(error):
            make_practice(teacher, **facts)
        assert not TeacherPractice.objects.exists()

    def test_a_day_counts_once(self, administrator, teacher):
        first = make_practice(teacher)
        again = {"from_on": date(2025, 8, 31), "to_on": date(2025, 10, 1), "months": Decimal(1)}
        with pytest.raises(PracticeOverlaps):
            make_practice(teacher, **again)
        take_back_practice(actor=administrator.actor, practice=first)
        make_practice(teacher, **again)

    def test_a_mentor_records_nothing(self, mentor, teacher):
        with pytest.raises(NotAllowed):
            record_practice(
                actor=mentor.actor,
                teacher=teacher,
                enterprise=None,
                from_on=date(2025, 7, 1),
                to_on=date(2025, 8, 31),
                months=Decimal(2),
                on=ON,
            )


class TestPages:
    def test_adding_and_editing(self, administrator, liaison):
        page = {"number": "T1", "name": "李老师", "joined_on": "2020-09-01", "is_part_time": "on", "employer": ""}
        refused = administrator.client.post("/teachers/add/", page)
        assert refused.status_code == REFUSED
        assert "employer" in refused.context["form"].errors
        page["employer"] = liaison.organisation.name
        answer = administrator.client.post("/teachers/add/", page)
        teacher = Teacher.objects.get()
        assert (answer["Location"], teacher.employer) == (f"/teachers/{teacher.pk}/", liaison.organisation)
        page |= {"left_on": "2026-08-01", "name": "李教授"}
        administrator.client.post(f"/teachers/{teacher.pk}/edit/", page)
        teacher.refresh_from_db()
        assert (teacher.name, teacher.left_on) == ("李教授", date(2026, 8, 1))

    def test_a_qualification_and_practice_by_hand(self, administrator, teacher):
        base = f"/teachers/{teacher.pk}/"
        said = {"level": "senior", "authority": "Office", "valid_from": "2026-01-01", "valid_to": "2025-01-01"}
        sent = {f"qualification-{name}": value for name, value in said.items()}
        refused = administrator.client.post(f"{base}qualifications/", sent)
        assert refused.status_code == REFUSED
        assert "valid_to" in refused.context["qualification_form"].errors
        administrator.client.post(f"{base}qualifications/", sent | {"qualification-valid_to": "2030-01-01"})
        administrator.client.post(
            f"{base}practice/",
            {"practice-from_on": "2025-07-01", "practice-to_on": "2025-08-31", "practice-months": "2"},
        )
        page = administrator.client.get(base)
        assert page.context["teacher"].dual_level == "senior"
        assert page.context["teacher"].practice_months == 2
        administrator.client.post(f"/teacher-qualifications/{teacher.qualifications.get().pk}/take-back/")
        assert administrator.client.get(base).context["teacher"].dual_level is None

    def test_an_expired_one_says_so(self, administrator, teacher):
        make_qualification(teacher, valid_to=date(2025, 1, 1))
        for path in ("/teachers/", f"/teachers/{teacher.pk}/", "/teachers/?dual=expired"):
            assert "xpired" in administrator.client.get(path).content.decode(), path
        assert not administrator.client.get("/teachers/?dual=valid").context["listing"].count

    def test_nobody_else_sees_them(self, reviewer, liaison, colleague_administrator, teacher):
        for person in (reviewer, liaison, colleague_administrator):
            assert person.client.get(f"/teachers/{teacher.pk}/").status_code == 404
            assert person.client.get("/teachers/").context["listing"].count == 0

    def test_the_export_holds_words_numbers_and_days(self, administrator, teacher):
        make_qualification(teacher, valid_to=date(2030, 1, 1))
        text = b"".join(administrator.client.get("/teachers/?export=csv").streaming_content).decode("utf-8-sig")
        row = text.splitlines()[1]
        assert row.startswith(f"王老师,{teacher.number},Full-time,")
        assert ",Intermediate,2030-01-01," in row

    def test_queries_do_not_grow(self, administrator, django_assert_max_num_queries):
        for _number in range(6):
            make_qualification(make_teacher(administrator.organisation))
        for path in ("/teachers/", "/api/v1/teachers/"):
            administrator.client.get(path)
            with django_assert_max_num_queries(14):
                administrator.client.get(path)

    def test_home_reminds_of_what_ends(self, administrator, mentor, teacher):
        make_qualification(teacher, valid_to=clock.today() + timedelta(days=90))
        assert "王老师" in administrator.client.get("/").content.decode()
        assert "王老师" not in mentor.client.get("/").content.decode()
        make_qualification(teacher)  # lasts longer
        assert "王老师" not in administrator.client.get("/").content.decode()


def test_the_api_tells_all_of_a_teacher(administrator, liaison, teacher):
    row = make_qualification(teacher)
    make_practice(teacher, enterprise=liaison.organisation)
    found = administrator.client.get(f"/api/v1/teachers/{teacher.pk}/").json()
    assert [one["level"] for one in found["qualifications"]] == ["intermediate"]
    assert found["practices"][0]["enterprise"] == str(liaison.organisation.public_id)
    assert (found["practice_months"], found["practice_needed"]) == ("2.0", 6)
    other = make_qualification(make_teacher(administrator.organisation))
    for foreign, status in ((other.pk, 400), (row.pk, 200)):
        answer = administrator.client.post(
            f"/api/v1/teachers/{teacher.pk}/take-back/", {"qualification": foreign}, content_type="application/json"
        )
        assert answer.status_code == status
    assert answer.json()["qualifications"] == []
