"""What is put into a cooperation, from the agreement to its acceptance.

`Contribution` is a subject, filled from the terms when the agreement enters force; `ContributionState` is a fact.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scoping import ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from core.money import MoneyField
from institutions.models import Equipment
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with
from partnerships.models.parties import Party
from partnerships.terms.values import ContributionKind, OutsideSource


class ContributionStage(models.TextChoices):
    """How far a contribution is; its steps stand in partnerships/life.py."""

    AGREED = "agreed", _("Agreed")
    DELIVERED = "delivered", _("Delivered")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("No longer agreed")


class ContributionQuerySet(ScopedQuerySet):
    """Contributions; whoever lists many asks for their parties with them."""


class Contribution(models.Model):
    """Something that a party, or a source outside the agreement, puts in. Value in CNY.

    `key` names it in the terms; owners are keys of parties. `state` is the current one; `remark` is what was said
    with it, such as why it was refused.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="contributions")
    key = models.CharField(max_length=40)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("party")
    )
    outside_source = models.CharField(_("outside source"), max_length=20, choices=OutsideSource.choices, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ContributionKind.choices)
    name = models.CharField(_("what is put in"), max_length=200)
    value = MoneyField(pgettext_lazy("contribution", "value"))
    valuation_by = models.CharField(_("valued by"), max_length=200, blank=True)
    valued_on = models.DateField(_("valued on"), null=True, blank=True)
    owner_during = models.CharField(_("owner during the agreement"), max_length=20, blank=True)
    owner_at_exit = models.CharField(_("owner at the end"), max_length=20, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    depreciation_years = models.PositiveSmallIntegerField(_("written off over years"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ContributionStage.choices, default=ContributionStage.AGREED
    )
    remark = models.CharField(_("remark"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="contribution_key_once"),
            models.CheckConstraint(
                condition=(Q(party=None) & ~Q(outside_source="")) | (Q(party__isnull=False) & Q(outside_source="")),
                name="contribution_from_party_or_outside",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="contribution_value_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class ContributionStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of contributions, scoped and as of a day."""


class ContributionState(StateFact):
    """The span of days in which a contribution was in a state; `from_on` is the day of delivery or acceptance."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=20, choices=ContributionStage.choices)

    access = seen_with("contribution__agreement")
    objects = ContributionStateQuerySet.as_manager()

    class Meta:
        constraints = [
            one_open_state("contribution", name="contribution_state_once"),
            spans_are_forward("contribution_state_forward"),
        ]


class ContributionEquipmentQuerySet(ScopedQuerySet):
    """Links between contributions and equipment, scoped."""


class ContributionEquipment(models.Model):
    """A piece of the keeper's equipment that a contribution became. A subject: it is there or not."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="equipment_links")
    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, related_name="contribution_links", verbose_name=_("equipment")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = seen_with("contribution__agreement")
    objects = ContributionEquipmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["equipment"], name="equipment_of_one_contribution")]
