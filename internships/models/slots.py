"""Slots: what an enterprise offers, and since when.

`InternshipSlot` is a subject (the current row; changes are in the ledger), `SlotState` holds facts.
"""

import uuid
from datetime import date, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from core.money import MoneyField
from institutions.models import TrainingBase
from internships.models.hazards import Hazard, LabourLevel
from reference.models import CatalogueMajor, Region

CONFIRM_AFTER = timedelta(days=60)  # a host says at least this often that an open slot still stands
PLACES_MAX = 10_000


def known_hazards(value: Any) -> None:
    """Raises ValidationError unless the value is a list of tags of Hazard."""
    if not isinstance(value, list) or not set(map(str, value)) <= set(Hazard.values):
        raise ValidationError(_("Choose hazards from the list."), code="invalid_choice")


class VenueType(models.TextChoices):
    """Where the students work. The last six are barred by INT-024 (parameter internship.barred_venues)."""

    FACTORY = "factory", _("Factory or workshop")
    OFFICE = "office", _("Office")
    LABORATORY = "laboratory", _("Laboratory")
    SHOP = "shop", _("Shop")
    WAREHOUSE = "warehouse", _("Warehouse or port")
    CONSTRUCTION_SITE = "construction_site", _("Construction site")
    FARM = "farm", _("Farm")
    VEHICLE = "vehicle", _("Train, ship or vehicle")
    HOTEL = "hotel", _("Hotel")
    RESTAURANT = "restaurant", _("Restaurant")
    HOSPITAL = "hospital", _("Hospital or clinic")
    CARE_HOME = "care_home", _("Care home")
    KINDERGARTEN = "kindergarten", _("Kindergarten or school")
    OTHER = "other", _("Another place")
    BAR = "bar", _("Bar")
    NIGHTCLUB = "nightclub", _("Nightclub")
    KTV = "ktv", _("KTV")
    BATH_CENTRE = "bath_center", _("Bath centre")
    GAME_ARCADE = "game_arcade", _("Video-game arcade")
    INTERNET_CAFE = "internet_cafe", _("Internet cafe")


