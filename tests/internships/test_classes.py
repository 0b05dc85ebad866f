"""Placing a class: who breaks which rule and why, then those who may."""

from datetime import date

import pytest

from core.errors import NotAllowed
from enterprises.models import EnterprisePost, EnterpriseYear
from institutions.models import Student
from internships import selectors, services
from internships.models import Placement
from tests.factories.accounts import TODAY
from tests.factories.internships import ENDS, STARTS, make_intern, make_open_slot, make_placement
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
FACTS = {"starts_on": STARTS, "ends_on": ENDS, "kind": "post", "on": TODAY}
REASON = {"INT-015": "Allowed by the authority"}


def state_staff(member, number):
    EnterpriseYear.objects.create(
        enterprise=member.organisation.enterprise, year=2025, staff_count=number, occurred_on=date(2026, 3, 1)
    )


def preview(slot, students):
    return selectors.class_preview(slot=slot, students=students, **FACTS)


def place(member, slot, students, **more):
    return services.place_students(actor=member.actor, slot=slot, students=students, **FACTS, **more)


def test_the_preview_says_of_each_what_the_placing_will_say(liaison, administrator):
    state_staff(liaison, 20)  # two at once
    slot = make_open_slot(liaison, places=4, reasons=REASON)
    fine, young, second, third, placed, last, beyond = (
        make_intern(administrator, **({"birth_date": date(2011, 6, 1)} if number == 1 else {})) for number in range(7)
    )
    make_placement(administrator, make_open_slot(liaison, places=1, reasons=REASON), placed, reasons=REASON)
    students = [fine, young, second, third, placed, last, beyond]

    found = preview(slot, students)
    assert [
        (row.is_blocked, row.is_placed, row.has_no_place, sorted(finding.rule for finding in row.findings))
        for row in found.rows
    ] == [
        (False, False, False, []),
        (True, False, False, ["INT-015", "INT-021"]),
        (False, False, False, ["INT-015"]),
        (False, False, False, ["INT-015"]),
        (True, True, False, ["INT-015", "INT-017"]),  # the other six months count
        (False, False, False, ["INT-015"]),
        (True, False, True, ["INT-015"]),
    ]
    assert [finding.rule for finding in found.warnings] == ["INT-015"]
    assert found.passing == 4

    answers = place(administrator, slot, students, reasons=REASON)
    assert [answer.placement is not None for answer in answers] == [not row.is_blocked for row in found.rows]
    assert {answer.refusal.code for answer in answers if answer.refusal} == {
        "rules_open",
        "student_placed_already",
        "slot_full",
    }


def test_without_a_reason_those_who_are_warned_about_stay_out(liaison, administrator):
    state_staff(liaison, 10)
    slot = make_open_slot(liaison, places=4, reasons=REASON)
    answers = place(administrator, slot, [make_intern(administrator) for _ in range(3)])
    assert [answer.refusal and answer.refusal.code for answer in answers] == [
        None,
        "warnings_need_reasons",
        "warnings_need_reasons",
    ]
    assert Placement.objects.count() == 1


def test_the_cap_of_a_post_counts_the_class_itself(liaison, administrator):
    EnterprisePost.objects.create(
        enterprise=liaison.organisation.enterprise,
        year=2025,
        post="cnc machining operator",
        staff_count=10,
        occurred_on=date(2026, 3, 1),
    )
    slot = make_open_slot(liaison, places=3, reasons={"INT-016": "A new line"})
    found = preview(slot, [make_intern(administrator) for _ in range(3)])
    assert [[finding.rule for finding in row.findings] for row in found.rows] == [[], [], ["INT-016"]]
    elsewhere = make_open_slot(liaison, post="Packer", places=3)
    assert not preview(elsewhere, [make_intern(administrator) for _ in range(3)]).warnings


def test_a_foreign_student_stops_everything(liaison, administrator, colleague_administrator):
    slot = make_open_slot(liaison)
    with pytest.raises(NotAllowed):
        place(administrator, slot, [make_intern(administrator), make_intern(colleague_administrator)])
    assert not Placement.objects.exists()


def sent(students, **more):
    return {
        "students": [student.pk for student in students],
        "starts_on": "2027-03-01",
        "ends_on": "2027-08-31",
        "kind": "post",
        **more,
    }


def test_choose_check_and_place_on_the_page(liaison, administrator):
    slot = make_open_slot(liaison)
    good, young = make_intern(administrator), make_intern(administrator, birth_date=date(2011, 6, 1))
    url = f"/internship-slots/{slot.pk}/place-class/?major={good.major_id}"
    assert good.name in text_of(administrator.client.get(url))

    page = administrator.client.post(url, sent([good, young]))
    shown = text_of(page)
    assert "1 of 2 students may be placed" in shown
    assert "The student is under 16 on the first day of the placement." in shown
    assert not Placement.objects.exists()

    done = text_of(administrator.client.post(url, sent([good, young], place="1"), follow=True))
    assert "1 student is placed." in done
    assert f"{young.name}: The student is under 16" in done
    assert Placement.objects.get().student == good


def test_a_class_of_a_major(liaison, administrator):
    slot = make_open_slot(liaison)
    one, other = make_intern(administrator), make_intern(administrator)
    Student.objects.filter(pk=one.pk).update(class_name="数控2401")
    url = f"/internship-slots/{slot.pk}/place-class/"
    page = text_of(administrator.client.get(url, {"major": one.major_id, "class_name": "数控2401"}))
    assert one.number in page
    assert other.number not in page


def test_students_of_others_cannot_be_chosen(liaison, administrator, colleague_administrator):
    slot, own, foreign = make_open_slot(liaison), make_intern(administrator), make_intern(colleague_administrator)
    url = f"/internship-slots/{slot.pk}/place-class/"
    page = administrator.client.post(f"{url}?major={own.major_id}", sent([foreign], place="1"))
    assert page.context["form"].errors["students"]
    assert (
        "form" not in administrator.client.get(url, {"major": foreign.major_id}).context
        or not (administrator.client.get(url, {"major": foreign.major_id}).context["form"])
    )
    assert not Placement.objects.exists()


def test_what_the_student_arranged_needs_an_approval(liaison, administrator):
    slot, student = make_open_slot(liaison), make_intern(administrator)
    facts = {"student": student.number, **{name: sent([])[name] for name in ("starts_on", "ends_on", "kind")}}
    url = f"/internship-slots/{slot.pk}/place/"
    refused = administrator.client.post(url, {**facts, "source": "self", "place": "1"})
    assert "Say when the school approved what the student arranged." in text_of(refused)
    administrator.client.post(url, {**facts, "source": "self", "approved_on": "2026-11-19", "place": "1"})
    assert Placement.objects.get().approved_on == date(2026, 11, 19)
