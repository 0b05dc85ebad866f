"""The yearly return: figures that records cannot give, typed, verified, with evidence."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Evidence
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from institutions.models.colleges import College
from reference.models import FigureCode


class ReturnState(models.TextChoices):
    """The life of a yearly return."""

    DRAFT = "draft", _("Draft")
    FILED = "filed", pgettext_lazy("yearly return", "Filed")
    VERIFIED = "verified", pgettext_lazy("yearly return", "Verified")
    RETURNED = "returned", pgettext_lazy("yearly return", "Returned for correction")


NOT_A_DRAFT = ~Q(state=ReturnState.DRAFT)


class AnnualReturn(models.Model):
    """What a college reports of one calendar year. Who reports it does not verify it."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="returns", verbose_name=_("college"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1978), MaxValueValidator(2200)])
    state = models.CharField(_("state"), max_length=10, choices=ReturnState.choices, default=ReturnState.DRAFT)
    reporter_label = models.CharField(_("reported by"), max_length=200, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    verifier_label = models.CharField(_("verified by"), max_length=200, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    returned_because = models.TextField(_("reason for return"), blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(
        owned_by=("college_id",), overseen_by=("college_id",), overseen_if=NOT_A_DRAFT, kept_by="college_id"
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly return")
        verbose_name_plural = _("yearly returns")
        ordering = ["-year", "college"]
        constraints = [models.UniqueConstraint(fields=["college", "year"], name="annual_return_once")]

    def __str__(self) -> str:
        return f"{self.college} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("institutions:return-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether figures may be entered: before it is filed, and after it came back."""
        return self.state in {ReturnState.DRAFT, ReturnState.RETURNED}


class ReturnFigureQuerySet(ScopedQuerySet, FactQuerySet):
    """Figures: of whom one may see them, and as known at a cut-off."""


class ReturnFigure(Fact):
    """One figure of a return. A correction supersedes the row; `occurred_on` is the last day of the year it is for."""

    annual_return = models.ForeignKey(
        AnnualReturn, on_delete=models.PROTECT, related_name="figures", verbose_name=_("yearly return")
    )
    figure = models.ForeignKey(FigureCode, on_delete=models.PROTECT, related_name="+", verbose_name=_("figure"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    change_reason = models.TextField(_("reason of the change"), blank=True)

    access = Access(
        owned_by=("annual_return__college_id",),
        overseen_by=("annual_return__college_id",),
        overseen_if=~Q(annual_return__state=ReturnState.DRAFT),
    )
    objects = ReturnFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure of a yearly return")
        verbose_name_plural = _("figures of yearly returns")
        ordering = ["figure__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "figure"], condition=Q(superseded_at=None), name="return_figure_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.value}"
