"""What a party owes another by a day, and whether it was done and accepted.

`Obligation` is a subject, filled from the terms when the agreement enters force; `ObligationState` is a fact.
"""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scoping import ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with
from partnerships.models.parties import Party
from partnerships.terms.values import Silence


class ObligationStage(models.TextChoices):
    """How far an obligation is; its steps stand in partnerships/life.py."""

    OPEN = "open", pgettext_lazy("obligation", "Open")
    DONE = "done", _("Reported done")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("No longer agreed")


WAITS_FOR_DEBTOR = (ObligationStage.OPEN, ObligationStage.REFUSED, ObligationStage.LAPSED)
UNSETTLED = (*WAITS_FOR_DEBTOR, ObligationStage.DONE)


class ObligationQuerySet(ScopedQuerySet):
    """Obligations; whoever lists many asks for their parties with them."""

    def unsettled(self) -> Self:
        """What was not accepted yet."""
        return self.filter(state__in=UNSETTLED)


class Obligation(models.Model):
    """What `debtor` owes `creditor` by a day (included), judged by `criteria`. A milestone is one that counts.

    The creditor answers within `answer_days` of the report; `silence` says what it means when it does not. `state` is
    the current one, `done_on` the day on which the debtor says it was done, `remark` what was said last.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="obligations")
    key = models.CharField(max_length=40)
    debtor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="debts", verbose_name=_("debtor"))
    creditor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claims", verbose_name=_("creditor"))
    title = models.CharField(_("what is owed"), max_length=200)
    criteria = models.TextField(_("accepted when"), blank=True)
    due_on = models.DateField(_("due on"))
    answer_days = models.PositiveSmallIntegerField(_("days to answer"), null=True, blank=True)
    silence = models.CharField(_("silence means"), max_length=20, choices=Silence.choices, blank=True)
    is_milestone = models.BooleanField(_("milestone"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=ObligationStage.choices, default=ObligationStage.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="obligation_key_once"),
            models.CheckConstraint(
                condition=~models.Q(debtor=models.F("creditor")), name="obligation_between_two_parties"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="obligation_by_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:obligation-detail", args=[self.pk])

    @property
    def is_late(self) -> bool | None:
        """Whether it was done after its day; None while it was not done."""
        return None if self.done_on is None else self.done_on > self.due_on

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed and it still waits for the debtor."""
        return self.state in WAITS_FOR_DEBTOR and self.due_on < on


class ObligationStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of obligations, scoped and as of a day."""


class ObligationState(StateFact):
    """The span of days in which an obligation was in a state. `done` begins on the day on which it was done."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=20, choices=ObligationStage.choices)

    access = seen_with("obligation__agreement")
    objects = ObligationStateQuerySet.as_manager()

    class Meta:
        constraints = [
            one_open_state("obligation", name="obligation_state_once"),
            spans_are_forward("obligation_state_forward"),
        ]
