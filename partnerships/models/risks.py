"""What may go wrong, who answers for it, and how it is judged again and again.

`Risk` is a subject, filled from the terms when the agreement enters force; `RiskReview` is a fact.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import ScopedQuerySet
from core import clock
from core.facts import Fact, FactQuerySet
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, AgreementState, State, seen_with
from partnerships.models.parties import Party
from partnerships.terms.values import RiskCategory, ThresholdSide

ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


def _in_scale(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5)), name=name)


class RiskQuerySet(ScopedQuerySet):
    """Risks; whoever lists many prefetches `reviews`."""

    def standing(self) -> Self:
        """Risks that the terms still name."""
        return self.filter(ended_on=None)

    def running(self) -> Self:
        """Of agreements that are in force, or only suspended."""
        return self.filter(ended_on=None, agreement__state__in=(State.IN_FORCE, State.SUSPENDED))

    def judged(self) -> Self:
        """Adds `likelihood_now` and `impact_now`: as judged last."""
        last = RiskReview.objects.current().filter(risk=OuterRef("pk")).order_by("-occurred_on", "-pk")
        return self.annotate(
            likelihood_now=Coalesce(Subquery(last.values("likelihood")[:1]), F("likelihood")),
            impact_now=Coalesce(Subquery(last.values("impact")[:1]), F("impact")),
        )

    def warning(self) -> Self:
        """Whose last figure is past its threshold."""
        last = RiskFigure.objects.current().filter(risk=OuterRef("pk")).order_by("-occurred_on", "-pk")
        return self.annotate(warns=Subquery(last.values("is_alarm")[:1])).filter(warns=True)

    def review_overdue(self, on: date) -> Self:
        """Risks of agreements in force that were to be judged again before a day (RK-04).

        Days are compared by value of `review_days`: the databases do not add days to a date in one way.
        """
        running = self.standing().filter(agreement__state=State.IN_FORCE).exclude(review_days=None)
        reviews = RiskReview.objects.current().filter(risk=OuterRef("pk")).order_by("-occurred_on")
        in_force = AgreementState.objects.filter(
            agreement=OuterRef("agreement"), state=State.IN_FORCE, superseded_at=None
        ).order_by("from_on")
        judged = running.annotate(
            judged_on=Coalesce(Subquery(reviews.values("occurred_on")[:1]), Subquery(in_force.values("from_on")[:1]))
        )
        late = Q(pk__in=[])
        for days in set(running.order_by().values_list("review_days", flat=True).distinct()):
            late |= Q(review_days=days, judged_on__lt=on - timedelta(days=days))
        return judged.filter(late)


class Risk(models.Model):
    """A risk as the parties agreed on it: likelihood and impact from 1 to 5. Later judgements are `RiskReview`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="risks")
    key = models.CharField(max_length=40)
    category = models.CharField(pgettext_lazy("risk", "category"), max_length=20, choices=RiskCategory.choices)
    cause = models.TextField(_("cause"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=ONE_TO_FIVE)
    owner = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("who answers")
    )
    response = models.TextField(_("response"), blank=True)
    protection = models.CharField(_("protection"), max_length=200, blank=True)
    review_days = models.PositiveSmallIntegerField(_("reviewed every (days)"), null=True, blank=True)
    watched = models.CharField(_("figure that warns of it"), max_length=200, blank=True)
    threshold = models.DecimalField(_("threshold"), max_digits=16, decimal_places=2, null=True, blank=True)
    side = models.CharField(_("warns when the figure is"), max_length=20, choices=ThresholdSide.choices, blank=True)
    source = models.CharField(_("where the figure comes from"), max_length=200, blank=True)
    ended_on = models.DateField(_("agreed until"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = OF_AN_AGREEMENT
    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="risk_key_once"),
            _in_scale("risk_in_scale"),
        ]

    def __str__(self) -> str:
        return self.cause

    def get_absolute_url(self) -> str:
        return reverse("partnerships:risk-detail", args=[self.pk])

    @property
    def is_watched(self) -> bool:
        """Whether a figure can warn of it."""
        return bool(self.watched) and self.threshold is not None

    def warns_at(self, value: Decimal) -> bool:
        """Whether a figure is past the threshold; the threshold itself is not."""
        if self.threshold is None:
            return False
        return value < self.threshold if self.side == ThresholdSide.BELOW else value > self.threshold

    @property
    def latest(self) -> "RiskReview | None":
        """The last review that stands."""
        standing = [review for review in self.reviews.all() if review.superseded_at is None]
        return max(standing, key=lambda review: (review.occurred_on, review.pk), default=None)

    @property
    def score(self) -> int:
        """Likelihood × impact as judged last: 1 to 25."""
        judged = self.latest or self
        return judged.likelihood * judged.impact

    def review_due_on(self, in_force_from: date) -> date | None:
        """The day by which it is to be judged again: so many days after the last review, or after the beginning."""
        if self.review_days is None:
            return None
        latest = self.latest
        return (latest.occurred_on if latest else in_force_from) + timedelta(days=self.review_days)


class RiskReviewQuerySet(ScopedQuerySet, FactQuerySet):
    """Reviews, scoped and as of a day."""


class RiskReview(Fact):
    """A party's judgement of a risk on a day."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=ONE_TO_FIVE)
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )

    access = seen_with("risk__agreement")
    objects = RiskReviewQuerySet.as_manager()

    class Meta:
        constraints = [_in_scale("risk_review_in_scale")]


class RiskFigureQuerySet(ScopedQuerySet, FactQuerySet):
    """Figures, scoped and as of a day."""


class RiskFigure(Fact):
    """The figure that warns of a risk, as it was on a day. `is_alarm` was judged by the threshold of that moment."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="figures")
    value = models.DecimalField(pgettext_lazy("risk", "figure"), max_digits=16, decimal_places=2)
    is_alarm = models.BooleanField(_("past the threshold"))
    reported_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("risk", "reported by")
    )

    access = seen_with("risk__agreement")
    objects = RiskFigureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["risk", "-occurred_on"], name="risk_figure_of")]
