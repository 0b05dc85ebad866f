"""Who signs for a party, in which order, and with which delegation."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Evidence, Membership, User
from accounts.services.evidence import share_evidence
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.life import WrongState, state_label
from partnerships.models import Agreement, Party, Signatory, Signature
from partnerships.services.steps import locked


class SignedAlready(DomainError):
    """Who signs for a party is settled with its first signature."""

    code = "signed_already"
    message = _("This party has signed: who signs for it no longer changes.")


@transaction.atomic
def add_signatory(
    *,
    actor: Actor,
    party: Party,
    name: str,
    job: str = "",
    user: User | None = None,
    delegation: Evidence | None = None,
) -> Signatory:
    """Name one more person who signs for a party, after those who are there. By the keeper while the agreement is a
    draft; by the party itself until it has signed. A delegation is shared with all parties.

    Raises NotAllowed, WrongState, SignedAlready, InvalidInput (name, user).
    """
    agreement = _locked(actor, party)
    name = name.strip()
    if not name or len(name) > 100:
        raise InvalidInput(_("Give the name of the person who signs."), field="name")
    members = Membership.objects.filter(organisation_id=party.organisation_id, ended_at=None)
    if user is not None and not members.filter(user=user).exists():
        raise InvalidInput(_("Choose somebody who belongs to this party."), field="user")
    last = party.signatories.standing().aggregate(last=Max("position"))["last"] or 0
    signatory = Signatory.objects.create(
        party=party, position=last + 1, name=name, job=job.strip()[:100], user=user, delegation=delegation
    )
    if delegation is not None:
        share_with_parties(actor, agreement, delegation)
    payload = {"party": party.key, "signatory": signatory.pk, "has_delegation": delegation is not None}
    record(actor=actor, action="agreement.signatory_added", subject=agreement, payload=payload)
    return signatory


@transaction.atomic
def remove_signatory(*, actor: Actor, signatory: Signatory) -> None:
    """Take a signatory off. Raises NotAllowed, WrongState, SignedAlready."""
    agreement = _locked(actor, signatory.party)
    Signatory.objects.filter(pk=signatory.pk, removed_at=None).update(removed_at=clock.now())
    payload = {"party": signatory.party.key, "signatory": signatory.pk}
    record(actor=actor, action="agreement.signatory_removed", subject=agreement, payload=payload)


@transaction.atomic
def set_signing_order(*, actor: Actor, agreement: Agreement, signs_in_order: bool) -> Agreement:
    """Say whether parties and their signatories sign one after the other. While it is a draft.

    Raises NotAllowed, WrongState.
    """
    actor.require("edit_agreement", agreement)
    agreement = locked(agreement)
    if not agreement.is_draft:
        raise WrongState(params={"state": state_label(agreement.state)})
    if agreement.signs_in_order != signs_in_order:
        agreement.signs_in_order = signs_in_order
        agreement.save(update_fields=["signs_in_order"])
        record(actor=actor, action="agreement.signing_order", subject=agreement, payload={"in_order": signs_in_order})
    return agreement


def share_with_parties(actor: Actor, agreement: Agreement, evidence: Evidence) -> None:
    """Let every party read a file that belongs to the agreement. Raises NotAllowed for somebody else's file."""
    parties = agreement.parties.select_related("organisation")
    others = [row.organisation for row in parties if row.organisation_id != evidence.organisation_id]
    share_evidence(actor=actor, evidence=evidence, shared_with=others)


def may_name(actor: Actor, party: Party) -> bool:
    """Whether the actor names who signs for a party now."""
    agreement = party.agreement
    if agreement.is_draft:
        return actor.can("edit_agreement", agreement)
    own = party.organisation_id == actor.organisation_id
    return agreement.is_in_signature and own and actor.can("name_signatory", party)


def _locked(actor: Actor, party: Party) -> Agreement:
    agreement = locked(party.agreement)
    party.agreement = agreement
    if not (agreement.is_draft or agreement.is_in_signature):
        raise WrongState(params={"state": state_label(agreement.state)})
    if not may_name(actor, party):
        raise NotAllowed
    if Signature.objects.current().filter(party=party).exists():
        raise SignedAlready
    return agreement
