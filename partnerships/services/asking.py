"""While it is being signed: reminding a party, and asking for a change without voiding anything."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.links import send_link, withdraw_links
from accounts.models import Link
from core import clock
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.life import ReasonNeeded, WrongState, check_step, state_label
from partnerships.models import Agreement, ChangeWish, Party, Signatory, SigningReminder
from partnerships.selectors.signing import party_lines
from partnerships.services.signing import AlreadySigned
from partnerships.services.steps import locked
from partnerships.services.telling import REMINDER, WISH, WISH_ANSWERED, tell

LONGEST_WISH, LONGEST_ANSWER = 2000, 1000


class RemindedToday(DomainError):
    """Once a day is enough."""

    code = "reminded_today"
    message = _("This party was reminded today already.")


class WishAnswered(DomainError):
    """The wish has its answer."""

    code = "wish_answered"
    message = _("This wish has been answered already.")


@transaction.atomic
def remind_to_sign(*, actor: Actor, party: Party, on: date) -> SigningReminder:
    """Remind a party that has not signed: its people by a notice and mail, holders of an open link by a fresh link.
    At most once a day. Raises NotAllowed, WrongState, AlreadySigned, RemindedToday.
    """
    actor.require("remind_to_sign", party.agreement)
    agreement = locked(party.agreement)
    check_step("enter_force", agreement)
    line = next(line for line in party_lines(agreement) if line.party == party)
    if line.signature is not None:
        raise AlreadySigned
    if party.reminders.filter(occurred_on=on).exists():
        raise RemindedToday
    reminder = SigningReminder.objects.create(party=party, occurred_on=on)
    empty = [slot.signatory for slot in line.slots if slot.signature is None]
    for subject in [signatory or party for signatory in empty]:
        _send_link_again(actor, subject)
    url = reverse("partnerships:agreement-sign", args=[agreement.pk])
    tell(actor, agreement, [party.organisation_id], REMINDER, url=url, name=str(agreement.keeper))
    record(actor=actor, action="agreement.reminded", subject=agreement, payload={"party": party.key})
    return reminder


@transaction.atomic
def ask_for_change(
    *, actor: Actor, party: Party, text: str, on: date, signatory: Signatory | None = None
) -> ChangeWish:
    """Ask the keeper to change something, in the words of the party; signatures and links stay as they are.

    By a member of another party, or by the holder of a link to sign. Raises NotAllowed, WrongState, InvalidInput.
    """
    if actor.link is not None:
        actor.require("sign_agreement", signatory or party)
    else:
        actor.require("ask_for_change", party)
    agreement = locked(party.agreement)
    if party.organisation_id != actor.organisation_id or party.organisation_id == agreement.keeper_id:
        raise NotAllowed
    if not (agreement.is_in_signature or agreement.is_running):
        raise WrongState(params={"state": state_label(agreement.state)})
    text = text.strip()
    if not text or len(text) > LONGEST_WISH:
        raise InvalidInput(
            _("Say in at most %(count)s characters what should change."), field="text", params={"count": LONGEST_WISH}
        )
    wish = ChangeWish.objects.create(
        party=party, text=text, asked_on=on, asker_label=str(actor.link or actor.label)[:200]
    )
    record(actor=actor, action="agreement.change_asked", subject=agreement, payload={"party": party.key, "text": text})
    url = agreement.get_absolute_url()
    tell(actor, agreement, [agreement.keeper_id], WISH, url=url, name=str(party), text=text)
    return wish


@transaction.atomic
def answer_wish(*, actor: Actor, wish: ChangeWish, is_accepted: bool, on: date, answer: str = "") -> ChangeWish:
    """Answer a wish: the keeper takes it up (and changes the terms, or begins an amendment), or says why not.

    Raises NotAllowed, WishAnswered, ReasonNeeded, InvalidInput (answer).
    """
    party = wish.party
    actor.require("edit_agreement", party.agreement)
    agreement: Agreement = locked(party.agreement)
    wish = ChangeWish.objects.select_related("party__organisation").get(pk=wish.pk)
    if wish.answered_on is not None:
        raise WishAnswered
    answer = answer.strip()
    if not is_accepted and not answer:
        raise ReasonNeeded(field="answer")
    if len(answer) > LONGEST_ANSWER:
        raise InvalidInput(_("Write at most %(count)s characters."), field="answer", params={"count": LONGEST_ANSWER})
    wish.is_accepted, wish.answer, wish.answered_on = is_accepted, answer, on
    wish.save(update_fields=["is_accepted", "answer", "answered_on"])
    payload = {"party": party.key, "is_accepted": is_accepted, "reason": answer}
    record(actor=actor, action="agreement.change_answered", subject=agreement, payload=payload)
    url = agreement.get_absolute_url()
    tell(actor, agreement, [party.organisation_id], WISH_ANSWERED, url=url, name=str(agreement.keeper), text=answer)
    return wish


def _send_link_again(actor: Actor, subject: Party | Signatory) -> None:
    """A fresh link to whoever holds one that was not used: what was mailed cannot be mailed again."""
    held = Link.objects.filter(
        withdrawn_at=None,
        act="sign_agreement",
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        used_at=None,
    )
    link = held.select_related("organisation").order_by("-pk").first()
    if link is None:
        return
    withdraw_links(actor=actor, act="sign_agreement", subject=subject, at=clock.now())
    send_link(
        actor=actor,
        act="sign_agreement",
        subject=subject,
        organisation=link.organisation,
        name=link.name,
        email=link.email,
        at=clock.now(),
    )