class Standing(models.TextChoices):
    """What a list says of a slot on a day: its state, how full it is and whether the host has kept it fresh."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("slot", "Open")
    PARTLY_FILLED = "partly_filled", _("Partly filled")
    FULL = "full", pgettext_lazy("slot", "Full")
    TO_CONFIRM = "to_confirm", _("To confirm")
    CLOSED = "closed", pgettext_lazy("slot", "Closed")


class SlotQuerySet(ScopedQuerySet):
    """Slots as pages and the API list them."""

    def with_taken(self) -> Self:
        """Adds `taken`: places held by students who are arranged or under way, of all colleges (a number, no rows)."""
        from internships.models.placements import Placement

        held = Placement.objects.holding_a_place().filter(slot=OuterRef("pk")).order_by().values("slot")
        taken = Subquery(held.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        return self.annotate(taken=Coalesce(taken, 0))

    def with_warning(self) -> Self:
        """Adds `has_warning`: a rule warned when the slot was opened or changed, and it was opened with a reason."""
        from internships.models.findings import SlotFinding

        warnings = SlotFinding.objects.current().warnings().filter(slot=OuterRef("pk"))
        return self.annotate(has_warning=Exists(warnings))

    def with_standing(self, on: date) -> Self:
        """Adds `standing` (Standing) on a day, and `taken`."""
        state = InternshipSlot.State
        return self.with_taken().annotate(
            standing=Case(
                When(state=state.DRAFT, then=Value(Standing.DRAFT)),
                When(state=state.CLOSED, then=Value(Standing.CLOSED)),
                When(taken__gte=F("places"), then=Value(Standing.FULL)),
                When(stale(on), then=Value(Standing.TO_CONFIRM)),
                When(taken__gt=0, then=Value(Standing.PARTLY_FILLED)),
                default=Value(Standing.OPEN),
                output_field=models.CharField(),
            )
        )

    def to_confirm(self, on: date) -> Self:
        """Open slots that their host has not confirmed for more than 60 days."""
        return self.filter(stale(on), state=InternshipSlot.State.OPEN)

    def for_list(self, on: date) -> Self:
        """With what a row of a list shows, in a fixed number of queries."""
        return (
            self.with_standing(on)
            .with_warning()
            .select_related("enterprise", "region", "base")
            .prefetch_related("majors")
            .order_by("-confirmed_on")
        )


def stale(on: date) -> Q:
    """Not confirmed in the last 60 days."""
    return Q(confirmed_on=None) | Q(confirmed_on__lt=on - CONFIRM_AFTER)


class InternshipSlot(models.Model):
    """An offer of places for students, by an enterprise. Periods include their last day; pay is CNY a month.

    Three things publish it: a post, its majors, the period with its places. What is null or empty is not stated.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", pgettext_lazy("slot", "Open")
        CLOSED = "closed", pgettext_lazy("slot", "Closed")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("No")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="internship_slots", verbose_name=_("enterprise")
    )
    post = models.CharField(_("post"), max_length=120)
    majors = models.ManyToManyField(CatalogueMajor, related_name="+", verbose_name=_("majors"))
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region of the venue"),
    )
    venue = models.CharField(_("address of the venue"), max_length=200, blank=True)
    venue_type = models.CharField(_("kind of venue"), max_length=20, choices=VenueType.choices, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    places = models.PositiveIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(PLACES_MAX)])
    hours_per_day = models.DecimalField(
        _("hours a day"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(24)],
    )
    hours_per_week = models.DecimalField(
        _("hours a week"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(168)],
    )
    rest_days_per_week = models.PositiveSmallIntegerField(
        _("rest days a week"), null=True, blank=True, validators=[MaxValueValidator(7)]
    )
    pay = MoneyField(_("pay a month"), null=True, blank=True, validators=[MinValueValidator(0)])
    tasks = models.TextField(_("tasks"), blank=True, max_length=4000)
    base = models.ForeignKey(
        TrainingBase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="internship_slots",
        verbose_name=_("training base"),
    )
    mentor_name = models.CharField(_("mentor of the unit"), max_length=60, blank=True)
    labour_level = models.PositiveSmallIntegerField(
        _("intensity of physical labour"), choices=LabourLevel.choices, null=True, blank=True
    )
    labour_index = models.DecimalField(
        _("labour index"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    hazard_tags = models.JSONField(_("hazards"), default=list, blank=True, validators=[known_hazards])
    has_night_work = models.BooleanField(_("night work"), default=False)
    has_overtime = models.BooleanField(_("overtime"), default=False)
    has_holiday_work = models.BooleanField(_("work on public holidays"), default=False)
    exemption_filing = models.CharField(_("filing with the superior authority"), max_length=80, blank=True)
    is_independent = models.BooleanField(_("relatively independent work"), null=True, blank=True)
    same_post_wage = MoneyField(
        _("wage of the same post a month"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    pay_in_money = models.BooleanField(_("paid in money"), null=True, blank=True)
    pay_cycle_days = models.PositiveSmallIntegerField(
        _("days between two payments"), null=True, blank=True, validators=[MaxValueValidator(366)]
    )
    pays_student_directly = models.BooleanField(_("paid to the student directly"), null=True, blank=True)
    charges = MoneyField(_("charged to the student"), null=True, blank=True, validators=[MinValueValidator(0)])
    is_for_third_party = models.BooleanField(_("students work for another company"), null=True, blank=True)
    agent_fee = MoneyField(_("paid to an intermediary"), null=True, blank=True, validators=[MinValueValidator(0)])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    answer = models.CharField(_("can you host?"), max_length=10, choices=Answer.choices, default=Answer.YES)
    answer_reason = models.CharField(_("reason"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    # A college that placed a student keeps seeing the slot after it was closed.
    access = Access(
        owned_by=("enterprise_id",),
        shared_with=("placements__college_id",),
        published_to=Q(state=State.OPEN),
        kept_by="enterprise_id",
    )
    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("internship slot")
        verbose_name_plural = _("internship slots")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="slot_has_places"),
            models.CheckConstraint(condition=Q(pay=None) | Q(pay__gte=0), name="slot_pay_not_negative"),
        ]
        indexes = [
            models.Index(fields=["enterprise", "state"], name="slot_of_enterprise"),
            models.Index(fields=["state", "confirmed_on"], name="slot_by_confirmation"),
        ]

    def __str__(self) -> str:
        return self.post

    def get_absolute_url(self) -> str:
        return reverse("internships:slot-detail", args=[self.pk])

    def clean(self) -> None:
        """What two fields say together. Raises ValidationError by field."""
        problems: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = _("The last day lies before the first day.")
        if self.answer == self.Answer.NO and not self.answer_reason.strip():
            problems["answer_reason"] = _("Say why you cannot host, so that colleges need not ask again.")
        if problems:
            raise ValidationError(problems)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class SlotStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of slots: of whom one may see them, and as known at a cut-off."""


class SlotState(StateFact):
    """The span of days in which a slot was in a state."""

    slot = models.ForeignKey(InternshipSlot, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=InternshipSlot.State.choices)

    access = Access(owned_by=("slot__enterprise_id",))
    objects = SlotStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of an internship slot")
        verbose_name_plural = _("states of internship slots")
        constraints = [
            one_open_state("slot", name="slot_one_open_state"),
            spans_are_forward("slot_state_forward"),
        ]
