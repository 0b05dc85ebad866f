"""Courses, what was revised in them with enterprises, and training plans with the posts that they train for."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from institutions.models.colleges import College, Major


class Course(models.Model):
    """A course that a college teaches, for some of its majors."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="courses", verbose_name=_("college"))
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=120)
    majors = models.ManyToManyField(Major, blank=True, related_name="courses", verbose_name=_("majors"))
    hours = models.PositiveSmallIntegerField(_("class hours"), default=0)
    ended_on = models.DateField(_("no longer taught from"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("college_id",), overseen_by=("college_id",), kept_by="college_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["college", "code"]
        constraints = [models.UniqueConstraint(fields=["college", "code"], name="course_code_once_per_college")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:course-detail", args=[self.pk])


class CourseRevisionQuerySet(ScopedQuerySet, FactQuerySet):
    """Revisions: of whom one may see them, and as known at a cut-off."""


class CourseRevision(Fact):
    """A course was revised on a day, with the enterprises named."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("course"))
    summary = models.TextField(_("what was changed"))
    enterprises = models.ManyToManyField(
        Organisation, blank=True, related_name="course_revisions", verbose_name=_("enterprises that took part")
    )

    access = Access(
        owned_by=("course__college_id",), shared_with=("enterprises__id",), overseen_by=("course__college_id",)
    )
    objects = CourseRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("course revision")
        verbose_name_plural = _("course revisions")
        ordering = ["-occurred_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.course} {self.occurred_on}"


class TrainingPlan(models.Model):
    """A version of the plan by which a major is taught."""

    major = models.ForeignKey(Major, on_delete=models.PROTECT, related_name="plans", verbose_name=_("major"))
    version = models.CharField(_("version"), max_length=30)
    effective_from = models.DateField(_("effective from"))
    consulted = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("enterprises consulted")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("major__college_id",), shared_with=("posts__asked_of_id",), overseen_by=("major__college_id",)
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("training plan")
        verbose_name_plural = _("training plans")
        ordering = ["-effective_from", "-pk"]
        constraints = [models.UniqueConstraint(fields=["major", "version"], name="training_plan_version_once")]

    def __str__(self) -> str:
        return f"{self.major} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("institutions:plan-detail", args=[self.pk])

    @property
    def college_id(self) -> int:
        """The college that keeps it."""
        return self.major.college_id


class PlanPost(models.Model):
    """A post that a plan trains for, and the enterprise that was asked whether it is a real one."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="posts", verbose_name=_("plan"))
    name = models.CharField(_("post"), max_length=120)
    asked_of = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked of")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("plan__major__college_id", "asked_of_id"), overseen_by=("plan__major__college_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of a plan")
        verbose_name_plural = _("posts of plans")
        ordering = ["plan", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "name"], name="plan_post_once")]

    def __str__(self) -> str:
        return self.name


class PlanPostConfirmationQuerySet(ScopedQuerySet, FactQuerySet):
    """Confirmations: of whom one may see them, and as known at a cut-off."""


class PlanPostConfirmation(Fact):
    """The enterprise's word that the post exists as the plan describes it."""

    post = models.ForeignKey(PlanPost, on_delete=models.PROTECT, related_name="confirmations", verbose_name=_("post"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    signer_label = models.CharField(max_length=200)

    access = Access(
        owned_by=("post__plan__major__college_id", "organisation_id"), overseen_by=("post__plan__major__college_id",)
    )
    objects = PlanPostConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of a post")
        verbose_name_plural = _("confirmations of posts")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "organisation"], condition=Q(superseded_at=None), name="plan_post_confirmed_once"
            )
        ]
