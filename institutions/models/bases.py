"""Training bases and their life cycle."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from institutions.models.colleges import College, Major
from reference.models import Region


class BaseState(models.TextChoices):
    """The life of a training base."""

    PROPOSED = "proposed", pgettext_lazy("training base", "Proposed")
    RECOGNISED = "recognised", pgettext_lazy("training base", "Recognised")
    ACTIVE = "active", pgettext_lazy("training base", "Active")
    DORMANT = "dormant", pgettext_lazy("training base", "Dormant")
    WITHDRAWN = "withdrawn", pgettext_lazy("training base", "Withdrawn")


class TechnologyLevel(models.TextChoices):
    """What the equipment of a base is up to."""

    TEACHING = "teaching", _("For teaching")
    INDUSTRY_STANDARD = "industry_standard", _("Industry standard")
    LEADING = "leading", _("Leading in the industry")


# From which state a base may go to which. Withdrawn is the end.
NEXT_STATES: dict[str, frozenset[str]] = {
    BaseState.PROPOSED: frozenset({BaseState.RECOGNISED, BaseState.WITHDRAWN}),
    BaseState.RECOGNISED: frozenset({BaseState.ACTIVE, BaseState.WITHDRAWN}),
    BaseState.ACTIVE: frozenset({BaseState.DORMANT, BaseState.WITHDRAWN}),
    BaseState.DORMANT: frozenset({BaseState.ACTIVE, BaseState.WITHDRAWN}),
    BaseState.WITHDRAWN: frozenset(),
}


class TrainingBaseQuerySet(ScopedQuerySet):
    """Bases with their state."""

    def with_state(self) -> "TrainingBaseQuerySet":
        """Adds `state` and `state_since`: the last state that was entered; its first day may lie ahead."""
        open_row = TrainingBaseState.objects.current().filter(base=OuterRef("pk"))
        return self.annotate(
            state=Subquery(open_row.values("state")[:1]), state_since=Subquery(open_row.values("from_on")[:1])
        )


class TrainingBase(models.Model):
    """A place where students train: on the campus, or off it with a host organisation."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="bases", verbose_name=_("college"))
    name = models.CharField(_("name"), max_length=120)
    is_on_campus = models.BooleanField(_("on the campus"), default=False)
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    places = models.PositiveIntegerField(_("places"), default=0)
    technology_level = models.CharField(
        _("technology level"), max_length=20, choices=TechnologyLevel.choices, blank=True
    )
    majors = models.ManyToManyField(Major, blank=True, related_name="bases", verbose_name=_("majors"))
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now, editable=False)

    access = Access(owned_by=("college_id", "host_id"), overseen_by=("college_id",), kept_by="college_id")
    objects = TrainingBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training base")
        verbose_name_plural = _("training bases")
        ordering = ["college", "name"]
        constraints = [
            models.UniqueConstraint(fields=["college", "name"], name="base_name_once_per_college"),
            models.CheckConstraint(
                condition=models.Q(is_on_campus=True) | models.Q(host__isnull=False), name="base_off_campus_has_host"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:base-detail", args=[self.pk])


class TrainingBaseStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of bases: of whom one may see them, and as known at a cut-off."""


class TrainingBaseState(StateFact):
    """A base was in one state over a span of days."""

    base = models.ForeignKey(TrainingBase, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=12, choices=BaseState.choices)

    access = Access(owned_by=("base__college_id", "base__host_id"), overseen_by=("base__college_id",))
    objects = TrainingBaseStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a training base")
        verbose_name_plural = _("states of training bases")
        constraints = [
            one_open_state("base", name="base_one_open_state"),
            spans_are_forward("base_state_forward"),
        ]
