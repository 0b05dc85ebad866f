"""Enterprises that stand twice: found, joined or refused; all that pointed to one points to the other."""

from datetime import date

import pytest
from django.db import models

from accounts.models import Organisation
from core.errors import NotAllowed
from enterprises.duplicates import likely_duplicates
from enterprises.models import Enterprise, EnterpriseYear, ExternalId
from enterprises.services import (
    AlreadyMerged,
    CreditCodesDiffer,
    EnterpriseFacts,
    MergeClashes,
    MergeReasonMissing,
    merge_enterprises,
    record_enterprise_year,
    register_enterprise,
)
from enterprises.services.merging import references
from institutions.models import TrainingBase
from ledger.models import Entry
from partnerships.models import Party
from tests.factories.accounts import TODAY, make_region
from tests.factories.institutions import make_base
from tests.factories.partnerships import make_agreement_in_force

pytestmark = pytest.mark.django_db
BYD = "91440300192317458F"


def taken_in(operator, name: str, **facts) -> Enterprise:
    region = make_region(facts.pop("region", "340200"))
    return register_enterprise(actor=operator.actor, facts=EnterpriseFacts(name=name, region_id=region.pk, **facts))


def merge(operator, survivor: Enterprise, merged: Enterprise, reason: str = "One licence"):
    return merge_enterprises(actor=operator.actor, survivor=survivor, merged=merged, reason=reason, on=TODAY)


def names(pairs) -> set[tuple[str, str, str]]:
    return {(pair.why, str(pair.first), str(pair.second)) for pair in pairs}


class TestFinding:
    def test_the_same_name_in_another_legal_form(self, operator):
        taken_in(operator, "芜湖精工机床有限公司")
        taken_in(operator, "芜湖精工机床股份有限公司")
        taken_in(operator, "合肥另一家公司")
        assert names(likely_duplicates()) == {("same_name", "芜湖精工机床有限公司", "芜湖精工机床股份有限公司")}

    @pytest.mark.parametrize(
        ("other", "is_near"),
        [("芜湖精工机械厂", True), ("芜湖精工机床一厂", True), ("芜湖精机床厂", True), ("芜湖粗工机械厂", False)],
    )
    def test_names_one_letter_apart_in_one_region(self, operator, other, is_near):
        taken_in(operator, "芜湖精工机床厂")
        taken_in(operator, other)
        assert bool(likely_duplicates("near_name")) is is_near

    def test_another_region_is_another_enterprise(self, operator):
        taken_in(operator, "芜湖精工机床厂")
        taken_in(operator, "芜湖精工机械厂", region="340100")
        assert likely_duplicates() == []

    def test_the_same_identifier_in_two_registers(self, operator):
        first, second = taken_in(operator, "甲公司厂"), taken_in(operator, "乙集团所")
        ExternalId.objects.create(enterprise=first, scheme="tax", value="77")
        ExternalId.objects.create(enterprise=second, scheme="customs", value="77")
        assert names(likely_duplicates("same_identifier")) == {("same_identifier", "甲公司厂", "乙集团所")}

    def test_queries_do_not_grow(self, operator, django_assert_max_num_queries):
        for number in range(12):
            taken_in(operator, f"芜湖精工机床{'有限公司' if number % 2 else '厂'}")
        with django_assert_max_num_queries(8):
            assert likely_duplicates()

    def test_a_merged_one_is_found_no_more(self, operator):
        first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司")
        merge(operator, first, second)
        assert likely_duplicates() == []


