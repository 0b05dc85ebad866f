"""Job offers of enterprises. `JobOffer` is a subject (the current row), `JobOfferState` holds facts."""

import uuid
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from core.money import MoneyField
from internships.models.slots import PLACES_MAX
from reference.models import CatalogueMajor, Region


class JobOfferQuerySet(ScopedQuerySet):
    """Job offers as pages and the API list them."""

    def applicable(self, on: date) -> Self:
        """Open on a day, inside the days in which one may apply."""
        return self.filter(state=JobOffer.State.OPEN, open_from__lte=on, open_to__gte=on)

    def for_list(self) -> Self:
        """With what a row of a list shows, in a fixed number of queries."""
        return self.select_related("enterprise", "region").prefetch_related("majors").order_by("-open_from", "-pk")


class JobOffer(models.Model):
    """A post for graduates, with the days in which one may apply, both included. Pay is CNY a month."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", pgettext_lazy("slot", "Open")
        CLOSED = "closed", pgettext_lazy("slot", "Closed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="job_offers", verbose_name=_("enterprise")
    )
    post = models.CharField(_("post"), max_length=120)
    majors = models.ManyToManyField(CatalogueMajor, related_name="+", verbose_name=_("majors"))
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    places = models.PositiveIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(PLACES_MAX)])
    pay_from = MoneyField(_("pay a month from"), null=True, blank=True, validators=[MinValueValidator(0)])
    pay_to = MoneyField(_("pay a month up to"), null=True, blank=True, validators=[MinValueValidator(0)])
    description = models.TextField(_("description"), blank=True, max_length=4000)
    open_from = models.DateField(_("apply from"))
    open_to = models.DateField(_("apply until"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("enterprise_id",), published_to=Q(state=State.OPEN), kept_by="enterprise_id")
    objects = JobOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("job offer")
        verbose_name_plural = _("job offers")
        constraints = [
            models.CheckConstraint(condition=Q(open_to__gte=F("open_from")), name="job_offer_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="job_offer_has_places"),
            models.CheckConstraint(
                condition=Q(pay_from=None) | Q(pay_to=None) | Q(pay_to__gte=F("pay_from")), name="job_offer_pay_rises"
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "state"], name="job_offer_of_enterprise")]

    def __str__(self) -> str:
        return self.post

    def get_absolute_url(self) -> str:
        return reverse("internships:job-offer-detail", args=[self.pk])

    def clean(self) -> None:
        """What two fields say together. Raises ValidationError by field."""
        problems: dict[str, Any] = {}
        if self.open_from and self.open_to and self.open_to < self.open_from:
            problems["open_to"] = _("The last day lies before the first day.")
        if self.pay_from is not None and self.pay_to is not None and self.pay_to < self.pay_from:
            problems["pay_to"] = _("The upper end of the pay lies below the lower end.")
        if problems:
            raise ValidationError(problems)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class JobOfferStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of job offers: of whom one may see them, and as known at a cut-off."""


class JobOfferState(StateFact):
    """The span of days in which a job offer was in a state."""

    offer = models.ForeignKey(JobOffer, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=JobOffer.State.choices)

    access = Access(owned_by=("offer__enterprise_id",))
    objects = JobOfferStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a job offer")
        verbose_name_plural = _("states of job offers")
        constraints = [
            one_open_state("offer", name="job_offer_one_open_state"),
            spans_are_forward("job_offer_state_forward"),
        ]
