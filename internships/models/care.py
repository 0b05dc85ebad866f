"""What stands around a placement: the tripartite agreement, insurance, mentors, the outcome. Personal data.

Seen by the college, the host and the mentors to whom the placement is assigned.
"""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from internships.models.placements import Placement

OF_THE_PLACEMENT = ("placement__college_id", "placement__slot__enterprise_id")


class TripartiteAgreement(models.Model):
    """When school, unit, student and, for minors, the guardian signed. A subject. Pay is CNY a month."""

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="tripartite")
    school_signed_on = models.DateField(_("signed by the school"), null=True, blank=True)
    unit_signed_on = models.DateField(_("signed by the unit"), null=True, blank=True)
    student_signed_on = models.DateField(_("signed by the student"), null=True, blank=True)
    guardian_signed_on = models.DateField(_("signed by the guardian"), null=True, blank=True)
    pay = MoneyField(_("agreed pay a month"), null=True, blank=True, validators=[MinValueValidator(0)])
    template_version = models.CharField(_("version of the model text"), max_length=40, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=OF_THE_PLACEMENT, assigned_to=("placement__mentors__user_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tripartite agreement")
        verbose_name_plural = _("tripartite agreements")

    def __str__(self) -> str:
        return f"{self.placement}"

    @property
    def signed_on(self) -> date | None:
        """The day on which all three had signed; None while one has not."""
        days = (self.school_signed_on, self.unit_signed_on, self.student_signed_on)
        return max(day for day in days if day) if all(days) else None


class PlacementInsurance(models.Model):
    """Liability insurance of a placement, both days included; a policy of a whole class stands on each of its rows."""

    class Payer(models.TextChoices):
        SCHOOL = "school", _("The school")
        UNIT = "unit", _("The unit")
        GOVERNMENT = "government", _("The government")
        STUDENT = "student", _("The student")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="insurances")
    insurer = models.CharField(_("insurer"), max_length=120)
    policy_number = models.CharField(_("policy number"), max_length=60)
    valid_from = models.DateField(_("insured from"))
    valid_to = models.DateField(_("insured until"))
    payer = models.CharField(_("who pays the premium"), max_length=12, choices=Payer.choices, default=Payer.SCHOOL)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=OF_THE_PLACEMENT, assigned_to=("placement__mentors__user_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("insurance of a placement")
        verbose_name_plural = _("insurances of placements")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="insurance_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["placement", "policy_number", "valid_from"], name="insurance_once_per_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insurer} {self.policy_number}"

    def clean(self) -> None:
        """What two fields say together. Raises ValidationError by field."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first day.")})


class PlacementMentorQuerySet(ScopedQuerySet):
    """Mentors of placements."""

    def on(self, day: date) -> Self:
        """Who mentors on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class PlacementMentor(models.Model):
    """Who accompanies a student, of the school or of the unit, from the first day to the last, both included.

    A mentor with an account (`user`) finds the placement among the own ones. A subject: the current row.
    """

    class Side(models.TextChoices):
        SCHOOL = "school", _("School")
        UNIT = "unit", _("Unit")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="mentors")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=60)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=OF_THE_PLACEMENT, assigned_to=("user_id",))
    objects = PlacementMentorQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor of a placement")
        verbose_name_plural = _("mentors of placements")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="mentor_ends_after_the_start"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PlacementOutcomeQuerySet(ScopedQuerySet, FactQuerySet):
    """Outcomes: of whom one may see them, and as known at a cut-off."""


class PlacementOutcome(Fact):
    """What came of a placement, said on a day by the host or the college. A later word supersedes the earlier one."""

    class Grade(models.TextChoices):
        """The four grades (INT-066)."""

        EXCELLENT = "excellent", _("Excellent")
        GOOD = "good", _("Good")
        PASS = "pass", _("Pass")
        FAIL = "fail", _("Fail")

    class Source(models.TextChoices):
        HOST = "host", _("The host")
        COLLEGE = "college", _("The college")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="outcomes")
    is_hired = models.BooleanField(_("hired by the host"))
    grade = models.CharField(_("grade"), max_length=10, choices=Grade.choices, blank=True)
    source = models.CharField(_("said by"), max_length=10, choices=Source.choices)

    access = Access(owned_by=OF_THE_PLACEMENT, assigned_to=("placement__mentors__user_id",))
    objects = PlacementOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a placement")
        verbose_name_plural = _("outcomes of placements")
        constraints = [
            models.UniqueConstraint(
                fields=["placement"], condition=Q(superseded_at=None), name="placement_outcome_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.placement}"
