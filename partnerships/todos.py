"""What waits for a person: signatures, activities to confirm, drafts to finish."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from partnerships.models import Activity, Agreement, Party, Signature, State

SHOWN = 5  # to-dos of a kind; the lists hold the rest


def todos(actor: Actor, on: date) -> Iterator[Todo]:  # noqa: ARG001 (nothing here has a due date yet)
    """For those who sign, confirm and draft; nothing for others."""
    if actor.organisation_id is None:
        return
    if actor.can("sign_agreement"):
        yield from _signatures(actor)
    if actor.can("confirm_activity"):
        yield from _confirmations(actor)
    if actor.can("draft_agreement"):
        yield from _drafts(actor)


def _signatures(actor: Actor) -> Iterator[Todo]:
    signed = Signature.objects.current().filter(party=OuterRef("pk"))
    waiting = (
        Party.objects.visible_to(actor)
        .filter(~Exists(signed), organisation=actor.organisation, agreement__state=State.IN_SIGNATURE)
        .select_related("agreement__keeper")
        .order_by("agreement__changed_at")
    )
    for party in waiting[:SHOWN]:
        yield Todo(
            title=_("Sign “%(title)s”") % {"title": party.agreement.title},
            url=reverse("partnerships:agreement-sign", args=[party.agreement_id]),
            detail=f"{party.agreement.number} · {party.agreement.keeper}",
            act=_("Sign"),
        )


def _confirmations(actor: Actor) -> Iterator[Todo]:
    assert actor.organisation_id is not None
    waiting = (
        Activity.objects.visible_to(actor)
        .awaiting(actor.organisation_id)
        .values("agreement_id")
        .annotate(count=Count("pk"), oldest=Min("occurred_on"))
        .order_by("oldest", "agreement_id")
    )
    counts = {row["agreement_id"]: row["count"] for row in waiting[:SHOWN]}
    agreements = Agreement.objects.visible_to(actor).in_bulk(counts)
    for pk, agreement in ((pk, agreements[pk]) for pk in counts):
        yield Todo(
            title=ngettext(
                "%(count)d activity to confirm: %(title)s", "%(count)d activities to confirm: %(title)s", counts[pk]
            )
            % {"count": counts[pk], "title": agreement.title},
            url=reverse("partnerships:agreement-activities", args=[pk]),
            detail=_("It counts once you have confirmed it."),
            act=_("Confirm"),
        )


def _drafts(actor: Actor) -> Iterator[Todo]:
    drafts = (
        Agreement.objects.visible_to(actor)
        .filter(keeper_id=actor.organisation_id, state=State.DRAFT)
        .order_by("-changed_at")
    )
    for agreement in drafts[:SHOWN]:
        yield Todo(
            title=_("Finish the draft “%(title)s”") % {"title": agreement.title},
            url=reverse("partnerships:agreement-check", args=[agreement.pk]),
            detail=agreement.number,
            act=_("Continue"),
        )
