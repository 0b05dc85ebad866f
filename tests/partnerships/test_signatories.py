"""Several signatories in an order, delegations, paper with its scan and its undoing, reminders, wishes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actors import Actor
from accounts.home import todos
from accounts.links import LinkWithdrawn, check_usable
from accounts.models import Evidence, Role
from accounts.services.evidence import keep_evidence
from core import clock
from core.errors import InvalidInput, NotAllowed
from enterprises.models import Enterprise
from ledger.selectors import entries_about
from notices.models import Notice
from partnerships import services
from partnerships import terms as t
from partnerships.life import ReasonNeeded, WrongState
from partnerships.models import Agreement, Signatory, SigningMethod
from partnerships.selectors import findings_of, terms_of
from partnerships.selectors.signing import party_lines
from partnerships.services.asking import RemindedToday, WishAnswered
from partnerships.services.paper import NotOnPaper
from partnerships.services.signatories import SignedAlready
from partnerships.services.signing import AlreadySigned, NotASignatory, NotYourTurn, TermsChanged
from tests.factories.accounts import TODAY, make_member
from tests.factories.partnerships import make_agreement, make_agreement_in_force, send, sign

TOMORROW = TODAY + timedelta(days=1)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def shown(agreement: Agreement) -> str:
    return t.digest(terms_of(fresh(agreement)))


def scan_of(member) -> Evidence:
    return keep_evidence(actor=member.actor, upload=SimpleUploadedFile("sheet.txt", b"signed"))


@pytest.fixture
def draft(administrator, liaison) -> Agreement:
    return make_agreement(administrator.organisation, liaison.organisation)


@pytest.fixture
def in_signature(draft) -> Agreement:
    return send(draft)


@pytest.fixture
def deputy(liaison):
    return make_member(Role.ENTERPRISE_LIAISON, liaison.organisation)


def name(agreement, actor, key="enterprise", **facts) -> Signatory:
    party = agreement.parties.select_related("organisation", "agreement").get(key=key)
    return services.add_signatory(actor=actor, party=party, **{"name": "罗静", **facts})


def sign_as(agreement, actor, key="enterprise", **facts):
    party = agreement.parties.get(key=key)
    return services.sign(actor=actor, party=party, digest_shown=shown(agreement), on=TODAY, **facts)


# ---- Signatories ----------------------------------------------------------------------------------------------------


def test_each_named_signatory_signs_and_the_last_puts_it_in_force(draft, administrator, liaison, deputy, other_liaison):
    delegation = scan_of(administrator)
    for member in (liaison, deputy):
        name(draft, administrator.actor, name=str(member.user), user=member.user, delegation=delegation)
    agreement = send(draft)
    assert Evidence.objects.visible_to(liaison.actor).filter(pk=delegation.pk).exists()

    sign(agreement, administrator.organisation)
    sign_as(agreement, liaison.actor)
    assert fresh(agreement).is_in_signature
    assert party_lines(fresh(agreement))[1].signature is None
    with pytest.raises(AlreadySigned):
        sign_as(agreement, liaison.actor)
    colleague = make_member(Role.ENTERPRISE_LIAISON, liaison.organisation)
    with pytest.raises(NotASignatory):
        sign_as(agreement, colleague.actor)
    assert not any("Sign" in todo.title for todo in todos(colleague.actor, TODAY))
    assert any("Sign" in todo.title for todo in todos(deputy.actor, TODAY))

    sign_as(agreement, deputy.actor)
    assert fresh(agreement).is_in_force


def test_in_order_nobody_signs_before_those_who_come_first(draft, administrator, liaison):
    services.set_signing_order(actor=administrator.actor, agreement=draft, signs_in_order=True)
    agreement = send(fresh(draft))
    with pytest.raises(NotYourTurn):
        sign(agreement, liaison.organisation)
    assert not any("Sign" in todo.title for todo in todos(liaison.actor, TODAY))
    agreement = sign(agreement, administrator.organisation)
    assert sign(agreement, liaison.organisation).is_in_force
    with pytest.raises(WrongState):
        services.set_signing_order(actor=administrator.actor, agreement=agreement, signs_in_order=False)


def test_a_link_is_for_one_signatory(draft, administrator):
    first, second = (name(draft, administrator.actor, name=who, delegation=scan_of(administrator)) for who in "ab")
    agreement = send(draft)
    party = first.party
    with pytest.raises(NotASignatory):
        services.send_signing_link(actor=administrator.actor, party=party, name="a", email="a@example.com")
    link = services.send_signing_link(
        actor=administrator.actor, party=party, signatory=first, name="a", email="a@example.com"
    )
    holder = Actor.for_link(link)
    with pytest.raises(NotAllowed):
        sign_as(agreement, holder, signatory=second)
    assert sign_as(agreement, holder, signatory=first).signatory == first
    with pytest.raises(AlreadySigned):
        services.send_signing_link(
            actor=administrator.actor, party=party, signatory=first, name="a", email="a@example.com"
        )


def test_who_names_signatories_and_until_when(draft, administrator, liaison, mentor):
    with pytest.raises(NotAllowed):
        name(draft, mentor.actor)
    with pytest.raises(NotAllowed):
        name(draft, liaison.actor)
    with pytest.raises(InvalidInput):
        name(draft, administrator.actor, user=administrator.user)  # not of the enterprise
    with pytest.raises(InvalidInput):
        name(draft, administrator.actor, name=" ")
    agreement = send(draft)
    with pytest.raises(NotAllowed):
        name(agreement, liaison.actor, key="college")
    own = name(agreement, liaison.actor, user=liaison.user)
    services.remove_signatory(actor=liaison.actor, signatory=own)
    sign_as(agreement, liaison.actor)
    with pytest.raises(SignedAlready):
        name(agreement, liaison.actor)


def test_pt_02_a_signatory_is_the_legal_representative_or_delegated(draft, administrator, liaison):
    def found():
        return [
            (finding.rule, finding.field) for finding in findings_of(fresh(draft), on=TODAY) if finding.rule == "PT-02"
        ]

    assert found() == []
    Enterprise.objects.filter(pk=liaison.organisation.pk).update(legal_representative="王强")
    named = name(draft, administrator.actor, name="罗静")
    assert found() == [("PT-02", "parties.1")]
    services.remove_signatory(actor=administrator.actor, signatory=named)
    name(draft, administrator.actor, name="王强")
    name(draft, administrator.actor, name="罗静", delegation=scan_of(administrator))
    assert found() == []


# ---- Paper ----------------------------------------------------------------------------------------------------------


def on_paper(agreement, actor, scan, *, key="enterprise", signed_on=TODAY, on=TODAY, **facts):
    return services.record_paper_signature(
        actor=actor,
        party=agreement.parties.get(key=key),
        signer="罗静",
        signed_on=signed_on,
        scan=scan,
        on=on,
        **{"digest_shown": shown(agreement), **facts},
    )


def test_a_signature_on_paper_has_its_scan_and_can_be_taken_back_until_it_is_in_force(
    in_signature, administrator, liaison
):
    scan = scan_of(administrator)
    signature = on_paper(in_signature, administrator.actor, scan, on=TOMORROW)
    assert (signature.method, signature.scan, signature.occurred_on) == (SigningMethod.PAPER, scan, TODAY)
    assert Evidence.objects.visible_to(liaison.actor).filter(pk=scan.pk).exists()
    assert Notice.objects.filter(user=liaison.user, kind="agreement_paper").count() == 1
    with pytest.raises(ReasonNeeded):
        services.undo_paper_signature(actor=administrator.actor, signature=signature, reason=" ")
    services.undo_paper_signature(actor=administrator.actor, signature=signature, reason="The wrong sheet.")
    with pytest.raises(NotOnPaper):
        services.undo_paper_signature(actor=administrator.actor, signature=signature, reason="Again.")
    last = entries_about(in_signature).last()
    assert last.action == "agreement.paper_undone"
    assert "The wrong sheet." in last.payload.document

    again = on_paper(in_signature, administrator.actor, scan, on=TOMORROW)
    sign(in_signature, administrator.organisation, on=TOMORROW)
    assert fresh(in_signature).is_in_force
    with pytest.raises(WrongState):
        services.undo_paper_signature(actor=administrator.actor, signature=again, reason="Too late.")


def test_paper_is_recorded_by_the_keeper_for_the_text_that_stands(in_signature, administrator, liaison):
    scan = scan_of(administrator)
    with pytest.raises(NotAllowed):
        on_paper(in_signature, liaison.actor, scan)
    with pytest.raises(TermsChanged):
        on_paper(in_signature, administrator.actor, scan, digest_shown="0" * 64)
    for day in (TODAY - timedelta(days=1), TOMORROW):
        with pytest.raises(InvalidInput):
            on_paper(in_signature, administrator.actor, scan, signed_on=day)
    sign_as(in_signature, liaison.actor)
    with pytest.raises(AlreadySigned):
        on_paper(in_signature, administrator.actor, scan)
    own = party_lines(fresh(in_signature))[1].signature
    with pytest.raises(NotOnPaper):
        services.undo_paper_signature(actor=administrator.actor, signature=own, reason="Not mine to undo.")


# ---- Reminding and asking -------------------------------------------------------------------------------------------


def test_a_reminder_goes_out_once_a_day_with_a_fresh_link(in_signature, administrator, liaison):
    party = in_signature.parties.get(key="enterprise")
    old = services.send_signing_link(actor=administrator.actor, party=party, name="罗静", email="luo@example.com")
    services.remind_to_sign(actor=administrator.actor, party=party, on=TODAY)
    assert Notice.objects.filter(user=liaison.user, kind="agreement_reminder").count() == 1
    old.refresh_from_db()
    with pytest.raises(LinkWithdrawn):
        check_usable(old, at=clock.now())
    with pytest.raises(RemindedToday):
        services.remind_to_sign(actor=administrator.actor, party=party, on=TODAY)
    services.remind_to_sign(actor=administrator.actor, party=party, on=TOMORROW)
    with pytest.raises(NotAllowed):
        services.remind_to_sign(actor=liaison.actor, party=in_signature.parties.get(key="college"), on=TODAY)
    sign_as(in_signature, liaison.actor)
    with pytest.raises(AlreadySigned):
        services.remind_to_sign(actor=administrator.actor, party=party, on=TODAY + timedelta(days=2))


def test_a_wish_comes_back_as_a_todo_and_voids_nothing(in_signature, administrator, liaison):
    agreement = sign(in_signature, administrator.organisation)
    party = agreement.parties.get(key="enterprise")
    with pytest.raises(InvalidInput):
        services.ask_for_change(actor=liaison.actor, party=party, text=" ", on=TODAY)
    wish = services.ask_for_change(actor=liaison.actor, party=party, text="Sixty days of notice, please.", on=TODAY)
    assert any("Sixty days of notice" in todo.title for todo in todos(administrator.actor, TODAY))
    assert Notice.objects.filter(user=administrator.user, kind="agreement_wish").count() == 1
    assert agreement.parties.get(key="college").signatures.current().exists()

    with pytest.raises(NotAllowed):
        services.answer_wish(actor=liaison.actor, wish=wish, is_accepted=True, on=TODAY)
    with pytest.raises(ReasonNeeded):
        services.answer_wish(actor=administrator.actor, wish=wish, is_accepted=False, on=TODAY)
    services.answer_wish(actor=administrator.actor, wish=wish, is_accepted=False, answer="Thirty is usual.", on=TODAY)
    with pytest.raises(WishAnswered):
        services.answer_wish(actor=administrator.actor, wish=wish, is_accepted=True, on=TODAY)
    assert not any("Sixty days" in todo.title for todo in todos(administrator.actor, TODAY))
    assert fresh(agreement).is_in_signature


def test_a_link_asks_too_and_signs_afterwards(in_signature, administrator):
    party = in_signature.parties.get(key="enterprise")
    link = services.send_signing_link(actor=administrator.actor, party=party, name="罗静", email="luo@example.com")
    holder = Actor.for_link(link)
    services.ask_for_change(actor=holder, party=party, text="Name the lab.", on=TODAY)
    assert sign_as(in_signature, holder).link == link


def test_the_keeper_and_strangers_ask_for_nothing(in_signature, administrator, other_liaison, liaison):
    with pytest.raises(NotAllowed):
        services.ask_for_change(
            actor=administrator.actor, party=in_signature.parties.get(key="college"), text="x", on=TODAY
        )
    with pytest.raises(NotAllowed):
        services.ask_for_change(
            actor=other_liaison.actor, party=in_signature.parties.get(key="enterprise"), text="x", on=TODAY
        )
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, title="Other")
    party = agreement.parties.get(key="enterprise")
    assert services.ask_for_change(actor=liaison.actor, party=party, text="A longer period.", on=TODAY).pk
