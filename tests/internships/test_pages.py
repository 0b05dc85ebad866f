"""Pages of slots and placements: what people see, do and are told."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import EnterpriseYear
from internships.models import InternshipSlot, Placement
from tests.factories.accounts import TODAY
from tests.factories.internships import (
    make_catalogue_major,
    make_intern,
    make_open_slot,
    make_placement,
    make_slot,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LIST = "/internship-slots/"


def text_of(response) -> str:
    """The page without markup."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def entered(**changes):
    make_catalogue_major()
    return {
        "post": "CNC machining operator",
        "majors": "460103",
        "starts_on": "2027-03-01",
        "ends_on": "2027-08-31",
        "places": "12",
        "submission": str(uuid.uuid4()),
        **changes,
    }


def state_staff(member, number):
    EnterpriseYear.objects.create(
        enterprise=member.organisation.enterprise, year=2025, staff_count=number, occurred_on=date(2026, 3, 1)
    )


# ---- The list -------------------------------------------------------------------------------------------------------


def test_a_liaison_sees_own_slots_and_the_open_ones_of_others(liaison, other_liaison, administrator):
    make_slot(liaison, post="Own draft")
    make_open_slot(other_liaison, post="Foreign open")
    make_slot(other_liaison, post="Foreign draft")

    seen = text_of(liaison.client.get(LIST))
    assert "Own draft" in seen
    assert "Foreign open" in seen
    assert "Foreign draft" not in seen
    seen = text_of(administrator.client.get(LIST))
    assert "1 internship slot" in seen
    assert "Own draft" not in seen


@pytest.mark.parametrize(
    ("query", "posts"),
    [
        ("", {"Stale", "Full", "Half", "Maybe"}),
        ("q=half", {"Half"}),
        ("standing=to_confirm", {"Stale"}),
        ("standing=full&standing=partly_filled", {"Full", "Half"}),
        ("answer=maybe", {"Maybe"}),
        ("major=4603", {"Half"}),
        ("major=机电", {"Half"}),
        ("major=nothing", set()),
        ("region=340000", {"Stale", "Full", "Half", "Maybe"}),
        ("region=330000", set()),
        ("begins=2026-2", {"Stale", "Full", "Half"}),
        ("begins=2027-1", {"Maybe"}),
        ("pay_min=3500", {"Maybe"}),
        ("mine=on", {"Full", "Half"}),
        ("warned=on", set()),
    ],
)
def test_filters_stand_in_the_address(liaison, administrator, colleague_administrator, query, posts):
    make_open_slot(liaison, post="Stale", on=TODAY - timedelta(days=61))
    full = make_open_slot(liaison, post="Full", places=1)
    half = make_open_slot(liaison, post="Half", majors=(make_catalogue_major("460301", "机电一体化技术"),))
    make_open_slot(
        liaison, post="Maybe", pay=3500, starts_on=date(2027, 9, 1), ends_on=date(2028, 1, 31), answer="maybe"
    )
    for slot in (full, half):
        make_placement(administrator, slot)

    page = administrator.client.get(f"{LIST}?{query}")
    assert {row.record.post for row in page.context["listing"].rows} == posts
    api = administrator.client.get(f"/api/v1/internship-slots/?{query}").json()
    assert {row["post"] for row in api["results"]} == posts


def test_a_filter_that_makes_no_sense_is_said(administrator, liaison):
    make_open_slot(liaison)
    assert "A region code has six digits" in text_of(administrator.client.get(f"{LIST}?region=34"))


def test_export_is_what_is_filtered_and_no_formula(liaison):
    make_open_slot(liaison, post="=HYPERLINK(1)")
    make_open_slot(liaison, post="Other")
    rows = text_of(liaison.client.get(f"{LIST}?q=HYPER&export=csv"))
    assert "'=HYPERLINK(1)" in rows
    assert "Other" not in rows
    assert "460103" in rows


def test_queries_do_not_grow_with_slots(liaison, administrator):
    def queries(slots: int) -> int:
        for _ in range(slots):
            make_open_slot(liaison)
        with CaptureQueriesContext(connection) as asked:
            administrator.client.get(LIST)
        return len(asked)

    queries(1)  # signs in
    assert queries(1) == queries(12) <= 15


