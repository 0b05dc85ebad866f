"""Telling people, and what they choose."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.actors import Actor
from accounts.models import User
from core import clock
from core.errors import InvalidInput, NotAllowed
from core.worker import send_after_commit
from notices.models import Channel, Frequency, Notice, Preference
from notices.registry import kinds
from notices.selectors import choices_of

IN_APP_CHOICES = (Frequency.NOW, Frequency.NEVER)


@transaction.atomic
def notify(
    *,
    actor: Actor,
    users: Iterable[User],
    kind: str,
    params: Mapping[str, Any] | None = None,
    url: str = "",
    organisation_id: int | None = None,
) -> list[Notice]:
    """Tell people something, in the transaction of what they are told about.

    `params` fill the kind's sentence; `url` is a path of this site; `organisation_id` is whose affair it is, so that
    it is not mailed to somebody who has left. Nobody is told what they did themselves. KeyError for an unknown kind.
    """
    from notices.tasks import send_now

    told = {user.pk: user for user in users if user.is_active and user != actor.user}
    wanted = choices_of(told, kind)
    notices = Notice.objects.bulk_create(
        Notice(
            user_id=pk,
            organisation_id=organisation_id,
            kind=kind,
            params=dict(params or {}),
            url=url,
            is_listed=wanted[pk, Channel.IN_APP] != Frequency.NEVER,
        )
        for pk in told
        if any(wanted[pk, channel] != Frequency.NEVER for channel in Channel)
    )
    for notice in notices:
        if wanted[notice.user_id, Channel.EMAIL] == Frequency.NOW:
            send_after_commit(send_now, notice.pk)
    return notices


@transaction.atomic
def mark_as_read(*, actor: Actor, notice: Notice) -> Notice:
    """Mark a notice of one's own; a second time changes nothing. Raises NotAllowed."""
    if actor.user is None or notice.user_id != actor.user.pk:
        raise NotAllowed
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_as_read(*, actor: Actor, until: datetime) -> int:
    """Mark everything that came up to a moment (what the page showed). Returns how many."""
    if actor.user is None:
        return 0
    return Notice.objects.visible_to(actor).unread().filter(recorded_at__lte=until).update(read_at=clock.now())


@transaction.atomic
def choose(*, actor: Actor, choices: Mapping[tuple[str, str], str]) -> None:
    """Keep what a person chose: (kind, channel) → frequency. Raises InvalidInput for what cannot be chosen."""
    if actor.user is None:
        return
    for (kind, channel), frequency in choices.items():
        allowed = IN_APP_CHOICES if channel == Channel.IN_APP else tuple(Frequency)
        if kind not in kinds or channel not in Channel.values or frequency not in allowed:
            raise InvalidInput(field=f"{kind}-{channel}")
        Preference.objects.update_or_create(
            user=actor.user, kind=kind, channel=channel, defaults={"frequency": frequency}
        )
