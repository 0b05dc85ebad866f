"""How a cooperation was assessed on the way: at its agreed stages and regularly, recorded by one side, answered by the
others."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import ScopedQuerySet
from core.facts import Fact, FactQuerySet
from partnerships.models.agreements import OF_AN_AGREEMENT, Agreement, seen_with


class Grade(models.TextChoices):
    """How well the cooperation does by its agreed criteria."""

    EXCELLENT = "excellent", pgettext_lazy("grade", "Excellent")
    GOOD = "good", pgettext_lazy("grade", "Good")
    SUFFICIENT = "sufficient", pgettext_lazy("grade", "Sufficient")
    INSUFFICIENT = "insufficient", pgettext_lazy("grade", "Insufficient")


class Verdict(models.TextChoices):
    """What follows from an assessment."""

    GO_ON = "go_on", _("Go on as agreed")
    ADJUST = "adjust", _("Adjust the agreement")
    END = "end", _("End the agreement")


class AssessmentQuerySet(ScopedQuerySet, FactQuerySet):
    """Assessments, scoped and as of a day."""

    def awaiting(self, organisation_id: int) -> Self:
        """Those that stand and wait for the answer of an organisation, which is a party."""
        answers = AssessmentAnswer.objects.current().filter(assessment=OuterRef("pk"), organisation_id=organisation_id)
        of_party = self.current().filter(
            agreement__parties__organisation_id=organisation_id, agreement__parties__left_on=None
        )
        return of_party.exclude(recorded_by_id=organisation_id).filter(~Exists(answers))


class Assessment(Fact):
    """What an assessment found, and what follows from it. `stage` is the name that the terms give it; "" for a regular
    one. It counts as agreed once every other party has confirmed it; a later record of the same replaces it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="assessments")
    stage = models.CharField(_("stage"), max_length=200, blank=True)
    assessor = models.CharField(_("assessed by"), max_length=200)
    findings = models.TextField(_("what was found"))
    grade = models.CharField(pgettext_lazy("assessment", "grade"), max_length=20, choices=Grade.choices)
    decision = models.CharField(_("what follows"), max_length=20, choices=Verdict.choices)
    recorded_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    access = OF_AN_AGREEMENT
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return self.stage or str(_("Regular assessment"))


class AssessmentAnswerQuerySet(ScopedQuerySet, FactQuerySet):
    """Answers to assessments."""


class AssessmentAnswer(Fact):
    """Another party's word on an assessment: it agrees, or objects and says why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    agrees = models.BooleanField(_("agrees"))
    reason = models.TextField(_("reason"), blank=True)
    signer_label = models.CharField(max_length=200)

    access = seen_with("assessment__agreement")
    objects = AssessmentAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "organisation"], condition=Q(superseded_at=None), name="assessment_answered_once"
            )
        ]
