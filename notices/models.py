"""What people are told, how they want to be told, and what was sent."""

import re
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.scoping import Access, ScopedQuerySet
from core import clock, wording

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Channel(models.TextChoices):
    """The ways to reach a person."""

    IN_APP = "in_app", _("On this site")
    EMAIL = "email", _("By e-mail")


class Frequency(models.TextChoices):
    """How soon a channel speaks."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, together")
    NEVER = "never", _("Never")


class NoticeQuerySet(ScopedQuerySet):
    """Notices of the people who see them."""

    def listed(self) -> "NoticeQuerySet":
        """Those that the person wants to see on the site."""
        return self.filter(is_listed=True)

    def unread(self) -> "NoticeQuerySet":
        """Those not yet marked as read."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person is told. Its words come from its kind, in the language in which it is shown."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)  # a path of this site
    is_listed = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(_("when"), default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True)

    access = Access(assigned_to=("user_id",))
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-recorded_at"], name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence, in the language of the moment."""
        from notices.registry import kinds

        if self.kind not in kinds:
            return self.kind
        return str(kinds[self.kind].text) % {name: _as_read(value) for name, value in self.params.items()}


class Preference(models.Model):
    """What a person has chosen for one kind of notice and one channel; without a row the kind's default holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)

    access = Access(assigned_to=("user_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="notice_preference_once")]


class SendLog(models.Model):
    """That a notice goes out through a channel: once, ever.

    The row comes first, the message second. A worker that dies between leaves `sent_at` empty: perhaps sent, perhaps
    not. Such rows are shown to the operator and are never sent again by themselves; `resend_notices` does it on
    purpose. (The notice itself stays unread on the site, so nothing is lost.)
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sendings")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    batch = models.UUIDField()  # which sending it belongs to: one message may carry many notices
    claimed_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    access = Access(assigned_to=("notice__user_id",), operated=True)
    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notice_sent_once")]
        indexes = [models.Index(fields=["claimed_at"], condition=Q(sent_at=None), name="notice_unsent")]


def _as_read(value: Any) -> Any:
    """A parameter as people read it: days are kept as 2026-11-20."""
    try:
        return wording.day(date.fromisoformat(value)) if ISO_DAY.fullmatch(str(value)) else value
    except ValueError:
        return value
