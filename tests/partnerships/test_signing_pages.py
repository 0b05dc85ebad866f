"""Pages around signatures: signatories, paper, reminders, wishes, links, without a script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.models import Agreement, ChangeWish, Signatory, Signature
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement, send

pytestmark = pytest.mark.usefixtures("the_day")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def url(name: str, *args) -> str:
    return reverse(f"partnerships:{name}", args=args)


def a_file(name: str = "sheet.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@pytest.fixture
def draft(administrator, liaison) -> Agreement:
    return make_agreement(administrator.organisation, liaison.organisation)


def test_signatories_with_a_delegation_and_an_order(draft, administrator):
    page, party = url("agreement-signatories", draft.pk), draft.parties.get(key="enterprise")
    named = {"act": f"add-{party.pk}", "enterprise-name": "罗静", "enterprise-user": ""}
    lacking = administrator.client.post(page, {**named, "enterprise-name": ""})
    assert lacking.status_code == 409
    assert administrator.client.post(page, {**named, "enterprise-delegation": a_file()}).status_code == 302
    row = Signatory.objects.get()
    assert row.delegation.file_name == "sheet.pdf"
    assert "罗静" in administrator.client.get(page).content.decode()

    administrator.client.post(page, {"act": "order", "in_order": "yes"})
    draft.refresh_from_db()
    assert draft.signs_in_order
    administrator.client.post(page, {"act": f"remove-{row.pk}"})
    assert not Signatory.objects.standing().exists()
    assert administrator.client.post(page, {"act": "remove-x"}).status_code == 404


def test_paper_is_recorded_with_its_scan_and_taken_back(draft, administrator, liaison):
    agreement = send(draft)
    party = agreement.parties.get(key="enterprise")
    page = url("agreement-paper", agreement.pk, party.pk)
    shown = re.search(r'name="digest" value="(\w+)"', administrator.client.get(page).content.decode())
    sent = {"signer": "罗静", "signed_on": TODAY.isoformat(), "digest": shown.group(1)}
    without = administrator.client.post(page, sent)
    assert without.status_code == 409
    assert "罗静" in without.content.decode()
    assert administrator.client.post(page, {**sent, "scan": a_file()}).status_code == 302
    signature = Signature.objects.current().get()
    detail = liaison.client.get(url("agreement-detail", agreement.pk)).content.decode()
    assert str(signature.scan.public_id) in detail

    undo = url("signature-undo", signature.pk)
    assert liaison.client.post(undo, {"undo-reason": "No."}).status_code == 403
    administrator.client.post(undo, {"undo-reason": "The wrong sheet."})
    assert not Signature.objects.current().exists()


def test_two_buttons_remind_and_ask_for_a_change(draft, administrator, liaison):
    agreement = send(draft)
    party = agreement.parties.get(key="enterprise")
    remind, wish = url("agreement-remind", agreement.pk, party.pk), url("agreement-wish", agreement.pk)
    told = administrator.client.post(remind, follow=True).content.decode()
    assert "was reminded" in told
    assert "today already" in administrator.client.post(remind, follow=True).content.decode()

    liaison.client.post(wish, {"wish-text": "Sixty days of notice."})
    row = ChangeWish.objects.get()
    page = administrator.client.get(url("agreement-detail", agreement.pk)).content.decode()
    assert "Sixty days of notice." in page
    answer = url("wish-answer", row.pk)
    administrator.client.post(answer, {"take_up": "no", f"wish-{row.pk}-answer": "Thirty is usual."})
    assert "Thirty is usual." in liaison.client.get(url("agreement-detail", agreement.pk)).content.decode()


def test_a_link_asks_for_a_change_and_signs_afterwards(
    draft, administrator, client, mailoutbox, django_capture_on_commit_callbacks
):
    agreement = send(draft)
    party = agreement.parties.get(key="enterprise")
    with django_capture_on_commit_callbacks(execute=True):
        administrator.client.post(
            url("agreement-send-link", agreement.pk, party.pk), {"link-name": "罗静", "link-email": "luo@example.com"}
        )
    address = re.search(r"/links/\S+/", next(mail for mail in mailoutbox if "luo@example.com" in mail.to).body).group()
    asked = client.post(address, {"act": "wish", "wish-text": "Name the lab."})
    assert asked.status_code == 200
    assert ChangeWish.objects.get().text == "Name the lab."
    assert client.post(address, {"act": "wish", "wish-text": " "}).status_code == 400
    shown = re.search(r'name="digest" value="(\w+)"', client.get(address).content.decode()).group(1)
    assert client.post(address, {"act": "sign", "digest": shown}).status_code == 200
    assert Signature.objects.current().get().link is not None
