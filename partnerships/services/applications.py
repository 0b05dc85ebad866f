"""What a college and its partners apply for together, and what came of it."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.actors import ActorLike
from core.errors import InvalidInput
from institutions.models import College
from ledger.services import record
from partnerships.models import JointApplication
from partnerships.services.projects import NeedsPartner


class DecisionNeedsDay(InvalidInput):
    """A result came on a day."""

    code = "decision_needs_day"
    message = _("Give the day on which it was decided; an application that is pending has none.")


class DecidedBeforeApplied(InvalidInput):
    """A result comes after the application."""

    code = "decided_before_applied"
    message = _("It cannot be decided before it was handed in.")


@transaction.atomic
def add_application(
    *,
    actor: ActorLike,
    college: College,
    programme: str,
    title: str,
    partners: Collection[Organisation],
    applied_on: date,
    on: date,
    result: str = JointApplication.Result.PENDING,
    decided_on: date | None = None,
    amount: Decimal | None = None,
) -> JointApplication:
    """Record an application handed in together. Raises NeedsPartner, DecisionNeedsDay, DecidedBeforeApplied."""
    application = JointApplication(college=college)
    actor.require("manage_joint_applications", application)
    application.programme, application.title = programme.strip(), title.strip()
    application.applied_on, application.result = applied_on, result
    application.decided_on, application.amount = decided_on, amount
    others = _check(application, partners, on)
    application.save()
    application.partners.set(others)
    record(actor=actor, action="joint_application.added", subject=application, payload=_facts(application))
    return application


@transaction.atomic
def edit_application(
    *,
    actor: ActorLike,
    application: JointApplication,
    programme: str,
    title: str,
    partners: Collection[Organisation],
    applied_on: date,
    on: date,
    result: str,
    decided_on: date | None,
    amount: Decimal | None,
) -> JointApplication:
    """Bring an application to these facts. Raises NeedsPartner, DecisionNeedsDay, DecidedBeforeApplied."""
    actor.require("manage_joint_applications", application)
    application = JointApplication.objects.select_for_update().get(pk=application.pk)
    before = _facts(application)
    application.programme, application.title = programme.strip(), title.strip()
    application.applied_on, application.result = applied_on, result
    application.decided_on, application.amount = decided_on, amount
    others = _check(application, partners, on)
    application.save()
    application.partners.set(others)
    after = _facts(application)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="joint_application.edited", subject=application, payload=changed)
    return application


def _check(application: JointApplication, partners: Collection[Organisation], on: date) -> list[Organisation]:
    """The partners beside the college itself."""
    others = [row for row in partners if row.pk != application.college_id]
    if not others:
        raise NeedsPartner(field="partners")
    for field in ("applied_on", "decided_on"):
        day = getattr(application, field)
        if day is not None and day > on:
            raise InvalidInput(_("This day has not come yet."), field=field)
    is_pending = application.result == JointApplication.Result.PENDING
    if is_pending is not (application.decided_on is None):
        raise DecisionNeedsDay(field="decided_on")
    if application.decided_on is not None and application.decided_on < application.applied_on:
        raise DecidedBeforeApplied(field="decided_on")
    return others


def _facts(application: JointApplication) -> dict[str, Any]:
    return {
        "programme": application.programme,
        "title": application.title,
        "applied_on": application.applied_on,
        "result": application.result,
        "decided_on": application.decided_on,
        "amount": application.amount,
        "partners": sorted(application.partners.values_list("pk", flat=True)),
    }
