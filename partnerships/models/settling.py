"""What parties owe each other when an agreement has ended before its time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.scoping import ScopedQuerySet
from core import clock
from core.money import MoneyField
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement
from partnerships.models.parties import Party


class ExitPaymentQuerySet(ScopedQuerySet):
    """Payments at the end, scoped."""


class ExitPayment(models.Model):
    """A sum that one party owes another when the agreement ends, in CNY; a subject. The payee says when it came."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="exit_payments")
    payer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("who pays"))
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("to whom"))
    amount = MoneyField(_("amount"))
    reckoned_on = models.DateField(_("reckoned for the day"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = ExitPaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment at the end")
        verbose_name_plural = _("payments at the end")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "payer", "payee"], name="exit_payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="exit_payment_positive"),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="exit_payment_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.payer} → {self.payee}"
