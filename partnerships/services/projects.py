"""Projects with enterprises, and the money that comes in for them. A receipt is corrected by a new row."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core import clock, wording
from core.actors import ActorLike
from core.errors import DomainError, InvalidInput
from institutions.models import College
from institutions.services.days import EndsTooEarly
from ledger.services import record
from partnerships.models import Agreement, Project, ProjectPartner, ProjectReceipt


class NeedsPartner(InvalidInput):
    """What is done together has somebody to do it with."""

    code = "needs_partner"
    message = _("Name at least one partner.")


class AgreementNotOfCollege(InvalidInput):
    """A project belongs to an agreement of its own college."""

    code = "agreement_not_of_college"
    message = _("Choose an agreement that the same college keeps.")


class ContractedBelowReceived(InvalidInput):
    """More has come in than would be contracted."""

    code = "contracted_below_received"
    message = _("%(received)s has come in already. Correct the receipts first.")


class ReceivedOverContracted(InvalidInput):
    """More would come in than was contracted, and nobody says why."""

    code = "received_over_contracted"
    message = _("With this, %(received)s would have come in for %(contracted)s contracted. Say in the note why.")


class PayerNotPartner(InvalidInput):
    """The payer is no partner of the project."""

    code = "payer_not_partner"
    message = _("Choose a partner of the project, or leave the payer open.")


class ReceiptCorrected(DomainError):
    """A later row has replaced this one."""

    code = "receipt_corrected"
    message = _("This receipt has been corrected since. Correct the newer one.")


@transaction.atomic
def add_project(
    *,
    actor: ActorLike,
    college: College,
    title: str,
    kind: str,
    level: str,
    starts_on: date,
    partners: Collection[Organisation],
    ends_on: date | None = None,
    contracted: Decimal | None = None,
    number: str = "",
    agreement: Agreement | None = None,
) -> Project:
    """Add a project of a college. Raises NeedsPartner, EndsTooEarly, AgreementNotOfCollege."""
    project = Project(college=college)
    actor.require("manage_projects", project)
    project.title, project.kind, project.level, project.number = title.strip(), kind, level, number.strip()
    project.starts_on, project.ends_on = starts_on, ends_on
    project.contracted, project.agreement = contracted, agreement
    _check(project, partners)
    project.save()
    ProjectPartner.objects.bulk_create([ProjectPartner(project=project, organisation=row) for row in partners])
    record(actor=actor, action="project.added", subject=project, payload=_facts(project))
    return project


@transaction.atomic
def edit_project(
    *,
    actor: ActorLike,
    project: Project,
    title: str,
    kind: str,
    level: str,
    starts_on: date,
    partners: Collection[Organisation],
    ends_on: date | None,
    contracted: Decimal | None,
    number: str,
    agreement: Agreement | None,
) -> Project:
    """Bring a project to these facts. Raises NeedsPartner, EndsTooEarly, AgreementNotOfCollege, -BelowReceived."""
    actor.require("manage_projects", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    before = _facts(project)
    if contracted is not None and contracted != project.contracted and contracted < received_for(project):
        raise ContractedBelowReceived(field="contracted", params={"received": wording.money(received_for(project))})
    project.title, project.kind, project.level, project.number = title.strip(), kind, level, number.strip()
    project.starts_on, project.ends_on = starts_on, ends_on
    project.contracted, project.agreement = contracted, agreement
    _check(project, partners)
    project.save()
    kept = [row.pk for row in partners]
    project.partners.exclude(organisation_id__in=kept).delete()
    known = set(project.partners.values_list("organisation_id", flat=True))
    ProjectPartner.objects.bulk_create(
        [ProjectPartner(project=project, organisation=row) for row in partners if row.pk not in known]
    )
    after = _facts(project)
    if after != before:
        changed = {key: {"before": before[key], "after": after[key]} for key in after if before[key] != after[key]}
        record(actor=actor, action="project.edited", subject=project, payload=changed)
    return project


@transaction.atomic
def record_receipt(
    *,
    actor: ActorLike,
    project: Project,
    amount: Decimal,
    occurred_on: date,
    on: date,
    payer: Organisation | None = None,
    note: str = "",
) -> ProjectReceipt:
    """Record money that has come in. Raises InvalidInput (amount, occurred_on), PayerNotPartner, -OverContracted."""
    actor.require("manage_projects", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    receipt = ProjectReceipt(
        project=project, amount=amount, occurred_on=occurred_on, payer=payer, note=note.strip(), recorded_at=clock.now()
    )
    _check_receipt(receipt, received=received_for(project), on=on)
    receipt.save()
    record(actor=actor, action="project.money_received", subject=project, payload=_receipt_facts(receipt))
    return receipt


@transaction.atomic
def correct_receipt(
    *,
    actor: ActorLike,
    receipt: ProjectReceipt,
    amount: Decimal,
    occurred_on: date,
    on: date,
    payer: Organisation | None,
    note: str,
) -> ProjectReceipt:
    """Put a new row in the place of a wrong one; past figures keep what they knew. Raises ReceiptCorrected too."""
    actor.require("manage_projects", receipt.project)
    project = Project.objects.select_for_update().get(pk=receipt.project_id)
    receipt = ProjectReceipt.objects.get(pk=receipt.pk)
    if receipt.superseded_at is not None:
        raise ReceiptCorrected
    moment = clock.now()
    corrected = ProjectReceipt(
        project=project, amount=amount, occurred_on=occurred_on, payer=payer, note=note.strip(), recorded_at=moment
    )
    _check_receipt(corrected, received=received_for(project) - receipt.amount, on=on)
    ProjectReceipt.objects.filter(pk=receipt.pk).update(superseded_at=moment)
    corrected.save()
    payload = {"before": _receipt_facts(receipt), "after": _receipt_facts(corrected)}
    record(actor=actor, action="project.receipt_corrected", subject=project, payload=payload)
    return corrected


@transaction.atomic
def take_back_receipt(*, actor: ActorLike, receipt: ProjectReceipt) -> None:
    """Take back a receipt that never was. Raises ReceiptCorrected."""
    actor.require("manage_projects", receipt.project)
    project = Project.objects.select_for_update().get(pk=receipt.project_id)
    if not ProjectReceipt.objects.current().filter(pk=receipt.pk).update(superseded_at=clock.now()):
        raise ReceiptCorrected
    record(actor=actor, action="project.receipt_taken_back", subject=project, payload=_receipt_facts(receipt))


def received_for(project: Project) -> Decimal:
    """The money that has come in, in CNY, uncorrected rows alone."""
    return project.receipts.current().aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _check(project: Project, partners: Collection[Organisation]) -> None:
    if not [row for row in partners if row.pk != project.college_id]:
        raise NeedsPartner(field="partners")
    if project.ends_on is not None and project.ends_on < project.starts_on:
        raise EndsTooEarly(field="ends_on")
    if project.agreement is not None and project.agreement.keeper_id != project.college_id:
        raise AgreementNotOfCollege(field="agreement")


def _check_receipt(receipt: ProjectReceipt, *, received: Decimal, on: date) -> None:
    """`received` is what has come in beside this receipt."""
    project = receipt.project
    if receipt.amount <= 0:
        raise InvalidInput(_("Enter what came in, above zero."), field="amount")
    if receipt.occurred_on > on:
        raise InvalidInput(_("This day has not come yet."), field="occurred_on")
    if receipt.payer is not None and not project.partners.filter(organisation=receipt.payer).exists():
        raise PayerNotPartner(field="payer")
    total = received + receipt.amount
    if project.contracted is not None and total > project.contracted and not receipt.note:
        told = {"received": wording.money(total), "contracted": wording.money(project.contracted)}
        raise ReceivedOverContracted(field="note", params=told)


def _facts(project: Project) -> dict[str, Any]:
    return {
        "title": project.title,
        "kind": project.kind,
        "level": project.level,
        "number": project.number,
        "agreement": project.agreement_id,
        "contracted": project.contracted,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "partners": sorted(project.partners.values_list("organisation_id", flat=True)),
    }


def _receipt_facts(receipt: ProjectReceipt) -> dict[str, Any]:
    return {
        "receipt": receipt.pk,
        "amount": receipt.amount,
        "on": receipt.occurred_on,
        "payer": receipt.payer_id,
        "note": receipt.note,
    }
