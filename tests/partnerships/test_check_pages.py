"""The public check page: the kind of state and organisations, and whether a file is the one that was signed."""

import html
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from jobs.models import Job
from jobs.services import run_job
from partnerships import services
from partnerships.models import Agreement, SignedFile
from partnerships.selectors.files import public_check
from partnerships.services.files import KIND
from tests.factories.accounts import TODAY
from tests.factories.partnerships import (
    ENDS_ON,
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    make_lived_agreement,
)


@pytest.fixture
def agreement(administrator, liaison) -> Agreement:
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, title="A secret title")
    run_job(pk=Job.objects.get(kind=KIND).pk)
    return agreement


def address(agreement: Agreement) -> str:
    return reverse("partnerships:check", args=[agreement.public_id])


def posted(agreement: Agreement, **data) -> str:
    answer = Client().post(address(agreement), data, headers={"accept-language": "en"})
    assert answer.status_code == (200 if data.get("digest", "0" * 64) else 400)
    return html.unescape(answer.content.decode())


def test_anybody_sees_the_state_and_nothing_personal(agreement, administrator, liaison):
    answer = Client().get(address(agreement), headers={"accept-language": "en"})

    text = html.unescape(answer.content.decode())
    assert "This agreement is in force" in text
    assert administrator.organisation.name in text
    assert agreement.versions.get().digest in text
    for hidden in (agreement.title, agreement.number, administrator.user.name, liaison.user.name, liaison.user.email):
        assert hidden not in text, hidden
    assert answer["Cache-Control"]


def test_a_signed_file_is_known_by_its_content_or_its_digest(agreement):
    file = agreement.files.get(language="en")
    assert "signed file of version 1, unchanged" in posted(agreement, file=BytesIO(bytes(file.content)))
    assert "signed file of version 1, unchanged" in posted(agreement, digest=f" {file.sha256.upper()} ")
    assert "digest of the terms of version 1" in posted(agreement, digest=agreement.versions.get().digest)
    assert "was changed, or it is another one" in posted(agreement, file=BytesIO(bytes(file.content) + b" "))
    assert "was changed, or it is another one" in posted(agreement, digest="0" * 64)
    answer = Client().post(address(agreement), {"digest": "12"}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert "64 digits and letters" in answer.content.decode()


def test_standings_follow_the_life(agreement, administrator, liaison):
    def standing(one: Agreement, on=TODAY) -> str:
        return public_check(one.public_id, on=on).standing

    assert standing(agreement) == "valid"
    assert standing(agreement, ENDS_ON + timedelta(days=1)) == "ended"
    assert standing(agreement, TODAY - timedelta(days=1)) == "not_in_force", "its first day had not come"
    assert standing(make_agreement_in_signature(administrator.organisation, liaison.organisation)) == "not_in_force"
    version = agreement.versions.get()
    version.pk, version.number, version.effective_from = None, 2, TODAY
    version.save()
    assert standing(agreement) == "amended"
    services.expire_agreements(actor=Actor.system("night"), on=ENDS_ON + timedelta(days=1))
    assert standing(agreement) == "ended"


def test_drafts_and_unknown_ids_are_not_there(administrator):
    draft = make_agreement(administrator.organisation)
    for public_id in (draft.public_id, uuid4()):
        assert Client().get(reverse("partnerships:check", args=[public_id])).status_code == 404


def test_comparing_is_limited(agreement, settings):
    settings.ACCOUNT_RATE_LIMITS = {"check_agreement": "2/m/ip"}
    client = Client()
    answers = [client.post(address(agreement), {"digest": "0" * 64}).status_code for _again in range(3)]
    assert answers == [200, 200, 429]
    assert client.get(address(agreement)).status_code == 200


def test_who_may_see_the_agreement_downloads_its_file(agreement, administrator, liaison, outsider):
    file = agreement.files.get(language="zh-hans")
    path = reverse("partnerships:signed-file", args=[file.pk])
    for member in (administrator, liaison):
        assert path in member.client.get(agreement.get_absolute_url()).content.decode()
        assert member.client.get(path).content == bytes(file.content)
    assert outsider.get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_the_keeper_orders_a_missing_file_on_the_page(administrator, liaison):
    agreement = make_lived_agreement(administrator.organisation, liaison.organisation)
    Job.objects.filter(kind=KIND).update(state="failed")
    page = administrator.client.get(agreement.get_absolute_url()).content.decode()
    path = reverse("partnerships:agreement-make-files", args=[agreement.pk])
    assert path in page
    assert path not in liaison.client.get(agreement.get_absolute_url()).content.decode()
    assert administrator.client.post(path).status_code == 302
    assert Job.objects.filter(kind=KIND, state="queued").count() == 1
    assert not SignedFile.objects.exists()
