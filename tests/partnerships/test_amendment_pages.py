"""Pages of amendments: begun from the agreement, read side by side, and the terms of any day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import services
from partnerships import terms as t
from partnerships.models import Agreement
from partnerships.selectors import terms_of
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force, send, sign

pytestmark = pytest.mark.usefixtures("the_day")


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def test_an_amendment_from_the_page_of_the_agreement_to_two_versions(administrator, liaison):
    base = make_agreement_in_force(administrator.organisation, liaison.organisation)
    begun = administrator.client.post(url("agreement-amend", base.pk))
    amendment = Agreement.objects.get(amends=base)
    assert begun.url == url("agreement-terms", amendment.pk, "basics")
    answers = {"notice_days": "90", "cure_days": "15", "survives": ["confidentiality"], "entries": "1"}
    assert administrator.client.post(url("agreement-terms", amendment.pk, "exit"), answers).status_code == 302
    early = (TODAY - timedelta(days=1)).isoformat()
    told = administrator.client.post(url("amendment-day", amendment.pk), {"amends_from": early}, follow=True)
    assert "today on at the earliest" in told.content.decode()
    administrator.client.post(url("amendment-day", amendment.pk), {"amends_from": TODAY.isoformat()})

    amendment = send(Agreement.objects.get(pk=amendment.pk))
    page = liaison.client.get(url("agreement-sign", amendment.pk)).content.decode()
    assert "30 days" in page
    assert "90 days" in page
    listed = liaison.client.get(url("agreement-list")).content.decode()
    assert base.number in listed
    assert amendment.number not in listed
    for member in (administrator, liaison):
        amendment = sign(amendment, member.organisation)

    assert terms_of(Agreement.objects.get(pk=base.pk)).exit.notice_days == 90
    compared = liaison.client.get(url("agreement-compare", base.pk), {"from": "1", "to": "2"}).content.decode()
    assert "30 days" not in compared  # the first version ends before it began: it never held
    detail = liaison.client.get(url("agreement-detail", base.pk)).content.decode()
    assert amendment.number in detail


def test_the_page_shows_the_terms_of_a_day(administrator, liaison):
    base = make_agreement_in_force(administrator.organisation, liaison.organisation)
    amendment = services.begin_amendment(
        actor=administrator.actor, agreement=base, on=TODAY, amends_from=TODAY + timedelta(days=10)
    )
    services.save_clause(
        actor=administrator.actor, agreement=amendment, name="exit", value=t.Exit(90, 15, ()), on=TODAY
    )
    amendment = send(Agreement.objects.get(pk=amendment.pk))
    for member in (administrator, liaison):
        amendment = sign(amendment, member.organisation)

    page = url("agreement-detail", base.pk)
    assert "30 days" in liaison.client.get(page).content.decode()
    later = liaison.client.get(page, {"on": (TODAY + timedelta(days=10)).isoformat()}).content.decode()
    assert "90 days" in later
    assert liaison.client.get(page, {"on": "2026-02-30"}).status_code == 200
    beside = liaison.client.get(url("agreement-compare", base.pk)).content.decode()
    assert "30 days" in beside
    assert "90 days" in beside
