"""Equipment from the promise to its return, and what its contributor sees."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core import clock
from institutions import selectors
from institutions.models import Equipment, EquipmentState, EquipmentStatus
from institutions.models.equipment import NEXT_STATES
from institutions.services.equipment import (
    AssetNumberTaken,
    BaseNotOfCollege,
    EquipmentStateNotNext,
    MadeAhead,
    PromiseNeedsContributor,
    PromiseNeedsDay,
    add_equipment,
    change_equipment_state,
    edit_equipment,
)
from institutions.services.majors import DateTooEarly
from ledger.models import Entry
from tests.factories.institutions import make_base, make_equipment

REFUSED = 409
ON = date(2026, 11, 20)
S = EquipmentStatus


@pytest.fixture
def promised(administrator, liaison) -> Equipment:
    return make_equipment(
        administrator.organisation, contributor=liaison.organisation, due_on=date(2026, 11, 19), on=date(2026, 1, 1)
    )


def enter(member, equipment, state, on=ON):
    return change_equipment_state(actor=member.actor, equipment=equipment, state=state, on=on)


class TestLife:
    def test_from_the_promise_to_the_return(self, administrator, promised):
        for state in (S.DELIVERED, S.ACCEPTED, S.IN_USE, S.IDLE, S.FAILED, S.RETURNED):
            enter(administrator, promised, state)
        assert EquipmentState.objects.current().get(equipment=promised).state == S.RETURNED
        assert Entry.objects.filter(action="equipment.state_changed").count() == 6

    @pytest.mark.parametrize("state", [S.ACCEPTED, S.IN_USE, S.IDLE, S.RETURNED, S.COMMITTED])
    def test_a_promise_is_delivered_or_fails(self, administrator, promised, state):
        with pytest.raises(EquipmentStateNotNext):
            enter(administrator, promised, state)

    def test_every_state_has_a_way_on_but_the_last(self):
        assert set(NEXT_STATES) == set(S)
        assert [state for state in S if not NEXT_STATES[state]] == [S.RETURNED]

    def test_no_state_begins_before_the_one_it_follows(self, administrator, promised):
        with pytest.raises(DateTooEarly):
            enter(administrator, promised, S.DELIVERED, date(2025, 12, 31))

    def test_a_past_day_keeps_its_state(self, administrator, promised):
        enter(administrator, promised, S.DELIVERED)
        then = EquipmentState.objects.as_of(ON - timedelta(days=1), clock.now()).get(equipment=promised)
        assert then.state == S.COMMITTED


class TestFacts:
    @pytest.mark.parametrize(
        ("facts", "error"),
        [
            ({"contributor": None}, PromiseNeedsContributor),
            ({"due_on": None}, PromiseNeedsDay),
            ({"made_in": 2027}, MadeAhead),
            ({"state": S.FAILED}, EquipmentStateNotNext),
        ],
    )
    def test_what_a_promise_needs(self, administrator, liaison, facts, error):
        college = selectors.college_of(administrator.actor)
        said = {
            "name": "Lathe",
            "value": Decimal(1),
            "contributor": liaison.organisation,
            "due_on": ON,
            "state": S.COMMITTED,
            "on": ON,
        }
        with pytest.raises(error):
            add_equipment(actor=administrator.actor, college=college, **(said | facts))
        assert not Equipment.objects.exists()

    def test_an_asset_number_is_taken_once_and_none_by_many(self, administrator):
        for _number in range(2):
            make_equipment(administrator.organisation)
        make_equipment(administrator.organisation, asset_number="A1")
        with pytest.raises(AssetNumberTaken):
            make_equipment(administrator.organisation, asset_number=" A1 ")

    def test_it_stands_in_a_base_of_its_own_college(self, administrator, colleague_administrator):
        with pytest.raises(BaseNotOfCollege):
            make_equipment(administrator.organisation, base=make_base(colleague_administrator.organisation))

    def test_while_it_is_promised_the_day_stays(self, administrator, promised):
        names = ("name", "value", "base", "asset_number", "made_in", "contributor", "is_key", "due_on")
        facts = {name: getattr(promised, name) for name in names}
        with pytest.raises(PromiseNeedsDay):
            edit_equipment(actor=administrator.actor, equipment=promised, on=ON, **(facts | {"due_on": None}))
        enter(administrator, promised, S.DELIVERED)
        edit_equipment(actor=administrator.actor, equipment=promised, on=ON, **(facts | {"due_on": None}))
        edit_equipment(actor=administrator.actor, equipment=promised, on=ON, **(facts | {"due_on": None}))
        assert Entry.objects.filter(action="equipment.edited").count() == 1

    def test_age_is_counted_from_the_year_of_make(self, administrator):
        assert make_equipment(administrator.organisation, made_in=2020).age_on(ON) == 6
        assert make_equipment(administrator.organisation).age_on(ON) is None


class TestLate:
    def test_the_day_itself_is_not_late(self, promised):
        rows = Equipment.objects.with_state()
        assert list(rows.late(promised.due_on)) == []
        assert list(rows.late(promised.due_on + timedelta(days=1))) == [promised]

    def test_what_was_delivered_is_not_late(self, administrator, promised):
        enter(administrator, promised, S.DELIVERED)
        assert not Equipment.objects.with_state().late(ON + timedelta(days=900)).exists()

    def test_totals(self, administrator, promised):
        make_equipment(administrator.organisation, value=Decimal("0.10"), due_on=date(2027, 1, 1))
        make_equipment(administrator.organisation, state=S.IN_USE, value=Decimal("0.20"))
        make_equipment(administrator.organisation, state=S.ACCEPTED, value=Decimal("0.10"))
        make_equipment(administrator.organisation, state=S.DELIVERED, value=Decimal(7))
        found = selectors.totals_of(Equipment.objects.visible_to(administrator.actor).with_state(), ON)
        late = promised.value
        assert found == selectors.Totals(Decimal("0.30"), late + Decimal("0.10"), late, 1)
        nothing = selectors.totals_of(Equipment.objects.none().with_state(), ON)
        assert nothing == selectors.Totals(Decimal(0), Decimal(0), Decimal(0), 0)


class TestPages:
    def test_adding_moving_and_editing(self, administrator, liaison):
        page = {"name": "五轴机床", "value": "1200000.00", "state": "committed", "on": "2026-11-01", "is_key": "on"}
        refused = administrator.client.post("/equipment/add/", page)
        assert refused.status_code == REFUSED
        assert "contributor" in refused.context["form"].errors
        page |= {"contributor": liaison.organisation.name, "due_on": "2026-12-31", "made_in": "2024"}
        administrator.client.post("/equipment/add/", page)
        equipment = Equipment.objects.get()
        administrator.client.post(
            f"/equipment/{equipment.pk}/change-state/", {"state": "delivered", "on": "2026-11-10"}
        )
        administrator.client.post(f"/equipment/{equipment.pk}/edit/", page | {"value": "1300000"})
        shown = administrator.client.get(f"/equipment/{equipment.pk}/")
        assert shown.context["equipment"].state == S.DELIVERED
        assert shown.context["equipment"].value == Decimal(1_300_000)
        back = administrator.client.post(
            f"/equipment/{equipment.pk}/change-state/", {"state": "accepted", "on": "2026-10-10"}
        )
        assert back.status_code == REFUSED

    def test_a_contributor_sees_what_it_gave_and_nothing_else(self, administrator, liaison, promised):
        make_equipment(administrator.organisation)
        page = liaison.client.get("/equipment/")
        assert [row.record for row in page.context["listing"].rows] == [promised]
        assert page.context["totals"].promised == promised.value
        shown = liaison.client.get(f"/equipment/{promised.pk}/")
        assert not shown.context["may_edit"]
        assert "change-state" not in shown.content.decode()

    def test_the_authority_sees_it(self, reviewer, promised):
        assert reviewer.client.get(f"/equipment/{promised.pk}/").status_code == 200

    def test_late_deliveries_are_marked_and_found(self, administrator, liaison, promised):
        make_equipment(administrator.organisation, due_on=clock.today() + timedelta(days=1))
        Equipment.objects.filter(pk=promised.pk).update(due_on=clock.today() - timedelta(days=3))
        page = administrator.client.get("/equipment/?late=true")
        assert [row.record for row in page.context["listing"].rows] == [promised]
        assert "<b>3 days late</b>" in page.content.decode()
        assert "3 days late" in administrator.client.get(f"/equipment/{promised.pk}/").content.decode()
        for person in (administrator, liaison):
            assert promised.name in person.client.get("/").content.decode()

    def test_filters(self, administrator, promised):
        own = make_equipment(administrator.organisation, state=S.IDLE, is_key=True)
        for query, found in (("contributed=true", promised), ("contributed=false", own), ("is_key=true", own)):
            page = administrator.client.get(f"/equipment/?{query}")
            assert [row.record for row in page.context["listing"].rows] == [found], query

    def test_queries_do_not_grow(self, administrator, django_assert_max_num_queries):
        for _number in range(6):
            make_equipment(administrator.organisation, base=make_base(administrator.organisation))
        administrator.client.get("/equipment/")
        with django_assert_max_num_queries(14):
            administrator.client.get("/equipment/")
