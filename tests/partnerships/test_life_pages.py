"""Pages of the life of an agreement: checks, rest, end and renewal, as people use them without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import services
from partnerships.models import Agreement, CheckStep, Ending, State
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement, make_agreement_in_force, send

pytestmark = pytest.mark.usefixtures("the_day")


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def test_an_administrator_sets_the_order_of_checks(administrator):
    page, add = url("check-steps"), {"name": "Legal", "position": "1", "checker": "", "days": "3"}
    assert administrator.client.post(page, add).status_code == 302
    again = administrator.client.post(page, add)
    assert again.status_code == 409
    assert "already" in again.content.decode()

    step = CheckStep.objects.get()
    change = {**add, "position": "2", "checker": str(administrator.user.pk)}
    assert administrator.client.post(url("check-step-edit", step.pk), change).status_code == 302
    step.refresh_from_db()
    assert (step.position, step.checker) == (2, administrator.user)
    assert administrator.client.post(url("check-step-end", step.pk)).status_code == 302
    assert not CheckStep.objects.standing().exists()


def test_a_check_is_decided_on_the_page_and_its_reason_survives_an_error(administrator, liaison):
    services.add_check_step(actor=administrator.actor, name="Legal")
    agreement = send(make_agreement(administrator.organisation, liaison.organisation))
    page = url("agreement-life", agreement.pk)
    assert 'value="approve"' in administrator.client.get(page).content.decode()

    refused = administrator.client.post(page, {"act": "check", "answer": "return", "check-reason": " "})
    assert refused.status_code == 409
    assert administrator.client.post(page, {"act": "check", "answer": "approve"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.is_in_signature
    told = liaison.client.get(url("agreement-detail", agreement.pk)).content.decode()
    assert "In signature" in told
    assert "approved it" not in told  # the college's own affair


def test_rest_and_end_by_the_buttons_of_the_page(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    page = url("agreement-life", agreement.pk)
    assert liaison.client.post(page, {"act": "suspend", "suspend-reason": "Rebuilding."}).status_code == 302
    assert liaison.client.post(page, {"act": "resume"}).status_code == 302

    early = {"act": "end", "end-kind": "notice", "end-last_on": TODAY.isoformat(), "end-reason": "The line is closed."}
    refused = liaison.client.post(page, early)
    assert refused.status_code == 409
    assert "The line is closed." in refused.content.decode()
    last_on = TODAY + timedelta(days=40)
    assert liaison.client.post(page, {**early, "end-last_on": last_on.isoformat()}).status_code == 302
    assert Ending.objects.get().last_on == last_on
    assert "20" in administrator.client.get(url("agreement-detail", agreement.pk)).content.decode()
    assert administrator.client.post(page, {"act": "take_back"}).status_code == 409
    assert administrator.client.post(page, {"act": "nothing"}).status_code == 404


def test_a_renewal_begins_from_the_page(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    begun = administrator.client.post(url("agreement-renew", agreement.pk))
    successor = Agreement.objects.get(predecessor=agreement)
    assert begun.url == url("agreement-terms", successor.pk, "basics")
    assert successor.state == State.DRAFT
    assert successor.number in administrator.client.get(url("agreement-life", agreement.pk)).content.decode()
    assert successor.number not in liaison.client.get(url("agreement-life", agreement.pk)).content.decode()
