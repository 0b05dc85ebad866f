"""Statuses of the register, and how other registers name an enterprise."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import overseen
from core import clock
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput, NotAllowed
from enterprises.models import Enterprise, EnterpriseStatus, ExternalId
from ledger.services import record


class StatusOverlaps(InvalidInput):
    """A status holds once at a time."""

    code = "enterprise_status_overlaps"
    message = _("It has this status in that time already: %(span)s. End that one first, or choose a later day.")


class StatusEndsBeforeItBegins(InvalidInput):
    """A validity has at least one day."""

    code = "enterprise_status_ends_early"
    message = _("The last day is before the first.")


class StatusEnded(DomainError):
    """What has ended, or was corrected, is not ended again."""

    code = "enterprise_status_ended"
    message = _("This status has ended already.")


class IdentifierTaken(InvalidInput):
    """Another enterprise, or this one, has the identifier."""

    code = "external_id_taken"
    message = _("%(enterprise)s has this identifier already.")


class IdentifierEnded(DomainError):
    """An identifier ends once."""

    code = "external_id_ended"
    message = _("This identifier is no longer in use already.")


@transaction.atomic
def add_external_id(*, actor: ActorLike, enterprise: Enterprise, scheme: str, value: str) -> ExternalId:
    """Say how another register names the enterprise. Raises IdentifierTaken."""
    actor.require("identify_enterprise")
    Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    value = " ".join(value.split())
    holder = ExternalId.objects.filter(scheme=scheme, value=value).select_related("enterprise__organisation").first()
    if holder is not None:
        raise IdentifierTaken(field="value", params={"enterprise": holder.enterprise})
    row = ExternalId.objects.create(enterprise=enterprise, scheme=scheme, value=value)
    record(
        actor=actor,
        action="enterprise.identified",
        subject=enterprise.organisation,
        payload={"identifier": f"{scheme}:{value}"},
    )
    return row


@transaction.atomic
def end_external_id(*, actor: ActorLike, external_id: ExternalId) -> ExternalId:
    """Say that an identifier is no longer in use; it stays known. Raises IdentifierEnded."""
    actor.require("identify_enterprise")
    row = ExternalId.objects.select_for_update().get(pk=external_id.pk)
    if row.is_ended:
        raise IdentifierEnded
    row.is_ended = True
    row.save(update_fields=["is_ended"])
    subject = row.enterprise.organisation
    record(actor=actor, action="enterprise.identifier_ended", subject=subject, payload={"identifier": str(row)})
    return row


def require_of_region(actor: ActorLike, act: str, enterprise: Enterprise) -> None:
    """The act itself; and for an authority that it oversees the enterprise. Raises NotAllowed."""
    actor.require(act)
    if not _oversees(actor, enterprise):
        raise NotAllowed


def may_record_status(actor: ActorLike, enterprise: Enterprise) -> bool:
    """Whether the actor may record and end statuses of this enterprise, for buttons."""
    return actor.can("record_enterprise_status") and _oversees(actor, enterprise)


def _oversees(actor: ActorLike, enterprise: Enterprise) -> bool:
    if actor.scope.is_everything or actor.scope.is_operator:
        return True
    condition = overseen("pk", actor.scope.region_ranges)
    return Organisation.objects.filter(condition, pk=enterprise.pk).exists()


@transaction.atomic
def record_enterprise_status(
    *,
    actor: ActorLike,
    enterprise: Enterprise,
    status: str,
    source: str,
    from_on: date,
    last_on: date | None = None,
) -> EnterpriseStatus:
    """Say that an enterprise has a status from a day on, until its last day if one is known, and where it says so.

    Raises StatusOverlaps, StatusEndsBeforeItBegins, NotAllowed.
    """
    require_of_region(actor, "record_enterprise_status", enterprise)
    if last_on is not None and last_on < from_on:
        raise StatusEndsBeforeItBegins(field="last_on")
    until_on = last_on + timedelta(days=1) if last_on else None
    Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    others = EnterpriseStatus.objects.standing().filter(enterprise=enterprise, status=status)
    for other in others.order_by("from_on"):
        if (until_on is None or other.from_on < until_on) and (other.until_on is None or other.until_on > from_on):
            until = other.until_on.isoformat() if other.until_on else ""
            raise StatusOverlaps(field="from_on", params={"span": f"{other.from_on.isoformat()} – {until}"})
    row = EnterpriseStatus.objects.create(
        enterprise=enterprise, status=status, source=source.strip(), from_on=from_on, until_on=until_on
    )
    record(
        actor=actor,
        action="enterprise_status.recorded",
        subject=enterprise.organisation,
        payload={"status": status, "source": row.source, "from_on": from_on, "until_on": until_on},
    )
    return row


@transaction.atomic
def end_enterprise_status(*, actor: ActorLike, status: EnterpriseStatus, last_on: date) -> EnterpriseStatus | None:
    """Say that a status held until a last day, or, with a last day before its first, that it never did.

    The row is superseded and written again with its end, so that earlier cut-offs still see it. Raises StatusEnded.
    """
    require_of_region(actor, "record_enterprise_status", status.enterprise)
    Enterprise.objects.select_for_update().get(pk=status.enterprise_id)
    status = EnterpriseStatus.objects.select_for_update().get(pk=status.pk)
    until_on = last_on + timedelta(days=1)
    if status.superseded_at is not None or (status.until_on is not None and status.until_on <= until_on):
        raise StatusEnded
    moment = clock.now()
    status.superseded_at = moment
    status.save(update_fields=["superseded_at"])
    ended = None
    if until_on > status.from_on:
        ended = EnterpriseStatus.objects.create(
            enterprise=status.enterprise,
            status=status.status,
            source=status.source,
            from_on=status.from_on,
            until_on=until_on,
            recorded_at=moment,
        )
    record(
        actor=actor,
        action="enterprise_status.ended",
        subject=status.enterprise.organisation,
        payload={"status": status.status, "until_on": until_on, "never_held": ended is None},
    )
    return ended
