"""Colleges and their majors."""

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from accounts.scoping import Access, ScopedQuerySet
from core.facts import StateFact, StateFactQuerySet, one_open_state, spans_are_forward
from reference.models import CatalogueMajor


class College(models.Model):
    """A college. It shares its organisation's primary key; name and regions stand on the organisation."""

    class EducationLevel(models.TextChoices):
        SECONDARY = "secondary", _("Secondary level")
        ASSOCIATE = "associate", _("Associate level")
        BACHELOR = "bachelor", _("Bachelor level")

    class Ownership(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("ownership", "Public")
        PRIVATE = "private", pgettext_lazy("ownership", "Private")
        JOINT = "joint", _("Joint with partners abroad, Hong Kong, Macao or Taiwan")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="college", verbose_name=_("organisation")
    )
    school_code = models.CharField(_("school code"), max_length=10, unique=True)
    institution_code = models.CharField(_("institution code"), max_length=5, blank=True)
    education_level = models.CharField(_("education level"), max_length=10, choices=EducationLevel.choices)
    is_vocational = models.BooleanField(_("vocational"), default=True)
    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership.choices)
    authority = models.CharField(_("competent authority"), max_length=60, blank=True)

    shared = "the register: names, codes and places are public facts"

    class Meta:
        verbose_name = _("college")
        verbose_name_plural = _("colleges")
        ordering = ["school_code"]

    def __str__(self) -> str:
        return str(self.organisation)


class MajorQuerySet(ScopedQuerySet):
    """Majors with their state."""

    def with_state(self) -> "MajorQuerySet":
        """Adds `state` and `state_since`: the last state that was entered; its first day may lie ahead."""
        open_row = MajorState.objects.current().filter(major=OuterRef("pk"))
        return self.annotate(
            state=Subquery(open_row.values("state")[:1]), state_since=Subquery(open_row.values("from_on")[:1])
        )


class Major(models.Model):
    """A major that a college teaches. Open or closed is a dated state."""

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="majors", verbose_name=_("college"))
    catalogue = models.ForeignKey(
        CatalogueMajor, on_delete=models.PROTECT, related_name="+", verbose_name=_("major of the catalogue")
    )
    name = models.CharField(_("name"), max_length=80)

    access = Access(owned_by=("college_id",), overseen_by=("college_id",), kept_by="college_id")
    objects = MajorQuerySet.as_manager()

    class Meta:
        verbose_name = _("major")
        verbose_name_plural = _("majors")
        ordering = ["college", "catalogue__code", "name"]
        constraints = [models.UniqueConstraint(fields=["college", "catalogue", "name"], name="major_once_per_college")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:major-detail", args=[self.pk])


class MajorStateQuerySet(ScopedQuerySet, StateFactQuerySet):
    """States of majors: of whom one may see them, and as known at a cut-off."""


class MajorState(StateFact):
    """A major was open or closed over a span of days."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("major", "Open")
        CLOSED = "closed", pgettext_lazy("major", "Closed")

    major = models.ForeignKey(Major, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("state"), max_length=10, choices=State.choices)

    access = Access(owned_by=("major__college_id",), overseen_by=("major__college_id",))
    objects = MajorStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a major")
        verbose_name_plural = _("states of majors")
        constraints = [
            one_open_state("major", name="major_one_open_state"),
            spans_are_forward("major_state_forward"),
        ]
