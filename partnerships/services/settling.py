"""What has to be paid when an agreement ends before its time, and that it was paid."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from core.errors import DomainError, InvalidInput, NotAllowed
from ledger.services import record
from partnerships.models import Agreement, ExitPayment, Party
from partnerships.selectors.settling import settlement_of
from partnerships.services.steps import locked


class AlreadyPaid(DomainError):
    """The payee has confirmed it."""

    code = "already_paid"
    message = _("This payment was confirmed already.")


def keep_settlement(*, actor: Actor, agreement: Agreement, on: date, leaving: Party | None = None) -> list[ExitPayment]:
    """What the parties owe each other at the end of the agreement's last day, in the transaction of its end; or what
    they owe a party that leaves, at the end of its last day."""
    page = settlement_of(agreement, on=on, leaving=leaving)
    payments = [
        ExitPayment.objects.create(
            agreement=agreement,
            payer=page.parties[payment.payer],
            payee=page.parties[payment.payee],
            amount=payment.amount,
            reckoned_on=page.on,
        )
        for payment in page.payments
    ]
    if payments:
        said = [{"payer": each.payer.key, "payee": each.payee.key, "amount": str(each.amount)} for each in payments]
        record(actor=actor, action="agreement.settled", subject=agreement, payload={"payments": said})
    return payments


@transaction.atomic
def confirm_payment(*, actor: Actor, payment: ExitPayment, paid_on: date, on: date) -> ExitPayment:
    """The payee says that the sum has come. Raises NotAllowed, AlreadyPaid, InvalidInput (paid_on)."""
    actor.require("confirm_exit_payment", payment)
    agreement = locked(payment.agreement)
    payment = ExitPayment.objects.select_related("payee", "payer").get(pk=payment.pk)
    if payment.payee.organisation_id != actor.organisation_id:
        raise NotAllowed
    if payment.paid_on is not None:
        raise AlreadyPaid
    if not payment.reckoned_on <= paid_on <= on:
        raise InvalidInput(_("Give a day from the end of the agreement to today."), field="paid_on")
    payment.paid_on = paid_on
    payment.save(update_fields=["paid_on"])
    payload = {"payer": payment.payer.key, "payee": payment.payee.key, "paid_on": paid_on.isoformat()}
    record(actor=actor, action="agreement.exit_paid", subject=agreement, payload=payload)
    return payment
