"""From a draft to an agreement in force: sent, signed by every party, or sent back with a reason."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.links import send_link, use_link, withdraw_links
from accounts.models import Link
from core import clock
from core.errors import DomainError, NotAllowed
from ledger.services import record
from partnerships.life import RUNNING, check_step
from partnerships.models import (
    Agreement,
    CheckStep,
    Party,
    Renewal,
    RuleFinding,
    Signature,
    SigningMethod,
    TermsVersion,
)
from partnerships.selectors import findings_of
from partnerships.selectors.life import decision_day
from partnerships.services.amending import check_amendment, fold
from partnerships.services.checking import begin_checks, tell_checker, tell_signers
from partnerships.services.files import order_files
from partnerships.services.founding import found_tables
from partnerships.services.steps import locked, not_before, take, withdraw_signing_links
from partnerships.terms import digest, read_terms
from reference.rules import Finding, require_reasons


class TermsChanged(DomainError):
    """What was shown is no longer what would be signed (rule HS-01)."""

    code = "terms_changed"
    message = _("The terms have changed since this page was opened. Read them again before you sign.")


class AlreadySigned(DomainError):
    """The party has signed this text."""

    code = "already_signed"
    message = _("Your side has signed already.")


class PeriodOver(DomainError):
    """The agreement would be over before it begins."""

    code = "period_over"
    message = _("The period of the agreement is over. Its dates must be changed before anybody can sign.")


@transaction.atomic
def send_to_signature(
    *, actor: Actor, agreement: Agreement, on: date, reasons: Mapping[str, str] | None = None
) -> Agreement:
    """Hand a draft to all parties for signature, judged by the rules of that day; where the college has internal
    checks, first to those.

    `reasons` says for each warning, by the rule's id, why it may stand. Raises NotAllowed, WrongState, RulesOpen with
    what blocks, WarningsNeedReasons.
    """
    actor.require("send_to_signature", agreement)
    agreement = locked(agreement)
    check_step("submit", agreement)
    if agreement.is_amendment:
        check_amendment(agreement, on=on)
    found, given = findings_of(agreement, on=on), reasons or {}
    require_reasons(found, given)
    _keep_findings(agreement, found, given, on)
    steps = list(CheckStep.objects.filter(college_id=agreement.keeper_id).standing())
    begin_checks(agreement=agreement, steps=steps, on=on)
    take(
        "submit" if steps else "send",
        actor=actor,
        agreement=agreement,
        on=on,
        payload={
            "digest": digest(read_terms(agreement.draft)),
            "reasons": {finding.rule: given[finding.rule].strip() for finding in found if finding.needs_reason},
        },
    )
    if steps:
        tell_checker(actor, agreement)
    else:
        tell_signers(actor, agreement)
    return agreement


@transaction.atomic
def sign(*, actor: Actor, party: Party, digest_shown: str, on: date) -> Signature:
    """Sign for a party the text whose digest was on the page. The last signature puts the agreement in force.

    By a member who may sign for the party, or by the holder of a link. Raises NotAllowed, WrongState, TermsChanged,
    AlreadySigned, PeriodOver, LinkUsed.
    """
    actor.require("sign_agreement", party)
    _require_own(actor, party)
    agreement = locked(party.agreement)
    check_step("enter_force", agreement)
    terms = read_terms(agreement.draft)
    current = digest(terms)
    if digest_shown != current:
        raise TermsChanged
    signatures = Signature.objects.filter(party__agreement=agreement).current()
    if signatures.filter(party=party).exists():
        raise AlreadySigned
    if terms.basics.ends_on is not None and terms.basics.ends_on < on:
        raise PeriodOver
    if agreement.is_amendment:
        check_amendment(agreement, on=on)
    if actor.link is not None:
        use_link(actor.link, at=clock.now())
    signature = Signature.objects.create(
        party=party,
        digest=current,
        method=SigningMethod.LINK if actor.link else SigningMethod.IN_PLATFORM,
        signer_label=str(actor.link or actor.label)[:200],
        user=actor.user,
        link=actor.link,
        occurred_on=on,
    )
    signed = set(signatures.values_list("party_id", flat=True))
    is_complete = all(each.pk in signed for each in agreement.parties.all())
    if is_complete:
        withdraw_signing_links(actor=actor, agreement=agreement)
    record(actor=actor, action="agreement.signed", subject=agreement, payload={"party": party.key, "digest": current})
    if is_complete and agreement.is_amendment:
        fold(actor=actor, amendment=agreement, on=on)
    elif is_complete:
        _enter_force(actor, agreement, current, on)
    return signature


@transaction.atomic
def refuse(*, actor: Actor, party: Party, reason: str, on: date) -> Agreement:
    """Send the agreement back to its draft, with the reason; signatures are void.

    Raises NotAllowed, WrongState, ReasonNeeded, LinkUsed.
    """
    actor.require("sign_agreement" if actor.link else "refuse_agreement", party)
    _require_own(actor, party)
    agreement = locked(party.agreement)
    check_step("refuse", agreement, reason=reason)
    if actor.link is not None:
        use_link(actor.link, at=clock.now())
    take("refuse", actor=actor, agreement=agreement, on=on, payload={"party": party.key, "reason": reason.strip()})
    return agreement


@transaction.atomic
def withdraw(*, actor: Actor, agreement: Agreement, reason: str, on: date) -> Agreement:
    """Take an agreement back from checks or signature, with the reason. Raises NotAllowed, WrongState, ReasonNeeded."""
    actor.require("send_to_signature", agreement)
    agreement = locked(agreement)
    check_step("withdraw", agreement, reason=reason)
    take("withdraw", actor=actor, agreement=agreement, on=on, payload={"reason": reason.strip()})
    return agreement


@transaction.atomic
def send_signing_link(*, actor: Actor, party: Party, name: str, email: str) -> Link:
    """Mail somebody at a party without an account a link to sign. Raises NotAllowed, WrongState, AlreadySigned."""
    actor.require("send_signing_link", party.agreement)
    agreement = locked(party.agreement)
    check_step("enter_force", agreement)
    if party.organisation_id == agreement.keeper_id:
        raise NotAllowed
    if Signature.objects.filter(party=party).current().exists():
        raise AlreadySigned
    withdraw_links(actor=actor, act="sign_agreement", subject=party, at=clock.now())
    link = send_link(
        actor=actor,
        act="sign_agreement",
        subject=party,
        organisation=party.organisation,
        name=name,
        email=email,
        at=clock.now(),
    )
    payload = {"party": party.key, "link": link.pk}  # to whom stands in the link's own entry, once to erase
    record(actor=actor, action="agreement.signing_link_sent", subject=agreement, payload=payload)
    return link


def expire_agreements(*, actor: Actor, on: date) -> int:
    """Agreements whose last day has passed expire on the day after it, or were not renewed. Part of the night;
    returns how many.

    Each in its own transaction. Runs of earlier cut-offs do not see it.
    """
    actor.require("expire_agreement")
    due = Agreement.objects.filter(state__in=RUNNING, ends_on__lt=on).order_by("pk")
    return sum(_expire(actor, agreement, on) for agreement in due)


@transaction.atomic
def _expire(actor: Actor, agreement: Agreement, on: date) -> bool:
    agreement = locked(agreement)
    if not agreement.is_running or agreement.ends_on is None or agreement.ends_on >= on:
        return False
    step = "not_renew" if agreement.renewal == Renewal.END else "expire"
    take(step, actor=actor, agreement=agreement, on=not_before(agreement, agreement.ends_on + timedelta(days=1)))
    return True


def _require_own(actor: Actor, party: Party) -> None:
    if party.organisation_id != actor.organisation_id and not actor.is_system:
        raise NotAllowed


def _enter_force(actor: Actor, agreement: Agreement, current: str, on: date) -> None:
    """In force from the first day, or from the last signature if that is later; the text is frozen."""
    starts_on = max(on, agreement.starts_on or on)
    version = TermsVersion.objects.create(
        agreement=agreement, number=1, effective_from=starts_on, document=agreement.draft, digest=current
    )
    terms = read_terms(agreement.draft)
    agreement.signed_on, agreement.decision_on = on, decision_day(terms, on=on)
    agreement.save(update_fields=["signed_on", "decision_on"])
    found_tables(agreement, terms, on=starts_on)
    take(
        "enter_force",
        actor=actor,
        agreement=agreement,
        on=starts_on,
        payload={"from": starts_on.isoformat(), "digest": current},
    )
    order_files(version)


def _keep_findings(agreement: Agreement, found: list[Finding], reasons: Mapping[str, str], on: date) -> None:
    agreement.findings.current().update(superseded_at=clock.now())
    with translation.override("en"):  # kept in one language; pages say a rule's title in theirs
        RuleFinding.objects.bulk_create(
            RuleFinding(
                agreement=agreement,
                rule=finding.rule,
                rule_version=finding.version,
                level=finding.level,
                field=finding.field,
                message=str(finding.message),
                reason=reasons.get(finding.rule, "").strip() if finding.needs_reason else "",
                occurred_on=on,
            )
            for finding in found
        )
