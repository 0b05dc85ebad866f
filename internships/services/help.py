"""A student asks for help; somebody answers in time."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Link
from core.errors import DomainError, InvalidInput
from core.facts import enter_state
from internships.models import HelpRequest, HelpRequestState, Placement
from internships.services.help_links import tell_answered
from ledger.services import record
from reference import parameters

State = HelpRequest.State
ASKED_A_DAY = 5  # through one link


class HelpAnswered(DomainError):
    """The request has an answer."""

    code = "help_answered"
    message = _("This request has been answered already.")


class HelpNotAnswered(DomainError):
    """What is to be settled needs an answer first."""

    code = "help_not_answered"
    message = _("Answer the request before you settle it.")


class HelpAskedOften(DomainError):
    """A link has sent as many requests as it may in a day."""

    code = "help_asked_often"
    message = _("That is enough for one day: %(most)s requests wait already. Call your teacher, or come back tomorrow.")
    status = 429


@transaction.atomic
def ask_for_help(*, actor: Actor, placement: Placement, category: str, text: str, on: date) -> HelpRequest:
    """What a student asks for: recorded on the student's behalf, or written by the holder of a link. An answer is due
    some days later (parameter internship.help_answer_days). What was said stays out of the ledger.

    Raises NotAllowed, InvalidInput, HelpAskedOften (through a link).
    """
    actor.require("ask_for_help", placement)
    if not text.strip():
        raise InvalidInput(_("Say what happened."), field="text")
    if actor.link is not None:
        _refuse_a_flood(actor.link, placement, on)
    days = parameters.value("internship.help_answer_days", on=on, region=placement.slot.region)
    request = HelpRequest.objects.create(
        placement=placement,
        link=actor.link,
        category=category,
        text=text.strip(),
        asked_on=on,
        due_on=on + timedelta(days=days),
    )
    enter_state(HelpRequestState.objects.all(), state=State.ASKED, on=on, request=request)
    record(
        actor=actor,
        action="help.asked",
        subject=request,
        payload={"placement": placement.pk, "category": category, "due_on": request.due_on.isoformat()},
    )
    return request


@transaction.atomic
def answer_help(*, actor: Actor, request: HelpRequest, answer: str, on: date) -> HelpRequest:
    """Say what was done: the clock stops. Raises HelpAnswered, InvalidInput."""
    request = _locked(request)
    actor.require("answer_help", request.placement)
    if not request.is_waiting:
        raise HelpAnswered
    if not answer.strip():
        raise InvalidInput(_("Say what was done."), field="answer")
    request.answer, request.answered_on = answer.strip(), on
    if request.link is not None:
        tell_answered(request.link)
    return _enter(actor, request, State.ANSWERED, on=on)


@transaction.atomic
def settle_help(*, actor: Actor, request: HelpRequest, on: date) -> HelpRequest:
    """The student is content, or nothing more can be done. Raises HelpNotAnswered."""
    request = _locked(request)
    actor.require("answer_help", request.placement)
    if request.state != State.ANSWERED:
        raise HelpNotAnswered
    return _enter(actor, request, State.CLOSED, on=on)


def _refuse_a_flood(link: Link, placement: Placement, on: date) -> None:
    """Raises HelpAskedOften. The row of the placement is locked: posts at the same time are counted too."""
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if HelpRequest.objects.through(link).filter(asked_on=on).count() >= ASKED_A_DAY:
        raise HelpAskedOften(params={"most": ASKED_A_DAY})


def _locked(request: HelpRequest) -> HelpRequest:
    return HelpRequest.objects.select_for_update(of=("self",)).select_related("placement", "link").get(pk=request.pk)


def _enter(actor: Actor, request: HelpRequest, state: str, *, on: date) -> HelpRequest:
    request.state = state
    request.save(update_fields=["state", "answer", "answered_on"])
    enter_state(HelpRequestState.objects.all(), state=state, on=on, request=request)
    is_answer = state == State.ANSWERED
    record(
        actor=actor,
        action="help.answered" if is_answer else "help.settled",
        subject=request,
        payload={"on": on.isoformat(), "was_late": on > request.due_on} if is_answer else {"on": on.isoformat()},
    )
    return request