class TestMerging:
    def test_all_that_pointed_to_the_one_points_to_the_other(self, operator, liaison, other_liaison, administrator):
        survivor, merged = liaison.organisation.enterprise, other_liaison.organisation.enterprise
        base = make_base(administrator.organisation, host=merged.organisation)
        agreement = make_agreement_in_force(administrator.organisation, merged.organisation)
        record_enterprise_year(actor=other_liaison.actor, enterprise=merged, year=2024, on=TODAY, staff_count=9)
        merge(operator, survivor, merged)
        assert TrainingBase.objects.get(pk=base.pk).host_id == survivor.pk
        assert Party.objects.filter(agreement=agreement, organisation_id=survivor.pk).exists()
        assert EnterpriseYear.objects.get().enterprise_id == survivor.pk
        other_liaison.membership.refresh_from_db()
        assert other_liaison.membership.organisation_id == survivor.pk
        for reference in references():
            if reference.model._meta.model_name != "enterprise":
                assert not reference.rows_of(merged.pk).exists(), reference

    def test_every_reference_of_every_room_is_known(self):
        found = {(reference.model._meta.label, reference.field.name) for reference in references()}
        assert {
            ("partnerships.Party", "organisation"),
            ("institutions.TrainingBase", "host"),
            ("internships.InternshipSlot", "enterprise"),
            ("accounts.Membership", "organisation"),
            ("enterprises.ExternalId", "enterprise"),
        } <= found
        assert ("enterprises.EnterpriseAlias", "merged") not in found
        assert all(isinstance(reference.field, models.ForeignKey) for reference in references())

    def test_the_ledger_says_it_on_both(self, operator):
        first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司")
        merge(operator, first, second)
        actions = set(Entry.objects.values_list("action", flat=True))
        assert {"enterprise.took_over", "enterprise.merged"} <= actions

    def test_the_code_goes_over_and_the_other_ends(self, operator):
        first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司", credit_code=BYD)
        merge(operator, first, second)
        first.refresh_from_db()
        assert first.credit_code == BYD
        assert Organisation.objects.get(pk=second.pk).ended_on == TODAY

    def test_old_addresses_lead_on(self, operator, liaison):
        first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司")
        third = taken_in(operator, "精工机床集团")
        merge(operator, first, second)
        merge(operator, third, first)
        for old in (first, second):
            answer = liaison.client.get(f"/enterprises/{old.organisation.public_id}/")
            assert answer.url == f"/enterprises/{third.organisation.public_id}/"
            told = liaison.client.get(f"/api/v1/enterprises/{old.organisation.public_id}/").json()
            assert told["id"] == str(third.organisation.public_id)
        assert liaison.client.get("/api/v1/enterprises/?q=精工机床").json()["count"] == 1

    def test_two_credit_codes_are_two_enterprises(self, operator):
        first = taken_in(operator, "精工机床", credit_code=BYD)
        second = taken_in(operator, "精工机床有限公司", credit_code="91110000600037341L")
        with pytest.raises(CreditCodesDiffer):
            merge(operator, first, second)

    def test_parties_of_one_agreement_stay_two(self, operator, administrator, liaison, other_liaison):
        agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
        Party.objects.create(
            **{
                field.name: getattr(agreement.parties.get(organisation=liaison.organisation), field.name)
                for field in Party._meta.local_fields
                if field.name not in {"id", "organisation", "key"}
            },
            organisation=other_liaison.organisation,
            key="other",
        )
        with pytest.raises(MergeClashes, match="part"):
            merge(operator, liaison.organisation.enterprise, other_liaison.organisation.enterprise)
        assert Party.objects.filter(organisation=other_liaison.organisation).count() == 1

    def test_a_year_that_both_reported_is_settled_first(self, operator, liaison, other_liaison):
        for member in (liaison, other_liaison):
            enterprise = member.organisation.enterprise
            record_enterprise_year(actor=member.actor, enterprise=enterprise, year=2024, on=TODAY, staff_count=9)
        with pytest.raises(MergeClashes, match=r"years of enterprises \(1\)"):
            merge(operator, liaison.organisation.enterprise, other_liaison.organisation.enterprise)

    def test_a_merge_needs_its_reason_and_is_made_once(self, operator, liaison):
        first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司")
        with pytest.raises(MergeReasonMissing):
            merge(operator, first, second, reason="  ")
        with pytest.raises(NotAllowed):
            merge(liaison, first, second)
        merge(operator, first, second)
        with pytest.raises(AlreadyMerged):
            merge(operator, first, second)


def test_the_operator_merges_on_the_page(operator, the_day):
    first, second = taken_in(operator, "精工机床"), taken_in(operator, "精工机床有限公司")
    assert "Same name" in operator.client.get("/enterprises/duplicates/").content.decode()
    page = f"/enterprises/{first.organisation.public_id}/merge/{second.organisation.public_id}/"
    assert operator.client.get(page).status_code == 200
    assert operator.client.post(page, {"reason": ""}).status_code == 409
    assert operator.client.post(page, {"reason": "One licence"}).status_code == 302
    assert first.aliases.get().merged_on == date(2026, 11, 20)
