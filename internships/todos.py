"""What waits for a person: slots to confirm, drafts to finish."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from internships.models import CONFIRM_AFTER, InternshipSlot

SHOWN = 5  # single to-dos of a kind; more become one line


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For a liaison; nothing for others."""
    if not actor.can("offer_slot"):
        return
    own = InternshipSlot.objects.visible_to(actor).filter(enterprise_id=actor.organisation_id)
    yield from _stale(own.to_confirm(on), on)
    yield from _drafts(own)


def _stale(slots, on: date) -> Iterator[Todo]:
    oldest = list(slots.order_by("confirmed_on", "pk")[: SHOWN + 1])
    if len(oldest) > SHOWN:
        number = slots.count()
        yield Todo(
            title=ngettext("%(number)s internship slot to confirm", "%(number)s internship slots to confirm", number)
            % {"number": number},
            url=f"{reverse('internships:slot-list')}?standing=to_confirm",
            detail=_("Not confirmed for more than 60 days."),
            due_on=on,
            act=_("Confirm"),
        )
        return
    for slot in oldest:
        yield Todo(
            title=_("Is “%(post)s” still true?") % {"post": slot.post},
            url=slot.get_absolute_url(),
            detail=_("Not confirmed for more than 60 days."),
            due_on=(slot.confirmed_on + CONFIRM_AFTER) if slot.confirmed_on else None,
            act=_("Confirm"),
        )


def _drafts(own) -> Iterator[Todo]:
    drafts = own.filter(state=InternshipSlot.State.DRAFT).order_by("-recorded_at")
    for slot in drafts[:SHOWN]:
        yield Todo(
            title=_("Finish the draft “%(post)s”") % {"post": slot.post},
            url=slot.get_absolute_url(),
            detail=_("Colleges do not see it yet."),
            act=_("Continue"),
        )
