"""Internal checks of a college: which there are, in what order, and what was decided about an agreement."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, Organisation, Role, User
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from notices.services import notify
from partnerships.life import check_step
from partnerships.models import Agreement, AgreementCheck, CheckOutcome, CheckStep
from partnerships.selectors.life import may_decide
from partnerships.services.steps import locked, take
from partnerships.services.telling import SENT_BACK, TO_CHECK, TO_SIGN, tell


class CheckNameTaken(InvalidInput):
    """The college has a check of this name."""

    code = "check_name_taken"
    message = _("There is an internal check of this name already.")


class NobodyToCheck(DomainError):
    """The check is somebody else's, or none waits."""

    code = "no_check_waits"
    message = _("No internal check waits for your decision here.")


@transaction.atomic
def add_check_step(
    *, actor: Actor, name: str, checker: User | None = None, days: int | None = None, position: int | None = None
) -> CheckStep:
    """Ask for one more check of every agreement that is submitted from now on, as the last or at a place.

    Raises NotAllowed, CheckNameTaken, InvalidInput (name, checker).
    """
    if actor.organisation_id is None:
        raise NotAllowed
    college = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    step = CheckStep(college=college)
    actor.require("manage_checks", step)
    last = college.check_steps.standing().aggregate(last=Max("position"))["last"] or 0
    _fill(step, name=name, checker=checker, days=days, position=position or last + 1)
    step.save()
    record(actor=actor, action="check_step.added", subject=step, payload=_facts(step))
    return step


@transaction.atomic
def edit_check_step(
    *, actor: Actor, step: CheckStep, name: str, position: int, checker: User | None = None, days: int | None = None
) -> CheckStep:
    """Change a check. Who decides changes for those that wait too; name, place and days from the next submission on.

    Raises NotAllowed, CheckNameTaken, InvalidInput (name, checker).
    """
    actor.require("manage_checks", step)
    Organisation.objects.select_for_update().get(pk=step.college_id)
    step = CheckStep.objects.select_related("college").get(pk=step.pk)
    _fill(step, name=name, checker=checker, days=days, position=position)
    step.save()
    record(actor=actor, action="check_step.changed", subject=step, payload=_facts(step))
    return step


@transaction.atomic
def end_check_step(*, actor: Actor, step: CheckStep, on: date) -> CheckStep:
    """Ask for a check no longer; agreements that are being checked go through it still. Raises NotAllowed."""
    actor.require("manage_checks", step)
    step = CheckStep.objects.select_for_update().get(pk=step.pk)
    if step.ended_on is None:
        step.ended_on = on
        step.save(update_fields=["ended_on"])
        record(actor=actor, action="check_step.ended", subject=step, payload={"on": on.isoformat()})
    return step


def begin_checks(*, agreement: Agreement, steps: Iterable[CheckStep], on: date) -> None:
    """A new round of checks of a locked agreement; the first begins. Part of sending it."""
    last = agreement.checks.aggregate(last=Max("round"))["last"] or 0
    AgreementCheck.objects.bulk_create(
        AgreementCheck(
            agreement=agreement,
            step=step,
            round=last + 1,
            position=place,
            name=step.name,
            days=step.days,
            began_on=on if place == 1 else None,
        )
        for place, step in enumerate(steps, start=1)
    )


@transaction.atomic
def decide_check(*, actor: Actor, agreement: Agreement, is_approved: bool, on: date, reason: str = "") -> Agreement:
    """Decide the check whose turn it is. Approval leads to the next one, the last one to signature; without approval
    the agreement is a draft again, with the reason.

    Raises NotAllowed, WrongState, NobodyToCheck, ReasonNeeded.
    """
    actor.require("check_agreement", agreement)
    agreement = locked(agreement)
    check_step("send" if is_approved else "send_back", agreement, reason=reason)
    check = agreement.checks.waiting().select_related("step").first()
    if check is None or not may_decide(actor, check):
        raise NobodyToCheck
    check.outcome = CheckOutcome.APPROVED if is_approved else CheckOutcome.RETURNED
    check.decided_on, check.reason, check.decider_label = max(on, check.began_on), reason.strip(), actor.label[:200]
    check.save(update_fields=["outcome", "decided_on", "reason", "decider_label"])
    payload = {"check": check.name, "name": check.name, "reason": check.reason}
    if not is_approved:
        take("send_back", actor=actor, agreement=agreement, on=on, payload=payload)
        url = reverse("partnerships:agreement-check", args=[agreement.pk])
        tell(actor, agreement, [agreement.keeper_id], SENT_BACK, url=url, name=check.name, reason=check.reason)
        return agreement
    record(actor=actor, action="agreement.check_passed", subject=agreement, payload=payload)
    following = agreement.checks.filter(round=check.round, outcome="").first()
    if following is None:
        take("send", actor=actor, agreement=agreement, on=on)
        tell_signers(actor, agreement)
        return agreement
    following.began_on = on
    following.save(update_fields=["began_on"])
    tell_checker(actor, agreement)
    return agreement


def tell_checker(actor: Actor, agreement: Agreement) -> None:
    """Tell those who may decide the check whose turn it is."""
    check = agreement.checks.waiting().select_related("step__checker").first()
    if check is None:
        return
    members = Membership.objects.filter(organisation_id=agreement.keeper_id, ended_at=None).select_related("user")
    checker = members.filter(user=check.step.checker).first() if check.step.checker_id else None
    rows = [checker] if checker else list(members.filter(role=Role.COLLEGE_ADMINISTRATOR))
    notify(
        actor=actor,
        users=[row.user for row in rows],
        kind=TO_CHECK,
        params={"title": agreement.title, "name": check.name},
        url=reverse("partnerships:agreement-life", args=[agreement.pk]),
        organisation_id=agreement.keeper_id,
    )


def tell_signers(actor: Actor, agreement: Agreement) -> None:
    """Tell every party that the agreement waits for its signature."""
    organisations = agreement.parties.values_list("organisation_id", flat=True)
    url = reverse("partnerships:agreement-sign", args=[agreement.pk])
    tell(actor, agreement, organisations, TO_SIGN, url=url, name=str(agreement.keeper))


def _fill(step: CheckStep, *, name: str, checker: User | None, days: int | None, position: int) -> None:
    name = name.strip()
    if not name or len(name) > 80:
        raise InvalidInput(_("Give the check a name of at most 80 characters."), field="name")
    if CheckStep.objects.filter(college=step.college, name=name, ended_on=None).exclude(pk=step.pk).exists():
        raise CheckNameTaken(field="name")
    members = Membership.objects.filter(organisation=step.college, ended_at=None)
    if checker is not None and not members.filter(user=checker).exists():
        raise InvalidInput(_("Choose a member of your college."), field="checker")
    step.name, step.checker, step.days, step.position = name, checker, days, position


def _facts(step: CheckStep) -> dict[str, object]:
    return {"name": step.name, "position": step.position, "days": step.days, "checker": step.checker_id}
