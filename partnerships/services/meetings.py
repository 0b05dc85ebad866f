"""Meetings of a body and what they decide."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import clock
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from ledger.services import record
from partnerships.models import BodySeats, BodySide, Decision, GovernanceBody, Meeting
from partnerships.services.governance import BeforeFounded


class MeetingPlannedThen(InvalidInput):
    """One meeting of a body a day."""

    code = "meeting_planned_then"
    message = _("A meeting of this body is planned for that day already.")


class MeetingNotHeld(DomainError):
    """What was not held decided nothing."""

    code = "meeting_not_held"
    message = _("Record first on which day the meeting was held.")


class VotesOverSeats(InvalidInput):
    """More votes than seats."""

    code = "votes_over_seats"
    message = _("There are more votes than the council had seats on that day: %(seats)s.")


@transaction.atomic
def plan_meeting(*, actor: ActorLike, body: GovernanceBody, planned_on: date) -> Meeting:
    """Plan a meeting of a body. Raises MeetingPlannedThen, BeforeFounded."""
    actor.require("manage_bodies", body)
    body = GovernanceBody.objects.select_for_update().get(pk=body.pk)
    if planned_on < body.founded_on:
        raise BeforeFounded(field="planned_on")
    if body.meetings.filter(planned_on=planned_on).exists():
        raise MeetingPlannedThen(field="planned_on")
    meeting = Meeting.objects.create(body=body, planned_on=planned_on)
    record(actor=actor, action="body.meeting_planned", subject=body, payload={"planned_on": planned_on})
    return meeting


@transaction.atomic
def record_minutes(*, actor: ActorLike, meeting: Meeting, held_on: date, minutes: str, on: date) -> Meeting:
    """Record that a meeting was held, and its minutes. Raises InvalidInput (held_on, minutes), BeforeFounded."""
    body = _body_of(actor, meeting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held_on > on:
        raise InvalidInput(_("This day has not come yet."), field="held_on")
    if held_on < body.founded_on:
        raise BeforeFounded(field="held_on")
    if not minutes.strip():
        raise InvalidInput(_("Write down what was talked about."), field="minutes")
    if meeting.held_on != held_on:
        meeting.held_on, meeting.held_recorded_at = held_on, clock.now()
    meeting.minutes = minutes.strip()
    meeting.save()
    payload = {"meeting": meeting.pk, "planned_on": meeting.planned_on, "held_on": held_on}
    record(actor=actor, action="body.meeting_held", subject=body, payload=payload)
    return meeting


@transaction.atomic
def record_decision(
    *,
    actor: ActorLike,
    meeting: Meeting,
    subject: str,
    text: str,
    votes_for: int,
    votes_against: int,
    abstentions: int,
    enterprise_votes_for: int,
    is_adopted: bool,
) -> Decision:
    """Record what a meeting decided and by which votes. Raises MeetingNotHeld, VotesOverSeats, InvalidInput."""
    body = _body_of(actor, meeting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.held_on is None:
        raise MeetingNotHeld
    if not text.strip():
        raise InvalidInput(_("Write down what was decided."), field="text")
    if enterprise_votes_for > votes_for:
        raise InvalidInput(_("Votes of enterprises are among the votes for it."), field="enterprise_votes_for")
    _check_votes(body, meeting.held_on, votes_for + votes_against + abstentions, enterprise_votes_for)
    decision = Decision.objects.create(
        meeting=meeting,
        subject=subject,
        text=text.strip(),
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        enterprise_votes_for=enterprise_votes_for,
        is_adopted=is_adopted,
    )
    payload = {
        "meeting": meeting.pk,
        "decision": decision.pk,
        "subject": subject,
        "votes_for": votes_for,
        "votes_against": votes_against,
        "abstentions": abstentions,
        "enterprise_votes_for": enterprise_votes_for,
        "is_adopted": is_adopted,
    }
    record(actor=actor, action="body.decided", subject=body, payload=payload)
    return decision


def _check_votes(body: GovernanceBody, on: date, votes: int, enterprise_votes: int) -> None:
    """Where the seats of the day are known, nobody votes twice."""
    rows = BodySeats.objects.filter(body=body).as_of(on, clock.now())
    seats = rows.aggregate(total=Sum("seats"))["total"]
    if seats is None:
        return
    if votes > seats:
        raise VotesOverSeats(field="votes_for", params={"seats": seats})
    of_enterprises = rows.filter(side=BodySide.ENTERPRISE).aggregate(total=Sum("seats"))["total"] or 0
    if enterprise_votes > of_enterprises:
        raise VotesOverSeats(field="enterprise_votes_for", params={"seats": of_enterprises})


def _body_of(actor: ActorLike, meeting: Meeting) -> GovernanceBody:
    """The body, locked. Meetings of the parties of an agreement are not kept here."""
    body = meeting.body
    if body is None:
        raise InvalidInput(_("This meeting belongs to an agreement."))
    actor.require("manage_bodies", body)
    return GovernanceBody.objects.select_for_update().get(pk=body.pk)
