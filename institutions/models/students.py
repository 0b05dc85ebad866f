"""Students: personal data, seen by their college alone."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.scoping import Access, ScopedQuerySet
from core import clock
from core.crypto import EncryptedDateField, EncryptedField
from institutions.models.colleges import College, Major


class Student(models.Model):
    """A student of a college. The birth date is kept encrypted; rules need it, pages mask it."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        UNKNOWN = "unknown", _("Not given")

    class LeaveReason(models.TextChoices):
        GRADUATED = "graduated", _("Graduated")
        WITHDREW = "withdrew", _("Withdrew")
        TRANSFERRED = "transferred", _("Transferred")

    college = models.ForeignKey(College, on_delete=models.PROTECT, related_name="students", verbose_name=_("college"))
    number = models.CharField(_("student number"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    major = models.ForeignKey(Major, on_delete=models.PROTECT, related_name="students", verbose_name=_("major"))
    enrolled_on = models.DateField(_("enrolled on"))
    birth_date = EncryptedDateField(_("birth date"))
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    class_name = models.CharField(pgettext_lazy("students", "class"), max_length=60, blank=True)
    guardian_name = EncryptedField(_("guardian"), blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    leave_reason = models.CharField(_("reason of leaving"), max_length=12, choices=LeaveReason.choices, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    access = Access(owned_by=("college_id",), kept_by="college_id")
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        ordering = ["college", "number"]
        constraints = [models.UniqueConstraint(fields=["college", "number"], name="student_number_once_per_college")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institutions:student-detail", args=[self.pk])
