"""Who sees an agreement and what hangs on it: drafts are their keeper's alone."""

import pytest

from accounts.scoping import Access
from ledger.models import Entry
from partnerships import services
from partnerships.models import (
    Activity,
    ActivityConfirmation,
    Agreement,
    AgreementState,
    Party,
    RuleFinding,
    Signature,
    TermsVersion,
)
from partnerships.selectors import terms_of
from partnerships.terms import Exit
from tests.factories.accounts import TODAY
from tests.factories.partnerships import (
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    make_confirmed_activity,
    send,
    sign,
)

EVERY_MODEL = (
    Agreement,
    AgreementState,
    Party,
    RuleFinding,
    Signature,
    TermsVersion,
    Activity,
    ActivityConfirmation,
)
NOTHING_SURVIVES = Exit(30, 15)  # EX-03 warns, so there is a finding to keep


def seen(model, member) -> int:
    return model.objects.visible_to(member.actor).count()


def test_a_draft_is_its_keepers_alone(administrator, mentor, liaison, reviewer, operator):
    agreement = make_agreement(administrator.organisation, liaison.organisation)

    assert seen(Agreement, administrator) == seen(Agreement, mentor) == 1
    assert seen(Party, administrator) == 2
    for other in (liaison, reviewer, operator):
        assert [seen(model, other) for model in EVERY_MODEL] == [0] * len(EVERY_MODEL)
    assert not liaison.actor.can("refuse_agreement", agreement)


def test_a_draft_that_came_back_is_its_keepers_alone_with_all_that_hangs_on_it(administrator, liaison, reviewer):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation, exit=NOTHING_SURVIVES)
    sign(agreement, administrator.organisation)
    services.withdraw(actor=administrator.actor, agreement=agreement, reason="A slip in the dates", on=TODAY)

    left = (AgreementState, Party, RuleFinding, Signature)
    assert all(seen(model, administrator) for model in left)
    for other in (liaison, reviewer):
        assert [seen(model, other) for model in left] == [0] * len(left)


def test_once_in_signature_parties_and_authority_see_it(administrator, liaison, reviewer, other_liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)

    assert seen(Agreement, administrator) == seen(Agreement, liaison) == seen(Agreement, reviewer) == 1
    assert seen(Party, liaison) == 2
    assert seen(Agreement, other_liaison) == 0
    assert liaison.actor.can("refuse_agreement", agreement)
    assert not reviewer.actor.can("refuse_agreement", agreement)


def test_everything_of_an_agreement_in_force(administrator, liaison, reviewer):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation)
    make_confirmed_activity(agreement)

    for member in (administrator, liaison, reviewer):
        assert seen(Signature, member) == 2
        assert seen(TermsVersion, member) == seen(Activity, member) == seen(ActivityConfirmation, member) == 1


def test_a_foreign_college_enterprise_and_province_see_nothing(
    administrator, liaison, colleague_administrator, other_liaison, other_reviewer
):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, exit=NOTHING_SURVIVES)
    make_confirmed_activity(agreement)

    assert all(seen(model, liaison) for model in EVERY_MODEL), "there is something to see"
    for member in (colleague_administrator, other_liaison, other_reviewer):
        assert [seen(model, member) for model in EVERY_MODEL] == [0] * len(EVERY_MODEL)


def test_a_row_that_is_owned_and_shared_is_listed_once(administrator, liaison):
    """The keeper is a party too: both paths lead to the same row."""
    make_agreement_in_signature(administrator.organisation, liaison.organisation)

    assert len(Agreement.objects.visible_to(administrator.actor)) == 1
    assert len(Party.objects.visible_to(administrator.actor)) == 2


@pytest.mark.parametrize("model", EVERY_MODEL)
def test_every_model_says_who_sees_it(model):
    assert isinstance(model.access, Access)


def test_contacts_are_for_the_parties_alone(administrator, liaison, reviewer):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    services.save_basics(
        actor=administrator.actor,
        agreement=agreement,
        basics=terms_of(agreement).basics,
        contacts={"enterprise": "Wang Fang, 139 0000 0000"},
        on=TODAY,
    )
    agreement = send(Agreement.objects.get(pk=agreement.pk))
    addresses = (f"/agreements/{agreement.pk}/", f"/api/v1/agreements/{agreement.pk}/")
    for member, sees in ((administrator, True), (liaison, True), (reviewer, False)):
        for address in addresses:
            answer = member.client.get(address)
            assert answer.status_code == 200
            assert ("139 0000 0000" in answer.content.decode()) is sees, (member, address)


def test_to_whom_a_link_was_sent_stands_once_in_the_ledger(administrator, liaison):
    agreement = make_agreement_in_signature(administrator.organisation, liaison.organisation)
    party = agreement.parties.get(organisation=liaison.organisation)
    services.send_signing_link(actor=administrator.actor, party=party, name="Wang Fang", email="wang@example.com")
    said = [entry.payload.document for entry in Entry.objects.select_related("payload")]
    assert sum("wang@example.com" in document for document in said) == 1
