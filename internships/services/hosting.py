"""Can you host? The first question of each term, and several slots at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from internships.models import HostingAnswer, InternshipSlot
from internships.services.slots import SlotDraft, draft_slot, open_slot
from ledger.services import record
from reference.periods import Term

NEEDS_REASON = {InternshipSlot.Answer.MAYBE, InternshipSlot.Answer.NO}


@transaction.atomic
def answer_hosting(*, actor: Actor, term: Term, answer: str, reason: str = "", on: date) -> HostingAnswer:
    """An enterprise says whether it can host students in a term. A new answer supersedes the one before.

    Raises NotAllowed, InvalidInput (maybe or no without a reason, a term that is over).
    """
    actor.require("offer_slot")
    host = actor.organisation
    if host is None:
        raise NotAllowed
    if term.end < on:
        raise InvalidInput(_("This term is over."), field="term")
    if answer in NEEDS_REASON and not reason.strip():
        raise InvalidInput(_("Say why, so that colleges need not ask again."), field="reason")
    moment = clock.now()
    asked = {"enterprise": host, "first_year": term.school_year.first_year, "term": term.number}
    HostingAnswer.objects.current().filter(**asked).update(superseded_at=moment)
    said = HostingAnswer.objects.create(
        **asked, answer=answer, reason=reason.strip(), occurred_on=on, recorded_at=moment
    )
    record(
        actor=actor,
        action="hosting.answered",
        subject=said,
        payload={"term": term.label, "answer": answer, "reason": said.reason},
    )
    return said


@dataclass(frozen=True)
class Offered:
    """A slot of several, and why it stayed a draft."""

    slot: InternshipSlot
    refusal: DomainError | None = None


@transaction.atomic
def offer_slots(*, actor: Actor, drafts: Iterable[SlotDraft], is_published: bool, on: date) -> list[Offered]:
    """Several slots at once, all or none; published where asked and where no rule stands in the way.

    Raises NotAllowed, InvalidInput (of any of them).
    """
    offered = []
    for draft in drafts:
        slot, refusal = draft_slot(actor=actor, draft=draft, on=on), None
        if is_published:
            try:
                slot = open_slot(actor=actor, slot=slot, on=on)
            except DomainError as stands_in_the_way:
                refusal = stands_in_the_way
        offered.append(Offered(slot, refusal))
    return offered
