"""Placing students: who may, which rules, and the last place."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import OperationalError, close_old_connections, connection, transaction

from core.errors import InvalidInput, NotAllowed
from enterprises.models import EnterpriseYear
from internships import services
from internships.models import InternshipSlot, Placement, PlacementFinding, PlacementState
from ledger.selectors import entries_about
from reference.rules import RulesOpen, WarningsNeedReasons
from tests.factories.accounts import TODAY
from tests.factories.internships import (
    ENDS,
    STARTS,
    make_intern,
    make_open_slot,
    make_placement,
    make_ready,
    make_slot,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
SHORT = {"INT-017": "The rest follows in autumn"}


def test_a_student_takes_a_place(liaison, administrator):
    slot = make_open_slot(liaison, places=2)
    placement = make_placement(administrator, slot)

    assert placement.is_arranged
    assert placement.college_id == administrator.organisation.pk
    assert InternshipSlot.objects.with_taken().get().taken == 1
    assert [entry.action for entry in entries_about(placement)] == ["placement.arranged"]
    assert PlacementState.objects.current().get().state == "arranged"


def test_rows_are_seen_by_college_and_host_alone(  # noqa: PLR0917
    liaison, administrator, mentor, other_liaison, colleague_administrator, reviewer, operator
):
    EnterpriseYear.objects.create(
        enterprise=liaison.organisation.enterprise, year=2025, staff_count=9, occurred_on=date(2026, 3, 1)
    )
    reasons = {"INT-015": "Allowed by the authority"}
    placement = make_placement(administrator, make_open_slot(liaison, reasons=reasons), reasons=reasons)
    for insider in (liaison, administrator, mentor):
        assert Placement.objects.visible_to(insider.actor).get() == placement
        assert PlacementState.objects.visible_to(insider.actor).get().placement == placement
        assert PlacementFinding.objects.visible_to(insider.actor).get().placement == placement
    for stranger in (other_liaison, colleague_administrator, reviewer, operator):
        assert not Placement.objects.visible_to(stranger.actor).exists()
        assert not PlacementState.objects.visible_to(stranger.actor).exists()
        assert not PlacementFinding.objects.visible_to(stranger.actor).exists()


def test_the_ledger_does_not_name_the_student(liaison, administrator):
    student = make_intern(administrator, name="不该出现的名字")
    placement = make_placement(administrator, make_open_slot(liaison), student)
    (entry,) = entries_about(placement)
    assert student.name not in entry.subject_label
    assert student.name not in entry.payload.document


def test_another_colleges_student_is_refused(liaison, administrator, colleague_administrator, mentor):
    slot, student = make_open_slot(liaison), make_intern(colleague_administrator)
    for stranger in (administrator, mentor, liaison):
        with pytest.raises(NotAllowed):
            make_placement(stranger, slot, student)


def test_a_draft_and_a_closed_slot_take_nobody(liaison, administrator):
    draft = make_slot(liaison)
    with pytest.raises(services.SlotNotOpen):
        make_placement(administrator, draft)
    closed = services.close_slot(actor=liaison.actor, slot=make_open_slot(liaison), on=TODAY)
    with pytest.raises(services.SlotNotOpen):
        make_placement(administrator, closed)


def test_a_host_that_answers_no_takes_nobody(liaison, administrator):
    slot = make_open_slot(liaison, answer="no", answer_reason="Hall is being rebuilt")
    with pytest.raises(services.SlotAnswersNo, match="Hall is being rebuilt"):
        make_placement(administrator, slot)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": STARTS - timedelta(days=1)}, "starts_on"),
        ({"ends_on": ENDS + timedelta(days=1)}, "ends_on"),
        ({"starts_on": ENDS, "ends_on": STARTS}, "ends_on"),
    ],
)
def test_days_lie_inside_the_slot(liaison, administrator, changes, field):
    slot = make_open_slot(liaison)
    with pytest.raises(InvalidInput) as refused:
        make_placement(administrator, slot, **changes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("student", "rule"),
    [
        ({"enrolled_on": date(2026, 9, 1), "birth_date": date(2008, 1, 1)}, "INT-020"),
        ({"birth_date": STARTS.replace(year=2011) + timedelta(days=1)}, "INT-021"),
    ],
)
def test_who_may_not_work_yet_is_blocked_and_may_observe(liaison, administrator, student, rule):
    slot, intern = make_open_slot(liaison), make_intern(administrator, **student)
    with pytest.raises(RulesOpen) as refused:
        make_placement(administrator, slot, intern)
    assert [found.rule for found in refused.value.findings] == [rule]
    assert not Placement.objects.exists()
    assert make_placement(administrator, slot, intern, kind="observation").kind == "observation"


def test_sixteen_on_the_first_day_is_old_enough(liaison, administrator):
    student = make_intern(administrator, birth_date=STARTS.replace(year=2011))
    assert make_placement(administrator, make_open_slot(liaison), student)


def test_one_intern_too_many_needs_a_reason(liaison, administrator, colleague_administrator):
    EnterpriseYear.objects.create(
        enterprise=liaison.organisation.enterprise, year=2025, staff_count=10, occurred_on=date(2026, 3, 1)
    )
    slot = make_open_slot(liaison, places=2, reasons={"INT-015": "Allowed by the authority"})
    make_placement(colleague_administrator, slot)
    student = make_intern(administrator)

    with pytest.raises(WarningsNeedReasons):
        make_placement(administrator, slot, student)
    placement = make_placement(administrator, slot, student, reasons={"INT-015": "Allowed by the authority"})
    assert placement.findings.get().reason == "Allowed by the authority"


def test_a_full_slot_takes_nobody_until_a_place_is_given_back(liaison, administrator):
    slot = make_open_slot(liaison, places=1)
    first = make_placement(administrator, slot)
    with pytest.raises(services.SlotFull):
        make_placement(administrator, slot)

    services.cancel_placement(actor=administrator.actor, placement=first, on=TODAY)
    make_placement(administrator, slot)
    assert InternshipSlot.objects.with_taken().get().taken == 1


def test_nobody_is_at_two_places_at_once(liaison, other_liaison, administrator):
    student = make_intern(administrator)
    make_placement(administrator, make_open_slot(liaison), student, ends_on=date(2027, 4, 30), reasons=SHORT)
    other = make_open_slot(other_liaison)
    with pytest.raises(services.StudentPlacedAlready):
        make_placement(administrator, other, student, starts_on=date(2027, 4, 30))
    assert make_placement(administrator, other, student, starts_on=date(2027, 5, 1))


def test_a_student_holds_one_place_of_a_slot(liaison, administrator):
    slot, student = make_open_slot(liaison), make_intern(administrator)
    first = make_placement(administrator, slot, student, ends_on=date(2027, 4, 30), reasons=SHORT)
    with pytest.raises(services.StudentPlacedAlready):
        make_placement(administrator, slot, student, starts_on=date(2027, 6, 1), reasons=SHORT)

    make_ready(administrator, first)
    services.begin_placement(actor=administrator.actor, placement=first, on=STARTS)
    services.end_placement(actor=administrator.actor, placement=first, on=date(2027, 4, 30))
    assert make_placement(administrator, slot, student, starts_on=date(2027, 6, 1), reasons=SHORT)


def test_the_life_of_a_placement(liaison, administrator, colleague_administrator):
    placement = make_placement(administrator, make_open_slot(liaison))
    for stranger in (liaison, colleague_administrator):
        with pytest.raises(NotAllowed):
            services.begin_placement(actor=stranger.actor, placement=placement, on=STARTS)
    with pytest.raises(InvalidInput):
        services.begin_placement(actor=administrator.actor, placement=placement, on=STARTS - timedelta(days=1))
    with pytest.raises(services.PlacementOver):
        services.end_placement(actor=administrator.actor, placement=placement, on=STARTS)

    make_ready(administrator, placement)
    services.begin_placement(actor=administrator.actor, placement=placement, on=STARTS)
    with pytest.raises(services.PlacementOver):
        services.cancel_placement(actor=administrator.actor, placement=placement, on=STARTS)
    ended = services.end_placement(actor=administrator.actor, placement=placement, on=date(2027, 5, 31))

    assert (ended.state, ended.ends_on) == ("ended", date(2027, 5, 31))
    assert [entry.action for entry in entries_about(placement)] == [
        "placement.arranged",
        "placement.signed",
        "placement.insured",
        "placement.begun",
        "placement.ended",
    ]


# ---- The last place -------------------------------------------------------------------------------------------------


def naive_place_student(*, actor, slot, student, starts_on, ends_on, on):
    """The negative control: counts and writes without locking the slot."""
    with transaction.atomic():
        actor.require("place_student", student)
        held = slot.placements.holding_a_place().count()
        barrier_of_the_naive.wait(timeout=20)
        if held >= slot.places:
            raise services.SlotFull
        return Placement.objects.create(
            slot=slot, student=student, college_id=student.college_id, starts_on=starts_on, ends_on=ends_on
        )


barrier_of_the_naive: threading.Barrier


def ask(place, **facts) -> str:
    """SQLite in memory, as in this suite, says "locked" at once where a file would wait: ask again."""
    for _ in range(200):
        try:
            place(**facts)
        except services.SlotFull:
            return "full"
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
            time.sleep(0.02)
        else:
            return "placed"
    return "never answered"


def race(place, slot, students, actor) -> list[str]:
    """Everyone asks for a place at the same moment; what each was told."""
    start, told = threading.Barrier(len(students)), []

    def one(student):
        close_old_connections()
        try:
            start.wait(timeout=30)
            told.append(ask(place, actor=actor, slot=slot, student=student, starts_on=STARTS, ends_on=ENDS, on=TODAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(student,)) for student in students]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return told


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_exactly_one(liaison, administrator):
    crowd, trials = (32, 20) if connection.vendor == "postgresql" else (8, 1)
    students = [make_intern(administrator) for _ in range(crowd)]
    for _ in range(trials):
        slot = make_open_slot(liaison, places=1)

        told = race(services.place_student, slot, students, administrator.actor)

        assert sorted(told) == ["full"] * (crowd - 1) + ["placed"]
        winner = Placement.objects.holding_a_place().get()  # of this trial: the one before gave its place back
        services.cancel_placement(actor=administrator.actor, placement=winner, on=TODAY)


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_last_place_goes_to_many(liaison, administrator):
    global barrier_of_the_naive  # noqa: PLW0603 (the control waits inside its transaction)
    slot = make_open_slot(liaison, places=1)
    students = [make_intern(administrator) for _ in range(32)]
    barrier_of_the_naive = threading.Barrier(32)

    told = race(naive_place_student, slot, students, administrator.actor)

    assert told.count("placed") == 32
