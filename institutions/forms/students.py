"""Forms of students."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DayInput, PageForm, Section
from institutions.models import College, Major, Student
from institutions.selectors import majors_for


class StudentForm(PageForm):
    """A new student."""

    sections = (
        Section(_("The student"), ("number", "name", "sex", "birth_date", "guardian_name")),
        Section(_("Studies"), ("major", "class_name", "enrolled_on")),
    )

    number = forms.CharField(label=_("Student number"), max_length=30)
    name = forms.CharField(label=_("Name"), max_length=60)
    sex = forms.ChoiceField(label=_("Sex"), choices=Student.Sex.choices, initial=Student.Sex.UNKNOWN)
    birth_date = forms.DateField(
        label=_("Birth date"), widget=DayInput, help_text=_("Kept encrypted. Rules on internships need it.")
    )
    guardian_name = forms.CharField(
        label=_("Guardian"), max_length=60, required=False, help_text=_("Needed for students under 18.")
    )
    major = forms.ModelChoiceField(label=_("Major"), queryset=None)
    class_name = forms.CharField(label=pgettext_lazy("students", "Class"), max_length=60, required=False)
    enrolled_on = forms.DateField(label=_("Enrolled on"), widget=DayInput)

    def __init__(self, *args: Any, college: College, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["major"].queryset = majors_for(college)  # type: ignore[attr-defined]

    def clean_sex(self) -> Student.Sex:
        """The choice itself."""
        return Student.Sex(self.cleaned_data["sex"])


class StudentEditForm(StudentForm):
    """What changes in a student. Hidden facts stay as they are where nothing is typed."""

    def __init__(self, *args: Any, student: Student, **kwargs: Any) -> None:
        initial = {name: getattr(student, name) for name in ("name", "sex", "class_name", "enrolled_on", "major")}
        super().__init__(*args, college=student.college, initial=initial, **kwargs)
        del self.fields["number"]
        own = Major.objects.filter(pk=student.major_id)  # whole: the major of a student who is seen already
        majors = majors_for(student.college) | own.select_related("catalogue")
        self.fields["major"].queryset = majors  # type: ignore[attr-defined]
        for name in ("birth_date", "guardian_name"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Leave it empty to keep what is recorded.")

    def clean_guardian_name(self) -> str | None:
        """None where nothing is typed."""
        return self.cleaned_data["guardian_name"] or None


class LeaveForm(PageForm):
    """From which day somebody is no longer a student, and why."""

    on = forms.DateField(label=_("From"), widget=DayInput)
    reason = forms.ChoiceField(label=_("Reason"), choices=Student.LeaveReason.choices)

    def clean_reason(self) -> Student.LeaveReason:
        """The choice itself."""
        return Student.LeaveReason(self.cleaned_data["reason"])