@pytest.mark.parametrize("path", ["edit/", "", "place/"])
def test_a_foreign_draft_is_missing(liaison, other_liaison, administrator, path):
    slot = make_slot(liaison)
    for stranger in (other_liaison, administrator):
        assert stranger.client.get(f"{LIST}{slot.pk}/{path}").status_code == 404


@pytest.mark.parametrize("act", ["open", "close", "confirm"])
def test_acts_on_a_slot_are_posts_of_its_host(liaison, other_liaison, administrator, act):
    slot = make_open_slot(liaison)
    assert liaison.client.get(f"{LIST}{slot.pk}/{act}/").status_code == 405
    for stranger in (other_liaison, administrator):
        assert stranger.client.post(f"{LIST}{slot.pk}/{act}/").status_code == 403
    assert liaison.client.post(f"{LIST}{slot.pk}/{act}/").status_code == 302


# ---- Offering -------------------------------------------------------------------------------------------------------


def test_three_answers_publish_a_slot(liaison, administrator):
    page = liaison.client.post(f"{LIST}new/", entered(publish="1"), follow=True)
    slot = InternshipSlot.objects.get()
    assert slot.is_open
    assert "every college finds this slot now" in text_of(page)
    assert administrator.client.get(slot.get_absolute_url()).status_code == 200


def test_a_draft_can_be_kept(liaison):
    liaison.client.post(f"{LIST}new/", entered(draft="1"))
    assert InternshipSlot.objects.get().is_draft


def test_a_double_click_makes_one_slot(liaison):
    once = entered(publish="1")
    first = liaison.client.post(f"{LIST}new/", once)
    second = liaison.client.post(f"{LIST}new/", once)
    assert InternshipSlot.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_who_offers_nothing_may_not_open_the_form(administrator, reviewer):
    for stranger in (administrator, reviewer):
        assert stranger.client.get(f"{LIST}new/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": "2027-02-28"}, "The last day lies before the first day."),
        ({"places": "0"}, "greater than or equal to 1"),
        ({"places": "1e9"}, "whole number"),
        ({"places": "99999999999999999999"}, "less than or equal to 10000"),
        ({"post": ""}, "This field is required."),
        ({"majors": "没有这个专业"}, "Nothing is called “没有这个专业”."),
        ({"majors": "技术"}, "can mean several"),
        ({"starts_on": "30 February"}, "valid date"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_lost(liaison, changes, message):
    make_catalogue_major("460301", "机电一体化技术")
    page = liaison.client.post(f"{LIST}new/", entered(**changes, publish="1"))
    shown = text_of(page)
    assert message in shown
    assert "to correct on this page" in shown
    assert 'value="460103"' in page.content.decode() or "majors" in changes
    assert not InternshipSlot.objects.exists()


def test_majors_by_name_by_code_and_several(liaison):
    make_catalogue_major("460301", "机电一体化技术")
    liaison.client.post(f"{LIST}new/", entered(majors="数控技术，460301 机电一体化技术", draft="1"))
    assert set(InternshipSlot.objects.get().majors.values_list("code", flat=True)) == {"460103", "460301"}


def test_own_students_are_suggested_while_one_types(administrator, colleague_administrator):
    student, url = make_intern(administrator), reverse("internships:placement-students")
    for typed in (student.number, student.name):
        (option,) = administrator.client.get(url, {"q": typed}).json()["options"]
        assert option["value"] == f"{student.number} {student.name}"
        assert colleague_administrator.client.get(url, {"q": typed}).json() == {"options": []}
    assert administrator.client.get(url).json() == {"options": []}


def full_form(slot, **changes):
    return {
        **entered(),
        "region": "",
        "venue": "",
        "venue_type": "factory",
        "hours_per_day": "8",
        "hours_per_week": "40",
        "rest_days_per_week": "2",
        "pay": "3400",
        "tasks": "Turning",
        "answer": "yes",
        "answer_reason": "",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hours_per_day": "25"}, "less than or equal to 24"),
        ({"pay": "-5"}, "greater than or equal to 0"),
        ({"pay": "3,4,00"}, "Enter a number"),
        ({"answer": "no"}, "Say why you cannot host"),
        ({"region": "999999"}, "Nothing is called"),
    ],
)
def test_bad_input_on_the_full_form(liaison, changes, message):
    slot = make_slot(liaison, post="Before")
    page = liaison.client.post(f"{LIST}{slot.pk}/edit/", full_form(slot, **changes))
    assert message in text_of(page)
    slot.refresh_from_db()
    assert slot.post == "Before"


