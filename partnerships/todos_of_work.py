"""What waits for a college: minutes of meetings that are past, results of applications long pending."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.home import Todo
from partnerships.models import JointApplication, Meeting
from partnerships.todos import SHOWN
from reference import parameters

PENDING_DAYS = "governance.application_pending_days"


def todos(actor: Actor, on: date) -> Iterator[Todo]:
    """For the college that keeps the file; nothing for others."""
    if actor.organisation_id is None:
        return
    if actor.can("manage_bodies"):
        yield from _minutes(actor, on)
    if actor.can("manage_joint_applications"):
        yield from _results(actor, on)


def _minutes(actor: Actor, on: date) -> Iterator[Todo]:
    missing = (
        Meeting.objects.visible_to(actor)
        .filter(body__keeper_id=actor.organisation_id, held_on=None, planned_on__lt=on)
        .select_related("body")
        .order_by("planned_on", "pk")
    )
    for meeting in missing[:SHOWN]:
        yield Todo(
            title=_("Record the minutes: %(body)s") % {"body": meeting.body},
            url=meeting.get_absolute_url(),
            detail=_("A meeting counts as held once its minutes are there."),
            due_on=meeting.planned_on,
            act=_("Record"),
        )


def _results(actor: Actor, on: date) -> Iterator[Todo]:
    found = parameters.parameters([PENDING_DAYS], on=on)
    if PENDING_DAYS not in found:
        return
    pending = (
        JointApplication.objects.visible_to(actor)
        .filter(
            college_id=actor.organisation_id,
            result=JointApplication.Result.PENDING,
            applied_on__lte=on - timedelta(days=int(found[PENDING_DAYS].value)),
        )
        .order_by("applied_on", "pk")
    )
    for application in pending[:SHOWN]:
        yield Todo(
            title=_("Record the result: %(title)s") % {"title": application.title},
            url=reverse("partnerships:application-edit", args=[application.pk]),
            detail=_("Still pending. %(programme)s") % {"programme": application.programme},
            act=_("Record"),
        )
