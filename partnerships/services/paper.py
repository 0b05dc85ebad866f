"""Signatures on paper, with the scan; and taking one back until the agreement is in force."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Evidence
from core import clock
from core.errors import DomainError, InvalidInput
from ledger.services import record
from partnerships.life import ReasonNeeded, check_step
from partnerships.models import Agreement, Party, Signatory, Signature, SigningMethod
from partnerships.selectors.signing import party_lines
from partnerships.services.signatories import share_with_parties
from partnerships.services.signing import AlreadySigned, NotASignatory, after_signature, check_signing, require_turn
from partnerships.services.steps import locked
from partnerships.services.telling import PAPER, PAPER_UNDONE, tell


class NotOnPaper(DomainError):
    """Only a signature on paper was recorded by somebody else than the signer, and can be taken back."""

    code = "not_on_paper"
    message = _("Only a signature on paper can be taken back, and only as long as it stands.")


@transaction.atomic
def record_paper_signature(
    *,
    actor: Actor,
    party: Party,
    signer: str,
    signed_on: date,
    scan: Evidence,
    digest_shown: str,
    on: date,
    signatory: Signatory | None = None,
) -> Signature:
    """Record that a party has signed the text of this digest on paper. By the keeper; the scan is shared with all
    parties. The agreement is in force from the day on which its last signature is here.

    Raises NotAllowed, WrongState, TermsChanged, PeriodOver, AlreadySigned, NotASignatory, NotYourTurn, InvalidInput
    (signer, signed_on).
    """
    actor.require("record_paper_signature", party.agreement)
    agreement = locked(party.agreement)
    current = check_signing(agreement, digest_shown, on=on)
    own = next(line for line in party_lines(agreement) if line.party == party)
    slot = next((slot for slot in own.slots if slot.signatory == signatory), None)
    if slot is None:
        raise NotASignatory(params={"names": ", ".join(str(each.signatory or party) for each in own.slots)})
    if slot.signature is not None:
        raise AlreadySigned
    require_turn(agreement, slot)
    sent_on = agreement.states.current().get().from_on
    if not sent_on <= signed_on <= on:
        raise InvalidInput(
            _("Give the day of the signature: not before it was sent, not after today."), field="signed_on"
        )
    name = str(signatory) if signatory is not None else signer.strip()
    if not name:
        raise InvalidInput(_("Give the name of the person who signs."), field="signer")
    share_with_parties(actor, agreement, scan)
    signature = Signature.objects.create(
        party=party,
        signatory=signatory,
        digest=current,
        method=SigningMethod.PAPER,
        signer_label=f"{name} ({party})"[:200],
        scan=scan,
        occurred_on=signed_on,
    )
    tell(actor, agreement, [party.organisation_id], PAPER, url=agreement.get_absolute_url())
    after_signature(actor=actor, agreement=agreement, signature=signature, action="agreement.signed_on_paper", on=on)
    return signature


@transaction.atomic
def undo_paper_signature(*, actor: Actor, signature: Signature, reason: str) -> Agreement:
    """Take a signature on paper back, with the reason: a wrong sheet, a wrong party. Until the agreement is in force.

    Raises NotAllowed, WrongState, ReasonNeeded, NotOnPaper.
    """
    party = signature.party
    actor.require("record_paper_signature", party.agreement)
    agreement = locked(party.agreement)
    check_step("enter_force", agreement)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    standing = Signature.objects.current().filter(pk=signature.pk, method=SigningMethod.PAPER)
    if not standing.update(superseded_at=clock.now()):
        raise NotOnPaper
    payload = {"party": party.key, "signature": signature.pk, "reason": reason.strip()}
    record(actor=actor, action="agreement.paper_undone", subject=agreement, payload=payload)
    tell(
        actor,
        agreement,
        [party.organisation_id],
        PAPER_UNDONE,
        url=agreement.get_absolute_url(),
        reason=reason.strip(),
    )
    return agreement
