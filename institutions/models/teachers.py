"""Teachers: personal data, seen by their college alone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Round
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import known
from institutions.models.colleges import College

EXPIRES_SOON = timedelta(days=90)
MONTHS = models.DecimalField(max_digits=6, decimal_places=1)


class TeacherQuerySet(ScopedQuerySet):
    """Teachers with what they are on a day."""

    def employed(self, on: date) -> Self:
        """Those who work at their college on a day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on), joined_on__lte=on)

    def with_qualification(self, on: date) -> Self:
        """Adds `dual_level` and `dual_until` of the highest qualification that is valid on a day, `dual_expired_on` of
        the one that ended last before it.
        """
        rows = DualQualification.objects.current().filter(teacher=OuterRef("pk"))
        valid = rows.valid(on).highest_first()
        ended = rows.filter(valid_to__lt=on).order_by("-valid_to")
        return self.annotate(
            dual_level=Subquery(valid.values("level")[:1]),
            dual_until=Subquery(valid.values("valid_to")[:1]),
            dual_expired_on=Subquery(ended.values("valid_to")[:1]),
        )

    def with_facts(self) -> Self:
        """For whole answers: `qualifications_now` and `practices_now`, newest first."""
        qualifications = DualQualification.objects.current().order_by("-valid_from", "-pk")
        practices = TeacherPractice.objects.current().select_related("enterprise").order_by("-from_on", "-pk")
        return self.prefetch_related(
            Prefetch("qualifications", queryset=qualifications, to_attr="qualifications_now"),
            Prefetch("practices", queryset=practices, to_attr="practices_now"),
        )

    def expiring(self, on: date) -> Self:
        """Whose qualification ends soon, with none that lasts longer. After `with_qualification`."""
        return self.filter(dual_until__gte=on, dual_until__lte=on + EXPIRES_SOON)

    def with_practice(self, since: date, on: date, needed: int | None) -> Self:
        """Adds `practice_months`: months of practice in enterprises that lies between two days, both included; and
        `practice_needed`: the months that this teacher needs, or nothing.
        """
        rows = TeacherPractice.objects.current().filter(teacher=OuterRef("pk"), from_on__gte=since, to_on__lte=on)
        total = rows.order_by().values("teacher").annotate(total=Round(Sum("months"), precision=1)).values("total")
        needs = When(is_part_time=False, teaches_professional_courses=True, then=Value(needed, IntegerField()))
        return self.annotate(
            practice_months=Coalesce(Subquery(total, output_field=MONTHS), Value(Decimal(0)), output_field=MONTHS),
            practice_needed=Case(needs, default=None, output_field=IntegerField()),
        )


class Teacher(models.Model):
    """A teacher of a college. One who teaches part-time names the enterprise that employs them."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="teachers", verbose_name=_("college"))
    number = models.CharField(_("staff number"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    is_part_time = models.BooleanField(_("part-time"), default=False)
    employer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("employer")
    )
    teaches_professional_courses = models.BooleanField(_("teaches professional courses"), default=True)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)

    access = Access(owned_by=("college_id",), kept_by="college_id")
    objects = TeacherQuerySet.as_manager()

    class Meta:
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")
        ordering = ["college", "number"]
        constraints = [
            models.UniqueConstraint(fields=["college", "number"], name="teacher_number_once_per_college"),
            models.CheckConstraint(
                condition=Q(is_part_time=False) | Q(employer__isnull=False), name="teacher_part_time_has_employer"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")), name="teacher_left_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:teacher-detail", args=[self.pk])


class DualQualificationQuerySet(ScopedQuerySet):
    """Qualifications: what stands, what is valid on a day, what was known at a cut-off."""

    def current(self) -> Self:
        """What stands uncorrected."""
        return self.filter(superseded_at=None)

    def valid(self, on: date) -> Self:
        """What is valid on a day; the last day is included."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)

    def as_of(self, on: date, cutoff: datetime) -> Self:
        """What was valid on a day, as known at a cut-off."""
        return self.filter(known(cutoff)).valid(on)

    def highest_first(self) -> Self:
        """By level, then what lasts longest."""
        levels = DualQualification.Level
        rank = Case(
            When(level=levels.SENIOR, then=0),
            When(level=levels.INTERMEDIATE, then=1),
            default=2,
            output_field=IntegerField(),
        )
        return self.order_by(rank, F("valid_to").desc(nulls_first=True), "pk")


class DualQualification(models.Model):
    """A teacher was recognised as dual-qualified, at a level, by an authority, until a day or without an end."""

    class Level(models.TextChoices):
        JUNIOR = "junior", _("Junior")
        INTERMEDIATE = "intermediate", _("Intermediate")
        SENIOR = "senior", _("Senior")

    teacher = models.ForeignKey(
        Teacher, on_delete=models.PROTECT, related_name="qualifications", verbose_name=_("teacher")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    authority = models.CharField(_("recognised by"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    access = Access(owned_by=("teacher__college_id",))
    objects = DualQualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("dual qualification")
        verbose_name_plural = _("dual qualifications")
        ordering = ["teacher", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="dual_qualification_forward"
            )
        ]


class TeacherPracticeQuerySet(ScopedQuerySet):
    """Practice in enterprises: what stands, and what was known at a cut-off."""

    def current(self) -> Self:
        """What stands uncorrected."""
        return self.filter(superseded_at=None)

    def as_of(self, on: date, cutoff: datetime) -> Self:
        """What was over on a day, as known at a cut-off."""
        return self.filter(known(cutoff), to_on__lte=on)


class TeacherPractice(models.Model):
    """A teacher practised in an enterprise, both days included; `months` are those worked there."""

    teacher = models.ForeignKey(Teacher, on_delete=models.PROTECT, related_name="practices", verbose_name=_("teacher"))
    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enterprise")
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"))
    months = models.DecimalField(
        _("months"), max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))]
    )
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    access = Access(owned_by=("teacher__college_id",))
    objects = TeacherPracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice of a teacher in an enterprise")
        verbose_name_plural = _("practice of teachers in enterprises")
        ordering = ["teacher", "-from_on"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="teacher_practice_forward"),
            models.CheckConstraint(condition=Q(months__gt=0), name="teacher_practice_some_months"),
        ]
