"""The first question each term: can you host? Asked of the enterprise, before it says where and how many."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core.facts import Fact, FactQuerySet
from internships.models.slots import InternshipSlot
from reference.periods import SchoolYear, Term


class HostingAnswerQuerySet(ScopedQuerySet, FactQuerySet):
    """Answers: who may see them, and as known at a cut-off."""


class HostingAnswer(Fact):
    """Whether an enterprise can host students in a term. A new answer supersedes the one before."""

    enterprise = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hosting_answers", verbose_name=_("enterprise")
    )
    first_year = models.PositiveSmallIntegerField(
        _("school year"), validators=[MinValueValidator(2000), MaxValueValidator(2200)]
    )
    term = models.PositiveSmallIntegerField(_("term"), validators=[MinValueValidator(1), MaxValueValidator(2)])
    answer = models.CharField(_("can you host?"), max_length=10, choices=InternshipSlot.Answer.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    # Colleges look for who can host and why not; only what stands is published.
    access = Access(owned_by=("enterprise_id",), published_to=Q(superseded_at=None))
    objects = HostingAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to “can you host?”")
        verbose_name_plural = _("answers to “can you host?”")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "first_year", "term"],
                condition=Q(superseded_at=None),
                name="hosting_answer_once_per_term",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_year}-{self.term} {self.answer}"

    @property
    def asked_term(self) -> Term:
        return Term(SchoolYear(self.first_year), self.term)
