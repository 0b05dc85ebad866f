"""Forms of graduate outcomes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.actors import Actor
from core.forms import DayInput, PageForm, Section
from core.lookups import LookupField
from institutions.lookups import enterprises
from institutions.models import GraduateOutcome, Major, OutcomeStatus, Student, Wave
from institutions.services.outcomes import Answer
from reference.lookups import regions

GRADUATES_MAX = 200  # of one post; more come by the sheet


class AnswerForm(PageForm):
    """What everybody is asked: the day, the status, the source."""

    occurred_on = forms.DateField(
        label=_("About the day"), widget=DayInput, help_text=_("The day on which it was so, not that of the call.")
    )
    status = forms.ChoiceField(
        label=pgettext_lazy("graduate", "Status"),
        choices=OutcomeStatus.choices,
        help_text=_("Unknown is unknown: it counts nowhere."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=120, help_text=_("Who said it, and how: a call by the class teacher, a survey.")
    )

    def clean_status(self) -> OutcomeStatus:
        """The choice itself."""
        return OutcomeStatus(self.cleaned_data["status"])


class OutcomeForm(AnswerForm):
    """The answer of one graduate in a wave."""

    sections = (
        Section(_("The answer"), ("wave", "occurred_on", "status", "source")),
        Section(
            pgettext_lazy("graduate", "The work"),
            ("employer", "employer_name", "region", "is_matched", "pay", "is_retained", "is_promoted", "is_innovator"),
            hint=_("Of graduates in work alone. Leave empty what nobody knows."),
        ),
    )
    units = {"pay": _("CNY")}

    wave = forms.ChoiceField(label=_("Wave"), choices=Wave.choices)
    employer = LookupField(
        url=reverse_lazy("institutions:lookup-enterprises"),
        label=_("Employer in the register"),
        required=False,
        help_text=_("Number or name of an enterprise that is registered here."),
    )
    employer_name = forms.CharField(
        label=_("Employer as stated"), max_length=200, required=False, help_text=_("Where it is in no register.")
    )
    region = LookupField(
        url=reverse_lazy("reference:lookup-regions"),
        label=_("Region of work"),
        required=False,
        help_text=_("Code or name."),
    )
    is_matched = forms.NullBooleanField(label=_("Post matches the major"), required=False)
    pay = forms.DecimalField(
        label=_("Pay a month"), max_digits=12, decimal_places=2, min_value=Decimal(0), required=False
    )
    is_retained = forms.NullBooleanField(label=_("Still with the first employer"), required=False)
    is_promoted = forms.NullBooleanField(label=_("Promoted"), required=False)
    is_innovator = forms.NullBooleanField(label=_("Took part in an innovation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].source = enterprises()  # type: ignore[attr-defined]
        self.fields["region"].source = regions()  # type: ignore[attr-defined]

    def clean_wave(self) -> Wave:
        """The choice itself."""
        return Wave(self.cleaned_data["wave"])

    @property
    def answer(self) -> Answer:
        """What was entered, once it is valid."""
        return Answer(**{name: value for name, value in self.cleaned_data.items() if name != "wave"})

    @staticmethod
    def initial_of(outcome: GraduateOutcome) -> dict[str, Any]:
        """An answer that stands, as the form shows it."""
        return {name: getattr(outcome, name) for name in OutcomeForm.base_fields}


class CohortChoiceForm(PageForm):
    """Whom to ask: a wave, a year of graduation, a major, a class."""

    wave = forms.ChoiceField(label=_("Wave"), choices=Wave.choices)
    year = forms.IntegerField(label=_("Year of graduation"), min_value=1978, max_value=2200)
    major = forms.ModelChoiceField(
        label=_("Major"), queryset=Major.objects.none(), required=False, empty_label=_("all majors")
    )
    class_name = forms.CharField(label=pgettext_lazy("students", "Class"), max_length=60, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Major.objects.visible_to(actor).filter(college_id=actor.organisation_id)
        self.fields["major"].queryset = own.order_by("name")  # type: ignore[attr-defined]

    def clean_wave(self) -> Wave:
        """The choice itself."""
        return Wave(self.cleaned_data["wave"])

    def narrow(self, graduates: QuerySet[Student]) -> QuerySet[Student]:
        """The graduates of the choice, by number."""
        asked = {
            "left_on__year": self.cleaned_data["year"],
            "major": self.cleaned_data["major"],
            "class_name": self.cleaned_data["class_name"],
        }
        return graduates.filter(**{name: value for name, value in asked.items() if value}).order_by("number")


class CohortForm(AnswerForm):
    """The same answer for all who are ticked."""

    students = forms.ModelMultipleChoiceField(
        label=_("Graduates"),
        queryset=Student.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one graduate.")},
    )

    field_order = ("students", "status", "occurred_on", "source")

    def __init__(self, *args: Any, waiting: QuerySet[Student], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["students"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["students"].label_from_instance = lambda student: f"{student.number} {student.name}"  # type: ignore[attr-defined]

    def clean_students(self) -> list[Student]:
        """At most as many as one page can show."""
        chosen = list(self.cleaned_data["students"])
        if len(chosen) > GRADUATES_MAX:
            raise forms.ValidationError(_("Choose at most %(max)s graduates at once."), params={"max": GRADUATES_MAX})
        return chosen

    @property
    def answer(self) -> Answer:
        """What was entered, once it is valid."""
        names = ("status", "occurred_on", "source")
        return Answer(**{name: self.cleaned_data[name] for name in names})
