"""What waits for a person: qualifications that end, equipment that has not come."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.home import Todo
from institutions.models import Equipment, Teacher

SHOWN = 5  # single to-dos of a kind; more become one line


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For an administrator of a college, and for who promised equipment."""
    if actor.can("manage_teachers"):
        yield from _qualifications(actor, on)
    if actor.can("manage_equipment") or actor.can("offer_slot"):
        yield from _late(actor, on)


def _qualifications(actor: Actor, on: date) -> Iterator[Todo]:
    teachers: Any = Teacher.objects.visible_to(actor).employed(on).with_qualification(on).expiring(on)
    soonest = list(teachers.order_by("dual_until", "pk")[: SHOWN + 1])
    if len(soonest) > SHOWN:
        number = teachers.count()
        title = ngettext("%(number)s dual qualification ends", "%(number)s dual qualifications end", number)
        yield Todo(
            title=title % {"number": number},
            url=f"{reverse('institutions:teacher-list')}?dual=soon",
            detail=_("Within 90 days."),
            due_on=soonest[0].dual_until,
            act=_("Look"),
        )
        return
    for teacher in soonest:
        yield Todo(
            title=_("The dual qualification of %(teacher)s ends") % {"teacher": teacher.name},
            url=teacher.get_absolute_url(),
            detail=_("Record the next recognition."),
            due_on=teacher.dual_until,
            act=_("Look"),
        )


def _late(actor: Actor, on: date) -> Iterator[Todo]:
    late: Any = Equipment.objects.visible_to(actor).with_state().late(on)
    oldest = list(late.order_by("due_on", "pk")[: SHOWN + 1])
    if len(oldest) > SHOWN:
        number = late.count()
        title = ngettext(
            "%(number)s item of equipment was not delivered", "%(number)s items of equipment were not delivered", number
        )
        yield Todo(
            title=title % {"number": number},
            url=f"{reverse('institutions:equipment-list')}?late=true",
            detail=_("The day by which it was promised has passed."),
            due_on=oldest[0].due_on,
            act=_("Look"),
        )
        return
    for equipment in oldest:
        yield Todo(
            title=_("“%(equipment)s” was not delivered") % {"equipment": equipment.name},
            url=equipment.get_absolute_url(),
            detail=_("The day by which it was promised has passed."),
            due_on=equipment.due_on,
            act=_("Look"),
        )
