"""What became of graduates, asked in waves."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import wording
from core.facts import Fact, FactQuerySet
from core.money import MoneyField
from institutions.models.students import Student
from reference.models import Region
from reference.periods import months_later


class Wave(models.TextChoices):
    """How long after graduation."""

    HALF_YEAR = "half_year", _("Half a year after graduation")
    ONE_YEAR = "one_year", _("One year after graduation")
    THREE_YEARS = "three_years", _("Three years after graduation")
    FIVE_YEARS = "five_years", _("Five years after graduation")

    def days(self, graduated_on: date) -> "WaveDays":
        """The days that an answer of this wave may be about, for who graduated on a day."""
        months, leeway = WAVE_MONTHS[self]
        return WaveDays(
            months_later(graduated_on, months - leeway),
            months_later(graduated_on, months),
            months_later(graduated_on, months + leeway),
        )


# Months after graduation, and how many months earlier or later an answer still is one of the wave: colleges ask the
# whole year group at once, on 31 December or at the end of a term. Our own choice; no text sets it.
WAVE_MONTHS = {Wave.HALF_YEAR: (6, 3), Wave.ONE_YEAR: (12, 3), Wave.THREE_YEARS: (36, 6), Wave.FIVE_YEARS: (60, 6)}


@dataclass(frozen=True)
class WaveDays:
    """When a wave is asked: from `first` to `last`, both included; it waits for an answer from `due` on."""

    first: date
    due: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class OutcomeStatus(models.TextChoices):
    """What a graduate does. Unknown is unknown, and no kind of unemployment."""

    EMPLOYED = "employed", _("Employed")
    SELF_EMPLOYED = "self_employed", _("Self-employed")
    FURTHER_STUDY = "further_study", _("Further study")
    SEEKING = "seeking", _("Seeking work")
    NOT_SEEKING = "not_seeking", _("Not seeking work")
    UNKNOWN = "unknown", pgettext_lazy("graduate", "Unknown")


WORKING = (OutcomeStatus.EMPLOYED, OutcomeStatus.SELF_EMPLOYED)
SETTLED = (*WORKING, OutcomeStatus.FURTHER_STUDY)


class GraduateOutcomeQuerySet(ScopedQuerySet, FactQuerySet):
    """Outcomes: of whom one may see them, and as known at a cut-off."""


class GraduateOutcome(Fact):
    """A graduate's situation in one wave; `occurred_on` is the day it is about. Personal data: the college's alone.

    What is known of the work (employer, region, pay, match) is empty but for those who work.
    """

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("student"))
    wave = models.CharField(_("wave"), max_length=12, choices=Wave.choices)
    status = models.CharField(_("status"), max_length=15, choices=OutcomeStatus.choices)
    employer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("employer")
    )
    employer_name = models.CharField(_("employer as stated"), max_length=200, blank=True)
    is_matched = models.BooleanField(_("post matches the major"), null=True, blank=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region of work")
    )
    pay = MoneyField(_("pay a month"), null=True, blank=True)
    is_retained = models.BooleanField(_("still with the first employer"), null=True, blank=True)
    is_promoted = models.BooleanField(_("promoted"), null=True, blank=True)
    is_innovator = models.BooleanField(_("took part in an innovation"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120)

    access = Access(owned_by=("student__college_id",))
    objects = GraduateOutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("graduate outcome")
        verbose_name_plural = _("graduate outcomes")
        ordering = ["student", "wave"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "wave"], condition=Q(superseded_at=None), name="graduate_outcome_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student.number} {self.wave}"

    @property
    def employer_label(self) -> str:
        """The employer in the register, or as stated."""
        return wording.name_of(self.employer) if self.employer is not None else self.employer_name
