"""What stands around a placement: signatures, insurance, mentors, the outcome, and the gates that ask for them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.home import todos
from core.errors import InvalidInput, NotAllowed
from enterprises.models import EnterpriseYear
from internships import services
from internships.models import PlacementFinding, PlacementOutcome
from ledger.models import Entry
from reference.rules import RulesOpen, WarningsNeedReasons
from tests.factories.accounts import TODAY
from tests.factories.internships import (
    ENDS,
    STARTS,
    make_ended,
    make_intern,
    make_open_slot,
    make_placement,
    make_ready,
)
from tests.internships.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
MINOR = {"birth_date": date(2010, 1, 1)}


def begin(member, placement, *, on=STARTS, **reasons):
    return services.begin_placement(actor=member.actor, placement=placement, on=on, reasons=reasons.get("reasons", {}))


def sign(member, placement, **signed):
    services.record_tripartite(
        actor=member.actor, placement=placement, signatures=services.Signatures(**signed), on=TODAY
    )


def test_nothing_begins_before_it_is_signed_and_insured(liaison, administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    with pytest.raises(RulesOpen) as refused:
        begin(administrator, placement)
    assert {found.rule for found in refused.value.findings} == {"INT-042", "INT-069"}
    placement.refresh_from_db()
    assert placement.is_arranged
    make_ready(administrator, placement)
    assert begin(administrator, placement).is_under_way


def test_a_minor_needs_the_guardian(liaison, administrator):
    placement = make_placement(administrator, make_open_slot(liaison), make_intern(administrator, **MINOR))
    make_ready(administrator, placement)
    days = dict.fromkeys(("school_signed_on", "unit_signed_on", "student_signed_on"), TODAY)
    sign(administrator, placement, **days)
    with pytest.raises(RulesOpen) as refused:
        begin(administrator, placement)
    assert [found.rule for found in refused.value.findings] == ["INT-044"]


def test_low_pay_of_independent_work_needs_a_reason_to_begin(liaison, administrator):
    slot = make_open_slot(liaison, is_independent=True)  # 3,400 of 4,200
    placement = make_ready(administrator, make_placement(administrator, slot))
    days = dict.fromkeys(("school_signed_on", "unit_signed_on", "student_signed_on"), TODAY)
    sign(administrator, placement, **days, pay=Decimal("3359.99"))
    with pytest.raises(WarningsNeedReasons):
        begin(administrator, placement)
    begin(administrator, placement, reasons={"INT-050": "Meals and a room are free"})
    assert PlacementFinding.objects.current().get().reason == "Meals and a room are free"


def test_the_lowest_grade_of_the_unit_is_enough(liaison, administrator):
    EnterpriseYear.objects.create(
        enterprise=liaison.organisation.enterprise, year=2025, lowest_grade_pay=3000, occurred_on=date(2026, 3, 1)
    )
    slot = make_open_slot(liaison, is_independent=True)
    placement = make_ready(administrator, make_placement(administrator, slot))
    days = dict.fromkeys(("school_signed_on", "unit_signed_on", "student_signed_on"), TODAY)
    sign(administrator, placement, **days, pay=Decimal(3000))
    assert begin(administrator, placement).is_under_way


def test_signatures_of_tomorrow_are_refused(liaison, administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    with pytest.raises(InvalidInput) as refused:
        sign(administrator, placement, school_signed_on=TODAY + timedelta(days=1))
    assert refused.value.field == "school_signed_on"


def test_a_policy_of_the_class_goes_to_all_or_none(liaison, administrator, colleague_administrator):
    slot = make_open_slot(liaison)
    own = [make_placement(administrator, slot) for _ in range(2)]
    foreign = make_placement(colleague_administrator, slot)
    policy = services.Policy("PICC", "P-1", STARTS, ENDS)
    with pytest.raises(NotAllowed):
        services.insure_placements(actor=administrator.actor, placements=[*own, foreign], policy=policy)
    assert not own[0].insurances.exists()
    assert len(services.insure_placements(actor=administrator.actor, placements=own, policy=policy)) == 2
    with pytest.raises(services.PolicyRecorded):
        services.insure_placements(actor=administrator.actor, placements=own, policy=policy)


def test_one_policy_for_all_own_students_from_the_page(liaison, administrator, colleague_administrator):
    slot = make_open_slot(liaison)
    own, foreign = make_placement(administrator, slot), make_placement(colleague_administrator, slot)
    sent = {
        "insurer": "PICC",
        "policy_number": "P-1",
        "valid_from": "2027-03-01",
        "valid_to": "2027-08-31",
        "payer": "school",
    }
    administrator.client.post(f"/internship-slots/{slot.pk}/insure/", sent)
    assert own.insurances.get().policy_number == "P-1"
    assert not foreign.insurances.exists()


def test_a_mentor_with_an_account_finds_the_placement_among_the_own_ones(liaison, administrator, mentor):
    placement = make_placement(administrator, make_open_slot(liaison))
    make_placement(administrator, make_open_slot(liaison))
    services.assign_mentor(actor=administrator.actor, placement=placement, user=mentor.user, side="school", on=TODAY)
    page = mentor.client.get("/placements/?assigned=on")
    assert [row.record for row in page.context["listing"].rows] == [placement]


def test_the_next_mentor_of_a_side_follows_the_one_before(liaison, administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    assign = {"actor": administrator.actor, "placement": placement, "side": "unit"}
    first = services.assign_mentor(**assign, name="吴师傅", on=TODAY)
    services.assign_mentor(**assign, name="郑师傅", on=TODAY + timedelta(days=10))
    first.refresh_from_db()
    assert first.until_on == TODAY + timedelta(days=9)
    assert "吴师傅" not in str(list(Entry.objects.values())), "names of people stay out of the ledger"


def test_sides_name_their_own_mentors(liaison, administrator, mentor):
    placement = make_placement(administrator, make_open_slot(liaison))
    with pytest.raises(InvalidInput):
        services.assign_mentor(actor=liaison.actor, placement=placement, name="Li", side="school", on=TODAY)
    with pytest.raises(InvalidInput):
        services.assign_mentor(actor=administrator.actor, placement=placement, user=mentor.user, side="unit", on=TODAY)
    assert services.assign_mentor(actor=liaison.actor, placement=placement, name="Li", side="unit", on=TODAY)


def test_hired_is_said_by_host_or_college_once_it_has_ended(liaison, administrator, mentor):
    slot = make_open_slot(liaison)
    going = make_placement(administrator, slot)
    with pytest.raises(services.PlacementNotEnded):
        services.record_outcome(actor=liaison.actor, placement=going, is_hired=True, on=TODAY)
    ended = make_ended(administrator, slot)
    services.record_outcome(actor=administrator.actor, placement=ended, is_hired=False, grade="good", on=ENDS)
    services.record_outcome(actor=liaison.actor, placement=ended, is_hired=True, grade="fail", on=ENDS)
    said = PlacementOutcome.objects.current().get()
    assert (said.is_hired, said.source, said.grade) == (True, "host", "good"), "the grade is the college's"
    assert PlacementOutcome.objects.count() == 2
    with pytest.raises(NotAllowed):
        services.record_outcome(actor=mentor.actor, placement=ended, is_hired=True, on=ENDS)
    hired = administrator.client.get("/placements/?hired=on")
    assert [row.record for row in hired.context["listing"].rows] == [ended]


def test_nothing_is_recorded_of_what_was_cancelled(liaison, administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    services.cancel_placement(actor=administrator.actor, placement=placement, on=TODAY)
    with pytest.raises(services.PlacementCancelled):
        sign(administrator, placement, school_signed_on=TODAY)


# ---- The page -------------------------------------------------------------------------------------------------------


def test_the_page_shows_gates_and_what_is_missing(liaison, administrator, colleague_administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    shown = text_of(administrator.client.get(placement.get_absolute_url()))
    assert "2 things are missing before the first day" in shown
    assert "The school has not signed." in shown
    assert "No liability insurance is recorded." in shown
    assert colleague_administrator.client.get(placement.get_absolute_url()).status_code == 404
    make_ready(administrator, placement)
    assert "Ready to begin" in text_of(administrator.client.get(placement.get_absolute_url()))


def test_beginning_without_is_refused_on_the_page(liaison, administrator):
    slot = make_open_slot(liaison, starts_on=TODAY, ends_on=date(2027, 5, 20))
    placement = make_placement(administrator, slot)
    page = administrator.client.post(f"/placements/{placement.pk}/begin/")
    assert page.status_code == 409
    assert "The unit has not signed." in text_of(page)
    make_ready(administrator, placement)
    page = administrator.client.post(f"/placements/{placement.pk}/begin/", follow=True)
    assert "The placement is under way." in text_of(page)


def test_recording_from_the_page(liaison, administrator, mentor):
    placement = make_placement(administrator, make_open_slot(liaison))
    base = f"/placements/{placement.pk}"
    administrator.client.post(f"{base}/agreement/", {"school_signed_on": "2026-11-19", "pay": "3400"})
    administrator.client.post(f"{base}/mentor/", {"side": "school", "member": mentor.membership.pk, "name": ""})
    liaison.client.post(f"{base}/mentor/", {"side": "unit", "name": "吴师傅"})
    placement.refresh_from_db()
    assert placement.tripartite.school_signed_on == date(2026, 11, 19)
    assert {(one.side, one.name) for one in placement.mentors.all()} == {
        ("school", str(mentor.user)),
        ("unit", "吴师傅"),
    }
    late = administrator.client.post(f"{base}/agreement/", {"school_signed_on": "2026-11-21"})
    assert late.status_code == 409
    assert "This day has not come yet." in text_of(late)


def test_the_outcome_from_the_page(liaison, administrator):
    ended = make_ended(administrator, make_open_slot(liaison))
    liaison.client.post(f"/placements/{ended.pk}/outcome/", {"is_hired": "yes"})
    assert PlacementOutcome.objects.current().get().is_hired
    assert "Hired by the host." in text_of(administrator.client.get(ended.get_absolute_url()))


def test_to_dos_before_and_after(liaison, administrator, mentor):
    slot = make_open_slot(liaison)
    placement = make_placement(administrator, slot)
    services.assign_mentor(actor=administrator.actor, placement=placement, user=mentor.user, side="school", on=TODAY)

    def titles(member, on):
        return [todo.title for todo in todos(member.actor, on) if "/placements/" in todo.url]

    soon = STARTS - timedelta(days=14)
    assert titles(administrator, soon - timedelta(days=1)) == []
    assert titles(administrator, soon) == ["1 placement begins soon or should have begun"]
    assert titles(mentor, soon) == [f"A placement that you accompany begins: {placement.student}"]
    ended = make_ended(administrator, slot)
    for member in (administrator, liaison):
        assert "Was the student hired? 1 placement has ended" in titles(member, ENDS)
    services.record_outcome(actor=liaison.actor, placement=ended, is_hired=True, on=ENDS)
    assert "Was the student hired? 1 placement has ended" not in titles(administrator, ENDS)
