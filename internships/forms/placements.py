"""Forms of placements and what stands around them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.actors import Actor
from accounts.models import Membership, OrganisationKind
from core.forms import DayInput, PageForm, PageModelForm
from core.lookups import LookupField
from institutions.models import Major, Student
from internships.forms.slots import capital
from internships.lookups import students
from internships.models import (
    InternshipSlot,
    Placement,
    PlacementInsurance,
    PlacementMentor,
    PlacementOutcome,
    TripartiteAgreement,
)
from reference.rules import Finding

REASON = "reason_"
CLASS_MAX = 200


class PlacementForm(PageForm):
    """Which student comes when."""

    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, help_text=_("Included."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Placement.Kind.choices, widget=forms.RadioSelect, initial=Placement.Kind.POST
    )
    source = forms.ChoiceField(
        label=_("Arranged by"),
        choices=Placement.Source.choices,
        widget=forms.RadioSelect,
        initial=Placement.Source.SCHOOL,
        required=False,
    )
    approved_on = forms.DateField(
        label=_("Approved by the school on"),
        widget=DayInput,
        required=False,
        help_text=_("Only if the student arranged it."),
    )

    def __init__(self, *args: Any, actor: Actor, slot: InternshipSlot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["student"] = LookupField(
            label=_("Student"),
            source=students(actor),
            url=reverse_lazy("internships:placement-students"),
            help_text=_("Student number or name, of your own college."),
        )
        self.initial.setdefault("starts_on", slot.starts_on)
        self.initial.setdefault("ends_on", slot.ends_on)
        self.order_fields(["student", "starts_on", "ends_on", "kind", "source", "approved_on"])

    def clean_source(self) -> str:
        """Nothing said: by the school."""
        return self.cleaned_data["source"] or Placement.Source.SCHOOL

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return cleaned


class ReasonsForm(PageForm):
    """For every warning a field for why one goes on all the same."""

    def __init__(self, warnings: Iterable[Finding], *args: Any, given: Mapping[str, str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for finding in warnings:
            self.fields[f"{REASON}{finding.rule}"] = forms.CharField(
                label=_("Why you go on all the same"),
                help_text=escape(f"{finding.message} ({finding.rule})"),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=1000,
                initial=(given or {}).get(finding.rule, ""),
            )


def reasons_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The reasons of a post, by rule."""
    return {name.removeprefix(REASON): str(data[name]) for name in data if name.startswith(REASON)}


class ClassChoiceForm(PageForm):
    """Whose students come to the choice: a major of the own college, and a class."""

    major = forms.ModelChoiceField(label=_("Major"), queryset=Major.objects.none(), empty_label=None)
    class_name = forms.ChoiceField(label=pgettext_lazy("students", "Class"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Student.objects.visible_to(actor).filter(college_id=actor.organisation_id, left_on=None)
        classes = present.exclude(class_name="").order_by("class_name").values_list("class_name", flat=True).distinct()
        self.fields["class_name"].choices = [("", _("all classes")), *((name, name) for name in classes)]
        own = Major.objects.visible_to(actor).filter(college_id=actor.organisation_id)
        self.fields["major"].queryset = own.order_by("name")


class ClassForm(PageForm):
    """Which students of a major come when."""

    students = forms.ModelMultipleChoiceField(
        label=_("Students"),
        queryset=Student.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one student.")},
    )
    starts_on = forms.DateField(label=_("First day"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput, help_text=_("Included."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Placement.Kind.choices, widget=forms.RadioSelect, initial=Placement.Kind.POST
    )

    def __init__(
        self, *args: Any, actor: Actor, slot: InternshipSlot, major: Major, class_name: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        present = Student.objects.visible_to(actor).filter(college_id=actor.organisation_id, major=major, left_on=None)
        of_class = present.filter(class_name=class_name) if class_name else present
        self.fields["students"].queryset = of_class.order_by("number")
        self.fields["students"].label_from_instance = lambda student: f"{student.number} {student.name}"
        self.initial.setdefault("starts_on", slot.starts_on)
        self.initial.setdefault("ends_on", slot.ends_on)

    def clean_students(self) -> list[Student]:
        """At most as many as one page can show."""
        chosen = list(self.cleaned_data["students"].select_related("major__catalogue"))
        if len(chosen) > CLASS_MAX:
            raise forms.ValidationError(_("Choose at most %(max)s students at once."), params={"max": CLASS_MAX})
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return cleaned


class CapitalForm(PageModelForm):
    """A model form whose labels begin with a capital."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capital(field.label)


class TripartiteForm(CapitalForm):
    """Who signed when. A day that is empty: not yet."""

    units = {"pay": _("CNY")}

    class Meta:
        model = TripartiteAgreement
        fields = (
            "school_signed_on",
            "unit_signed_on",
            "student_signed_on",
            "guardian_signed_on",
            "pay",
            "template_version",
        )
        widgets = dict.fromkeys(fields[:4], DayInput)
        help_texts = {
            "guardian_signed_on": _("For students under 18."),
            "pay": _("For one month."),
            "template_version": _("Which issued model text the agreement is built on."),
        }


class InsuranceForm(CapitalForm):
    """A policy of liability insurance."""

    class Meta:
        model = PlacementInsurance
        fields = ("insurer", "policy_number", "valid_from", "valid_to", "payer")
        widgets = {"valid_from": DayInput, "valid_to": DayInput, "payer": forms.RadioSelect}
        help_texts = {"valid_to": _("Included."), "payer": _("The premium is never charged to the student.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer"].choices = PlacementInsurance.Payer.choices


class MentorForm(PageForm):
    """Who accompanies the student from today on: somebody with an account, or a name."""

    side = forms.ChoiceField(label=_("Side"), choices=PlacementMentor.Side.choices, widget=forms.RadioSelect)
    member = forms.ModelChoiceField(
        label=_("With an account"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Finds the placement among the own ones."),
    )
    name = forms.CharField(label=_("Or the name"), max_length=60, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Membership.objects.visible_to(actor).filter(Q(organisation_id=actor.organisation_id), ended_at=None)
        self.fields["member"].queryset = own.select_related("user").order_by("user__name")
        self.fields["member"].label_from_instance = lambda membership: str(membership.user)
        organisation = actor.organisation
        if organisation is not None and organisation.kind == OrganisationKind.ENTERPRISE:
            self.fields["side"].choices = [choice for choice in PlacementMentor.Side.choices if choice[0] == "unit"]
            self.initial.setdefault("side", PlacementMentor.Side.UNIT)
        else:
            self.initial.setdefault("side", PlacementMentor.Side.SCHOOL)


class OutcomeForm(PageForm):
    """What came of it. The grade is the college's."""

    is_hired = forms.TypedChoiceField(
        label=_("Has the host hired the student?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    grade = forms.ChoiceField(
        label=_("Grade"), choices=[("", _("not given")), *PlacementOutcome.Grade.choices], required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = actor.organisation
        if organisation is not None and organisation.kind == OrganisationKind.ENTERPRISE:
            del self.fields["grade"]
