"""What is done under an agreement. One side records it, the other confirms it: only then does it count."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Activity, ActivityConfirmation, ActivityKind, Agreement, Party, Side, State
from partnerships.services.steps import locked


class NotInForceThen(InvalidInput):
    """On that day the agreement was not in force."""

    code = "not_in_force_then"
    message = _("The agreement was not in force on that day.")


class OwnActivity(DomainError):
    """Who recorded an activity does not confirm it."""

    code = "own_activity"
    message = _("The other side confirms this: it was recorded by yours.")
    status = 403


class AlreadyConfirmed(DomainError):
    """The other side has confirmed it."""

    code = "already_confirmed"
    message = _("This has been confirmed already.")


@transaction.atomic
def record_activity(
    *,
    actor: Actor,
    agreement: Agreement,
    party: Party,
    kind: str,
    occurred_on: date,
    on: date,
    description: str = "",
) -> Activity:
    """Record something done with an enterprise party. Raises NotAllowed, InvalidInput (occurred_on, party, kind)."""
    actor.require("record_activity", agreement)
    agreement = locked(agreement)
    has_left = party.left_on is not None and party.left_on <= occurred_on
    if party.agreement_id != agreement.pk or party.side != Side.ENTERPRISE or has_left:
        raise InvalidInput(_("Choose the enterprise with which it was done."), field="party")
    if actor.organisation_id not in {agreement.keeper_id, party.organisation_id}:
        raise NotAllowed
    if kind not in ActivityKind:
        raise InvalidInput(_("Choose what was done."), field="kind")
    if occurred_on > on:
        raise InvalidInput(_("This day has not come yet."), field="occurred_on")
    require_in_force(agreement, occurred_on)
    activity = Activity.objects.create(
        agreement=agreement,
        party=party,
        kind=kind,
        description=description.strip(),
        recorded_by_id=actor.organisation_id,
        occurred_on=occurred_on,
    )
    record(
        actor=actor,
        action="agreement.activity_recorded",
        subject=agreement,
        payload={"activity": activity.pk, "kind": kind, "on": occurred_on.isoformat(), "party": party.key},
    )
    return activity


@transaction.atomic
def confirm_activity(*, actor: Actor, activity: Activity, on: date) -> ActivityConfirmation:
    """Confirm what the other side has recorded. Raises NotAllowed, OwnActivity, AlreadyConfirmed."""
    actor.require("confirm_activity", activity)
    agreement = locked(activity.agreement)
    if actor.organisation_id == activity.recorded_by_id:
        raise OwnActivity
    if actor.organisation_id != activity.other_side_id:
        raise NotAllowed
    if activity.confirmations.current().exists():
        raise AlreadyConfirmed
    confirmation = ActivityConfirmation.objects.create(
        activity=activity,
        organisation_id=actor.organisation_id,
        signer_label=actor.label[:200],
        occurred_on=max(on, activity.occurred_on),
    )
    record(
        actor=actor,
        action="agreement.activity_confirmed",
        subject=agreement,
        payload={"activity": activity.pk, "kind": activity.kind, "on": activity.occurred_on.isoformat()},
    )
    return confirmation


def require_in_force(agreement: Agreement, occurred_on: date, *, field: str = "occurred_on") -> None:
    """Raises NotInForceThen beside a field, where the agreement was not in force on a day."""
    spans = agreement.states.filter(
        Q(until_on=None) | Q(until_on__gt=occurred_on),
        state=State.IN_FORCE,
        superseded_at=None,
        from_on__lte=occurred_on,
    )
    if not spans.exists():
        raise NotInForceThen(field=field)
