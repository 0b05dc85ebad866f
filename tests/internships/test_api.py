"""The API: the same rows, rules and answers as the pages."""

import pytest

from internships.models import InternshipSlot, Placement
from tests.factories.internships import (
    make_catalogue_major,
    make_intern,
    make_open_slot,
    make_placement,
    make_slot,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
SLOTS, PLACEMENTS = "/api/v1/internship-slots/", "/api/v1/placements/"


def post(member, url, data=None, **headers):
    return member.client.post(url, data or {}, content_type="application/json", headers=headers)


def body(**changes):
    make_catalogue_major()
    return {
        "post": "CNC machining operator",
        "majors": ["460103"],
        "starts_on": "2027-03-01",
        "ends_on": "2027-08-31",
        "places": 12,
        "pay": "3400.00",
        **changes,
    }


def test_create_and_open(liaison, administrator):
    made = post(liaison, SLOTS, body())
    assert made.status_code == 201, made.content
    assert made.json()["state"] == "draft"
    assert made.json()["pay"] == "3400.00"
    slot = InternshipSlot.objects.get()
    assert administrator.client.get(f"{SLOTS}{slot.pk}/").status_code == 404

    opened = post(liaison, f"{SLOTS}{slot.pk}/open/")
    assert (opened.status_code, opened.json()["standing"]) == (200, "open")
    seen = administrator.client.get(f"{SLOTS}{slot.pk}/").json()
    assert (seen["majors"], seen["taken"], seen["region"]) == (["460103"], 0, "340200")
    assert post(liaison, f"{SLOTS}{slot.pk}/confirm/", {"answer": "maybe"}).json()["answer"] == "maybe"
    assert post(liaison, f"{SLOTS}{slot.pk}/close/").json()["state"] == "closed"
    again = post(liaison, f"{SLOTS}{slot.pk}/close/")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "slot_not_open")


def test_one_key_one_slot(liaison):
    first = post(liaison, SLOTS, body(), **{"Idempotency-Key": "k-1"})
    second = post(liaison, SLOTS, body(), **{"Idempotency-Key": "k-1"})
    assert first.json()["id"] == second.json()["id"]
    assert InternshipSlot.objects.count() == 1
    other = post(liaison, SLOTS, body(places=3), **{"Idempotency-Key": "k-1"})
    assert (other.status_code, other.json()["errors"][0]["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": "2027-02-28"}, "ends_on"),
        ({"places": 0}, "places"),
        ({"pay": "-1"}, "pay"),
        ({"hours_per_day": 25}, "hours_per_day"),
        ({"majors": []}, "majors"),
        ({"majors": ["000000"]}, "majors.0"),
        ({"region": "999999"}, "region"),
        ({"answer": "no"}, "answer_reason"),
    ],
)
def test_bad_input_names_its_field(liaison, changes, field):
    refused = post(liaison, SLOTS, body(**changes))
    assert refused.status_code == 400
    assert field.split(".")[0] in {error["attr"].split(".")[0] for error in refused.json()["errors"]}
    assert not InternshipSlot.objects.exists()


def test_rules_answer_with_their_findings(liaison):
    slot = make_slot(liaison, venue_type="ktv")
    refused = post(liaison, f"{SLOTS}{slot.pk}/open/")
    assert refused.status_code == 409
    (error,) = refused.json()["errors"]
    assert (error["code"], error["attr"]) == ("rules_open", "venue_type")
    assert error["detail"].startswith("INT-024")


def test_foreign_rows_are_missing_and_foreign_acts_forbidden(liaison, other_liaison, administrator, reviewer):
    draft, opened = make_slot(liaison), make_open_slot(liaison)
    for stranger in (other_liaison, administrator, reviewer):
        assert stranger.client.get(f"{SLOTS}{draft.pk}/").status_code == 404
        assert post(stranger, f"{SLOTS}{draft.pk}/open/").status_code == 404
        assert post(stranger, f"{SLOTS}{opened.pk}/close/").status_code == 403
    assert post(administrator, SLOTS, body()).status_code == 403


def test_placing_by_api(liaison, administrator, colleague_administrator, reviewer):
    slot, student = make_open_slot(liaison), make_intern(administrator)
    made = post(administrator, PLACEMENTS, {"slot": slot.pk, "student": student.pk})
    assert made.status_code == 201, made.content
    assert made.json()["ends_on"] == "2027-08-31"
    again = post(administrator, PLACEMENTS, {"slot": slot.pk, "student": student.pk})
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "student_placed_already")

    for member, count in ((administrator, 1), (liaison, 1), (colleague_administrator, 0), (reviewer, 0)):
        assert member.client.get(PLACEMENTS).json()["count"] == count
    foreign = post(colleague_administrator, PLACEMENTS, {"slot": slot.pk, "student": student.pk})
    assert (foreign.status_code, foreign.json()["errors"][0]["attr"]) == (400, "student")
    assert Placement.objects.count() == 1


def test_no_birth_date_leaves_the_house(liaison, administrator):
    make_placement(administrator, make_open_slot(liaison))
    shown = administrator.client.get(PLACEMENTS).json()["results"][0]
    assert not {name for name in shown if "birth" in name or "number" in name}