def test_an_edit_is_saved(liaison):
    slot = make_slot(liaison)
    liaison.client.post(f"{LIST}{slot.pk}/edit/", full_form(slot, post="咖啡师 ☕️", region="340200 Wuhu"))
    slot.refresh_from_db()
    assert (slot.post, slot.region.code) == ("咖啡师 ☕️", "340200")


def test_an_open_slot_cannot_become_unlawful(liaison):
    slot = make_open_slot(liaison)
    page = liaison.client.post(f"{LIST}{slot.pk}/edit/", full_form(slot, venue_type="ktv"))
    assert page.status_code == 409
    assert "Students may not work in commercial entertainment venues" in text_of(page)


def test_what_stands_in_the_way_is_said_with_links_to_the_fields(liaison):
    slot = make_slot(liaison, venue_type="bar", hours_per_day=9)
    page = liaison.client.get(slot.get_absolute_url()).content.decode()
    assert "2 rules stand in the way" in page
    assert f"{LIST}{slot.pk}/edit/#id_venue_type" in page
    refused = liaison.client.post(f"{LIST}{slot.pk}/open/")
    assert refused.status_code == 409
    slot.refresh_from_db()
    assert slot.is_draft


def test_a_warning_asks_for_a_reason_and_goes_with_the_slot(liaison, administrator):
    state_staff(liaison, 100)
    page = liaison.client.post(f"{LIST}new/", entered(publish="1"), follow=True)
    slot = InternshipSlot.objects.get()
    assert slot.is_draft
    assert "Saved as a draft" in text_of(page)
    assert "reason_INT-015" in page.content.decode()

    assert liaison.client.post(f"{LIST}{slot.pk}/open/", {"reason_INT-015": ""}).status_code == 409
    liaison.client.post(f"{LIST}{slot.pk}/open/", {"reason_INT-015": "Second hall opens in March"})
    seen = text_of(administrator.client.get(slot.get_absolute_url()))
    assert "Second hall opens in March" in seen
    assert "Opened with a warning" in text_of(administrator.client.get(LIST))


def test_an_edit_that_warns_asks_for_the_reason_on_the_form(liaison):
    state_staff(liaison, 100)
    slot = make_open_slot(liaison, places=10)
    page = liaison.client.post(f"{LIST}{slot.pk}/edit/", full_form(slot, places="11"))
    assert page.status_code == 409
    assert "reason_INT-015" in page.content.decode()
    liaison.client.post(f"{LIST}{slot.pk}/edit/", full_form(slot, places="11", **{"reason_INT-015": "Agreed"}))
    slot.refresh_from_db()
    assert slot.places == 11


def test_still_true_in_one_tap(liaison):
    slot = make_open_slot(liaison, on=date(2026, 8, 1))
    assert "To confirm" in text_of(liaison.client.get(slot.get_absolute_url()))
    liaison.client.post(f"{LIST}{slot.pk}/confirm/")
    slot.refresh_from_db()
    assert slot.confirmed_on == TODAY


def test_history_is_for_the_host_alone(liaison, administrator):
    slot = make_open_slot(liaison)
    assert str(liaison.user) in text_of(liaison.client.get(slot.get_absolute_url()))
    assert str(liaison.user) not in text_of(administrator.client.get(slot.get_absolute_url()))


# ---- Placing --------------------------------------------------------------------------------------------------------


def place(client, slot, student, **changes):
    facts = {"student": student.number, "starts_on": "2027-03-01", "ends_on": "2027-08-31", "kind": "post", **changes}
    return client.post(f"{LIST}{slot.pk}/place/", facts)


def test_check_first_then_place(liaison, administrator):
    slot, student = make_open_slot(liaison), make_intern(administrator)
    page = place(administrator.client, slot, student)
    assert "No rule stands in the way" in text_of(page)
    assert not Placement.objects.exists()
    assert place(administrator.client, slot, student, place="1").status_code == 302
    assert Placement.objects.get().student == student


