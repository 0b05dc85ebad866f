"""Slots through their services: who may, what is refused, what is written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.actors import Actor
from accounts.models import Role
from core import clock
from core.errors import InvalidInput, NotAllowed
from enterprises.models import EnterpriseYear
from internships import services
from internships.models import InternshipSlot, SlotFinding, SlotState
from ledger.models import Entry
from ledger.selectors import entries_about, history
from reference.rules import RulesOpen, WarningsNeedReasons
from tests.factories.accounts import TODAY, make_member
from tests.factories.internships import (
    make_catalogue_major,
    make_open_slot,
    make_placement,
    make_slot,
    slot_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def state_staff(member, number):
    EnterpriseYear.objects.create(
        enterprise=member.organisation.enterprise, year=2025, staff_count=number, occurred_on=date(2026, 3, 1)
    )


def actions(subject):
    return [entry.action for entry in entries_about(subject)]


def test_a_draft_is_its_enterprises_own(liaison, other_liaison, administrator, reviewer, operator):
    slot = make_slot(liaison)

    assert slot.is_draft
    assert slot.region == liaison.organisation.region
    assert InternshipSlot.objects.visible_to(liaison.actor).get() == slot
    for stranger in (other_liaison, administrator, reviewer, operator):
        assert not InternshipSlot.objects.visible_to(stranger.actor).exists()
    assert actions(slot) == ["slot.drafted"]


def test_only_a_liaison_offers(administrator, reviewer, operator, mentor):
    for stranger in (administrator, reviewer, operator, mentor):
        with pytest.raises(NotAllowed):
            services.draft_slot(actor=stranger.actor, draft=slot_draft(), on=TODAY)


def test_an_open_slot_is_found_by_everyone_signed_in(liaison, administrator, reviewer, other_liaison):
    slot = make_open_slot(liaison)

    assert slot.confirmed_on == TODAY
    for anyone in (administrator, reviewer, other_liaison):
        assert InternshipSlot.objects.visible_to(anyone.actor).get() == slot
    with pytest.raises(NotAllowed):
        services.close_slot(actor=other_liaison.actor, slot=slot, on=TODAY)
    assert actions(slot) == ["slot.drafted", "slot.opened"]
    assert list(SlotState.objects.current().values_list("state", flat=True)) == ["open"]


def test_a_closed_slot_stays_visible_to_who_placed_students_there(liaison, administrator, colleague_administrator):
    slot = make_open_slot(liaison)
    make_placement(administrator, slot)
    services.close_slot(actor=liaison.actor, slot=slot, on=TODAY)

    assert InternshipSlot.objects.visible_to(administrator.actor).get() == slot
    assert not InternshipSlot.objects.visible_to(colleague_administrator.actor).exists()


def test_states_are_known_as_of_a_day(liaison):
    slot = make_slot(liaison, on=date(2026, 10, 1))
    services.open_slot(actor=liaison.actor, slot=slot, on=date(2026, 11, 1))
    services.close_slot(actor=liaison.actor, slot=slot, on=TODAY)
    later = clock.now() + timedelta(minutes=1)

    for on, state in ((date(2026, 10, 31), "draft"), (date(2026, 11, 1), "open"), (TODAY, "closed")):
        assert SlotState.objects.as_of(on, later).get(slot=slot).state == state


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": date(2027, 2, 28)}, "ends_on"),
        ({"places": 0}, "places"),
        ({"places": -3}, "places"),
        ({"hours_per_day": Decimal(25)}, "hours_per_day"),
        ({"hours_per_week": Decimal(169)}, "hours_per_week"),
        ({"rest_days_per_week": 8}, "rest_days_per_week"),
        ({"pay": Decimal(-1)}, "pay"),
        ({"pay": Decimal("3400.005")}, "pay"),
        ({"post": ""}, "post"),
        ({"post": "x" * 121}, "post"),
        ({"venue_type": "spaceship"}, "venue_type"),
        ({"answer": "no"}, "answer_reason"),
    ],
)
def test_nonsense_is_refused_beside_its_field(liaison, changes, field):
    with pytest.raises(InvalidInput) as refused:
        make_slot(liaison, **changes)

    assert refused.value.field == field
    assert not InternshipSlot.objects.exists()
    assert not Entry.objects.filter(action__startswith="slot.").exists()


def test_a_slot_needs_a_major(liaison):
    with pytest.raises(InvalidInput) as refused:
        services.draft_slot(actor=liaison.actor, draft=SlotDraftWithoutMajors(), on=TODAY)
    assert refused.value.field == "majors"


def SlotDraftWithoutMajors():  # noqa: N802
    draft = slot_draft()
    return type(draft)(**{**draft.__dict__, "majors": ()})


def test_emoji_are_text_like_any_other(liaison):
    slot = make_slot(liaison, post="咖啡师 ☕️🙂", tasks="🛠️")
    slot.refresh_from_db()
    assert slot.post == "咖啡师 ☕️🙂"


@pytest.mark.parametrize(
    ("changes", "rule"), [({"venue_type": "ktv"}, "INT-024"), ({"hours_per_day": Decimal(9)}, "INT-031")]
)
def test_a_blocking_rule_keeps_a_draft_a_draft(liaison, changes, rule):
    slot = make_slot(liaison, **changes)

    with pytest.raises(RulesOpen) as refused:
        services.open_slot(actor=liaison.actor, slot=slot, on=TODAY)

    assert [found.rule for found in refused.value.findings] == [rule]
    slot.refresh_from_db()
    assert slot.is_draft
    assert actions(slot) == ["slot.drafted"]
    assert not SlotFinding.objects.exists()


def test_the_limit_of_the_region_of_the_venue_holds(liaison):
    from tests.factories.accounts import make_region

    ningbo = make_region("330200")
    from django.core.management import call_command

    call_command("load_shipped", verbosity=0)
    slot = make_slot(liaison, region=ningbo, hours_per_week=Decimal(44), hours_per_day=None)

    with pytest.raises(RulesOpen) as refused:
        services.open_slot(actor=liaison.actor, slot=slot, on=TODAY)
    assert "at most 40" in str(refused.value.findings[0])


def test_a_warning_needs_a_reason_and_is_kept_with_it(liaison, administrator):
    state_staff(liaison, 100)
    slot = make_slot(liaison, places=11)

    with pytest.raises(WarningsNeedReasons) as refused:
        services.open_slot(actor=liaison.actor, slot=slot, on=TODAY, reasons={"INT-015": "  "})
    assert [found.rule for found in refused.value.findings] == ["INT-015"]
    assert not SlotFinding.objects.exists()

    services.open_slot(actor=liaison.actor, slot=slot, on=TODAY, reasons={"INT-015": "Two halls open in March"})
    kept = SlotFinding.objects.visible_to(administrator.actor).get()
    assert (kept.rule, kept.reason, kept.level) == ("INT-015", "Two halls open in March", "warn")
    assert kept.rule_version


def test_placed_interns_of_every_college_count_against_a_new_slot(liaison, administrator, colleague_administrator):
    state_staff(liaison, 100)
    first = make_open_slot(liaison, places=10)
    make_placement(administrator, first)
    make_placement(colleague_administrator, first)

    slot = make_slot(liaison, places=8)
    services.open_slot(actor=liaison.actor, slot=slot, on=TODAY)  # 2 + 8
    with pytest.raises(WarningsNeedReasons):
        make_open_slot(liaison, places=9)  # 2 + 9


def test_a_staff_figure_of_later_is_not_used(liaison):
    state_staff(liaison, 100)
    EnterpriseYear.objects.create(
        enterprise=liaison.organisation.enterprise, year=2026, staff_count=10, occurred_on=TODAY + timedelta(days=1)
    )
    make_open_slot(liaison, places=10)


def test_an_edit_of_an_open_slot_is_judged_again_and_reasons_stand(liaison):
    state_staff(liaison, 100)
    slot = make_open_slot(liaison, places=11, reasons={"INT-015": "Two halls open in March"})

    services.save_slot(actor=liaison.actor, slot=slot, draft=slot_draft(places=12), on=TODAY)
    assert SlotFinding.objects.current().get().reason == "Two halls open in March"
    assert SlotFinding.objects.count() == 2

    with pytest.raises(RulesOpen):
        services.save_slot(actor=liaison.actor, slot=slot, draft=slot_draft(places=12, venue_type="bar"), on=TODAY)
    slot.refresh_from_db()
    assert slot.venue_type == "factory"


def test_an_edit_says_in_the_ledger_what_changed(liaison):
    slot = make_slot(liaison)
    other = make_catalogue_major("460301", "机电一体化技术")

    services.save_slot(
        actor=liaison.actor, slot=slot, draft=slot_draft(pay=Decimal("3600.50"), majors=(other,)), on=TODAY
    )

    change = history(slot)[0]
    assert change.action == "slot.changed"
    assert change.payload == {"majors": [["460103"], ["460301"]], "pay": ["3400", "3600.5"]}


def test_an_edit_that_changes_nothing_is_no_entry(liaison):
    slot = make_slot(liaison)
    services.save_slot(actor=liaison.actor, slot=slot, draft=slot_draft(), on=TODAY)
    assert actions(slot) == ["slot.drafted"]


def test_places_and_days_of_placed_students_stay(liaison, administrator):
    slot = make_open_slot(liaison, places=2)
    make_placement(administrator, slot)
    make_placement(administrator, slot)

    for changes in ({"places": 1}, {"places": 2, "ends_on": date(2027, 8, 30)}):
        with pytest.raises(services.slots.SlotHasPlacements):
            services.save_slot(actor=liaison.actor, slot=slot, draft=slot_draft(**changes), on=TODAY)


def test_a_slot_opens_once_closes_once_and_opens_again(liaison):
    slot = make_open_slot(liaison)
    with pytest.raises(services.SlotOpenAlready):
        services.open_slot(actor=liaison.actor, slot=slot, on=TODAY)
    services.close_slot(actor=liaison.actor, slot=slot, on=TODAY)
    with pytest.raises(services.SlotNotOpen):
        services.close_slot(actor=liaison.actor, slot=slot, on=TODAY)
    assert services.open_slot(actor=liaison.actor, slot=slot, on=TODAY).is_open


def test_the_night_closes_slots_whose_last_day_has_passed(liaison):
    night = Actor.system("night")
    slot = make_open_slot(liaison, starts_on=date(2026, 3, 1), ends_on=TODAY)
    draft = make_slot(liaison, starts_on=date(2026, 3, 1), ends_on=TODAY)

    assert services.close_past_slots(actor=night, on=TODAY) == 0  # the last day is included
    assert services.close_past_slots(actor=night, on=TODAY + timedelta(days=1)) == 1
    assert services.close_past_slots(actor=night, on=TODAY + timedelta(days=1)) == 0

    slot.refresh_from_db()
    draft.refresh_from_db()
    assert (slot.state, draft.state) == ("closed", "draft")
    assert actions(slot)[-1] == "slot.closed"
    with pytest.raises(NotAllowed):
        services.close_past_slots(actor=liaison.actor, on=TODAY)


def test_a_slot_of_the_past_does_not_open(liaison):
    slot = make_slot(liaison, starts_on=date(2026, 3, 1), ends_on=TODAY - timedelta(days=1))
    with pytest.raises(services.slots.SlotIsOver):
        services.open_slot(actor=liaison.actor, slot=slot, on=TODAY)
    today = make_slot(liaison, starts_on=date(2026, 3, 1), ends_on=TODAY)
    assert services.open_slot(actor=liaison.actor, slot=today, on=TODAY).is_open


def test_still_true(liaison, other_liaison):
    slot = make_open_slot(liaison, on=date(2026, 9, 1))
    assert list(InternshipSlot.objects.to_confirm(date(2026, 10, 31))) == []  # the sixtieth day
    assert list(InternshipSlot.objects.to_confirm(date(2026, 11, 1))) == [slot]

    with pytest.raises(NotAllowed):
        services.confirm_slot(actor=other_liaison.actor, slot=slot, on=TODAY)
    services.confirm_slot(actor=liaison.actor, slot=slot, on=TODAY, answer="maybe")

    slot.refresh_from_db()
    assert (slot.confirmed_on, slot.answer) == (TODAY, "maybe")
    assert list(InternshipSlot.objects.to_confirm(TODAY)) == []
    with pytest.raises(InvalidInput):
        services.confirm_slot(actor=liaison.actor, slot=slot, on=TODAY, answer="no")


def test_a_colleague_of_the_same_enterprise_may_go_on(liaison):
    colleague = make_member(Role.ENTERPRISE_LIAISON, liaison.organisation)
    slot = make_slot(liaison)
    assert services.open_slot(actor=colleague.actor, slot=slot, on=TODAY).is_open


def test_a_kept_finding_speaks_the_language_of_its_reader(liaison):
    state_staff(liaison, 100)
    make_open_slot(liaison, places=11, reasons={"INT-015": "Agreed"})
    kept = SlotFinding.objects.get()
    assert set(kept.texts) == {"en", "zh-hans"}
    kept.texts = {"en": "English", "zh-hans": "中文"}
    with translation.override("zh-hans"):
        assert kept.message == "中文"
    assert kept.message == "English"
