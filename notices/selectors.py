"""Reading notices and preferences."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actors import Actor
from accounts.models import Membership
from notices.models import Channel, Frequency, Notice, Preference, SendLog
from notices.registry import kinds


def choices_of(user_ids: Collection[int], kind: str) -> dict[tuple[int, str], str]:
    """What each person has chosen for a kind, or its default: (user, channel) → frequency."""
    found: dict[tuple[int, str], str] = {}
    for pk in user_ids:
        found[pk, Channel.IN_APP] = Frequency.NOW
        found[pk, Channel.EMAIL] = kinds[kind].email
    chosen = Preference.objects.filter(user__in=user_ids, kind=kind).values_list("user_id", "channel", "frequency")
    found.update({(pk, channel): frequency for pk, channel, frequency in chosen})
    return found


def unread_count(actor: Actor) -> int:
    """How many notices wait for a person; for the bell on every page."""
    if actor.user is None:
        return 0
    return Notice.objects.visible_to(actor).listed().unread().count()


def waiting_for_mail() -> QuerySet[Notice]:
    """Unread notices that no mail has carried, of people who are still what they were told as."""
    member = Membership.objects.filter(user=OuterRef("user"), organisation=OuterRef("organisation"), ended_at=None)
    return (
        Notice.objects.filter(
            ~Exists(SendLog.objects.filter(notice=OuterRef("pk"), channel=Channel.EMAIL)),
            Q(organisation=None) | Exists(member),
            read_at=None,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user_id", "recorded_at", "pk")
    )


def unsent(before: datetime) -> QuerySet[SendLog]:
    """Sendings that were begun before a moment and never reported back."""
    return SendLog.objects.filter(sent_at=None, claimed_at__lt=before).select_related("notice__user")
