"""From a draft to an agreement in force: sent, signed by every party, or sent back with a reason."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.links import send_link, use_link, withdraw_links
from accounts.models import Link
from core import clock, wording
from core.errors import DomainError, NotAllowed
from ledger.services import record
from partnerships.life import RUNNING, check_step
from partnerships.models import (
    Agreement,
    CheckStep,
    Party,
    Renewal,
    RuleFinding,
    Signatory,
    Signature,
    SigningMethod,
    TermsVersion,
)
from partnerships.selectors import findings_of
from partnerships.selectors.life import decision_day
from partnerships.selectors.signing import Slot, open_slots, party_lines
from partnerships.services.amending import check_amendment, fold
from partnerships.services.assessments import set_assessment_day
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


class NotASignatory(DomainError):
    """The party names who signs for it."""

    code = "not_a_signatory"
    message = _("Your side has named who signs for it: %(names)s.")
    status = 403


class NotYourTurn(DomainError):
    """It is signed in an order, and others come first."""

    code = "not_your_turn"
    message = _("It is signed in an order: %(name)s comes first.")


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
def sign(*, actor: Actor, party: Party, digest_shown: str, on: date, signatory: Signatory | None = None) -> Signature:
    """Sign for a party the text whose digest was on the page. The last signature puts the agreement in force.

    By a member who may sign for the party, or by the holder of a link (for `signatory`, where it is theirs). Where the
    party names signatories, each of them signs. Raises NotAllowed, WrongState, TermsChanged, AlreadySigned,
    NotASignatory, NotYourTurn, PeriodOver, LinkUsed.
    """
    actor.require("sign_agreement", signatory if actor.link is not None and signatory is not None else party)
    _require_own(actor, party)
    agreement = locked(party.agreement)
    current = check_signing(agreement, digest_shown, on=on)
    slot = _slot(agreement, party, actor, signatory)
    if actor.link is not None:
        use_link(actor.link, at=clock.now())
    signature = Signature.objects.create(
        party=party,
        signatory=slot.signatory,
        digest=current,
        method=SigningMethod.LINK if actor.link else SigningMethod.IN_PLATFORM,
        signer_label=str(actor.link or actor.label)[:200],
        user=actor.user,
        link=actor.link,
        occurred_on=on,
    )
    after_signature(actor=actor, agreement=agreement, signature=signature, action="agreement.signed", on=on)
    return signature


def check_signing(agreement: Agreement, digest_shown: str, *, on: date) -> str:
    """The digest of what is signed, if a locked agreement can be signed now (rule HS-01).

    Raises WrongState, TermsChanged, PeriodOver, AmendmentOvertaken.
    """
    check_step("fold" if agreement.is_amendment else "enter_force", agreement)
    terms = read_terms(agreement.draft)
    current = digest(terms)
    if digest_shown != current:
        raise TermsChanged
    if terms.basics.ends_on is not None and terms.basics.ends_on < on:
        raise PeriodOver
    if agreement.is_amendment:
        check_amendment(agreement, on=on)
    return current


def after_signature(*, actor: Actor, agreement: Agreement, signature: Signature, action: str, on: date) -> None:
    """Record a signature; the last one puts the agreement in force, or its amendment into it."""
    is_complete = not any(slot.signature is None for line in party_lines(agreement) for slot in line.slots)
    if is_complete:
        withdraw_signing_links(actor=actor, agreement=agreement)
    payload = {"party": signature.party.key, "digest": signature.digest}
    if signature.scan is not None:
        payload["scan"] = signature.scan.sha256
    record(actor=actor, action=action, subject=agreement, payload=payload)
    if is_complete and agreement.is_amendment:
        fold(actor=actor, amendment=agreement, on=on)
    elif is_complete:
        _enter_force(actor, agreement, signature.digest, on)


def require_turn(agreement: Agreement, slot: Slot) -> None:
    """Raises NotYourTurn where others sign first."""
    waiting = open_slots(agreement)
    if not any((row.party, row.signatory) == (slot.party, slot.signatory) for row in waiting):
        raise NotYourTurn(params={"name": waiting[0].name})


def _slot(agreement: Agreement, party: Party, actor: Actor, signatory: Signatory | None) -> Slot:
    """The empty place that the actor signs in."""
    own = next(line for line in party_lines(agreement) if line.party == party)
    empty = [slot for slot in own.slots if slot.signature is None]
    if not empty:
        raise AlreadySigned
    if signatory is not None and (actor.link is not None or actor.is_system):
        mine = [slot for slot in own.slots if slot.signatory == signatory]
    elif actor.link is not None or actor.is_system:
        mine = [slot for slot in own.slots if slot.signatory is None]
    else:
        mine = [slot for slot in own.slots if slot.is_for(actor)]
    if not mine:
        raise NotASignatory(params={"names": wording.listed(str(slot.signatory) for slot in empty)})
    if mine[0].signature is not None:
        raise AlreadySigned
    require_turn(agreement, mine[0])
    return mine[0]


@transaction.atomic
def refuse(*, actor: Actor, party: Party, reason: str, on: date, signatory: Signatory | None = None) -> Agreement:
    """Send the agreement back to its draft, with the reason; signatures are void.

    Raises NotAllowed, WrongState, ReasonNeeded, LinkUsed.
    """
    if actor.link is not None:
        actor.require("sign_agreement", signatory or party)
    else:
        actor.require("refuse_agreement", party)
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
def send_signing_link(*, actor: Actor, party: Party, name: str, email: str, signatory: Signatory | None = None) -> Link:
    """Mail somebody at a party without an account a link to sign: for one of its signatories, where it names some.

    Raises NotAllowed, WrongState, AlreadySigned, NotASignatory, InvalidInput (email).
    """
    actor.require("send_signing_link", party.agreement)
    agreement = locked(party.agreement)
    check_step("enter_force", agreement)
    if party.organisation_id == agreement.keeper_id:
        raise NotAllowed
    own = next(line for line in party_lines(agreement) if line.party == party)
    slot = next((slot for slot in own.slots if slot.signatory == signatory), None)
    if own.signature is not None or (slot is not None and slot.signature is not None):
        raise AlreadySigned
    if slot is None:
        raise NotASignatory(params={"names": wording.listed(str(each.signatory or party) for each in own.slots)})
    subject = signatory or party
    withdraw_links(actor=actor, act="sign_agreement", subject=subject, at=clock.now())
    link = send_link(
        actor=actor,
        act="sign_agreement",
        subject=subject,
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
    set_assessment_day(agreement, on=on)
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
