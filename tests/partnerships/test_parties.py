"""Agreements of more than two: further enterprises, other colleges, associations, while it is a draft."""

import re

import pytest
from django.urls import reverse

from partnerships import services
from partnerships.life import WrongState
from partnerships.models import Agreement
from partnerships.selectors import find_counterparts, findings_of, terms_of
from partnerships.services.drafting import NoCounterpart
from tests.factories.accounts import TODAY, make_organisation
from tests.factories.partnerships import make_agreement, make_agreement_in_force


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def draft(administrator, liaison) -> Agreement:
    return make_agreement(administrator.organisation, liaison.organisation)


def add(member, agreement, organisation):
    return services.add_party(actor=member.actor, agreement=agreement, organisation=organisation, on=TODAY)


def test_every_kind_of_party_has_its_side_and_its_key(administrator, draft):
    kinds = ("enterprise", "college", "association", "authority")
    keys = [add(administrator, draft, make_organisation(kind)).key for kind in kinds]
    assert keys == ["enterprise-2", "college-2", "other", "other-2"]
    draft.refresh_from_db()
    assert [party.key for party in terms_of(draft).parties] == ["college", "enterprise", *keys]
    assert {"BN-01"} <= {found.rule for found in findings_of(draft, on=TODAY)}, "the new ones have no part yet"


def test_a_key_is_not_given_twice(administrator, draft):
    second, third = make_organisation("enterprise"), make_organisation("enterprise")
    add(administrator, draft, second)
    services.remove_party(actor=administrator.actor, agreement=draft, key="enterprise", on=TODAY)
    assert add(administrator, draft, third).key == "enterprise"
    draft.refresh_from_db()
    assert [party.key for party in terms_of(draft).parties] == ["college", "enterprise-2", "enterprise"]


def test_the_keeper_and_the_last_counterpart_stay(administrator, liaison, draft):
    for key in ("college", "enterprise", "uncle"):
        with pytest.raises(NoCounterpart):
            services.remove_party(actor=administrator.actor, agreement=draft, key=key, on=TODAY)
    for organisation in (administrator.organisation, liaison.organisation):
        with pytest.raises(NoCounterpart):
            add(administrator, draft, organisation)


def test_parties_change_in_a_draft_alone(administrator, liaison):
    signed = make_agreement_in_force(administrator.organisation, liaison.organisation)
    with pytest.raises(WrongState):
        add(administrator, signed, make_organisation("enterprise"))
    with pytest.raises(WrongState):
        services.remove_party(actor=administrator.actor, agreement=signed, key="enterprise", on=TODAY)


def test_parties_are_searched_added_and_taken_off_on_their_page(administrator, draft):
    union = make_organisation("association", name="Gear makers union")
    page = reverse("partnerships:agreement-parties", args=[draft.pk])
    found = administrator.client.get(page, {"find": "Gear makers"})
    assert str(union.public_id) in found.content.decode()

    assert administrator.client.post(page, {"add": str(union.public_id)}).status_code == 302
    assert union.name_en in text(administrator.client.get(page))
    assert administrator.client.post(page, {"add": str(union.public_id)}).status_code == 400
    assert administrator.client.post(page, {"remove": "other"}).status_code == 302
    last = administrator.client.post(page, {"remove": "enterprise"})
    assert last.status_code == 400
    assert "one other party" in text(last)


def test_enterprises_are_found_first_and_the_platform_never(db, operator):
    names = ("college", "enterprise", "association")
    made = {kind: make_organisation(kind, name=f"Linjiang {kind}") for kind in names}
    found = find_counterparts("Linjiang")
    assert found[0] == made["enterprise"]
    assert set(found) == set(made.values())
    assert operator.organisation not in find_counterparts(operator.organisation.name)