def test_a_student_too_young_is_refused_at_the_check_and_at_the_act(liaison, administrator):
    slot, student = make_open_slot(liaison), make_intern(administrator, birth_date=date(2011, 3, 2))
    for act in ({}, {"place": "1"}):
        shown = text_of(place(administrator.client, slot, student, **act))
        assert "The student is under 16 on the first day of the placement." in shown
        assert "2011" not in shown
    assert not Placement.objects.exists()


def test_students_of_others_are_not_found(liaison, administrator, colleague_administrator):
    slot, student = make_open_slot(liaison), make_intern(colleague_administrator)
    assert "Nothing is called" in text_of(place(administrator.client, slot, student, place="1"))
    assert administrator.client.get(f"/placements/students/?q={student.number}").json() == {"options": []}
    own = colleague_administrator.client.get(f"/placements/students/?q={student.number}").json()
    assert len(own["options"]) == 1


def test_who_may_not_place(liaison, mentor, reviewer):
    slot = make_open_slot(liaison)
    for stranger in (liaison, mentor, reviewer):
        assert stranger.client.get(f"{LIST}{slot.pk}/place/").status_code == 403


def test_a_full_slot_says_so(liaison, administrator):
    slot = make_open_slot(liaison, places=1)
    make_placement(administrator, slot)
    shown = text_of(place(administrator.client, slot, make_intern(administrator), place="1"))
    assert "Every place of this slot is taken." in shown


def test_names_of_students_are_shown_to_college_and_host_alone(
    liaison, administrator, colleague_administrator, reviewer
):
    slot = make_open_slot(liaison)
    student = make_placement(administrator, slot, make_intern(administrator, name="张三丰")).student
    for insider in (liaison, administrator):
        assert student.name in text_of(insider.client.get(slot.get_absolute_url()))
        assert student.name in text_of(insider.client.get("/placements/"))
    for stranger in (colleague_administrator, reviewer):
        shown = text_of(stranger.client.get(slot.get_absolute_url()))
        assert student.name not in shown
        assert "1 of 12" in shown
        assert student.name not in text_of(stranger.client.get("/placements/"))


def test_ending_and_cancelling_from_the_page(liaison, administrator, colleague_administrator):
    slot = make_open_slot(liaison)
    placement = make_placement(administrator, slot)
    assert colleague_administrator.client.post(f"/placements/{placement.pk}/cancel/").status_code == 404
    assert liaison.client.post(f"/placements/{placement.pk}/cancel/").status_code == 403
    early = administrator.client.post(f"/placements/{placement.pk}/begin/", follow=True)
    assert "The placement begins on 1 March 2027." in text_of(early)
    administrator.client.post(f"/placements/{placement.pk}/cancel/")
    placement.refresh_from_db()
    assert placement.state == "cancelled"


# ---- Home, navigation -----------------------------------------------------------------------------------------------


def test_to_dos_of_a_liaison(liaison, other_liaison, administrator):
    from accounts.home import todos

    make_open_slot(liaison, post="Old", on=date(2026, 8, 1))
    make_open_slot(liaison, post="Fresh")
    make_slot(liaison, post="Half done")
    titles = [todo.title for todo in todos(liaison.actor, TODAY)]
    assert titles == ["Is “Old” still true?", "Finish the draft “Half done”", "Record the figures of 2025"]
    assert [todo.title for todo in todos(other_liaison.actor, TODAY)] == ["Record the figures of 2025"]
    assert not [todo for todo in todos(administrator.actor, TODAY) if "internship-slots" in todo.url]


def test_many_slots_to_confirm_are_one_line(liaison):
    from accounts.home import todos

    for _ in range(6):
        make_open_slot(liaison, on=date(2026, 8, 1))
    (todo,) = (one for one in todos(liaison.actor, TODAY) if "slot" in one.url)
    assert todo.title == "6 internship slots to confirm"
    assert liaison.client.get(todo.url).context["listing"].count == 6


def test_the_entry_of_the_navigation(liaison):
    assert reverse("internships:slot-list") == LIST
    assert 'aria-current="page">Internship slots' in liaison.client.get(LIST).content.decode()
