"""Projects with enterprises, what was received for them, applications made together, and patents."""

from datetime import date
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from institutions.models import College
from partnerships.models.agreements import Agreement
from reference.periods import years_later


class ProjectKind(models.TextChoices):
    """What a project is."""

    RESEARCH = "research", _("Research and development")
    COMMISSIONED = "commissioned", _("Commissioned research")
    TECHNICAL_SERVICE = "technical_service", _("Technical service")


class ProjectLevel(models.TextChoices):
    """Who set the project up."""

    NATIONAL = "national", pgettext_lazy("level of a project", "National")
    PROVINCIAL = "provincial", pgettext_lazy("level of a project", "Provincial")
    MUNICIPAL = "municipal", pgettext_lazy("level of a project", "Municipal")
    ENTERPRISE = "enterprise", pgettext_lazy("level of a project", "Enterprise")


class ProjectQuerySet(ScopedQuerySet):
    """Projects as pages list them."""

    def with_received(self) -> Self:
        """Adds `received`: the money that has come in, in fen, uncorrected rows alone."""
        return self.annotate(received=Sum("receipts__amount", filter=Q(receipts__superseded_at=None), default=0))


class Project(models.Model):
    """Work of a college with enterprises, for money or for a result. `ends_on` is the last day, included."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="projects", verbose_name=_("college"))
    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind.choices)
    level = models.CharField(_("level"), max_length=12, choices=ProjectLevel.choices)
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("number"), max_length=60, blank=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("agreement")
    )
    contracted = MoneyField(_("contracted"), null=True, blank=True, validators=[MinValueValidator(0)])
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id",),
        shared_with=("partners__organisation_id",),
        overseen_by=("college_id",),
        kept_by="college_id",
    )
    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:project-detail", args=[self.pk])


class ProjectPartner(models.Model):
    """An organisation that takes part in a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="project_parts", verbose_name=_("partner")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("project__college_id", "organisation_id"), overseen_by=("project__college_id",))
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of a project")
        verbose_name_plural = _("partners of projects")
        constraints = [models.UniqueConstraint(fields=["project", "organisation"], name="project_partner_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class ProjectReceiptQuerySet(ScopedQuerySet, FactQuerySet):
    """Receipts: of whom one may see them, and as known at a cut-off."""


class ProjectReceipt(Fact):
    """Money that came in for a project on a day."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("project"))
    amount = MoneyField(_("amount"))
    payer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("payer")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    access = Access(
        owned_by=("project__college_id",),
        shared_with=("project__partners__organisation_id",),
        overseen_by=("project__college_id",),
    )
    objects = ProjectReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt of a project")
        verbose_name_plural = _("receipts of projects")
        ordering = ["occurred_on", "pk"]


class JointApplication(models.Model):
    """Funding or recognition that a college and its partners applied for together."""

    class Result(models.TextChoices):
        PENDING = "pending", pgettext_lazy("application", "Pending")
        GRANTED = "granted", pgettext_lazy("application", "Granted")
        REFUSED = "refused", pgettext_lazy("application", "Refused")

    college = models.ForeignKey(
        College, on_delete=models.PROTECT, related_name="joint_applications", verbose_name=_("college")
    )
    programme = models.CharField(_("programme"), max_length=120)
    title = models.CharField(_("title"), max_length=200)
    partners = models.ManyToManyField(Organisation, related_name="joint_applications", verbose_name=_("partners"))
    applied_on = models.DateField(_("applied on"))
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, default=Result.PENDING)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True, validators=[MinValueValidator(0)])
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id",), shared_with=("partners__id",), overseen_by=("college_id",), kept_by="college_id"
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint application")
        verbose_name_plural = _("joint applications")
        ordering = ["-applied_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:application-detail", args=[self.pk])


class PatentKind(models.TextChoices):
    """The three kinds of the Patent Law."""

    INVENTION = "invention", _("Invention")
    UTILITY_MODEL = "utility_model", _("Utility model")
    DESIGN = "design", _("Design")


TERM_YEARS = {PatentKind.INVENTION: 20, PatentKind.UTILITY_MODEL: 10, PatentKind.DESIGN: 15}  # Patent Law, Art. 42


class Patent(models.Model):
    """A patent of a college, alone or with others. It lasts from the day of filing (Patent Law, Art. 42)."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="patents", verbose_name=_("college"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=PatentKind.choices)
    number = models.CharField(_("number"), max_length=40)
    filed_on = models.DateField(_("filed on"))
    granted_on = models.DateField(_("granted on"), null=True, blank=True)
    owners = models.ManyToManyField(Organisation, blank=True, related_name="patents", verbose_name=_("co-owners"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="patents", verbose_name=_("project")
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id",), shared_with=("owners__id",), overseen_by=("college_id",), kept_by="college_id"
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("patent")
        verbose_name_plural = _("patents")
        ordering = ["-filed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="patent_number_once"),
            models.CheckConstraint(
                condition=Q(granted_on=None) | Q(granted_on__gte=F("filed_on")), name="patent_granted_after_filing"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:patent-detail", args=[self.pk])

    @property
    def expires_on(self) -> date:
        """The first day on which it no longer protects, if the fees are paid until then."""
        return years_later(self.filed_on, TERM_YEARS[PatentKind(self.kind)])
