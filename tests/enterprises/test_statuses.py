"""Statuses of the register: source, validity, and who may say them; identifiers of other registers."""

from datetime import date, timedelta

import pytest

from core import clock
from core.errors import NotAllowed
from enterprises.models import EnterpriseStatus, ExternalId
from enterprises.services import (
    IdentifierEnded,
    IdentifierTaken,
    StatusEnded,
    StatusOverlaps,
    add_external_id,
    end_enterprise_status,
    end_external_id,
    record_enterprise_status,
)
from ledger.models import Entry
from tests.factories.accounts import TODAY

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


def say(member, enterprise, **changes):
    facts = {"status": "leader", "source": "List of 2026", "from_on": SINCE} | changes
    return record_enterprise_status(actor=member.actor, enterprise=enterprise, **facts)


def held(on: date) -> int:
    return EnterpriseStatus.objects.as_of(on, clock.now()).count()


def test_a_status_holds_over_its_validity(operator, liaison):
    say(operator, liaison.organisation.enterprise, last_on=date(2026, 12, 31))
    assert [held(day) for day in (SINCE - timedelta(days=1), SINCE, date(2026, 12, 31), date(2027, 1, 1))] == [
        0,
        1,
        1,
        0,
    ]
    assert Entry.objects.filter(action="enterprise_status.recorded").count() == 1


def test_a_status_holds_once_at_a_time(operator, liaison):
    enterprise = liaison.organisation.enterprise
    say(operator, enterprise, last_on=date(2026, 12, 31))
    with pytest.raises(StatusOverlaps):
        say(operator, enterprise, from_on=date(2026, 12, 31))
    say(operator, enterprise, from_on=date(2027, 1, 1))
    say(operator, enterprise, status="top_500")


def test_the_end_is_a_new_row_and_earlier_cutoffs_see_it_open(operator, liaison):
    row = say(operator, liaison.organisation.enterprise)
    before = clock.now()
    end_enterprise_status(actor=operator.actor, status=row, last_on=TODAY)
    later = TODAY + timedelta(days=30)
    assert held(TODAY) == 1
    assert held(later) == 0
    assert EnterpriseStatus.objects.as_of(later, before).count() == 1
    with pytest.raises(StatusEnded):
        end_enterprise_status(actor=operator.actor, status=row, last_on=TODAY)


def test_a_status_that_never_held_is_gone_from_the_present(operator, liaison):
    row = say(operator, liaison.organisation.enterprise)
    assert end_enterprise_status(actor=operator.actor, status=row, last_on=SINCE - timedelta(days=1)) is None
    assert held(TODAY) == 0


def test_the_authority_says_it_of_its_region_alone(reviewer, other_reviewer, administrator, liaison):
    enterprise = liaison.organisation.enterprise
    row = say(reviewer, enterprise)
    for member in (other_reviewer, administrator, liaison):
        with pytest.raises(NotAllowed):
            say(member, enterprise, status="top_500")
    with pytest.raises(NotAllowed):
        end_enterprise_status(actor=other_reviewer.actor, status=row, last_on=TODAY)


def test_pages_and_api_show_the_status_with_its_source(operator, reviewer, administrator, liaison, the_day):
    page = f"/enterprises/{liaison.organisation.public_id}/"
    sent = {"status": "industry_education", "source": "皖发改2026-7", "from_on": "2026-02-01", "last_on": ""}
    assert reviewer.client.post(f"{page}statuses/record/", sent).status_code == 302
    assert "皖发改2026-7" in administrator.client.get(page).content.decode()
    assert administrator.client.get("/api/v1/enterprise-statuses/").json()["results"][0]["last_on"] is None
    assert administrator.client.get("/api/v1/enterprises/?status=industry_education").json()["count"] == 1
    assert administrator.client.get("/api/v1/enterprises/?status=leader").json()["count"] == 0
    for query, count in (("within=340000", 1), ("within=330000", 0), ("holds_on=2026-01-31", 0)):
        assert administrator.client.get(f"/api/v1/enterprise-statuses/?{query}").json()["count"] == count
        exported = b"".join(administrator.client.get(f"/enterprise-statuses/?{query}&export=csv")).decode("utf-8-sig")
        assert len(exported.strip().splitlines()) == count + 1
    row = EnterpriseStatus.objects.get()
    assert reviewer.client.post(f"/enterprise-statuses/{row.pk}/end/", {"last_on": "2026-03-01"}).status_code == 302
    assert "皖发改2026-7" not in administrator.client.get(page).content.decode()


def test_identifiers_are_added_once_and_ended_once(operator, liaison, other_liaison):
    enterprise = liaison.organisation.enterprise
    row = add_external_id(actor=operator.actor, enterprise=enterprise, scheme="stock", value=" 600000.SS ")
    with pytest.raises(IdentifierTaken, match="Enterprise"):
        add_external_id(
            actor=operator.actor, enterprise=other_liaison.organisation.enterprise, scheme="stock", value="600000.SS"
        )
    with pytest.raises(NotAllowed):
        add_external_id(actor=liaison.actor, enterprise=enterprise, scheme="tax", value="1")
    end_external_id(actor=operator.actor, external_id=row)
    assert ExternalId.objects.get().is_ended
    with pytest.raises(IdentifierEnded):
        end_external_id(actor=operator.actor, external_id=row)
