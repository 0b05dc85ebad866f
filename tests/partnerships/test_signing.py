"""From draft to in force: rules, warnings with reasons, signatures bound to a digest, links, expiry."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actors import Actor
from accounts.links import LinkExpired, LinkUsed, LinkWithdrawn, check_usable
from core import clock
from core.errors import NotAllowed
from ledger.selectors import entries_about
from partnerships import services
from partnerships import terms as t
from partnerships.life import ReasonNeeded, WrongState
from partnerships.models import Agreement, AgreementState, RuleFinding, State, TermsVersion
from partnerships.selectors import terms_of
from partnerships.services.signing import AlreadySigned, PeriodOver, TermsChanged
from reference.rules import Finding, Level, RulesOpen, WarningsNeedReasons
from tests.factories.accounts import TODAY
from tests.factories.partnerships import (
    complete_clauses,
    give_credit_code,
    joint_result,
    make_agreement,
    make_agreement_in_force,
    make_agreement_in_signature,
    send,
    sign,
)

NIGHT = Actor.system("night")


@pytest.fixture
def in_signature(administrator, liaison) -> Agreement:
    return make_agreement_in_signature(administrator.organisation, liaison.organisation)


def shown(agreement: Agreement) -> str:
    return t.digest(terms_of(agreement))


def test_joint_results_need_a_part_for_every_owner(administrator):
    agreement = make_agreement(administrator.organisation, ip=joint_result(parts={"college": 60, "enterprise": 0}))

    with pytest.raises(RulesOpen) as refused:
        send(agreement)

    assert [(finding.rule, finding.field) for finding in refused.value.findings] == [("IP-02", "ip.foreground.0.parts")]
    agreement.refresh_from_db()
    assert agreement.is_draft
    assert not entries_about(agreement).filter(action="agreement.sent_to_signature").exists()


def test_a_wrong_check_digit_in_the_register_blocks(administrator, liaison):
    agreement = make_agreement(administrator.organisation, liaison.organisation)
    code = give_credit_code(liaison.organisation)
    wrong = code[:17] + ("0" if code[17] != "0" else "1")
    give_credit_code(liaison.organisation, wrong)

    with pytest.raises(RulesOpen) as refused:
        send(agreement)

    assert f"should be “{code[17]}”" in str(refused.value.findings[0].message)


def test_a_hint_needs_no_reason_and_is_kept(administrator, monkeypatch):
    hint = Finding("exit", "Change of control is not mentioned.", rule="EX-04", level=Level.HINT, version="1")
    monkeypatch.setattr("partnerships.services.signing.findings_of", lambda *_, **__: [hint])
    agreement = make_agreement(administrator.organisation)

    services.send_to_signature(actor=administrator.actor, agreement=agreement, on=TODAY)

    kept = RuleFinding.objects.current().get(agreement=agreement)
    assert (kept.rule, kept.level, kept.reason) == ("EX-04", "hint", "")


def test_warnings_need_a_written_reason_which_is_kept(administrator):
    without = replace(complete_clauses(["college", "enterprise"])["exit"], survives=())
    agreement = make_agreement(administrator.organisation, exit=without)
    sending = {"actor": administrator.actor, "agreement": agreement, "on": TODAY}

    with pytest.raises(WarningsNeedReasons) as refused:
        services.send_to_signature(**sending, reasons={"EX-03": "  "})
    assert [finding.rule for finding in refused.value.findings] == ["EX-03"]
    assert not RuleFinding.objects.exists()

    services.send_to_signature(**sending, reasons={"EX-03": "A one-day visit."})
    kept = RuleFinding.objects.current().get()
    assert (kept.rule, kept.reason, kept.occurred_on) == ("EX-03", "A one-day visit.", TODAY)


def test_two_signatures_put_it_in_force_and_freeze_the_text(in_signature, administrator, liaison):
    agreement = sign(in_signature, administrator.organisation)
    assert agreement.is_in_signature

    agreement = sign(agreement, liaison.organisation)

    assert agreement.is_in_force
    version = TermsVersion.objects.get(agreement=agreement)
    assert (version.number, version.effective_from, version.digest) == (1, TODAY, shown(agreement))
    assert t.read_terms(version.document) == terms_of(agreement)
    in_force = AgreementState.objects.as_of(TODAY, clock.now()).get(agreement=agreement)
    assert in_force.state == State.IN_FORCE
    assert [entry.action for entry in entries_about(agreement)][-4:] == [
        "agreement.sent_to_signature",
        "agreement.signed",
        "agreement.signed",
        "agreement.entered_force",
    ]


def test_signed_before_its_first_day_it_is_in_force_from_that_day(administrator):
    agreement = make_agreement_in_force(administrator.organisation, starts_on=date(2027, 1, 1))

    def state_on(day):
        return AgreementState.objects.as_of(day, clock.now()).get(agreement=agreement).state

    assert state_on(date(2026, 12, 31)) == State.IN_SIGNATURE
    assert state_on(date(2027, 1, 1)) == State.IN_FORCE
    assert TermsVersion.objects.effective(date(2026, 12, 31)).count() == 0
    assert TermsVersion.objects.effective(date(2027, 1, 1)).count() == 1


def test_a_signature_is_bound_to_what_was_shown(in_signature, administrator):
    """HS-01: the digest of the page is the digest of the text."""
    with pytest.raises(TermsChanged):
        services.sign(
            actor=administrator.actor,
            party=in_signature.parties.get(key="college"),
            digest_shown="0" * 64,
            on=TODAY,
        )


def test_nobody_signs_for_another(in_signature, administrator, mentor, liaison, other_liaison):
    college, enterprise = in_signature.parties.all()
    for member, party in (
        (administrator, enterprise),
        (liaison, college),
        (other_liaison, enterprise),
        (mentor, college),
    ):
        with pytest.raises(NotAllowed):
            services.sign(actor=member.actor, party=party, digest_shown=shown(in_signature), on=TODAY)


def test_nobody_signs_twice_and_nobody_signs_a_draft(in_signature, administrator, liaison):
    sign(in_signature, liaison.organisation)
    with pytest.raises(AlreadySigned):
        sign(in_signature, liaison.organisation)
    with pytest.raises(WrongState):
        sign(make_agreement(administrator.organisation), administrator.organisation)


def test_a_period_that_is_over_cannot_be_signed(administrator):
    agreement = make_agreement_in_signature(administrator.organisation, ends_on=TODAY)
    with pytest.raises(PeriodOver):
        sign(agreement, administrator.organisation, on=TODAY + timedelta(days=1))


def test_a_refusal_has_a_reason_and_voids_signatures(in_signature, administrator, liaison):
    agreement = sign(in_signature, administrator.organisation)
    party = agreement.parties.get(key="enterprise")

    with pytest.raises(ReasonNeeded):
        services.refuse(actor=liaison.actor, party=party, reason=" ", on=TODAY)
    agreement = services.refuse(actor=liaison.actor, party=party, reason="Costs are not clear.", on=TODAY)

    assert agreement.is_draft
    assert not agreement.parties.get(key="college").signatures.current().exists()
    last = entries_about(agreement).last()
    assert last.action == "agreement.refused"
    assert "Costs are not clear." in last.payload.document


def test_the_keeper_withdraws_with_a_reason_and_sends_again(in_signature, administrator, liaison):
    with pytest.raises(NotAllowed):
        services.withdraw(actor=liaison.actor, agreement=in_signature, reason="x", on=TODAY)
    agreement = services.withdraw(actor=administrator.actor, agreement=in_signature, reason="A typo.", on=TODAY)
    assert agreement.is_draft

    agreement = send(agreement)
    assert agreement.is_in_signature
    assert RuleFinding.objects.current().count() == 0


@pytest.fixture
def link(in_signature, administrator):
    party = in_signature.parties.get(key="enterprise")
    return services.send_signing_link(actor=administrator.actor, party=party, name="罗静", email="luo@example.com")


def test_a_link_signs_once_for_its_party(in_signature, administrator, link, mailoutbox):
    holder = Actor.for_link(link)
    college, enterprise = in_signature.parties.all()
    with pytest.raises(NotAllowed):
        services.sign(actor=holder, party=college, digest_shown=shown(in_signature), on=TODAY)

    signature = services.sign(actor=holder, party=enterprise, digest_shown=shown(in_signature), on=TODAY)

    assert (signature.method, signature.link) == ("link", link)
    assert "luo@example.com" in signature.signer_label
    agreement = sign(in_signature, administrator.organisation)
    assert agreement.is_in_force
    link.refresh_from_db()
    with pytest.raises(LinkUsed):
        check_usable(link, at=clock.now())


def test_an_expired_link_signs_nothing(in_signature, link):
    with clock.at(datetime.now(UTC) + timedelta(days=15)), pytest.raises(LinkExpired):
        services.sign(
            actor=Actor.for_link(link),
            party=in_signature.parties.get(key="enterprise"),
            digest_shown=shown(in_signature),
            on=TODAY,
        )


def test_going_back_to_draft_withdraws_links(in_signature, administrator, link):
    services.withdraw(actor=administrator.actor, agreement=in_signature, reason="A typo.", on=TODAY)

    link.refresh_from_db()
    with pytest.raises(LinkWithdrawn):
        check_usable(link, at=clock.now())


def test_no_link_for_the_keeper_and_none_after_signing(in_signature, administrator, liaison):
    college, enterprise = in_signature.parties.all()
    sending = {"actor": administrator.actor, "name": "x", "email": "x@example.com"}
    with pytest.raises(NotAllowed):
        services.send_signing_link(**sending, party=college)
    sign(in_signature, liaison.organisation)
    with pytest.raises(AlreadySigned):
        services.send_signing_link(**sending, party=enterprise)


def test_agreements_expire_the_day_after_their_last(administrator):
    agreement = make_agreement_in_force(administrator.organisation, ends_on=TODAY)

    assert services.expire_agreements(actor=NIGHT, on=TODAY) == 0
    assert services.expire_agreements(actor=NIGHT, on=TODAY + timedelta(days=3)) == 1
    assert services.expire_agreements(actor=NIGHT, on=TODAY + timedelta(days=3)) == 0

    agreement.refresh_from_db()
    assert agreement.state == State.EXPIRED
    spans = AgreementState.objects.filter(agreement=agreement, superseded_at=None)
    assert {(row.state, row.from_on) for row in spans} >= {(State.EXPIRED, TODAY + timedelta(days=1))}
    with pytest.raises(NotAllowed):
        services.expire_agreements(actor=administrator.actor, on=TODAY)
