"""Claims are filed, paid or refused and use up what protects; drills push the day of the next one."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import InvalidInput, NotAllowed
from ledger.selectors import history
from partnerships import services
from partnerships import terms as t
from partnerships.models import Claim, Contact
from partnerships.selectors.safeguards import claims_of, covers_of, emergency_of
from partnerships.services.safeguards import ClaimDecided
from partnerships.terms.safeguards import Emergency, Insurance, Policy, Protection
from partnerships.terms.values import InsuranceKind, ProtectionKind, ProtectionProvider, RiskCategory
from tests.factories.accounts import TODAY
from tests.factories.partnerships import make_agreement_in_force

pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def agreement(administrator, liaison):
    return make_agreement_in_force(
        administrator.organisation,
        liaison.organisation,
        insurance=Insurance(
            (
                Policy(InsuranceKind.LIABILITY, "An insurer", "2026-7", Decimal(5000), date(2026, 1, 1), TODAY),
                Policy(InsuranceKind.PROPERTY, "Another", is_renewed=True, ends_on=date(2026, 1, 1)),
            ),
            protections=(
                Protection(
                    category=RiskCategory.SAFETY,
                    kind=ProtectionKind.GUARANTEE,
                    provider=ProtectionProvider.ASSOCIATION,
                    ceiling=Decimal(1000),
                ),
                Protection(category=RiskCategory.IP, kind=ProtectionKind.COMPENSATION),
            ),
        ),
        emergency=Emergency("A fire", "Leave the hall.", 6),
    )


@pytest.fixture
def risk(agreement):
    return agreement.risks.get(category=RiskCategory.SAFETY)


def claim(member, risk, amount: str = "600", **facts) -> Claim:
    said = {"kind": "guarantee", "provider": "Association", "lost_on": TODAY, "amount": Decimal(amount), **facts}
    return services.file_claim(actor=member.actor, risk=risk, on=TODAY, **said)


def test_what_was_paid_uses_up_the_protection(risk, liaison, administrator):
    named = {"against": "protection:safety:guarantee:association", "kind": "", "provider": ""}
    paid, refused, other = claim(liaison, risk, **named), claim(liaison, risk, "300", **named), claim(liaison, risk)
    decide = {"actor": liaison.actor, "decided_on": TODAY, "on": TODAY}
    services.decide_claim(claim=paid, paid=Decimal("550.50"), **decide)
    services.decide_claim(claim=refused, paid=None, **decide)
    services.decide_claim(claim=other, paid=Decimal(600), **decide)

    *_policies, row = covers_of(risk, on=TODAY)

    assert (row.paid, row.left) == (Decimal("550.50"), Decimal("449.50"))
    assert {each.provider for each in claims_of(risk)} == {"An industry association", "Association"}
    assert [each.state for each in claims_of(risk)] == ["paid", "refused", "paid"]
    assert {line.action for line in history(risk.agreement)} >= {"agreement.claim_paid", "agreement.claim_refused"}


def test_a_policy_is_used_up_by_claims_of_any_risk(agreement, risk, administrator, liaison):
    other = agreement.risks.exclude(pk=risk.pk).first()
    assert other is not None
    assert [cover.key for cover in covers_of(risk, on=TODAY)] == [
        "policy:2026-7", "policy:property:Another", "protection:safety:guarantee:association",
    ]  # fmt: skip
    named = {"against": "policy:2026-7", "kind": "", "provider": ""}
    paid = claim(administrator, other, "4000", **named)
    services.decide_claim(actor=administrator.actor, claim=paid, paid=Decimal(4000), decided_on=TODAY, on=TODAY)
    claim(liaison, risk, "1500", **named)

    policy, renewed, _guarantee = covers_of(risk, on=TODAY)

    assert (policy.ceiling, policy.paid, policy.left, policy.claimed) == (5000, 4000, 1000, 1500)
    assert (policy.name, policy.provider) == ("Liability for internships 2026-7", "An insurer")
    assert (renewed.ceiling, renewed.left) == (None, None)
    assert claim(liaison, risk, against=renewed.key).kind == "insurance"
    shown = liaison.client.get(reverse("partnerships:risk-detail", args=[risk.pk])).content.decode()
    shown = re.sub(r"<[^>]+>", "", shown)
    assert "up to CNY 5,000, of which CNY 1,000 are left" in shown
    assert "CNY 1,500 claimed and not decided" in shown


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"against": "policy:1"}, "against"),
        ({"against": "protection:ip:compensation:"}, "against"),
        ({"against": "policy:2026-7", "lost_on": date(2025, 12, 31)}, "against"),
        ({"kind": ""}, "kind"),
        ({"provider": " "}, "provider"),
    ],
    ids=["unknown", "of another risk", "before there were terms", "no kind", "nobody"],
)
def test_a_loss_is_claimed_of_what_protects_from_it(risk, liaison, facts, field):
    with pytest.raises(InvalidInput) as refused:
        claim(liaison, risk, **facts)
    assert refused.value.field == field


def test_a_policy_does_not_cover_days_outside_its_period(risk, liaison):
    (policy, renewed, _guarantee) = covers_of(risk, on=TODAY)
    assert [policy.held_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1), TODAY)] == [False, True, True]
    assert not policy.held_on(TODAY + timedelta(days=1))
    assert renewed.held_on(TODAY)


def test_who_filed_says_what_came_of_it_once(risk, liaison, administrator, mentor):
    filed = claim(liaison, risk)
    decide = {"claim": filed, "decided_on": TODAY, "on": TODAY}
    with pytest.raises(NotAllowed):
        services.decide_claim(actor=administrator.actor, paid=None, **decide)
    with pytest.raises(InvalidInput):
        services.decide_claim(actor=liaison.actor, paid=Decimal(601), **decide)
    services.decide_claim(actor=liaison.actor, paid=Decimal(600), **decide)
    with pytest.raises(ClaimDecided):
        services.decide_claim(actor=liaison.actor, paid=None, **decide)
    with pytest.raises(NotAllowed):
        claim(mentor, risk)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "prayer"}, "kind"),
        ({"provider": " "}, "provider"),
        ({"amount": Decimal(0)}, "amount"),
        ({"lost_on": TODAY + timedelta(days=1)}, "lost_on"),
    ],
)
def test_what_is_no_claim(risk, liaison, facts, field):
    with pytest.raises(InvalidInput) as refused:
        claim(liaison, risk, **facts)
    assert refused.value.field == field


def test_the_next_drill_is_due_after_the_last_one(agreement, liaison):
    assert emergency_of(agreement, on=TODAY).due_on == date(2027, 5, 20)
    late = emergency_of(agreement, on=date(2027, 5, 21))
    assert late.is_overdue
    services.record_drill(
        actor=liaison.actor, agreement=agreement, occurred_on=TODAY, note="All were out in 3 minutes.", on=TODAY
    )
    assert [drill.note for drill in emergency_of(agreement, on=TODAY).drills] == ["All were out in 3 minutes."]
    with pytest.raises(InvalidInput):
        services.record_drill(actor=liaison.actor, agreement=agreement, occurred_on=TODAY, note=" ", on=TODAY)


def test_without_a_plan_nothing_is_due(administrator, liaison):
    agreement = make_agreement_in_force(administrator.organisation, liaison.organisation, emergency=None)
    page = emergency_of(agreement, on=TODAY)
    assert (page.plan, page.due_on, page.is_overdue) == (None, None, False)
    assert t.Terms().emergency is None


def test_the_pages_keep_what_was_entered(agreement, risk, liaison, administrator):
    path = reverse("partnerships:claim-file", args=[risk.pk])
    wrong = liaison.client.post(path, {"claim-provider": "Association", "claim-amount": "x"})
    assert wrong.status_code == 400
    assert 'value="Association"' in wrong.content.decode()
    data = {"kind": "guarantee", "provider": "Association", "lost_on": "2026-11-20", "amount": "600"}
    assert liaison.client.post(path, {f"claim-{name}": value for name, value in data.items()}).status_code == 302
    filed = Claim.objects.get()
    page = liaison.client.get(risk.get_absolute_url()).content.decode()
    decide = reverse("partnerships:claim-decide", args=[filed.pk])
    assert decide in page
    assert decide not in administrator.client.get(risk.get_absolute_url()).content.decode()
    decided = {f"decision-{filed.pk}-paid": "500", f"decision-{filed.pk}-decided_on": "2026-11-20"}
    assert liaison.client.post(decide, decided).status_code == 302
    assert "CNY" in liaison.client.get(risk.get_absolute_url()).content.decode()

    drill = reverse("partnerships:agreement-emergency", args=[agreement.pk])
    assert liaison.client.post(drill, {"occurred_on": "2026-11-20", "note": ""}).status_code == 400
    assert liaison.client.post(drill, {"occurred_on": "2026-11-20", "note": "Fire"}).status_code == 302
    assert "Leave the hall." in administrator.client.get(drill).content.decode()


def test_each_side_names_its_own_people_and_overseers_never_see_them(agreement, administrator, liaison, reviewer):
    path = reverse("partnerships:agreement-emergency", args=[agreement.pk])
    add = reverse("partnerships:contact-add", args=[agreement.pk])
    wrong = liaison.client.post(add, {"contact-topic": "Accidents", "contact-name": "Li Ming"})
    assert wrong.status_code == 400
    assert "telephone number or an e-mail" in wrong.content.decode()
    sent = {"contact-topic": "Accidents", "contact-name": "Li Ming", "contact-phone": "0553 1234"}
    assert liaison.client.post(add, sent).status_code == 302
    contact = Contact.objects.get()
    remove = reverse("partnerships:contact-remove", args=[contact.pk])
    assert remove in liaison.client.get(path).content.decode()
    seen = administrator.client.get(path).content.decode()
    assert "Li Ming" in seen
    assert remove not in seen
    assert not Contact.objects.visible_to(reviewer.actor).exists()
    with pytest.raises(NotAllowed):
        services.remove_contact(actor=administrator.actor, contact=contact)

    assert liaison.client.post(remove).status_code == 302

    assert not Contact.objects.exists()
    assert "Li Ming" not in str([line.payload for line in history(agreement)])
