"""Forms of teachers, their qualifications and their practice."""

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from institutions.lookups import enterprises
from institutions.models import DualQualification, Teacher

LOOKUP = reverse_lazy("institutions:lookup-enterprises")
MONTHS_MAX = Decimal(120)


class TeacherForm(PageForm):
    """A teacher of the register."""

    sections = (
        Section(_("The teacher"), ("number", "name", "joined_on", "left_on")),
        Section(_("The post"), ("teaches_professional_courses", "is_part_time", "employer")),
    )

    number = forms.CharField(label=_("Staff number"), max_length=30)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    joined_on = forms.DateField(label=_("Joined on"), widget=DayInput)
    teaches_professional_courses = forms.BooleanField(
        label=_("Teaches professional courses"), required=False, initial=True
    )
    is_part_time = forms.BooleanField(label=_("Part-time"), required=False)
    employer = LookupField(
        url=LOOKUP,
        label=_("Employer"),
        required=False,
        help_text=_("The enterprise that employs a part-time teacher."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].source = enterprises()  # type: ignore[attr-defined]


class EditTeacherForm(TeacherForm):
    """A teacher who may have left."""

    left_on = forms.DateField(
        label=_("Left on"), widget=DayInput, required=False, help_text=_("The first day without this teacher.")
    )

    @staticmethod
    def initial_of(teacher: Teacher) -> dict[str, Any]:
        """A teacher as the form shows it."""
        names = ("number", "name", "joined_on", "left_on", "teaches_professional_courses", "is_part_time", "employer")
        return {name: getattr(teacher, name) for name in names}


class QualificationForm(PageForm):
    """A recognition as dual-qualified."""

    prefix = "qualification"

    level = forms.ChoiceField(label=_("Level"), choices=DualQualification.Level.choices)
    authority = forms.CharField(label=_("Recognised by"), max_length=120)
    valid_from = forms.DateField(label=_("Valid from"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("Valid until"), widget=DayInput, required=False, help_text=_("The last day. Empty if it has no end.")
    )


class PracticeForm(PageForm):
    """Practice in an enterprise."""

    prefix = "practice"

    enterprise = LookupField(url=LOOKUP, label=_("Enterprise"), required=False)
    from_on = forms.DateField(label=_("First day"), widget=DayInput)
    to_on = forms.DateField(label=_("Last day"), widget=DayInput)
    months = forms.DecimalField(
        label=_("Months"),
        max_digits=4,
        decimal_places=1,
        min_value=Decimal("0.1"),
        max_value=MONTHS_MAX,
        help_text=_("Months worked there, such as 1.5."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].source = enterprises()  # type: ignore[attr-defined]
